import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive.defences as naive
from drawers import GRID, crowds, fixes_of, traces_in
from nullisland._kernels.glove import group_bucket, nearest_box
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN
from nullisland.release import cluster, guarantees, k_anonymise
from nullisland.release.stays import Stays, stays_of
from nullisland.release.zones import MOST_IN_BUCKET, buckets_of

UNITS = (250 * 480, 60 * 20_000)


@st.composite
def boxes(draw):
    ends = [sorted(draw(st.tuples(st.integers(0, high), st.integers(0, high)))) for high in (6, 6, 30)]
    return tuple(ends[0] + ends[1] + ends[2])


bucket = st.lists(
    st.lists(boxes(), min_size=1, max_size=5).map(lambda rows: sorted(rows, key=lambda box: box[4])),
    min_size=2,
    max_size=8,
)


@given(boxes(), st.lists(boxes(), min_size=1, max_size=12), st.integers(1, 9), st.integers(1, 9))
def test_the_nearest_box_is_that_of_the_obvious_search(own, others, n_own, n_box):
    others = sorted(others, key=lambda box: box[4])
    rows = np.array([own, *others], np.int32)

    low = 1 + sum(box[4] < own[4] for box in others)

    found, cost = nearest_box(rows, 0, rows, (1, low, len(rows)), n_own, n_box, np.array(UNITS))

    assert (found - 1, cost) == naive.nearest_box(own, others, n_own, n_box, UNITS)


@given(bucket, st.integers(2, 4))
def test_groups_are_those_of_the_obvious_merging(traces, k):
    first = np.concatenate(([0], np.cumsum([len(t) for t in traces])))
    box = np.array([row for trace in traces for row in trace], np.int32)
    length, group = np.diff(first), np.full(len(traces), -1)

    group_bucket(np.arange(len(traces)), k, box, first, length, np.array(UNITS), group)

    found = {}
    for i, root in enumerate(group.tolist()):
        rows = box[first[root] : first[root] + length[i]].tolist()
        found.setdefault(root, ([], [tuple(row) for row in rows]))[0].append(i)
    assert sorted(found.values()) == naive.grouped(traces, k, UNITS)


