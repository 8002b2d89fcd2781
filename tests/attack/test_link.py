"""The same person in two tables; who lives together; where home is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nullisland as ni
from naive import homes as naive
from nullisland._kernels.homes import densest_homes, median_homes
from nullisland.attack import (
    HOME_RULES,
    PROFILES,
    MatchRule,
    View,
    anchor,
    find_homes,
    habits,
    link,
    links,
    match,
    ties,
    view,
)
from nullisland.errors import ConfigError
from nullisland.measure import draw_clues, judge, observed_traces, owners
from nullisland.model import NOWHERE, FixRelease, Grid, Traces
from nullisland.release import publish_fixes
from towns import traces_of

GRID = Grid(0, 0, 100, 10, 10)
PEOPLE, ABSENT = 500, 200


def seen(rows):
    return View(traces_of(rows), GRID, 60)


def day(who, home, work, days=range(3)):
    return [(who, work if 9 <= h < 17 else home, d * 24 + h) for d in days for h in range(24)]


def test_three_people_are_known_again_in_another_week_under_other_numbers():
    first = [*day(1, 5, 50), *day(2, 5, 60), *day(3, 7, 60)]
    later = [*day(31, 7, 60, (7, 8)), *day(12, 5, 50, (7, 8)), *day(23, 5, 60, (7, 8))]

    for kind in ("place", "place-time", "moves"):
        for optimal in (False, True):
            assert link(seen(first), seen(later), kind=kind, optimal=optimal).person.tolist() == [12, 23, 31]


def test_one_by_one_may_claim_a_trace_twice_and_one_to_one_may_not():
    first = [*day(1, 5, 50), *day(2, 5, 50)]
    later = [*day(10, 5, 50, (7, 8)), *day(11, 5, 50, (7,)), *day(11, 5, 77, (8,))]
    later += [row for who in range(12, 20) for row in day(who, 80, 90, (7, 8))]

    assert link(seen(first), seen(later)).person.tolist() == [10, 10]
    assert sorted(link(seen(first), seen(later), optimal=True).person.tolist()) == [10, 11]


def test_both_ways_are_those_of_each():
    first = [*day(1, 5, 50), *day(2, 5, 50)]
    later = [*day(10, 5, 50, (7, 8)), *day(11, 5, 50, (7,)), *day(11, 5, 77, (8,))]
    later += [row for who in range(12, 20) for row in day(who, 80, 90, (7, 8))]

    both = links(seen(first), seen(later), "place-time")

    for way, optimal in (("one by one", False), ("one to one", True)):
        alone = link(seen(first), seen(later), optimal=optimal)
        assert both[way].person.tolist() == alone.person.tolist()
        assert both[way].candidates.tolist() == alone.candidates.tolist()
    assert links(seen([]), seen(later), "place")["one by one"].person.tolist() == []


@pytest.fixture(scope="module")
def town():
    return ni.run(ni.Scenario(people=PEOPLE, days=14, seed=3, visitors=ABSENT))


def week(traces, release, number):
    code = traces.points.code
    ids, slot = np.repeat(traces.ids, traces.points.counts()), traces.slot_of(code)
    keep = slot // 168 == number
    return View(Traces.from_arrays(ids[keep], traces.cell_of(code)[keep], slot[keep]), release.grid, 60)


@pytest.mark.parametrize("kind", ["place", "place-time", "moves"])
def test_a_town_is_known_again_a_week_later_and_who_is_absent_seldom_claimed(town, kind):
    """The control: visitors are sought as well, and found no more often than stated."""
    traces = Traces.from_release(town.release)
    first, later = week(traces, town.release, 0), week(traces, town.release, 1)
    absent = observed_traces(town.observations, town.release, PEOPLE, PEOPLE + ABSENT)

    always = judge(link(first, later, kind=kind), first.traces.ids, blind=1 / len(later.traces))
    claims = link(first, later, kind=kind, false_claims=0.05)
    control = link(week(absent, town.release, 0), later, kind=kind, false_claims=0.05)
    careful = judge(claims, first.traces.ids, blind=1 / len(later.traces), control=control)

    assert always.beats_guessing and careful.beats_guessing
    assert careful.control.low <= 0.05
    assert careful.wrong.value < always.wrong.value


def test_the_best_assignment_links_more_than_each_for_itself(town):
    traces = Traces.from_release(town.release)
    first, later = week(traces, town.release, 0), week(traces, town.release, 1)

    alone, together = (
        judge(link(first, later, optimal=optimal), first.traces.ids, blind=0).right
        for optimal in (False, True)
    )

    assert together.value > alone.value


def test_noise_is_linked_no_better_than_by_lot():
    rng = np.random.default_rng(6)
    tables = [
        seen([(who, int(rng.integers(0, 100)), slot) for who in range(200) for slot in slots])
        for slots in (range(60), range(168, 228))
    ]

    for kind in PROFILES:
        found = judge(link(*tables, kind=kind), tables[0].traces.ids, blind=1 / 200)
        assert found.right.low <= 1 / 200, kind


@pytest.mark.parametrize("stated", [0.05, 0.2])
@pytest.mark.parametrize("n_known", [2, 4])
def test_matching_finds_visitors_as_often_as_stated_and_no_more(town, n_known, stated):
    """By the adversary's own estimate; and a rate that is allowed is used, or people would be missed."""
    rule = MatchRule(wrong=60, error=0.3, least=0.0, false_claims=stated)
    seen_town = view(town.release)
    known = draw_clues(town.observations, np.arange(PEOPLE), n_known, 1)
    absent = draw_clues(town.observations, np.arange(PEOPLE, PEOPLE + ABSENT), n_known, 1)

    claims, control = match(seen_town, known, rule), match(seen_town, absent, rule)
    found = judge(owners(claims, town.key), known.person, blind=1 / PEOPLE, control=control)

    assert found.control.low <= stated <= 2 * found.control.high
    assert found.beats_guessing


