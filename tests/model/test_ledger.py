import math

import numpy as np
import pytest

from nullisland.errors import ConfigError
from nullisland.model import UNITS, BoxRelease, FixRelease, Grid, Ledger, Spend, TotalsRelease

DAY, PERSON, REPORT = "one person-day", "one person", "one report"


def test_what_is_spent_adds_up_in_its_unit_and_in_smaller_ones():
    ledger = Ledger((Spend("bound", 0.25, 0.0, DAY), Spend("totals", 0.5, 1e-6, DAY)))

    assert ledger.total(DAY) == ledger.total("one visit") == (0.75, 1e-6)
    assert (ledger + Spend("totals", 1.0, 0.0, PERSON)).total(DAY) == (1.75, 1e-6)
    assert (ledger + ledger).total(DAY) == (1.5, 2e-6)


def test_a_larger_unit_is_promised_only_if_it_holds_a_bounded_number_of_the_smaller():
    assert Ledger((Spend("totals", 0.5, 0.0, DAY),)).total(PERSON) == (math.inf, 0.0)
    assert Ledger((Spend("totals", 0.5, 0.0, DAY, most=28),)).total(PERSON) == (14.0, 0.0)


def test_a_place_is_part_of_a_person_and_of_nothing_else():
    place = Ledger((Spend("lasting shift", 0.5, 0.0, "one place", most=4),))

    assert [place.total(unit)[0] for unit in UNITS] == [math.inf, math.inf, math.inf, 0.5, 2.0]
    assert Ledger((Spend("totals", 0.5, 0.0, PERSON),)).total("one place") == (0.5, 0.0)
    assert Ledger((Spend("totals", 0.5, 0.0, DAY, most=28),)).total("one place") == (math.inf, 0.0)


def test_delta_grows_with_the_group_as_group_privacy_says():
    """Three units at epsilon 0.5, delta 0.01: 1.5 and 3 e^(2 * 0.5) 0.01, Vadhan 2017, lemma 2.2."""
    epsilon, delta = Spend("totals", 0.5, 0.01, DAY, most=3).cost(PERSON)

    assert epsilon == 1.5
    assert delta == pytest.approx(0.03 * math.e)


def test_no_entry_is_no_promise():
    assert Ledger().total(PERSON) == (math.inf, 0.0)
    assert len(Ledger()) == 0


def test_a_promise_per_metre_needs_a_distance():
    """ln 4 within 200 m; 30 reports of one person cost 30 times that."""
    ledger = Ledger((Spend("planar Laplace", math.log(4) / 200, 0.0, REPORT, most=30, per_m=True),))

    assert ledger.total(REPORT)[0] == math.inf
    assert ledger.total(REPORT, within_m=200)[0] == pytest.approx(math.log(4))
    assert ledger.total(PERSON, within_m=200)[0] == pytest.approx(30 * math.log(4))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("x", 0.0, 0.0, DAY), "epsilon must be a positive number, got 0.0"),
        (("x", math.nan, 0.0, DAY), "epsilon must be a positive number"),
        (("x", 1.0, 1.0, DAY), r"delta must be in \[0, 1\), got 1.0"),
        (("x", 1.0, 0.0, "one household"), "unit must be one of one report, one visit"),
    ],
)
def test_a_spend_cannot_hold_nonsense(wrong, message):
    with pytest.raises(ConfigError, match=message):
        Spend(*wrong)


def test_the_kinds_of_release_are_frozen_and_of_one_length():
    whole, long = np.zeros(2, np.int32), np.array([0, 2])
    fixes = FixRelease(
        sensor="gps", pseudonyms=np.array([10]), first=long, t_min=whole, x_dm=whole.copy(), y_dm=whole.copy(),
        history=(), reproducible=False,
    )  # fmt: skip
    boxes = BoxRelease(
        sensor="gps", slot_min=60, grid=Grid(0, 0, 250, 4, 4), pseudonyms=np.array([10]), first=long,
        col_from=whole, col_to=whole, row_from=whole, row_to=whole, slot_from=whole, slot_to=whole,
        history=(), reproducible=False,
    )  # fmt: skip
    totals = TotalsRelease(
        sensor="gps", slot_min=60, grid=None, counts=np.zeros((3, 4), np.int64), threshold=1, history=(),
        reproducible=False,
    )  # fmt: skip

    assert (len(fixes), len(boxes), totals.n_slots, totals.n_cells) == (2, 2, 3, 4)
    for array in (fixes.x_dm, boxes.row_to, totals.counts):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(ValueError, match="columns must have one length"):
        FixRelease(
            sensor="gps", pseudonyms=np.array([10]), first=long, t_min=whole, x_dm=whole, y_dm=whole[:1],
            history=(), reproducible=False,
        )  # fmt: skip
