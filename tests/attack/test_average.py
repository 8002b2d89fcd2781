import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import average as naive
from nullisland._kernels.average import ends_of_absences, hole_score
from nullisland.attack import anchor, average, average_of, hole_centre, view
from nullisland.errors import ConfigError, DataError
from nullisland.model import Grid, Release
from nullisland.tables import read_table
from towns import fixes_of

EPSILON = np.log(4) / 200
HOUR = 60


def noisy(rng, n, epsilon=EPSILON):
    """Planar Laplace, drawn here so that the test does not lean on the defence."""
    radius, angle = rng.gamma(2.0, 1 / epsilon, n), rng.uniform(0, 2 * np.pi, n)
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


@pytest.mark.parametrize("n", [30, 100])
def test_the_mean_of_reports_is_off_by_what_print_says(n):
    """57 m at 30 reports and 31 m at 100, within 10 %."""
    (row,) = (r for r in read_table("published.csv") if r["id"] == f"averaging_ln4_200_n{n}")
    rng = np.random.default_rng(n)

    errors = [np.hypot(*average_of(noisy(rng, n), "mean")) for _ in range(2_000)]

    assert np.mean(errors) == pytest.approx(float(row["value"]), rel=0.1)
    assert np.mean(errors) == pytest.approx(2.17 / (EPSILON * n**0.5), rel=0.05)


def test_the_median_is_the_better_attack_by_the_law_of_the_noise():
    """Maximum likelihood: the information of a report is epsilon**2 / 2 an axis, the mean's 3 / epsilon**2."""
    rng = np.random.default_rng(5)
    n = 100
    reports = [noisy(rng, n) for _ in range(2_000)]

    median = np.mean([np.hypot(*average_of(r, "median")) for r in reports])
    mean = np.mean([np.hypot(*average_of(r, "mean")) for r in reports])

    assert median == pytest.approx((np.pi / 2) ** 0.5 * (2 / n) ** 0.5 / EPSILON, rel=0.05)
    assert median < 0.9 * mean


points = st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), min_size=1, max_size=12)


@given(points)
def test_no_other_point_has_a_smaller_sum_of_distances(drawn):
    at = average_of(np.array(drawn, float), "median")

    best = naive.cost(drawn, *at)
    around = [(at[0] + dx, at[1] + dy) for dx in (-3, 0, 3) for dy in (-3, 0, 3)]
    assert best <= min(naive.cost(drawn, x, y) for x, y in [*drawn, *around]) + 1e-2


def test_only_nights_count_and_the_first_ones_if_asked():
    rows = [
        (7, 23 * HOUR, 100, 0),
        (7, 25 * HOUR, 300, 0),
        (7, 36 * HOUR, 9_000, 9_000),
        (7, 48 * HOUR + 10, 800, 300),
        (9, 12 * HOUR, 5, 5),
    ]
    all_nights, first = average(fixes_of(rows), how="mean"), average(fixes_of(rows), how="mean", nights=1)

    assert (all_nights.x_dm[0], all_nights.y_dm[0], all_nights.reports[0]) == (400, 100, 3)
    assert (first.x_dm[0], first.reports[0]) == (200, 2)
    assert np.isnan(all_nights.x_dm[1]) and all_nights.reports[1] == 0


def test_noise_that_stays_the_same_does_not_average_out():
    rng = np.random.default_rng(2)
    shift = noisy(rng, 1)[0] * 10
    fresh = [(1, d * 1440 + 60, *(noisy(rng, 1)[0] * 10).astype(int)) for d in range(60)]
    lasting = [(2, d * 1440 + 60, *shift.astype(int)) for d in range(60)]

    found = average(fixes_of(fresh + lasting))

    errors = np.hypot(found.x_dm, found.y_dm) / 10
    assert errors[0] < 90
    assert errors[1] == pytest.approx(np.hypot(*shift) / 10, rel=0.01)


