import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.ndimage import binary_fill_holes, label

from naive import geometry
from naive import world as naive
from nullisland._kernels.contour import walk_shore
from nullisland._kernels.lots import clear_of_points, fit_lots, pick_spread
from nullisland._kernels.street_chains import join_straight, walk_streets
from nullisland._kernels.street_graph import choose_edges, walk_faces
from nullisland.rng import stage_key
from nullisland.world._grid import bucketed, pairs_of, thinned
from nullisland.world.places import zipf_sizes

coordinates = st.integers(0, 400) | st.integers(0, 8).map(lambda k: 50 * k)
"""Every second one on a lattice, so that four points on a circle and three in a row happen."""

spots = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=14, unique=True)


def columns(points):
    x, y = np.array(points, np.int64).T
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


@given(spots, st.data())
def test_thinning_keeps_what_has_room(points, data):
    rooms = data.draw(st.lists(st.integers(1, 150), min_size=len(points), max_size=len(points)))
    ranks = data.draw(st.lists(st.integers(0, 2), min_size=len(points), max_size=len(points)))
    x, y = columns(points)

    kept = thinned(x, y, np.array(rooms), np.array(ranks))

    at = bucketed(x, y, max(rooms)).order.tolist()
    order = sorted(range(len(points)), key=lambda i: (ranks[i], at.index(i)))
    assert kept.tolist() == naive.thinned(points, rooms, order)


@given(spots, st.integers(40, 200), st.integers(1, 3))
def test_gabriel_pairs_agree_with_the_obvious_version(points, cell, reach):
    assert [tuple(p) for p in pairs_of(*columns(points), cell, reach).tolist()] == naive.gabriel_pairs(
        points, cell * reach
    )


def test_a_square_has_no_diagonals():
    """Each one's closed disc holds the other two corners, so both are ruled out and nothing crosses."""
    assert pairs_of(*columns([(0, 0), (100, 0), (100, 100), (0, 100)]), 200, 3).tolist() == [
        [0, 1],
        [0, 3],
        [1, 2],
        [2, 3],
    ]


@given(spots)
def test_gabriel_pairs_connect_and_never_cross(points):
    x, y = columns(points)
    pairs = pairs_of(x, y, 200, 3)
    assert naive.connected_with(pairs.tolist(), 0) == set(range(len(points)))
    assert not geometry.crossing_pairs(np.column_stack((x[pairs], y[pairs]))[:, [0, 2, 1, 3]])


@given(spots, st.integers(20, 128), st.integers(2, 5), st.data())
def test_streets_are_chosen_like_the_obvious_version(points, sharp, most, data):
    pairs = data.draw(st.permutations(naive.gabriel_pairs(points, 600)))
    flags = st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs))
    must, skip = data.draw(flags), data.draw(flags)
    taken = np.empty(len(pairs), np.uint8)

    choose_edges(
        *columns(points),
        np.array(pairs, np.int64),
        np.array(must, np.uint8),
        np.array(skip, np.uint8),
        sharp,
        most,
        taken,
    )

    assert [p for p, t in zip(pairs, taken, strict=True) if t] == naive.choose_edges(
        points, pairs, must, skip, sharp, most
    )


@given(st.permutations(range(12)))
def test_faces_are_the_cycles_of_the_permutation(onward):
    face, turn = np.empty(12, np.int64), np.empty(12, np.int64)

    n = walk_faces(np.array(onward), face, turn)

    rings = [sorted(np.flatnonzero(face == k), key=lambda h: turn[h]) for k in range(n)]
    assert rings == naive.cycles(onward)


def half_edges(edges, n):
    leaves = np.array(edges, np.int64).ravel()
    halves = np.argsort(leaves, kind="stable")
    return np.searchsorted(leaves[halves], np.arange(n + 1)), halves


@given(spots, st.data())
def test_streets_go_on_straight(points, data):
    edges = naive.gabriel_pairs(points, 600)
    kinds = data.draw(st.lists(st.integers(0, 1), min_size=len(edges), max_size=len(edges)))
    first, halves = half_edges(edges, len(points))
    onward = np.empty(2 * len(edges), np.int64)

    join_straight(*columns(points), np.array(edges), np.array(kinds, np.uint8), first, halves, onward)

    for node in range(len(points)):
        mine = halves[first[node] : first[node + 1]].tolist()
        joined = {tuple(sorted((h >> 1, int(onward[h]) >> 1))) for h in mine if onward[h] >= 0}
        assert joined == set(naive.straight_on(points, edges, kinds, node))
        assert all(onward[onward[h]] == h for h in mine if onward[h] >= 0)


