import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawers import fixes_of, roaming, traces_in
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN
from nullisland.release import smooth


def gap_to_path(point, path):
    """Distance from a point to the polyline through `path`."""
    best = min(math.dist(point, corner) for corner in path)
    for (ax, ay), (bx, by) in pairwise(path):
        square = (bx - ax) ** 2 + (by - ay) ** 2
        if square:
            share = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / square
            share = min(max(share, 0), 1)
            best = min(best, math.dist(point, (ax + share * (bx - ax), ay + share * (by - ay))))
    return best


def days_of(rows):
    days = {}
    for row in rows:
        days.setdefault(row[0] // DAY_MIN, []).append(row)
    return days


@given(st.lists(roaming, min_size=1, max_size=4), st.integers(10, 300))
def test_steps_are_even_in_space_and_time_on_the_path_and_cut_at_the_ends(crowd, alpha_m):
    """Rounding to decimetres and minutes allows 1.5 dm and 1 min."""
    alpha = alpha_m * 10
    made = traces_in(smooth(fixes_of(crowd), alpha_m=alpha_m))

    for code, rows in made.items():
        recorded = days_of(crowd[code - 100])
        for day, shown in days_of(rows).items():
            path = [row[1:] for row in recorded[day]]
            assert all(math.dist(a[1:], b[1:]) == pytest.approx(alpha, abs=1.5) for a, b in pairwise(shown))
            assert all(gap_to_path(row[1:], path) <= 1 for row in shown)
            assert math.dist(shown[0][1:], path[0]) == pytest.approx(alpha, abs=1.5)
            waits = {b[0] - a[0] for a, b in pairwise(shown)}
            assert not waits or max(waits) - min(waits) <= 1
            assert recorded[day][0][0] <= shown[0][0] <= shown[-1][0] <= recorded[day][-1][0]


@given(roaming, st.integers(10, 300))
def test_no_part_of_the_path_between_the_ends_is_far_from_a_point(rows, alpha_m):
    """Between two successive points the path stays within alpha of the first."""
    alpha = alpha_m * 10
    for shown in days_of(
        next(iter(traces_in(smooth(fixes_of([rows]), alpha_m=alpha_m)).values()), [])
    ).values():
        corners = days_of(rows)[shown[0][0] // DAY_MIN]
        reached = [c[1:] for c in corners if all(math.dist(c[1:], p[1:]) > alpha + 2 for p in shown)]
        start = {c for c in reached if math.dist(c, corners[0][1:]) <= alpha + 2}
        last = shown[-1][1:]
        tail = {c for c in reached if math.dist(c, last) <= 2 * alpha + 3}
        assert set(reached) - start - tail == set()


def test_a_walk_on_paper():
    """1 km east in 100 minutes after ten hours at home, steps of 200 m: 0, 200, ..., 1000 m; both ends are cut.

    Six points over 700 minutes are 140 minutes apart; the four inner ones are shown.
    """
    rows = [(0, 0, 0), (600, 0, 0), (700, 10_000, 0)]

    made = smooth(fixes_of([rows]), alpha_m=200)

    assert traces_in(made) == {100: [(140, 2000, 0), (280, 4000, 0), (420, 6000, 0), (560, 8000, 0)]}
    assert made.history[-1] == "smooth: constant speed a day, alpha_m=200, ends cut"


def test_who_did_not_go_far_enough_is_left_out():
    made = smooth(fixes_of([[(0, 0, 0), (9, 3000, 0)], [(0, 0, 0), (9, 9000, 0)]]), alpha_m=200)

    assert made.pseudonyms.tolist() == [101]
    assert len(smooth(fixes_of([[(0, 0, 0)]]), alpha_m=200)) == 0


def test_an_hour_at_a_place_shows_no_more_than_a_minute():
    """Staying leaves no trace: the same way with and without a stop shows the same places."""
    way = [(t, 1000 * t, 0) for t in range(10)]
    stop = way[:5] + [(t + 600, 1000 * t, 0) for t in range(4, 10)]

    shown = [traces_in(smooth(fixes_of([rows]), alpha_m=100))[100] for rows in (way, stop)]

    assert [row[1:] for row in shown[0]] == [row[1:] for row in shown[1]]


def test_alpha_must_make_sense():
    with pytest.raises(ConfigError, match=r"alpha_m must be in \[10, 5000\], got 5"):
        smooth(fixes_of([[(0, 0, 0)]]), alpha_m=5)


def test_one_thread_or_two_smooth_alike(monkeypatch):
    rng = np.random.default_rng(4)
    crowd = [sorted(map(tuple, rng.integers(0, 9000, (12, 3)).tolist())) for _ in range(400)]
    made = []
    for threads in "12":
        monkeypatch.setenv("NULLISLAND_THREADS", threads)
        made.append(traces_in(smooth(fixes_of(crowd), alpha_m=90)))
    assert made[0] == made[1]
