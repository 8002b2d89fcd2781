import doctest
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nullisland as ni
from naive import attack as naive_traces
from naive import worst_case as naive
from nullisland.errors import ConfigError, DataError
from nullisland.measure.worst_case import KINDS, worst_case_risk
from towns import HIGH, LOW, a_month, traces_of

TOLERANT = ("location_frequency", "location_probability", "location_proportion")
TOLERANCES = (0.0, 0.1, 0.25, 0.5, 1.0)
small = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([0, 1, 2, 3, HIGH, LOW]), st.integers(0, 3)),
    min_size=1,
    max_size=32,
)

# Ann: bakery twice, gym. Bob: bakery, gym. Cem: bakery twice, park. Places 1 bakery, 2 gym, 3 park.
ANN, BOB, CEM = 10, 20, 30
THREE = [
    (ANN, 1, 8),
    (ANN, 2, 9),
    (ANN, 1, 10),
    (BOB, 1, 8),
    (BOB, 2, 12),
    (CEM, 1, 8),
    (CEM, 3, 9),
    (CEM, 1, 10),
]


@pytest.mark.parametrize(
    ("kind", "n_known", "expected"),
    [
        ("location", 1, (1 / 2, 1 / 2, 1)),  # the gym is two people's, the park is Cem's alone
        ("location", 2, (1 / 2, 1 / 2, 1)),  # bakery twice: Ann, Cem; bakery and gym: Ann, Bob
        ("location", 3, (1, 1 / 2, 1)),  # Bob has two records, so both are known
        ("location_time", 1, (1, 1, 1)),  # the gym at 9, the gym at 12, the park
        ("location_sequence", 2, (1, 1 / 2, 1)),  # the gym, then the bakery: Ann
        ("unique_location", 2, (1 / 2, 1 / 2, 1)),
        ("location_frequency", 1, (1 / 2, 1, 1)),  # the bakery once: Bob
        ("location_frequency", 2, (1, 1, 1)),
        ("location_probability", 1, (1, 1, 1)),  # the gym is a third of Ann, a half of Bob
        ("location_proportion", 1, (1 / 2, 1 / 2, 1)),  # one place is always the whole
        ("location_proportion", 2, (1, 1, 1)),
        ("home_work", 1, (1 / 2, 1 / 2, 1)),
    ],
)
def test_three_people_counted_by_hand(kind, n_known, expected):
    result = worst_case_risk(traces_of(THREE), kind, n_known)

    assert result.ids.tolist() == [ANN, BOB, CEM]
    assert result.risk.tolist() == list(expected)


def test_home_and_work_are_the_most_visited_and_ties_go_to_the_earlier_then_the_smaller():
    town = [
        (1, 5, 0), (1, 6, 1), (1, 6, 2), (1, 7, 3),  # 6, then 5 before 7
        (2, 6, 4), (2, 5, 9), (2, 9, 9),  # 6, then 5 and 9 at once: the smaller
        (3, 6, 0),  # one place: contained in the two of both others
    ]  # fmt: skip

    assert worst_case_risk(traces_of(town), "home_work", 1).risk.tolist() == [1 / 2, 1 / 2, 1 / 3]


@pytest.mark.parametrize("kind", KINDS)
@given(small, st.integers(1, 5), st.sampled_from(TOLERANCES))
def test_it_is_that_of_every_combination(kind, rows, n_known, tolerance):
    town = naive_traces.records(rows)
    expected = naive.worst_case_risk(town, kind, n_known, Fraction(repr(tolerance)))

    result = worst_case_risk(traces_of(rows), kind, n_known, tolerance=tolerance)

    assert result.ids.tolist() == list(expected)
    assert result.risk.tolist() == [float(risk) for risk in expected.values()]


@pytest.mark.parametrize("kind", KINDS)
@given(small, st.integers(2, 4), st.integers(1, 40))
def test_a_spent_budget_leaves_true_bounds(kind, rows, n_known, budget):
    traces = traces_of(rows)
    risk = worst_case_risk(traces, kind, n_known, tolerance=0.25).risk

    result = worst_case_risk(traces, kind, n_known, tolerance=0.25, budget=budget)

    assert (result.low <= risk).all() and (risk <= result.high).all()
    assert ((result.low == result.high) == result.exact).all()
    if kind != "home_work":
        assert result.combinations.sum() <= budget


def test_past_the_budget_it_says_so():
    """Four people between two places differ in nothing but how often: nothing can be told from one look."""
    rows = [(who, 1 + slot % 2, slot) for who in range(4) for slot in range(6 + who)]
    traces = traces_of(rows)

    result = worst_case_risk(traces, "location", 5, budget=4)

    assert not result.exact.all()
    with pytest.raises(DataError, match="budget"):
        _ = result.risk
    assert worst_case_risk(traces, "location", 5).exact.all()


