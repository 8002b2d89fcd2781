"""Scene 6: the attacker reads the manual. Noise averages out, a hole has a centre, routine joins the days."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import hole_centre
from nullisland.attack.relink import relink
from nullisland.lesson.cast import Resident, find_reader
from nullisland.lesson.numbers import Lesson
from nullisland.measure import Verdict, found_within, judge_chains
from nullisland.model import Estimate, FixRelease
from nullisland.pipeline import Outcome
from nullisland.release import PublishConfig, generalise, publish
from nullisland.release.fixes import publish_fixes
from nullisland.release.perturb import planar_laplace
from nullisland.release.pseudonymise import PseudonymKey
from nullisland.release.suppress import home_circles, suppress_homes
from nullisland.rng import stream

__all__ = [
    "CODE_CELLS",
    "FOUND_M",
    "MEAN_SHIFT_M",
    "MOST_NIGHTS",
    "RADIUS_M",
    "SHIFTS_M",
    "Case",
    "Codes",
    "Hole",
    "Manual",
    "Nights",
    "prepare",
    "steps_m",
]

MOST_NIGHTS = 30
MEAN_SHIFT_M = 500
"""Nights there are, and how far a report lies from the home on average: 2 / epsilon of a planar Laplace."""

RADIUS_M = 300
SHIFTS_M = (0, 200)
"""Radius of the hole around each home, and how far its centre is moved at most: not at all, or so."""

FOUND_M = 100
"""A home counts as found when the claim lies at most so far from the door."""

CODE_CELLS = (250, 500, 1000)
"""Sides of the squares, in metres, at which daily codes are joined."""

_JOINED = 1_000
_SAMPLE = 500
_CASES = 6
_GAP_MIN = 240
_SHOWN_M = 1_500

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Nights:
    """One resident's reports of 30 nights, each moved anew, and how close their middle comes.

    `reports_dm` and `middles_dm` are (30, 2): each night's report and the middle of all so far. `own_m` is how
    far that middle lies from the home, `town_m` the same on average over `people` residents, each (30,).
    """

    reports_dm: NDArray[np.int64]
    middles_dm: NDArray[np.int64]
    own_m: Floats
    town_m: Floats
    people: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Case:
    """One trace around the hole at its home: what is left near it, and what the attacker makes of it.

    `ends_dm` are the fixes before and after an absence of four hours or more, `fixes_dm` the others; `claim_dm`
    is None without a claim, and `off_m`, how far it lies from the home, nan then.
    """

    pseudonym: int
    home_dm: tuple[int, int]
    centre_dm: tuple[int, int]
    fixes_dm: NDArray[np.int64]
    ends_dm: NDArray[np.int64]
    claim_dm: tuple[int, int] | None
    off_m: float

    @property
    def middle_dm(self) -> tuple[int, int]:
        """The median of the ends: where to look on the map without knowing the home; the home without ends."""
        if not len(self.ends_dm):
            return self.home_dm
        x, y = np.median(self.ends_dm, axis=0).astype(np.int64).tolist()
        return x, y


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """The file without the surroundings of homes, each circle's centre moved by `shift_m` at most.

    `cases` are the resident's trace and those of the lowest codes; `found` is the share of the sample whose home
    is claimed within `FOUND_M`; `fixes_left` of `fixes` are still in the file.
    """

    shift_m: int
    cases: tuple[Case, ...]
    found: Estimate
    fixes_left: int
    fixes: int


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes that change each day, joined by routine, with squares of `cell_m`, among `people` residents.

    The targets of `joined` are the codes after everybody's first day: each continues some earlier code.
    """

    cell_m: int
    people: int
    joined: Verdict


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Manual:
    """What scene 6 shows, for one island; frozen, shared by all browsers. `resident` None: nobody fits."""

    resident: Resident | None
    home_dm: tuple[int, int]
    nights: Nights | None
    holes: tuple[Hole, ...]
    codes: tuple[Codes, ...]


def prepare(outcome: Outcome, lesson: Lesson) -> Manual:
    """All numbers of scene 6. Cost: about ten seconds on the default island, most of it the hole."""
    resident = lesson.guide or find_reader(outcome)
    if resident is None:
        return Manual(resident=None, home_dm=(0, 0), nights=None, holes=(), codes=_codes(outcome))
    places, home = outcome.island.places, int(outcome.people.home_place[resident.person])
    fixes, key = publish_fixes(outcome)
    return Manual(
        resident=resident,
        home_dm=(int(places.x_dm[home]), int(places.y_dm[home])),
        nights=_nights(outcome, resident),
        holes=tuple(_hole(outcome, resident, (fixes, key), shift_m) for shift_m in SHIFTS_M),
        codes=_codes(outcome),
    )


def steps_m(nights: Nights) -> Floats:
    """How far the middle moved with each night's report, in metres; nothing with the first: (30,)."""
    return np.concatenate(([0.0], np.hypot(*np.diff(nights.middles_dm, axis=0).T) / 10))