def test_a_rate_is_a_share():
    with pytest.raises(ConfigError, match="false_claims"):
        MatchRule(false_claims=2.0)


def test_who_shares_nights_and_outings_lives_together():
    """Two couples in one square: each couple goes out on other evenings."""
    rows = []
    for who in range(4):
        for d in range(6):
            for h in range(24):
                out = 18 <= h < 22 and d % 2 == who // 2
                work = 9 <= h < 17
                rows.append((who, 40 + who if work else 70 + who // 2 if out else 5, d * 24 + h))
    rows += day(9, 8, 90, range(6))

    found = ties(seen(rows))

    assert found.person.tolist() == [1, 0, 3, 2, NOWHERE]


def test_who_is_out_together_meets():
    rows = [*day(1, 5, 50, range(6)), *day(2, 15, 60, range(6)), *day(3, 25, 70, range(6))]
    met = {20 + 24 * d for d in range(6)}
    rows = [(who, 99 if slot in met and who < 3 else cell, slot) for who, cell, slot in rows]

    assert ties(seen(rows), "meets").person.tolist() == [2, 1, NOWHERE]


def test_housemates_of_a_town_are_found_beyond_chance(town):
    household = town.people.household
    claims = owners(ties(town.release), town.key)
    size = np.bincount(household)
    own = town.key.person_of(town.release.pseudonyms)
    claimed = claims._replace(person=np.where(claims.person < 0, NOWHERE, household[claims.person]))
    truth = np.where(size[household[own]] > 1, household[own], NOWHERE)

    found = judge(claimed, truth, blind=float((size[household[own]] - 1).mean() / PEOPLE))

    assert found.beats_guessing


def test_a_night_worker_lives_where_the_days_are():
    """Nights at the works, days asleep at home: the plain rule has it the wrong way round."""
    rows = [(1, 50 if h >= 22 or h < 6 else 5, d * 24 + h) for d in range(5) for h in range(24)]
    three = [
        (2, 50 if (h >= 22 or h < 6) and d % 7 < 3 else 5, d * 24 + h) for d in range(14) for h in range(24)
    ]
    weekends = [(3, 77 if d % 7 >= 5 else 5, d * 24 + h) for d in range(14) for h in range(24)]
    table = seen([*rows, *three, *weekends])

    found = habits(table)

    assert anchor(table.traces, 60).home_cell.tolist() == [50, 5, 5]
    assert found.home_cell.tolist() == [5, 5, 5]
    assert found.work_cell.tolist()[:2] == [50, 50]
    assert found.night_worker.tolist() == [True, True, False]
    assert found.second_home_cell.tolist() == [NOWHERE, NOWHERE, 77]


@pytest.mark.parametrize("rule", HOME_RULES)
def test_each_rule_finds_homes_to_some_metres_in_fixes(town, rule):
    fixes, key = publish_fixes(town)
    person = key.person_of(fixes.pseudonyms)
    places, home = town.island.places, town.people.home_place[person]

    found = find_homes(fixes, rule)

    errors = np.hypot(found.x_dm - places.x_dm[home], found.y_dm - places.y_dm[home]) / 10
    assert np.nanmedian(errors) < 20


rows = st.lists(
    st.tuples(st.integers(-200, 200), st.integers(-200, 200), st.integers(0, 5)), min_size=1, max_size=12
)


@given(rows)
def test_middles_are_those_of_the_obvious_version(drawn):
    x, y, weight = np.array(drawn, np.int64).T
    first = np.array([0, len(drawn)])
    median, dense = np.empty((1, 3)), np.empty((1, 3))

    median_homes(first, x, y, weight.astype(float), median, (0, 1))
    densest_homes(first, x, y, weight.astype(float), 80.0, dense, (0, 1))

    if weight.sum():
        expected = [
            naive.weighted_median(list(zip(v.tolist(), weight.tolist(), strict=True))) for v in (x, y)
        ]
        assert median[0, :2].tolist() == expected
        assert dense[0] == pytest.approx(naive.densest(drawn, 80))
    else:
        assert np.isnan(median[0, 0]) and np.isnan(dense[0, 0])


def test_the_last_destination_is_the_last_fix_before_three():
    """Two days: home at 2 in the morning both times; at 4 somebody is on the way already."""
    t = np.array([600, 1560, 1700, 2900, 3000, 3100])
    release = FixRelease(
        sensor="gps", pseudonyms=np.array([1]), first=np.array([0, 6]), t_min=t.astype(np.int32),
        x_dm=np.array([9, 100, 9, 9, 100, 9], np.int32), y_dm=np.zeros(6, np.int32), history=(), reproducible=True,
    )  # fmt: skip

    found = find_homes(release, "last destination")

    assert (found.x_dm[0], found.reports[0]) == (100, 3)


def test_what_makes_no_sense_is_refused(town):
    with pytest.raises(ConfigError, match="tie"):
        ties(town.release, "hates")
    with pytest.raises(ConfigError, match="rule"):
        find_homes(town.release, "tea leaves")
    with pytest.raises(ConfigError, match="at most 50,000"):
        many = View(
            Traces.from_arrays(np.arange(50_001), np.zeros(50_001, int), np.zeros(50_001, int)), GRID, 60
        )
        link(many, many, optimal=True)
    assert link(seen([]), seen(day(1, 2, 3))).person.tolist() == []
    assert ties(seen(day(1, 2, 3))).person.tolist() == [NOWHERE]
