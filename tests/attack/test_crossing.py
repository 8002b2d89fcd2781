import numpy as np
import pytest

from nullisland.attack import crossings
from nullisland.errors import DataError
from nullisland.model import Grid, Release

GRID = Grid(0, 0, 100, 40, 40)


def release_of(ways, slot_min=1, grid=GRID):
    """Release of ways, each a list of (slot, column, row)."""
    rows = [(i, slot, r * grid.columns + c) for i, way in enumerate(ways) for slot, c, r in way]
    who, slot, cell = np.array(sorted(rows)).T
    return Release(
        sensor="gps", slot_min=slot_min, grid=grid, pseudonyms=np.arange(len(ways)),
        first=np.searchsorted(who, np.arange(len(ways) + 1)), cell=cell.astype(np.int32),
        slot=slot.astype(np.int32), history=(), reproducible=True,
    )  # fmt: skip


def walk(start, speed, minutes):
    """True positions each minute of a straight and even walk, decimetres."""
    return np.array(start, float) + np.outer(np.arange(minutes), speed)


def snapped(path):
    return [(t, int(x // 1000), int(y // 1000)) for t, (x, y) in enumerate(path)]


def test_one_step_east_is_on_the_edge_between_the_squares():
    found = crossings(release_of([[(5, 2, 3), (6, 3, 3)]]))

    assert (found.x_dm.tolist(), found.y_dm.tolist()) == ([3_000], [3_500])
    assert (found.t_min.tolist(), found.bracketed.tolist()) == ([6.0], [False])


def test_a_pause_a_jump_and_another_trace_are_no_steps():
    ways = [[(0, 0, 0), (60, 1, 0)], [(61, 2, 0)], [(0, 0, 0), (1, 2, 0), (2, 3, 1), (2, 4, 1)]]

    assert len(crossings(release_of(ways)).row) == 0


def test_a_crossing_between_two_others_lies_on_the_straight_way():
    """North across row 1 at minute 2, east at minute 4, north across row 2 at minute 6: half way up."""
    way = [(1, 0, 0), (2, 0, 1), (3, 0, 1), (4, 1, 1), (5, 1, 1), (6, 1, 2)]

    found = crossings(release_of([way]))

    assert found.bracketed.tolist() == [False, True, False]
    assert (found.x_dm[1], found.y_dm[1]) == (1_000, 1_500)


def test_the_attack_beats_the_middle_of_the_square():
    """Straight walks by lot through squares of 100 m: a few metres, where the middle is off by tens."""
    rng = np.random.default_rng(3)
    paths = []
    for _ in range(200):
        angle, speed = rng.uniform(0.3, 1.2), rng.uniform(400, 800)
        start = rng.uniform(0, 3_000, 2)
        paths.append(walk(start, speed * np.array([np.cos(angle), np.sin(angle)]), 30))
    release = release_of([snapped(path) for path in paths])

    found = crossings(release)

    at = np.array([
        [np.interp(t - 0.5, np.arange(30), paths[i][:, axis]) for axis in (0, 1)]
        for i, t in zip(found.trace, found.t_min, strict=True)
    ])  # fmt: skip
    errors = np.hypot(found.x_dm - at[:, 0], found.y_dm - at[:, 1]) / 10
    row, column = np.divmod(release.cell[found.row].astype(int), 40)
    middle = np.hypot(column * 1000 + 500 - at[:, 0], row * 1000 + 500 - at[:, 1]) / 10
    assert found.bracketed.mean() > 0.5
    assert np.median(errors[found.bracketed]) < np.median(middle[found.bracketed]) / 2


def test_sites_have_no_edges():
    release = release_of([[(0, 0, 0)]])
    object.__setattr__(release, "grid", None)
    with pytest.raises(DataError, match="squares"):
        crossings(release)
