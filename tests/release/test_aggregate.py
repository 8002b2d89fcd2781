import math
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawers import release_of, towns
from nullisland.errors import BudgetError, ConfigError
from nullisland.model import Ledger, Spend
from nullisland.release import (
    Budget,
    DPCounts,
    aggregate,
    aggregate_dp,
    generalise,
    guarantees,
    suppress_rare,
    suppress_short,
)
from nullisland.release.aggregate_dp import bounded_rows, units_of
from nullisland.release.noise import add_laplace, epsilon_of, laplace_scale

SLOTS = 72
DAY = "one person-day"


@given(towns, st.integers(0, 4))
def test_counts_are_those_of_the_traces_and_none_lies_below_the_threshold(town, threshold):
    seen = Counter(point for trace in town for point in set(trace))

    made = aggregate(release_of(town), n_slots=SLOTS, threshold=threshold)

    expected = {point: n for point, n in seen.items() if n >= threshold}
    assert {(c, s): int(made.counts[s, c]) for s, c in np.argwhere(made.counts)} == expected
    assert made.counts.shape == (SLOTS, 64)
    assert not ((made.counts >= 1) & (made.counts < threshold)).any()


def test_counts_of_sites_need_their_number_and_all_slots():
    sites = release_of([[(3, 5)]], grid=None)

    assert aggregate(sites, n_slots=6, n_cells=4).counts[5, 3] == 1
    with pytest.raises(ConfigError, match="n_cells must be a whole number"):
        aggregate(sites, n_slots=6)
    with pytest.raises(ConfigError, match="every cell must be below 3, got 3"):
        aggregate(sites, n_slots=6, n_cells=3)
    with pytest.raises(ConfigError, match="every slot must be below 5, got 5"):
        aggregate(sites, n_slots=5, n_cells=4)