def _nights(outcome: Outcome, resident: Resident) -> Nights:
    """Every resident's home reported on 30 nights, moved anew each night; the middle is the mean."""
    places, people = outcome.island.places, outcome.scenario.people
    home = outcome.people.home_place[:people]
    xy_m = np.column_stack((places.x_dm[home], places.y_dm[home])) / 10
    rng = stream(outcome.scenario.seed, "lesson", "nights")
    epsilon_per_m = 2 / MEAN_SHIFT_M
    middle, own = np.zeros_like(xy_m), np.empty((MOST_NIGHTS, 2, 2))
    town_m = np.empty(MOST_NIGHTS)
    for night in range(MOST_NIGHTS):
        reports = planar_laplace(xy_m, epsilon_per_m=epsilon_per_m, rng=rng)
        middle += (reports - middle) / (night + 1)
        town_m[night] = np.hypot(*(middle - xy_m).T).mean()
        own[night] = reports[resident.person], middle[resident.person]
    own_m = np.hypot(*(own[:, 1] - xy_m[resident.person]).T)
    reports_dm, middles_dm = (np.rint(own[:, i] * 10).astype(np.int64) for i in (0, 1))
    return Nights(reports_dm, middles_dm, own_m, town_m, people)


def _hole(outcome: Outcome, resident: Resident, held: tuple[FixRelease, PseudonymKey], shift_m: int) -> Hole:
    """Remove, then attack the first traces: codes are drawn by lot, so that they are a sample."""
    fixes, key = held
    places, homes = outcome.island.places, outcome.people.home_place
    circles = home_circles(outcome.people, places, shift_m=shift_m, secret_seed=outcome.scenario.seed)
    left = suppress_homes(fixes, key, circles, radius_m=RADIUS_M)
    sample = _traces(left, 0, min(_SAMPLE, len(left.pseudonyms)))
    doors = homes[key.person_of(sample.pseudonyms)]
    located = hole_centre(sample, RADIUS_M)
    own = int(np.searchsorted(left.pseudonyms, key.pseudonym_of(resident.person)))
    rows = [own, *(row for row in range(min(_CASES, len(left.pseudonyms))) if row != own)][:_CASES]
    cases = []
    for row in rows:
        person = int(key.person_of(left.pseudonyms[row : row + 1])[0])
        home = (int(places.x_dm[homes[person]]), int(places.y_dm[homes[person]]))
        centre = (int(circles[0][0, person]), int(circles[1][0, person]))
        cases.append(_case(_traces(left, row, row + 1), home, centre))
    found = found_within(located, places.x_dm[doors], places.y_dm[doors], metres=FOUND_M)
    return Hole(shift_m, tuple(cases), found, len(left), len(fixes))


def _case(trace: FixRelease, home_dm: tuple[int, int], centre_dm: tuple[int, int]) -> Case:
    located, xy = hole_centre(trace, RADIUS_M), np.column_stack((trace.x_dm, trace.y_dm)).astype(np.int64)
    near = np.hypot(*(xy - np.array(home_dm)).T) <= _SHOWN_M * 10
    gap = np.diff(trace.t_min) >= _GAP_MIN
    ends = np.append(gap, False) | np.insert(gap, 0, False)
    claim = None if np.isnan(located.x_dm[0]) else (round(located.x_dm[0]), round(located.y_dm[0]))
    off_m = float(np.hypot(located.x_dm[0] - home_dm[0], located.y_dm[0] - home_dm[1]) / 10)
    return Case(
        pseudonym=int(trace.pseudonyms[0]),
        home_dm=home_dm,
        centre_dm=centre_dm,
        fixes_dm=xy[near & ~ends],
        ends_dm=xy[near & ends],
        claim_dm=claim,
        off_m=off_m,
    )


def _codes(outcome: Outcome) -> tuple[Codes, ...]:
    """The first residents alone, under a new code each day: more of them would be harder to join."""
    people = min(_JOINED, outcome.scenario.people)
    config, scenario = PublishConfig(policy="day"), outcome.scenario
    fine, key = publish(outcome.observations, outcome.island, config, released=people, scenario=scenario)
    out = []
    for cell_m in CODE_CELLS:
        release = fine if fine.grid and fine.grid.cell_m == cell_m else generalise(fine, cell_m=cell_m)
        out.append(Codes(cell_m, people, judge_chains(relink(release), release, key)))
    return tuple(out)


def _traces(fixes: FixRelease, start: int, stop: int) -> FixRelease:
    """The traces `start` .. `stop` - 1 alone."""
    first = fixes.first[start : stop + 1]
    rows = slice(int(first[0]), int(first[-1]))
    return replace(
        fixes,
        pseudonyms=fixes.pseudonyms[start:stop],
        first=first - first[0],
        t_min=fixes.t_min[rows],
        x_dm=fixes.x_dm[rows],
        y_dm=fixes.y_dm[rows],
    )