def test_a_street_of_three_edges_is_numbered_in_order():
    """Nodes 0 - 1 - 2 - 3 in a row; the middle edge is stored backwards, a side street leaves node 1."""
    points = [(0, 0), (100, 0), (200, 0), (300, 0), (100, 90)]
    edges = [(0, 1), (2, 1), (2, 3), (1, 4)]
    first, halves = half_edges(edges, 5)
    onward = np.empty(8, np.int64)
    join_straight(*columns(points), np.array(edges), np.zeros(4, np.uint8), first, halves, onward)
    street, start, forward = np.empty(4, np.int64), np.empty(4, np.int64), np.empty(4, np.uint8)

    count = walk_streets(np.array([100, 100, 100, 90]), onward, 10_000, street, start, forward)

    assert count == 2
    assert street.tolist() == [0, 0, 0, 1]
    assert sorted(start[:3].tolist()) == [0, 100, 200]
    assert forward[0] == forward[2] != forward[1]


def test_a_street_that_grows_too_long_ends_and_another_begins():
    points = [(100 * k, 0) for k in range(7)]
    edges = [(k, k + 1) for k in range(6)]
    first, halves = half_edges(edges, 7)
    onward = np.empty(12, np.int64)
    join_straight(*columns(points), np.array(edges), np.zeros(6, np.uint8), first, halves, onward)
    street, start, forward = np.empty(6, np.int64), np.empty(6, np.int64), np.empty(6, np.uint8)
    assert walk_streets(np.full(6, 100), onward, 250, street, start, forward) == 2
    assert np.bincount(street).tolist() == [3, 3]


def test_a_round_street_is_one_street():
    points = [(300, 0), (212, 212), (0, 300), (-212, 212), (-300, 0), (-212, -212), (0, -300), (212, -212)]
    edges = [(k, (k + 1) % 8) for k in range(8)]
    x, y = columns(points)
    first, halves = half_edges(edges, 8)
    onward = np.empty(16, np.int64)
    join_straight(x, y, np.array(edges), np.zeros(8, np.uint8), first, halves, onward)
    street, start, forward = np.empty(8, np.int64), np.empty(8, np.int64), np.empty(8, np.uint8)
    # an octagon turns by 45 degrees at each corner: no street goes on straight round it
    assert walk_streets(np.full(8, 200), onward, 10_000, street, start, forward) == 8
    onward[:] = [15 if h == 0 else 0 if h == 15 else h + 1 if h % 2 else h - 1 for h in range(16)]
    assert walk_streets(np.full(8, 200), onward, 10_000, street, start, forward) == 1
    assert sorted(start.tolist()) == [200 * k for k in range(8)]


UNITS = ((32768, 0), (0, 32768), (23170, 23170), (-23170, 23170), (29197, 14876))
boxes = st.lists(
    st.tuples(coordinates, coordinates, st.sampled_from(UNITS), st.integers(20, 60), st.integers(20, 60)),
    min_size=1,
    max_size=10,
)


def box_arrays(some):
    x, y, wide, deep = (np.array([b[k] for b in some], np.int64) for k in (0, 1, 3, 4))
    ux, uy = np.array([b[2] for b in some], np.int64).T
    real = [(b[0], b[1], b[2][0] / 32768, b[2][1] / 32768, b[3], b[4]) for b in some]
    corners = np.array([naive.corners(box) for box in real]).round().astype(np.int64)
    return x, y, np.ascontiguousarray(ux), np.ascontiguousarray(uy), wide, deep, corners, real


@given(boxes)
def test_lots_that_fit_never_overlap_and_none_is_refused_for_nothing(some):
    """Corners are rounded to whole decimetres, so between a gap of 5 and one of 11 both answers are right."""
    x, y, ux, uy, wide, deep, corners, real = box_arrays(some)
    cell = 260
    bucket = bucketed(x, y, cell)
    order = bucket.order
    x, y, ux, uy, wide, deep, corners = (v[order] for v in (x, y, ux, uy, wide, deep, corners))
    real = [real[i] for i in order]
    fits = np.ones(len(x), np.uint8)
    rank = np.arange(len(x))

    fit_lots(
        corners, x, y, ux, uy, wide, deep, rank, bucket.first, bucket.columns, bucket.rows, cell,
        int(x.min()), int(y.min()), fits,
    )  # fmt: skip

    kept = []
    for i in range(len(x)):
        if fits[i]:
            assert not any(naive.overlap(real[i], real[j], 5) for j in kept)
            kept.append(i)
        else:
            assert any(naive.overlap(real[i], real[j], 11) for j in kept)