@given(small, st.integers(1, 4))
def test_knowing_more_never_helps_to_hide(rows, n_known):
    """A combination of more records holds one of fewer, for all but proportions, whose largest may change."""
    traces = traces_of(rows)
    for kind in KINDS:
        if kind != "location_proportion":
            less, more = (
                worst_case_risk(traces, kind, k, tolerance=0.1).risk for k in (n_known, n_known + 1)
            )
            assert (less <= more).all(), kind


@given(small, st.integers(1, 3))
def test_twins_halve_every_risk(rows, n_known):
    twins = [*rows, *((who + 100, cell, slot) for who, cell, slot in rows)]
    for kind in KINDS:
        alone = worst_case_risk(traces_of(rows), kind, n_known).risk
        both = worst_case_risk(traces_of(twins), kind, n_known).risk
        assert both.tolist() == [*(alone / 2), *(alone / 2)], kind


def test_fractions_are_compared_exactly():
    """0.3 of 10 is 3 in decimals, and a third times three is one: no float in between decides."""
    town = [*((1, 1, t) for t in range(13)), *((2, 1, t) for t in range(10))]
    at, below = (
        worst_case_risk(traces_of(town), "location_frequency", 1, tolerance=t) for t in (0.3, 0.2999)
    )

    assert at.risk.tolist() == [1 / 2, 1 / 2] and below.risk.tolist() == [1, 1 / 2]
    third = [*((1, 1 + (t > 0), t) for t in range(3)), *((2, 1 + (t > 2), t) for t in range(9))]
    for tolerance in (0.0, Fraction(0), 0):
        assert worst_case_risk(
            traces_of(third), "location_probability", 2, tolerance=tolerance
        ).risk.tolist() == [
            1 / 2,
            1 / 2,
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_targets_are_ids_in_any_order_and_threads_change_nothing(kind, monkeypatch):
    rows = a_month(300, n_cells=12, per_person=8)
    traces = ni.Traces.from_arrays(*rows.T)
    everybody = worst_case_risk(traces, kind, 3, tolerance=0.1)
    chosen = traces.ids[[17, 4, 250]]

    some = worst_case_risk(traces, kind, 3, tolerance=0.1, targets=chosen)
    monkeypatch.setenv("NULLISLAND_THREADS", "1")
    alone = worst_case_risk(traces, kind, 3, tolerance=0.1)

    assert some.ids.tolist() == chosen.tolist()
    assert some.risk.tolist() == everybody.risk[[17, 4, 250]].tolist()
    assert (alone.risk == everybody.risk).all() and (alone.combinations == everybody.combinations).all()


def test_nobody_and_nothing():
    empty = traces_of([])
    for kind in KINDS:
        assert worst_case_risk(empty, kind, 2).risk.tolist() == []
        assert worst_case_risk(traces_of(THREE), kind, 2, targets=[]).risk.tolist() == []


def test_a_trace_without_records_is_matched_by_everybody():
    release = ni.Traces.from_points(
        np.array([1, 2]), np.array([0, 1, 1]), np.array([4], np.int32), np.array([0], np.int32)
    )
    for kind in KINDS:
        assert worst_case_risk(release, kind, 2).risk.tolist() == [1, 1 / 2], kind


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "place"}, "kind"),
        ({"n_known": 0}, "n_known"),
        ({"n_known": 2.5}, "n_known"),
        ({"tolerance": -0.1}, "tolerance"),
        ({"tolerance": 1.5}, "tolerance"),
        ({"tolerance": float("nan")}, "tolerance"),
        ({"tolerance": "0.1"}, "tolerance"),
        ({"budget": 0}, "budget"),
        ({"targets": [11]}, "got 11"),
        ({"targets": [99]}, "got 99"),
        ({"targets": [[10]]}, "list of ids"),
        ({"targets": [0.5]}, "whole numbers"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, message):
    arguments = {"kind": "location", "n_known": 2, **arguments}
    with pytest.raises((ConfigError, DataError), match=message):
        worst_case_risk(traces_of(THREE), **arguments)


def test_it_is_public():
    assert ni.worst_case_risk is worst_case_risk


def test_the_example_of_its_page():
    page = (Path(__file__).parents[2] / "docs" / "worst-case-risk.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "worst-case-risk.md", None, 0)

    assert doctest.DocTestRunner().run(test).failed == 0
    assert all(f"`{kind}`" in page for kind in KINDS)


def test_the_toys_on_which_another_library_errs():
    """Each has another hour, so each is alone; both have the same two most visited places."""
    hours = traces_of([(1, 7, 8), (2, 7, 9)])
    homes = traces_of(
        [(1, c, t) for t, c in enumerate((1, 1, 1, 2, 2, 3))]
        + [(2, c, t) for t, c in enumerate((1, 1, 1, 2, 2, 4))]
    )

    assert worst_case_risk(hours, "location_time", 1).risk.tolist() == [1, 1]
    assert worst_case_risk(homes, "home_work", 1).risk.tolist() == [1 / 2, 1 / 2]
