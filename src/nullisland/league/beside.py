"""What the league prints beside print, without asserting it."""

import math

import numpy as np

from nullisland.league.district import District
from nullisland.league.noun import Beside
from nullisland.measure.interest import found_again, path_error_m, retrieval
from nullisland.model import DAY_MIN, FixRelease, People
from nullisland.published import published
from nullisland.release import cluster, perturb_reports, smooth
from nullisland.release.fixes import keep_rows
from nullisland.tables import read_table

__all__ = ["beside_print", "has_routine"]

_MOST_TRACES = 2_000
_GEO_I = (
    ("geoi_ln10_100_poi_f_geolife", math.log(10) / 100),
    ("geoi_ln6_200_poi_f_geolife", math.log(6) / 200),
    ("geoi_ln4_200_poi_f_geolife", math.log(4) / 200),
    ("geoi_ln2_200_poi_f_geolife", math.log(2) / 200),
)
_STRONG = math.log(2) / 500
_FIXED_PLACE = ("work", "learn", "kindergarten", "clean")


def beside_print(town: District) -> tuple[Beside, ...]:
    """Points of interest retrieved, the error of clustering, and who is found again under noise. Cost: seconds."""
    fixes, seed = town.fixes, town.outcome.island.seed
    clustered = cluster(fixes, k=2, delta_m=200)
    smoothed = smooth(fixes, alpha_m=200)
    out = [
        _points(name, fixes, perturb_reports(fixes, epsilon_per_m=e, secret_seed=seed)) for name, e in _GEO_I
    ]
    out += [
        _points("promesse200_poi_f_geolife", fixes, smoothed),
        _beside(
            "promesse200_path_error",
            "mean distance from the path in m, Promesse 200 m",
            path_error_m(fixes, smoothed),
            len(smoothed),
        ),
        _beside(
            "promesse200_poi_f_across_midnight",
            "F score if a night between two days is read as a stay, Promesse 200 m",
            retrieval(fixes, smoothed, by_day=False).f_score,
            len(fixes.pseudonyms),
        ),
        _beside(
            "w4m_k2_error_geolife",
            "mean distance from the path in m, clusters of 2, delta 200 m",
            path_error_m(fixes, clustered),
            len(clustered),
        ),
    ]
    return (*out, *_found_again(town, fixes, seed))


def has_routine(people: People) -> np.ndarray:
    """Whether each person has a place to be at most days: not couriers, nor those whose days are free."""
    style = {row["routine"]: row["style"] for row in read_table("town/routines.csv")}
    fixed = np.array([style[name] in _FIXED_PLACE for name in people.routines])
    return np.asarray(fixed[people.routine])


def _points(name: str, fixes: FixRelease, protected: FixRelease) -> Beside:
    found = retrieval(fixes, protected)
    return _beside(name, "F score of points of interest retrieved", found.f_score, found.n)


def _found_again(town: District, fixes: FixRelease, seed: int) -> list[Beside]:
    """Known from the first half of the watch, sought in the noisy second half by their usual places."""
    half = town.scenario.minutes // 2 // DAY_MIN * DAY_MIN
    some = np.zeros(len(fixes.pseudonyms), bool)
    chosen = np.random.default_rng(0).permutation(len(some))[:_MOST_TRACES]
    some[chosen] = True
    mine = np.repeat(some, np.diff(fixes.first))
    known = keep_rows(fixes, mine & (fixes.t_min < half), "first half")
    later = keep_rows(fixes, mine & (fixes.t_min >= half), "second half")
    noisy = perturb_reports(later, epsilon_per_m=_STRONG, secret_seed=seed)
    both = np.isin(noisy.pseudonyms, known.pseudonyms)
    persons = town.key.person_of(noisy.pseudonyms)
    found, routine = found_again(known, noisy), has_routine(town.outcome.people)[persons]
    out = []
    for name, who, mask in (
        ("geoi_reid_strong_geolife", "with a routine", routine & both),
        ("geoi_reid_strong_cabs", "without a routine", ~routine & both),
    ):
        n = int(mask.sum())
        what = f"share of people {who} found again by their usual places, ln2/500 m"
        out.append(_beside(name, what, float(found[mask].mean()) if n else None, n))
    return out


def _beside(name: str, what: str, value: float | None, n: int) -> Beside:
    row = published(name)
    return Beside(
        id=name,
        what=what,
        value=value,
        n=n,
        published=row and row.value,
        conditions=row.conditions if row else "",
        source=row.source if row else "",
    )