def units_on_paper(trace, unit):
    """Points of a trace by unit: the whole, each day, or each run of slots in one cell within a day."""
    if unit == "one person":
        return [set(trace)]
    if unit == DAY:
        return [{p for p in trace if p[1] // 24 == day} for day in {slot // 24 for _, slot in trace}]
    runs = []
    for cell, slot in sorted(set(trace)):
        last = runs[-1] if runs else []
        if last and last[-1] == (cell, slot - 1) and slot % 24:
            last.append((cell, slot))
        else:
            runs.append([(cell, slot)])
    return [set(run) for run in runs]


@given(towns, st.sampled_from(["one visit", DAY, "one person"]), st.integers(1, 5), st.integers(0, 99))
def test_no_unit_is_counted_more_often_than_bounded(town, unit, most, seed):
    release = release_of(town)
    order, edges = units_of(release, unit)
    trace = np.repeat(np.arange(len(town)), np.diff(release.first))

    keep = bounded_rows(edges, most, seed)

    spans = [order[a:b] for a, b in pairwise(edges)]
    found = [
        (int(trace[rows[0]]), sorted((int(release.cell[r]), int(release.slot[r])) for r in rows))
        for rows in spans
    ]
    expected = [(i, sorted(run)) for i, points in enumerate(town) for run in units_on_paper(points, unit)]
    assert sorted(found) == sorted(expected)
    kept = [int(keep[a:b].sum()) for a, b in pairwise(edges)]
    assert kept == [min(most, len(rows)) for rows in spans]


def test_every_point_of_a_unit_is_as_likely_to_be_counted():
    """3 of 10 points, 6000 units: each place 1800 times, within 5 standard errors."""
    keep = bounded_rows(np.arange(0, 60_001, 10), 3, 7).reshape(-1, 10)

    assert (keep.sum(axis=1) == 3).all()
    assert np.abs(keep.sum(axis=0) - 1800).max() < 5 * math.sqrt(6000 * 0.3 * 0.7)


@pytest.mark.parametrize(("most", "epsilon"), [(1, 1.0), (24, 1.0), (8, 0.1), (3, 5.0)])
def test_the_scale_is_the_smallest_that_opendp_lets_pass(most, epsilon):
    """Discrete Laplace noise of scale most / epsilon; Dwork, McSherry, Nissim, Smith 2006."""
    scale = laplace_scale(most, epsilon)

    assert scale == pytest.approx(most / epsilon, rel=1e-6)
    assert epsilon_of(most, scale) <= epsilon < epsilon_of(most, scale * (1 - 1e-6))


@pytest.mark.parametrize("seed", [None, 5], ids=["OpenDP", "seed"])
def test_both_noises_are_the_discrete_laplace_distribution(seed):
    """P(x) = (1 - p) / (1 + p) p^|x| with p = exp(-1 / scale): 20,000 draws, every |x| < 9 within 5 errors."""
    scale, n = 2.5, 20_000
    p = math.exp(-1 / scale)

    noise = add_laplace(np.zeros((100, 200), np.int64), scale, seed, "test").ravel()

    assert abs(noise.mean()) < 5 * math.sqrt(2 * p / (1 - p) ** 2 / n)
    for x in range(-8, 9):
        chance = (1 - p) / (1 + p) * p ** abs(x)
        assert abs((noise == x).sum() - n * chance) < 5 * math.sqrt(n * chance * (1 - chance))


def test_counts_are_noised_at_the_scale_of_the_bound():
    """One person a cell, 72 x 64 counts: the noise has variance 2 p / (1 - p)^2 at scale 24 / epsilon."""
    release = release_of([[(cell, 3)] for cell in range(64)])

    made = aggregate_dp(release, DPCounts(epsilon=2.0), n_slots=SLOTS, secret_seed=3)

    p = math.exp(-2.0 / 24)
    noise = made.counts.copy()
    noise[3] -= 1
    assert made.counts.dtype == np.int64
    assert noise.std() == pytest.approx(math.sqrt(2 * p) / (1 - p), rel=0.06)
    assert made.history[-1] == "aggregate_dp: unit=one person-day, most=24, epsilon=2, scale=12, threshold=0"


@pytest.mark.parametrize(
    ("config", "promises"),
    [
        (DPCounts(epsilon=0.5), {"one report": 0.5, "one visit": 0.5, DAY: 0.5, "one person": 1.5}),
        (DPCounts(epsilon=0.5, unit="one visit"), {"one report": 0.5, "one visit": 0.5}),
        (
            DPCounts(epsilon=0.5, unit="one person", most=None, epsilon_bound=0.25),
            dict.fromkeys(("one report", "one visit", DAY, "one place", "one person"), 0.75),
        ),
    ],
)
def test_every_access_is_in_the_ledger(config, promises):
    """Three days: a person is three person-days. A bound read off the data is an access of its own."""
    made = aggregate_dp(release_of([[(1, 2), (2, 30)]]), config, n_slots=SLOTS, secret_seed=1)

    assert {p.unit: p.epsilon for p in guarantees(made).promises} == pytest.approx(promises)
    assert len(made.ledger) == (1 if config.most else 2)


def test_a_bound_from_the_data_covers_most_units():
    """A thousand person-days of 5 points and one of 40: the noisy histogram puts the bound at 5."""
    town = [[(cell, 0) for cell in range(5)] for _ in range(1000)] + [[(cell, 1) for cell in range(40)]]

    made = aggregate_dp(release_of(town), DPCounts(most=None, epsilon_bound=1), n_slots=SLOTS, secret_seed=1)

    assert "most=5," in made.history[-1]


def test_a_threshold_after_the_noise_leaves_no_small_count():
    made = aggregate_dp(release_of([[(1, 2)]]), DPCounts(threshold=10), n_slots=SLOTS, secret_seed=1)

    assert made.counts.any()
    assert not ((made.counts != 0) & (made.counts < 10)).any()


def test_the_same_seed_repeats_the_noise_and_nothing_else_does():
    def make(seed):
        return aggregate_dp(
            release_of([[(1, 2)]]), DPCounts(), n_slots=SLOTS, secret_seed=seed
        ).counts.tolist()

    assert make(4) == make(4)
    assert make(4) != make(5)
    assert make(None) != make(None)


def test_units_must_be_whole_in_the_drawer():
    daily = release_of([[(1, 2)]], history=("pseudonymise: policy=day",))
    with pytest.raises(
        ConfigError, match="release must keep one pseudonym a person, got pseudonymise: policy=day"
    ):
        aggregate_dp(daily, DPCounts(), n_slots=SLOTS, secret_seed=1)


def test_what_looked_at_several_people_cannot_be_counted_with_a_promise():
    """Without one person a point may become rare, and the others' points at it vanish: more than one unit's worth."""
    release = release_of([[(1, 2), (1, 3)], [(1, 2)]])
    for change in (suppress_rare, suppress_short):
        with pytest.raises(ConfigError, match="release must come from each report by itself, got suppress: "):
            aggregate_dp(change(release, least=2), DPCounts(), n_slots=SLOTS, secret_seed=1)
    aggregate_dp(generalise(release, cell_m=200), DPCounts(), n_slots=SLOTS, secret_seed=1)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"epsilon": 0}, "epsilon must be"),
        ({"epsilon": True}, "epsilon must be a number"),
        ({"unit": "one report"}, "unit must be one visit, one person-day or one person, got 'one report'"),
        ({"unit": "a day"}, "unit must be one of"),
        ({"most": 0}, "most must be"),
        ({"threshold": -1}, "threshold must be"),
    ],
)
def test_a_config_cannot_hold_nonsense(wrong, message):
    with pytest.raises(ConfigError, match=message):
        DPCounts(**wrong)


