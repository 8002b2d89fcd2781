"""Noise on places: each report anew, or one lasting shift for each place of a person."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nullisland.model import FixRelease, Spend
from nullisland.model._checks import require_int, require_number
from nullisland.model.world import Grid
from nullisland.release.fixes import squares_of
from nullisland.release.pseudonymise import PseudonymKey
from nullisland.rng import stage_key, stream, u64_many

__all__ = ["gaussian", "perturb_gaussian", "perturb_reports", "planar_laplace", "shift_places"]

Floats = NDArray[np.float64]
_BLOCK = 1 << 20
_LEAST_EPSILON, _MOST_EPSILON = 1e-6, 10.0


def planar_laplace(xy_m: Floats, *, epsilon_per_m: float, rng: np.random.Generator) -> Floats:
    """Move each point so that nearby places give almost the same reports.

    A report is at most exp(epsilon_per_m * d) times likelier from one place than from another d metres away.
    `xy_m` is (n, 2) on a local plane, never degrees. The mean shift is 2 / epsilon_per_m metres, the same in
    every direction.

    Raises ValueError if `epsilon_per_m` is not positive.
    Source: Andres et al. 2013, ACM CCS, "Geo-indistinguishability", planar Laplacian.
    """
    if not epsilon_per_m > 0:
        raise ValueError(f"epsilon_per_m must be positive, got {epsilon_per_m!r}")
    radius = rng.gamma(shape=2.0, scale=1 / epsilon_per_m, size=len(xy_m))
    angle = rng.uniform(0, 2 * np.pi, size=len(xy_m))
    return np.asarray(xy_m + radius[:, None] * np.column_stack((np.cos(angle), np.sin(angle))))


def gaussian(xy_m: Floats, *, sigma_m: float, rng: np.random.Generator) -> Floats:
    """Move each point by normal noise of standard deviation `sigma_m` along each axis; the mean shift is 1.25 sigma.

    Raises ValueError if `sigma_m` is not positive. Source: Krumm 2007, Pervasive, LNCS 4480:127, "additive noise".
    """
    if not sigma_m > 0:
        raise ValueError(f"sigma_m must be positive, got {sigma_m!r}")
    return np.asarray(xy_m + rng.normal(0.0, sigma_m, size=(len(xy_m), 2)))


def perturb_reports(fixes: FixRelease, *, epsilon_per_m: float, secret_seed: int) -> FixRelease:
    """Planar Laplace noise on every fix, drawn anew each time: n reports of one person cost n epsilon.

    When and how often somebody reports is published as it is, and not promised anything. If pseudonyms change, the
    release does not show how many reports are of one person, and nothing is promised for a person.
    Raises ConfigError for `epsilon_per_m` outside [1e-6, 10] per metre. Cost: about 60 ns a fix.
    """
    epsilon = require_number("epsilon_per_m", epsilon_per_m, _LEAST_EPSILON, _MOST_EPSILON)
    rng = stream(require_int("secret_seed", secret_seed, 0, 2**63 - 1), "release", "perturb")
    whole = "pseudonymise: policy=fixed" in fixes.history
    most = int(np.diff(fixes.first).max(initial=1)) if whole else None
    made = _noised(fixes, lambda xy_m: planar_laplace(xy_m, epsilon_per_m=epsilon, rng=rng))
    return replace(
        made,
        history=(*fixes.history, f"perturb: planar Laplace, epsilon_per_m={epsilon:.6g} a report"),
        ledger=fixes.ledger + Spend("planar Laplace", epsilon, 0.0, "one report", most=most, per_m=True),
    )


def perturb_gaussian(fixes: FixRelease, *, sigma_m: float, secret_seed: int) -> FixRelease:
    """Normal noise of `sigma_m` metres along each axis on every fix; it keeps no promise, so the ledger stays.

    Raises ConfigError for `sigma_m` outside [1, 100000] m. Cost: about 40 ns a fix.
    """
    sigma = require_number("sigma_m", sigma_m, 1.0, 100_000.0)
    rng = stream(require_int("secret_seed", secret_seed, 0, 2**63 - 1), "release", "perturb")
    made = _noised(fixes, lambda xy_m: gaussian(xy_m, sigma_m=sigma, rng=rng))
    return replace(made, history=(*fixes.history, f"perturb: normal noise, sigma_m={sigma:g}"))


def shift_places(
    fixes: FixRelease, key: PseudonymKey, grid: Grid, *, epsilon_per_m: float, secret_seed: int
) -> FixRelease:
    """One planar Laplace draw for each place of each person, remembered: averaging many nights gains nothing.

    A place is a square of `grid`; its centre is what is moved, and each fix in it shows the moved centre. Which
    visits were to one place stays visible; where it is costs epsilon once, whatever the number of visits. The
    memory outlives pseudonyms, since `key` says whose they are.

    Raises ConfigError for `epsilon_per_m` outside [1e-6, 10] per metre.
    Source: Andres et al. 2013, ACM CCS; the memory is the permanent response of RAPPOR: Erlingsson, Pihur,
    Korolova 2014, ACM CCS. Cost: about 150 ns a fix.
    """
    epsilon = require_number("epsilon_per_m", epsilon_per_m, _LEAST_EPSILON, _MOST_EPSILON)
    secret = stage_key(require_int("secret_seed", secret_seed, 0, 2**63 - 1), "release", "places")
    square = squares_of(grid, fixes.x_dm, fixes.y_dm)
    person = np.repeat(key.person_of(fixes.pseudonyms), np.diff(fixes.first))
    place, at = np.unique(person * (grid.columns * grid.rows) + square, return_inverse=True)
    moved = _remembered(secret, place, grid, epsilon)[at]
    n_places = np.bincount(place // (grid.columns * grid.rows), minlength=1)
    history = f"perturb: lasting shift of each square of {grid.cell_m} m, epsilon_per_m={epsilon:.6g}"
    spend = Spend("planar Laplace, remembered", epsilon, 0.0, "one place", int(n_places.max()), per_m=True)
    return replace(
        fixes,
        x_dm=moved[:, 0].copy(),
        y_dm=moved[:, 1].copy(),
        history=(*fixes.history, history),
        ledger=fixes.ledger + spend,
    )


def _remembered(secret: np.uint64, place: NDArray[np.int64], grid: Grid, epsilon: float) -> NDArray[np.int32]:
    """Moved centre of each (person, square), in decimetres: a function of the secret and the place alone."""
    uniform = [(u64_many(secret, place, k) >> np.uint64(11)) * 2.0**-53 + 2.0**-54 for k in range(3)]
    radius = -(np.log(uniform[0]) + np.log(uniform[1])) * 10 / epsilon
    angle = 2 * np.pi * uniform[2]
    row, column = np.divmod(place % (grid.columns * grid.rows), grid.columns)
    side = grid.cell_m * 10
    centre = np.column_stack((grid.west_dm + column * side, grid.south_dm + row * side)) + side // 2
    return _whole(centre + radius[:, None] * np.column_stack((np.cos(angle), np.sin(angle))))


def _noised(fixes: FixRelease, move: Callable[[Floats], Floats]) -> FixRelease:
    """The fixes, moved block by block: memory stays small, the draws stay in order."""
    x_dm, y_dm = np.empty_like(fixes.x_dm), np.empty_like(fixes.y_dm)
    for a in range(0, len(fixes), _BLOCK):
        rows = slice(a, a + _BLOCK)
        moved = _whole(10 * move(np.column_stack((fixes.x_dm[rows], fixes.y_dm[rows])) / 10))
        x_dm[rows], y_dm[rows] = moved.T
    return replace(fixes, x_dm=x_dm, y_dm=y_dm)


def _whole(xy_dm: Floats) -> NDArray[np.int32]:
    """Decimetres as they are stored; the far tail of the noise ends 200,000 km out."""
    return np.rint(np.clip(xy_dm, -2e9, 2e9)).astype(np.int32)
