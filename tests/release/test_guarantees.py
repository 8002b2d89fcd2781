from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive.defences as naive
from drawers import GRID, ISLAND, fixes_of, release_of, towns, traces_in
from nullisland.model import BoxRelease
from nullisland.release import aggregate, guarantees
from nullisland.release.guarantees import kept_together
from nullisland.release.sensitive import sensitive_kinds

PLACES = ISLAND.places


def boxes_of(traces):
    """A release of boxes [[(col, col, row, row, slot, slot), ...], ...] under the pseudonyms 100, 101, ..."""
    columns = np.array([row for trace in traces for row in trace], np.int32).reshape(-1, 6).T
    names = ("col_from", "col_to", "row_from", "row_to", "slot_from", "slot_to")
    return BoxRelease(
        sensor="gps", slot_min=60, grid=GRID, pseudonyms=np.arange(100, 100 + len(traces)),
        first=np.concatenate(([0], np.cumsum([len(t) for t in traces]))).astype(np.int64),
        history=(), reproducible=False, **{n: c.copy() for n, c in zip(names, columns, strict=True)},
    )  # fmt: skip


def kinds_in(box):
    """Kinds of place in a rectangle of squares of GRID, counted one by one."""
    c0, c1, r0, r1 = box[:4]
    return {
        PLACES.kinds[kind]
        for kind, x, y in zip(PLACES.kind, PLACES.x_dm, PLACES.y_dm, strict=True)
        if c0 <= min(max(x // 1000, 0), 7) <= c1 and r0 <= min(max(y // 1000, 0), 7) <= r1
    }


def l_on_paper(boxes):
    held = [kinds_in(box) for box in set(boxes)]
    return min((len(kinds) for kinds in held if kinds & set(sensitive_kinds())), default=None)


@given(towns)
def test_k_and_l_of_points_are_those_of_the_obvious_count(town):
    release = release_of(town)

    found = guarantees(release, ISLAND)

    assert found.k == min(Counter(map(tuple, traces_in(release).values())).values())
    assert found.l == l_on_paper([(c % 8, c % 8, c // 8, c // 8) for trace in town for c, _ in trace])
    assert (found.n_traces, found.unit, found.promises) == (len(town), "none", ())
    assert guarantees(aggregate(release, n_slots=72), ISLAND).l == found.l


def ends(high):
    return st.tuples(st.integers(0, high), st.integers(0, high)).map(lambda pair: tuple(sorted(pair)))


box_traces = st.lists(
    st.lists(st.builds(lambda *e: sum(e, ()), ends(7), ends(7), ends(9)), max_size=3), min_size=1, max_size=6
)


@given(box_traces, st.integers(1, 3))
def test_k_and_l_of_boxes_are_those_of_the_obvious_count(traces, copies):
    traces = traces * copies

    found = guarantees(boxes_of(traces), ISLAND)

    assert found.k == min(Counter(map(tuple, traces)).values())
    assert found.l == l_on_paper([tuple(box) for trace in traces for box in trace])


near = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=2)


@given(st.lists(st.tuples(st.booleans(), near), min_size=1, max_size=9), st.integers(1, 20))
def test_k_within_half_of_delta_is_that_of_the_obvious_count(crowd, half):
    traces = [[(30 * i + late, x, y) for i, (x, y) in enumerate(places)] for late, places in crowd]

    release = fixes_of(traces, delta_dm=2 * half)

    assert kept_together(release).tolist() == naive.kept_together(traces, half)
    assert guarantees(release).k == min(naive.kept_together(traces, half))


def test_traces_that_differ_in_order_or_by_one_point_are_not_alike():
    a, b = [(3, 1), (4, 2)], [(4, 1), (3, 2)]

    assert guarantees(release_of([a, b, a])).k == 1
    assert guarantees(release_of([a, a, b, b])).k == 2
    assert guarantees(release_of([a, a, a[:1]])).k == 1


def test_totals_and_nothing_have_no_k():
    release = release_of([[(1, 1)]])

    assert guarantees(aggregate(release, n_slots=2)).k is None
    assert guarantees(release_of([])).k is None
    assert guarantees(fixes_of([[(0, 0, 0)]]), ISLAND).l is None


@pytest.mark.parametrize(
    ("reproducible", "label"), [(True, "reproducible, therefore not private"), (False, "secret seed")]
)
def test_a_run_that_anybody_can_redo_says_so(reproducible, label):
    assert guarantees(replace(release_of([[(1, 1)]]), reproducible=reproducible)).label == label
