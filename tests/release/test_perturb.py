import math

import numpy as np
import pytest
from hypothesis import given

from drawers import GRID, crowds, drawer, fixes_of, traces_in
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN
from nullisland.release import (
    guarantees,
    perturb_gaussian,
    perturb_reports,
    publish_fixes,
    shift_places,
)
from nullisland.release.perturb import gaussian, planar_laplace

EPSILON = math.log(4) / 200
N = 200_000


@pytest.fixture(scope="module")
def shift():
    return planar_laplace(np.zeros((N, 2)), epsilon_per_m=EPSILON, rng=np.random.default_rng(1))


@pytest.mark.parametrize(
    ("statistic", "closed_form"),
    [(np.mean, 2.0), (np.median, 1.678), (lambda r: np.quantile(r, 0.95), 4.744)],
)
def test_shifts_have_the_closed_forms(shift, statistic, closed_form):
    """Andres et al. 2013: the radius is gamma distributed with shape 2; within 1.5 %."""
    assert statistic(np.hypot(*shift.T)) == pytest.approx(closed_form / EPSILON, rel=0.015)


def test_no_direction_gets_less_noise(shift):
    """Both axes have a standard deviation of sqrt(3) / epsilon; all octants are hit alike, within 5 errors."""
    assert shift.std(axis=0) == pytest.approx([math.sqrt(3) / EPSILON] * 2, rel=0.015)
    octant = np.floor(np.arctan2(*shift.T) / (np.pi / 4)).astype(int)
    assert np.abs(np.unique(octant, return_counts=True)[1] - N / 8).max() < 5 * math.sqrt(N * 7 / 64)


def test_reports_are_at_most_exp_epsilon_d_times_likelier():
    """Noisy places of two points 200 m apart, counted in squares of 100 m: ratios up to 4, within 5 errors."""
    rng = np.random.default_rng(2)
    reports = [
        planar_laplace(np.full((N, 2), at), epsilon_per_m=EPSILON, rng=rng)
        for at in ((0.0, 0.0), (200.0, 0.0))
    ]
    bins = [np.arange(-500, 701, 100), np.arange(-500, 501, 100)]
    near, far = (np.histogram2d(*xy.T, bins=bins)[0] for xy in reports)

    assert (near - 5 * np.sqrt(near) <= 4 * (far + 5 * np.sqrt(far + 1))).all()
    assert (near / far).max() > 2.5


def test_normal_noise_has_its_spread():
    moved = gaussian(np.full((N, 2), 7.0), sigma_m=50.0, rng=np.random.default_rng(3)) - 7.0

    assert moved.std(axis=0) == pytest.approx([50, 50], rel=0.01)
    assert np.hypot(*moved.T).mean() == pytest.approx(50 * math.sqrt(math.pi / 2), rel=0.01)


@pytest.mark.parametrize("wrong", [0, -1.0, math.nan])
def test_noise_without_scale_is_refused(wrong):
    with pytest.raises(ValueError, match="epsilon_per_m must be positive"):
        planar_laplace(np.zeros((1, 2)), epsilon_per_m=wrong, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="sigma_m must be positive"):
        gaussian(np.zeros((1, 2)), sigma_m=wrong, rng=np.random.default_rng(0))
    with pytest.raises(ConfigError, match="epsilon_per_m must be"):
        perturb_reports(fixes_of([[(0, 0, 0)]]), epsilon_per_m=wrong, secret_seed=1)
    with pytest.raises(ConfigError, match="sigma_m must be"):
        perturb_gaussian(fixes_of([[(0, 0, 0)]]), sigma_m=wrong, secret_seed=1)


NIGHTS = [(night * DAY_MIN, 4000, 4000) for night in range(100)]


def test_reports_of_a_release_shift_as_the_mechanism_says():
    """2000 people at one place: mean shift 2 / epsilon within 5 standard errors of a gamma (sqrt 2 / epsilon)."""
    fixes = fixes_of([[(5, 4000, 4000)]] * 2000)

    made = perturb_reports(fixes, epsilon_per_m=EPSILON, secret_seed=11)

    shift = np.hypot(made.x_dm - 4000, made.y_dm - 4000) / 10
    assert shift.mean() == pytest.approx(2 / EPSILON, abs=5 * math.sqrt(2) / EPSILON / math.sqrt(2000))
    assert made.t_min.tolist() == fixes.t_min.tolist()


def test_each_report_costs_epsilon_and_a_person_all_of_theirs():
    made = perturb_reports(fixes_of([NIGHTS, NIGHTS[:3]]), epsilon_per_m=EPSILON, secret_seed=1)
    promises = {promise.unit: promise for promise in guarantees(made).promises}

    assert promises["one report"].epsilon == pytest.approx(EPSILON)
    assert promises["one person"].epsilon == pytest.approx(100 * EPSILON)
    assert promises["one person"].per_m
    assert guarantees(perturb_gaussian(made, sigma_m=5, secret_seed=1)).promises == guarantees(made).promises
    assert guarantees(perturb_gaussian(fixes_of([NIGHTS]), sigma_m=5, secret_seed=1)).unit == "none"


