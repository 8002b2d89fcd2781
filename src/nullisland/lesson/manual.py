"""Scene 6: the attacker reads the manual. Noise averages out, a hole has a centre, routine joins the days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import hole_centre
from nullisland.attack.relink import relink
from nullisland.lesson.cast import Resident, find_reader
from nullisland.lesson.nights import Nights, nights_of
from nullisland.lesson.numbers import Lesson
from nullisland.lesson.spoken import portion
from nullisland.measure import Verdict, found_within, judge_chains
from nullisland.model import Estimate, FixRelease
from nullisland.pipeline import Outcome
from nullisland.release import PublishConfig, generalise, publish
from nullisland.release.fixes import publish_fixes
from nullisland.release.pseudonymise import PseudonymKey
from nullisland.release.suppress import home_circles, suppress_homes

__all__ = [
    "CODE_CELLS",
    "FOUND_M",
    "RADIUS_M",
    "SHIFTS_M",
    "Case",
    "Codes",
    "Hole",
    "Manual",
    "prepare",
]

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

    `cases` are the resident's trace, if the hole has left anything of it, and those of the lowest codes, in this
    order; each hole has the same. `found` is the share of the sample whose home
    is claimed within `FOUND_M`; `fixes_left` of `fixes` are still in the file.
    """

    shift_m: int
    cases: tuple[Case, ...]
    found: Estimate
    fixes_left: int
    fixes: int

    @property
    def left_of_100(self) -> float:
        """Of a hundred records of the file, how many are left."""
        return portion(self.fixes_left, self.fixes)


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
    """What scene 6 shows, for one island; frozen, shared by all browsers.

    `resident` None: nobody fits. `holes` are none where no trace has a record left outside of them.
    """

    resident: Resident | None
    home_dm: tuple[int, int]
    nights: Nights | None
    holes: tuple[Hole, ...]
    codes: tuple[Codes, ...]

    def is_own(self, case: Case) -> bool:
        """Whether a trace is the resident's."""
        return self.resident is not None and case.pseudonym == self.resident.pseudonym


def prepare(outcome: Outcome, lesson: Lesson) -> Manual:
    """All numbers of scene 6. Cost: about ten seconds on the default island, most of it the hole."""
    resident = lesson.guide or find_reader(outcome)
    if resident is None:
        return Manual(resident=None, home_dm=(0, 0), nights=None, holes=(), codes=_codes(outcome))
    places, home = outcome.island.places, int(outcome.people.home_place[resident.person])
    return Manual(
        resident=resident,
        home_dm=(int(places.x_dm[home]), int(places.y_dm[home])),
        nights=nights_of(outcome, resident),
        holes=_holes(outcome, resident),
        codes=_codes(outcome),
    )


def _holes(outcome: Outcome, resident: Resident) -> tuple[Hole, ...]:
    """The file with each of the holes, attacked; the same traces are looked at in all of them."""
    fixes, key = publish_fixes(outcome)
    places, seed = outcome.island.places, outcome.scenario.seed
    circles = [home_circles(outcome.people, places, shift_m=shift, secret_seed=seed) for shift in SHIFTS_M]
    files = [suppress_homes(fixes, key, around, radius_m=RADIUS_M) for around in circles]
    codes = _looked_at(files, int(key.pseudonym_of(resident.person)))
    if not codes:
        return ()
    cases = [_cases(outcome, (file, key), around, codes) for file, around in zip(files, circles, strict=True)]
    return tuple(
        Hole(shift, seen, _found(outcome, file, key), len(file), len(fixes))
        for shift, seen, file in zip(SHIFTS_M, cases, files, strict=True)
    )


def _looked_at(files: Sequence[FixRelease], own: int) -> list[int]:
    """Codes of the cases: the resident's own and the lowest, as far as every file has records left of them."""
    left = files[0].pseudonyms
    for file in files[1:]:
        left = np.intersect1d(left, file.pseudonyms)
    first = [own] if own in left else []
    return [*first, *(code for code in left[: _CASES + 1].tolist() if code != own)][:_CASES]


def _found(outcome: Outcome, left: FixRelease, key: PseudonymKey) -> Estimate:
    """Whose home is found, of the first traces: codes are drawn by lot, so that they are a sample."""
    sample = _traces(left, 0, min(_SAMPLE, len(left.pseudonyms)))
    places, doors = outcome.island.places, outcome.people.home_place[key.person_of(sample.pseudonyms)]
    return found_within(hole_centre(sample, RADIUS_M), places.x_dm[doors], places.y_dm[doors], metres=FOUND_M)


def _cases(
    outcome: Outcome,
    held: tuple[FixRelease, PseudonymKey],
    circles: tuple[NDArray[np.int64], NDArray[np.int64]],
    codes: list[int],
) -> tuple[Case, ...]:
    """The traces under these codes, each with the home it belongs to and the middle of its circle."""
    left, key = held
    places, homes = outcome.island.places, outcome.people.home_place
    cases = []
    for code, row in zip(codes, np.searchsorted(left.pseudonyms, codes).tolist(), strict=True):
        person = int(key.person_of([code])[0])
        home = (int(places.x_dm[homes[person]]), int(places.y_dm[homes[person]]))
        centre = (int(circles[0][0, person]), int(circles[1][0, person]))
        cases.append(_case(_traces(left, row, row + 1), home, centre))
    return tuple(cases)


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