# -- the budget


def test_a_budget_is_spent_to_the_last_and_not_beyond():
    """Ten releases of 0.1 fit exactly into 1.0, the eleventh does not."""
    budget = Budget(epsilon=1.0, unit=DAY)
    for _ in range(10):
        totals = aggregate_dp(
            release_of([[(1, 2)]]), DPCounts(epsilon=0.1), n_slots=SLOTS, secret_seed=1, budget=budget
        )
        budget = budget.after(totals.ledger)

    assert budget.left()[0] == pytest.approx(0, abs=1e-12)
    with pytest.raises(
        BudgetError, match="the release must cost one person-day at most epsilon 0 and delta 0"
    ):
        aggregate_dp(
            release_of([[(1, 2)]]), DPCounts(epsilon=0.1), n_slots=SLOTS, secret_seed=1, budget=budget
        )


def test_a_budget_for_a_person_counts_all_their_days():
    """0.5 a day is 1.5 for three days: too much for 1.4, enough for 1.5."""
    ledger = aggregate_dp(release_of([[(1, 2)]]), DPCounts(epsilon=0.5), n_slots=SLOTS, secret_seed=1).ledger

    assert Budget(epsilon=1.5, unit="one person").after(ledger).left()[0] == 0
    with pytest.raises(BudgetError, match=r"got epsilon 1\.5"):
        Budget(epsilon=1.4, unit="one person").after(ledger)


def test_a_budget_refuses_a_release_that_promises_nothing_for_its_unit():
    visits = Ledger((Spend("counts", 0.1, 0.0, "one visit"),))
    for ledger in (Ledger(), visits):
        with pytest.raises(BudgetError, match="must promise something for one person, got no promise"):
            Budget(epsilon=9.0).after(ledger)
    with pytest.raises(BudgetError, match="delta"):
        Budget(epsilon=9.0).after(Ledger((Spend("counts", 0.1, 1e-6, "one person"),)))


@given(st.lists(st.floats(0.01, 2), max_size=8), st.floats(0.1, 5))
def test_no_order_of_releases_overspends(costs, limit):
    budget = Budget(epsilon=limit)
    for cost in costs:
        try:
            budget = budget.after(Ledger((Spend("counts", cost, 0.0, "one person"),)))
        except BudgetError:
            assert math.fsum((cost, *(e.epsilon for e in budget.spent.entries))) > limit
    assert math.fsum(e.epsilon for e in budget.spent.entries) <= limit


def test_the_example_of_the_docs_runs_and_leaves_half_the_budget(pytestconfig):
    page = (pytestconfig.rootpath / "docs" / "defences.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    names = {"drawer": release_of([[(1, 2)]])}

    exec(code, names)

    assert names["totals"].counts.shape == (672, 64)
    assert names["budget"].left()[0] == pytest.approx(0.5)