def test_new_codes_each_day_promise_nothing_for_a_person():
    """A code of one day has one report; the person behind a hundred of them has a hundred."""
    fixes, _ = publish_fixes(drawer([NIGHTS] * 3, days=100), 4, policy="day")

    made = guarantees(perturb_reports(fixes, epsilon_per_m=EPSILON, secret_seed=1))

    assert [promise.unit for promise in made.promises] == ["one report"]


def test_fresh_noise_averages_out_and_a_lasting_shift_does_not():
    """The mean of 100 reports errs by about 31 m (2.17 / (epsilon sqrt n)); a lasting shift by its whole length."""
    source = drawer([NIGHTS] * 60, days=100)
    fixes, key = publish_fixes(source, 4)
    fresh = perturb_reports(fixes, epsilon_per_m=EPSILON, secret_seed=4)
    lasting = shift_places(fixes, key, GRID, epsilon_per_m=EPSILON, secret_seed=4)

    def errors(release):
        x, y = (np.add.reduceat(c, release.first[:-1]) / 100 - 4000 for c in (release.x_dm, release.y_dm))
        return np.hypot(x, y) / 10

    assert errors(fresh).mean() == pytest.approx(31, rel=0.25)
    assert errors(lasting).mean() > 150
    assert all(len({row[1:] for row in rows}) == 1 for rows in traces_in(lasting).values())


@given(crowds)
def test_a_lasting_shift_depends_on_person_and_square_alone(crowd):
    """Whatever the pseudonym: new codes each day show the same shifted places; others' differ."""
    source = drawer(crowd)
    seen = {}
    for policy in ("fixed", "day"):
        fixes, key = publish_fixes(source, 8, policy=policy)
        made = shift_places(fixes, key, GRID, epsilon_per_m=EPSILON, secret_seed=8)
        before, after = traces_in(fixes), traces_in(made)
        for code, rows in before.items():
            for (_, x, y), (_, new_x, new_y) in zip(rows, after[code], strict=True):
                place = (int(key.person_of(code)), min(x // 1000, 7), min(y // 1000, 7))
                assert seen.setdefault(place, (new_x, new_y)) == (new_x, new_y)
    assert len(set(seen.values())) == len(seen)


def test_a_lasting_shift_is_planar_laplace_around_the_middle_of_the_square():
    source = drawer([[(0, 4321, 4021)]] * 3001, days=2)
    fixes, key = publish_fixes(source, 9)

    made = shift_places(fixes, key, GRID, epsilon_per_m=EPSILON, secret_seed=9)

    dx, dy = (made.x_dm - 4500) / 10, (made.y_dm - 4500) / 10
    assert np.hypot(dx, dy).mean() == pytest.approx(2 / EPSILON, abs=5 * math.sqrt(2 / 3000) / EPSILON)
    assert np.median(np.hypot(dx, dy)) == pytest.approx(1.678 / EPSILON, rel=0.08)
    for axis in (dx, dy):
        assert axis.std() == pytest.approx(math.sqrt(3) / EPSILON, rel=0.1)
        assert abs(axis.mean()) < 5 * math.sqrt(3 / 3000) / EPSILON


def test_a_lasting_shift_costs_epsilon_for_each_place_of_a_person():
    """Three squares at most, visited a hundred times: 3 epsilon, not 100."""
    rows = [(t, x, 4000) for t, x, _ in NIGHTS] + [(DAY_MIN * 100, 500, 500), (DAY_MIN * 100 + 9, 1500, 500)]
    fixes, key = publish_fixes(drawer([rows, NIGHTS, NIGHTS], days=101), 4)

    made = guarantees(shift_places(fixes, key, GRID, epsilon_per_m=EPSILON, secret_seed=4))

    assert {p.unit: p.epsilon for p in made.promises} == pytest.approx(
        {"one place": EPSILON, "one person": 3 * EPSILON}
    )


@given(crowds)
def test_the_same_secret_draws_the_same_noise_and_another_does_not(crowd):
    fixes, key = publish_fixes(drawer(crowd), 3)
    for make in (
        lambda seed: perturb_reports(fixes, epsilon_per_m=EPSILON, secret_seed=seed),
        lambda seed: perturb_gaussian(fixes, sigma_m=100, secret_seed=seed),
        lambda seed: shift_places(fixes, key, GRID, epsilon_per_m=EPSILON, secret_seed=seed),
    ):
        assert traces_in(make(5)) == traces_in(make(5))
        assert traces_in(make(5)) != traces_in(make(6))