def stays_on_paper(rows):
    """(column, row, first slot, last slot) of each stay of a trace in GRID and hours."""
    out = []
    for a, b in naive.stays(rows, 2000, 30):
        x, y = (sum(row[i] for row in rows[a:b]) // (b - a) for i in (1, 2))
        out.append((min(x // 1000, 7), min(y // 1000, 7), rows[a][0] // 60, rows[b - 1][0] // 60))
    return out


def covers(box, stay):
    c0, c1, r0, r1, s0, s1 = box
    return c0 <= stay[0] <= c1 and r0 <= stay[1] <= r1 and s0 <= stay[2] and stay[3] <= s1


@given(crowds, st.integers(2, 4))
def test_every_trace_is_shared_by_k_and_is_true_of_every_member(crowd, k):
    """Recounted by hand: k equal traces; each box holds a stay of each member, each stay lies in a box."""
    stays = {100 + i: stays_on_paper(rows) for i, rows in enumerate(crowd)}
    with_stays = {code for code, found in stays.items() if found}
    if len(with_stays) < k:
        with pytest.raises(ConfigError, match=f"at least k traces must have a stay, got k = {k}"):
            k_anonymise(fixes_of(crowd), GRID, k=k)
        return

    made = k_anonymise(fixes_of(crowd), GRID, k=k)

    shown = {code: tuple(rows) for code, rows in traces_in(made).items()}
    assert set(shown) == with_stays
    assert min(Counter(shown.values()).values()) >= k
    assert guarantees(made).k == min(Counter(shown.values()).values())
    for code, rows in shown.items():
        assert all(any(covers(box, stay) for stay in stays[code]) for box in rows)
        assert all(any(covers(box, stay) for box in rows) for stay in stays[code])
        assert [box[4] for box in rows] == sorted(box[4] for box in rows)


def test_two_pairs_on_paper():
    """Two live in neighbouring squares and work in one; two live and work elsewhere: k = 2 keeps the pairs.

    Everybody is at home in the hours 0 to 6 and at work in 8 to 15. An hour weighs as much as 2.5 km: had one of
    a pair come an hour late, GLOVE would rather have merged people from opposite ends of this small town.
    """

    def life(home, work):
        return [(0, *home), (400, *home), (480, *work), (900, *work)]

    crowd = [life((500, 500), (4500, 500)), life((7500, 7500), (7500, 4500))]
    crowd += [life((1500, 500), (4500, 500)), life((7500, 7500), (7500, 4500))]

    made = traces_in(k_anonymise(fixes_of(crowd), GRID, k=2))

    assert made[100] == made[102] == [(0, 1, 0, 0, 0, 6), (4, 4, 0, 0, 8, 15)]
    assert made[101] == made[103] == [(7, 7, 7, 7, 0, 6), (7, 7, 4, 4, 8, 15)]


# -- buckets


def test_buckets_hold_everybody_once_and_neighbours_together():
    """900 people, homes in two zones far apart: only one bucket holds people of both."""
    rng = np.random.default_rng(2)
    side = rng.integers(0, 2, 900)
    x = np.where(side, 55_000, 5_000).astype(np.int64)
    stays = Stays(np.arange(901), np.zeros(900, np.int64), np.full(900, 400), x, np.full(900, 5_000))

    buckets = buckets_of(stays)

    assert sorted(np.concatenate(buckets).tolist()) == list(range(900))
    assert max(map(len, buckets)) <= MOST_IN_BUCKET
    assert sum(len(set(side[members].tolist())) > 1 for members in buckets) <= 1


def test_home_is_where_the_nights_are_and_work_where_working_days_are():
    """All sleep in one zone and spend most hours, of evenings and Saturday, in another; only workplaces differ."""
    home, here, there, club = (5_000, 5_000), (25_000, 5_000), (5_000, 25_000), (45_000, 45_000)
    saturday = 5 * DAY_MIN

    def life(work):
        return [
            (0, 400, home), (540, 900, work), (1020, 1700, club), (DAY_MIN + 1020, DAY_MIN + 1400, club),
            (saturday + 540, saturday + 1040, club),
        ]  # fmt: skip

    rows = [row for i in range(400) for row in life(here if i % 2 else there)]
    columns = [np.array(column) for column in zip(*((a, b, *at) for a, b, at in rows), strict=True)]

    halves = [
        set((members % 2).tolist()) for members in buckets_of(Stays(np.arange(0, 5 * 401, 5), *columns))
    ]

    assert sorted(map(sorted, halves)) == [[0], [0], [1], [1]]


# -- (k, delta)


@given(crowds, st.integers(2, 4), st.sampled_from([20, 100, 2000]))
def test_every_clustered_trace_keeps_to_an_axis_with_k_others(crowd, k, delta_m):
    """Recounted by the obvious twin; and nobody is moved further than to half of delta from a recorded trace."""
    n_stays = sum(bool(stays_on_paper(rows)) for rows in crowd)
    if n_stays < k:
        with pytest.raises(ConfigError, match="a bucket must hold at least k traces with a stay"):
            cluster(fixes_of(crowd), k=k, delta_m=delta_m)
        return

    made = cluster(fixes_of(crowd), k=k, delta_m=delta_m, step_min=120, left_out=0.0)

    traces = list(traces_in(made).values())
    recounted = naive.kept_together(traces, delta_m * 5)
    assert len(traces) == n_stays
    assert min(recounted) >= k
    assert guarantees(made).k == min(recounted)
    straight = {
        code: [naive.place_at(crowd[code - 100], t) for t, _, _ in rows]
        for code, rows in traces_in(made).items()
    }
    for rows in traces:
        gaps = [
            max(math.dist(row[1:], at) for row, at in zip(rows, places, strict=True))
            for places in straight.values()
        ]
        assert min(gaps) <= delta_m * 5


def test_a_cluster_on_paper():
    """Three who stay 300 m apart in a row, k = 3, delta 200 m: the outer two are drawn to 100 m of the middle one.

    The first is the axis: at 100, 400 and 700 m the others end at 100 m + 100 m east of it.
    """
    crowd = [[(0, x, 500), (600, x, 500)] for x in (1000, 4000, 7000)]

    made = traces_in(cluster(fixes_of(crowd), k=3, delta_m=200, step_min=300, left_out=0.0))

    assert made == {
        100: [(t, 1000, 500) for t in (0, 300, 600)],
        101: [(t, 2000, 500) for t in (0, 300, 600)],
        102: [(t, 2000, 500) for t in (0, 300, 600)],
    }


def test_whoever_is_far_from_everybody_may_be_left_out():
    """Nineteen at one place and one far away: a tenth may be left out, and the far one is among them."""
    crowd = [[(0, 1000 + i, 500), (600, 1000 + i, 500)] for i in range(19)] + [
        [(0, 7000, 7000), (600, 7000, 7000)]
    ]

    made = cluster(fixes_of(crowd), k=2, delta_m=200, left_out=0.1)

    assert len(made.pseudonyms) == 18
    assert 119 not in made.pseudonyms
    assert len(cluster(fixes_of(crowd), k=2, delta_m=200, left_out=0.0).pseudonyms) == 20


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda f: k_anonymise(f, GRID, k=1), r"k must be in \[2, 50\], got 1"),
        (lambda f: k_anonymise(f, GRID, k=2, slot_min=0), "slot_min must be"),
        (lambda f: cluster(f, k=101, delta_m=200), "k must be"),
        (lambda f: cluster(f, k=2, delta_m=0), "delta_m must be"),
        (lambda f: cluster(f, k=2, delta_m=200, step_min=0), "step_min must be"),
        (lambda f: cluster(f, k=2, delta_m=200, left_out=0.9), "left_out must be"),
    ],
)
def test_what_makes_no_sense_is_refused(make, message):
    with pytest.raises(ConfigError, match=message):
        make(fixes_of([[(0, 0, 0), (60, 0, 0)]] * 3))


def test_one_thread_or_two_group_alike(monkeypatch):
    rng = np.random.default_rng(6)
    crowd = [
        [(t, *rng.integers(0, 8000, 2).tolist()) for stay in range(6) for t in (400 * stay, 400 * stay + 90)]
        for _ in range(420)
    ]
    crowd = [[(t, *rows[i - i % 2][1:]) for i, (t, _, _) in enumerate(rows)] for rows in crowd]
    made = []
    for threads in "12":
        monkeypatch.setenv("NULLISLAND_THREADS", threads)
        fixes = fixes_of(crowd)
        made.append((traces_in(k_anonymise(fixes, GRID, k=3)), traces_in(cluster(fixes, k=3, delta_m=300))))
    assert made[0] == made[1]
    assert stays_of(fixes.first, fixes.t_min, fixes.x_dm, fixes.y_dm).first[-1] > 420 * 4
