import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from naive import attack as naive_attack
from naive import profiles as naive
from nullisland._kernels.profiles import most_similar
from nullisland.attack import PROFILES, Similar, View, assign, joined, period_of, profiles, relink, similar
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, Grid, Release
from towns import traces_of

GRID = Grid(0, 0, 100, 10, 10)


def release_of(rows, slot_min=60):
    """Release of rows (pseudonym, slot, cell)."""
    who, slot, cell = np.array(sorted(set(rows)), np.int64).T
    ids = np.unique(who)
    return Release(
        sensor="gps", slot_min=slot_min, grid=GRID, pseudonyms=ids,
        first=np.searchsorted(who, [*ids, ids[-1] + 1]), cell=cell.astype(np.int32),
        slot=slot.astype(np.int32), history=(), reproducible=True,
    )  # fmt: skip


def daily_codes(lives, days, seed=0):
    """Each (home, work) of `lives` under a new code each day; which code is whose."""
    rng = np.random.default_rng(seed)
    rows, owner = [], {}
    for day in range(days):
        codes = 1_000 * (day + 1) + rng.permutation(len(lives))
        for person, (home, work) in enumerate(lives):
            owner[int(codes[person])] = person
            for hour in range(24):
                cell = work if 9 <= hour < 17 and day % 7 < 5 else home
                rows.append((int(codes[person]), day * 24 + hour, cell))
    return release_of(rows), owner


def test_people_with_routines_of_their_own_are_joined_through_the_week():
    """Ten people; two share a home, two share a work: the pair is each one's own. Weekends at home only."""
    lives = [(10, 50), (10, 51), (12, 52), (13, 52), *((20 + i, 60 + i) for i in range(6))]
    release, owner = daily_codes(lives, 7)

    chains = relink(release)

    assert chains.period_min == 1440
    person = np.array([owner[int(code)] for code in release.pseudonyms])
    weekdays = np.isin(chains.period, range(5))
    for i in np.flatnonzero(weekdays | ~np.isin(person, (0, 1))):
        assert person[chains.chain[i]] == person[i]
    later = np.flatnonzero(chains.period > 0)
    before = np.searchsorted(release.pseudonyms, chains.claims.person[later])
    assert (chains.period[before] == chains.period[later] - 1).all()  # the latest code of the chain is named


def test_joined_codes_are_one_trace_with_all_points():
    release, _ = daily_codes([(10, 50), (33, 70)], 3)
    chains = relink(release)

    whole = joined(release, chains)

    assert len(whole.pseudonyms) == 2
    assert len(whole) == len(release)
    assert np.isin(whole.pseudonyms, release.pseudonyms).all()
    assert (np.diff(whole.slot) >= 0).sum() == len(whole) - 2


def test_codes_without_a_routine_are_joined_no_better_than_by_lot():
    """Everybody anywhere at any hour: of those joined, about one in the number of codes is right."""
    rng = np.random.default_rng(3)
    n, days = 80, 12
    rows, owner = [], {}
    for day in range(days):
        codes = 10_000 * (day + 1) + rng.permutation(n)
        for person in range(n):
            owner[int(codes[person])] = person
            for hour in range(0, 24, 2):
                rows.append((int(codes[person]), day * 24 + hour, int(rng.integers(0, 100))))
    release = release_of(rows)
    chains = relink(release)

    claimed = np.flatnonzero(chains.claims.person != NOWHERE)
    right = sum(owner[int(release.pseudonyms[i])] == owner[int(chains.claims.person[i])] for i in claimed)
    share = right / len(claimed)
    assert share == pytest.approx(1 / n, abs=5 * (1 / n / len(claimed)) ** 0.5)


def test_the_adversary_sees_from_the_data_how_long_codes_last():
    day = release_of([(1, 5, 0), (1, 23, 1), (2, 24, 0), (2, 47, 0)])
    week = release_of([(1, 5, 0), (1, 100, 1), (2, 168, 0), (2, 335, 0)])
    fixed = release_of([(1, 5, 0), (1, 200, 1)])

    assert [period_of(r) for r in (day, week, fixed)] == [1440, 10080, 0]
    assert relink(fixed).claims.person.tolist() == [NOWHERE]
    assert relink(fixed).chain.tolist() == [0]