@given(boxes, spots, st.integers(1, 60))
def test_lots_keep_clear_of_street_points(some, points, room):
    x, y, ux, uy, wide, deep, _, _ = box_arrays(some)
    px, py = columns(points)
    bucket = bucketed(px, py, 260)
    px, py = px[bucket.order], py[bucket.order]
    fits = np.ones(len(x), np.uint8)

    clear_of_points(
        x, y, ux, uy, wide, deep, px, py, np.full(len(px), room),
        bucket.first, bucket.columns, bucket.rows, 260, int(px.min()), int(py.min()), fits,
    )  # fmt: skip

    for i in range(len(x)):
        along = abs((px - x[i]) * ux[i] + (py - y[i]) * uy[i]) / 32768
        across = abs((py - y[i]) * ux[i] - (px - x[i]) * uy[i]) / 32768
        excess = np.minimum(wide[i] + room - along, deep[i] + room - across)
        assume(abs(excess).min() > 1)
        assert bool(fits[i]) == bool((excess < 0).all())


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.data())
def test_places_are_spread_over_the_ladder(weights, data):
    n = data.draw(st.integers(0, len(weights)))
    targets = data.draw(st.lists(st.integers(0, sum(weights) - 1), min_size=n, max_size=n))
    out = np.empty(n, np.int64)

    pick_spread(np.cumsum(weights), np.array(targets, np.int64), np.zeros(len(weights), np.uint8), out)

    assert out.tolist() == naive.pick_spread(weights, targets)


@given(st.integers(0, 2**40 - 1), st.integers(2, 9))
def test_the_shore_goes_round_the_land_with_the_land_on_its_left(bits, size):
    """One part of a random mask, without lakes: the ring holds exactly its points."""
    mask = np.zeros((size + 2, size + 2), bool)
    cells = [(bits >> k & 1) == 1 for k in range(size * size)]
    mask[1:-1, 1:-1] = np.array(cells[: size * size], bool).reshape(size, size)
    assume(mask.any())
    parts, _ = label(mask)
    land = binary_fill_holes(parts == parts[parts > 0][0])
    row = int(np.flatnonzero(land.any(axis=1))[0])
    column = int(np.flatnonzero(land[row])[-1])
    out = np.empty((8 * land.size, 2), np.int64)

    n = walk_shore(np.where(land, 50, -50), row, column, 100, out)

    ring = out[:n]
    assert geometry.area(ring) > 0
    rows, columns_ = np.indices(land.shape)
    inside = geometry.inside(columns_.ravel() * 100, rows.ravel() * 100, ring)
    assert inside.tolist() == land.ravel().tolist()


def test_the_shore_crosses_where_the_height_is_zero():
    """One point of height 3 among points of height -1: the ring crosses three quarters of the way out."""
    height = np.full((3, 3), -1)
    height[1, 1] = 3
    out = np.empty((20, 2), np.int64)
    assert walk_shore(height, 1, 1, 100, out) == 4
    assert sorted(map(tuple, out[:4].tolist())) == [(25, 100), (100, 25), (100, 175), (175, 100)]


@pytest.mark.parametrize("low,high", [(1, 1), (2, 9), (3, 400)])
def test_zipf_sizes_have_the_share_below_each_size_that_the_formula_says(low, high):
    """P(size < s) = (1 - low / s) / (1 - low / high), within five standard errors."""
    with np.errstate(over="ignore"):
        sizes = zipf_sizes(stage_key(1, "test"), 20_000, low, high, 0)
    assert sizes.min() >= low
    assert sizes.max() <= high
    for s in range(low + 1, high, max(1, high // 7)):
        share = (1 - low / s) / (1 - low / high)
        error = (share * (1 - share) / 20_000) ** 0.5
        assert (sizes < s).mean() == pytest.approx(share, abs=5 * error + 1e-4)