def life_with_a_hole(home_m, radius_m, seed, days=28):
    """Nights at home, days elsewhere on the island; walks recorded every 5 minutes; the hole cut out."""
    rng = np.random.default_rng(seed)
    rows = []
    for day in range(days):
        out = home_m + 1_500 * np.array([np.cos(a := rng.uniform(0, 6.28)), np.sin(a)])
        leave, back = 480 + 10 * rng.random(), 1_000 + 10 * rng.random()
        for minute in range(0, 1440, 5):
            along = np.clip((minute - leave) / 25, 0, 1) - np.clip((minute - back) / 25, 0, 1)
            at = home_m + (out - home_m) * along
            if np.hypot(*(at - home_m)) > radius_m:
                rows.append((1, day * 1440 + minute, *(at * 10).astype(int)))
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_the_centre_of_a_hole_is_home(seed):
    """Within half of the radius that was to protect it, with a fix every 300 m of the way."""
    home = np.array([300.0 * seed, -200.0])

    found = hole_centre(fixes_of(life_with_a_hole(home, 300, seed)), 300)

    assert np.hypot(found.x_dm[0] / 10 - home[0], found.y_dm[0] / 10 - home[1]) < 300 / 2
    assert found.reports[0] == 2 * 27


def test_the_hole_betrays_what_the_home_rule_no_longer_finds():
    """Squares of 100 m, home within 300 m removed: the rule for homes has nothing, the hole is near."""
    grid = Grid(-50_000, -50_000, 100, 100, 100)
    rows = sorted({(t // 5, (y + 50_000) // 1000 * 100 + (x + 50_000) // 1000)
                   for _, t, x, y in life_with_a_hole(np.array([40.0, 70.0]), 300, 9)})  # fmt: skip
    slot, cell = np.array(rows).T
    release = Release(
        sensor="gps", slot_min=5, grid=grid, pseudonyms=np.array([4]), first=np.array([0, len(rows)]),
        cell=cell.astype(np.int32), slot=slot.astype(np.int32), history=(), reproducible=True,
    )  # fmt: skip
    naive_home = int(anchor(view(release).traces, 5).home_cell[0])

    found = hole_centre(release, 300, slack_m=100)

    assert naive_home == -1
    assert np.hypot(found.x_dm[0] / 10 - 40, found.y_dm[0] / 10 - 70) < 300 / 2


def test_without_two_ends_there_is_no_centre():
    found = hole_centre(fixes_of([(1, 0, 0, 0), (1, 5, 10, 10), (2, 0, 0, 0), (2, 500, 100, 0)]), 100)

    assert np.isnan(found.x_dm[0]) and found.reports.tolist() == [0, 2]


rows = st.lists(
    st.tuples(st.integers(0, 900), st.integers(-300, 300), st.integers(-300, 300)), min_size=1, max_size=15
)


@given(rows, st.integers(-300, 300), st.integers(-300, 300), st.integers(1, 200))
def test_the_score_of_a_hole_is_that_of_the_obvious_version(drawn, x, y, radius):
    t, px, py = np.array(sorted(drawn)).T
    pairs = list(zip(px.tolist(), py.tolist(), strict=True))

    edge, n = ends_of_absences(t, 100)
    score = hole_score(px.astype(float), py.astype(float), edge, x, y, radius, 3 * radius, 5.0)

    ends = naive.ends_of(t.tolist(), pairs, 100)
    assert n == len(ends)
    assert score == pytest.approx(naive.hole_score(pairs, ends, x, y, radius, 5.0))


def test_what_makes_no_sense_is_refused():
    one = fixes_of([(1, 0, 0, 0)])
    for wrong in (np.zeros((0, 2)), np.zeros(2), np.zeros((2, 3))):
        with pytest.raises(DataError, match="reports"):
            average_of(wrong)
    with pytest.raises(ConfigError, match="how"):
        average(one, how="mode")
    with pytest.raises(ConfigError, match="nights"):
        average(one, nights=0)
    with pytest.raises(ConfigError, match="radius_m"):
        hole_centre(one, 0)