def test_who_wants_to_be_sure_joins_less():
    release, _ = daily_codes([(10, 50), (10, 50), (33, 70)], 3)

    chains = relink(release, least=0.9)

    twins = np.isin(release.pseudonyms, release.pseudonyms[chains.claims.confidence < 0.9])
    assert twins.sum() == 3 + 4
    assert (chains.claims.person[twins] == NOWHERE).all()


town = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 40)), min_size=1, max_size=40)


@given(town, town, st.sampled_from(PROFILES))
def test_resemblance_is_that_of_the_obvious_version(new, old, kind):
    views = tuple(View(traces_of(rows), GRID, 60) for rows in (new, old))
    own, others = profiles(views, kind)
    found = similar(own, others, k=4)

    lives, past = (naive_attack.points(rows) for rows in (new, old))
    olds = [naive.profile(past[who], kind, 60) for who in sorted(past)]
    for i, who in enumerate(sorted(lives)):
        expected = naive.ranking(naive.profile(lives[who], kind, 60), olds, kind == "moment")
        n = len(expected)
        assert (found.other[i] >= 0).sum() == n
        assert found.score[i, :n] == pytest.approx([s for s, _ in expected])
        by_row = {row: s for s, row in expected}
        assert [by_row[row] for row in found.other[i, :n]] == pytest.approx(found.score[i, :n])


@given(st.lists(st.lists(st.integers(-3, 9), min_size=5, max_size=5), min_size=1, max_size=5))
def test_pairs_are_those_of_the_obvious_version(quarters):
    table = [[score / 4 for score in row] for row in quarters]
    scores = np.array(table)
    order = np.argsort(-scores, axis=1, kind="stable")
    found = Similar(order, np.take_along_axis(scores, order, axis=1))

    greedy, best = assign(found, 5), assign(found, 5, optimal=True)

    edges = [(s, i, j) for i, row in enumerate(table) for j, s in enumerate(row)]
    expected = naive.greedy(edges)
    assert greedy.tolist() == [expected.get(i, NOWHERE) for i in range(len(table))]

    def total(pair):
        return sum(scores[i, j] for i, j in enumerate(pair) if j >= 0)

    assert total(best) == naive.largest_sum(table)
    assert all(scores[i, j] > 0 for i, j in enumerate(best) if j >= 0)
    assert len(set(best[best >= 0])) == (best >= 0).sum()


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.02, 0.1, 0.6]), st.integers(1, 5))
def test_the_most_similar_are_those_with_the_largest_sums(seed, filled, k):
    """Both ways of the kernel: few others have a feature in common with a profile, or nearly all have."""
    rng = np.random.default_rng(seed)
    own, others = (csr_array(rng.integers(1, 4, (n, 12)) * (rng.random((n, 12)) < filled)) for n in (9, 40))
    columns, rows = others.tocsc(), own.tocsr()
    found = np.empty((9, k), np.int64), np.empty((9, k))

    most_similar(
        (columns.indptr, columns.indices, columns.data.astype(float)),
        (rows.indptr, rows.indices, rows.data.astype(float)), 40, found, (0, 9),
    )  # fmt: skip

    sums = (own @ others.T).toarray()
    for i in range(9):
        best = sorted(np.flatnonzero(sums[i]), key=lambda j: (-sums[i, j], j))[:k]
        assert found[0][i].tolist() == [*best, *[-1] * (k - len(best))]
        assert found[1][i, : len(best)].tolist() == sums[i, best].tolist()


def test_what_makes_no_sense_is_refused():
    view = View(traces_of([(1, 2, 3)]), GRID, 60)
    with pytest.raises(ConfigError, match="profile"):
        profiles((view,), "face")
    with pytest.raises(ConfigError, match="same cells"):
        profiles((view, View(view.traces, None, 60)), "place")
