"""What an adversary holds: sightings of people drawn from a sensor of her own, with its errors and gaps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.knowledge import draw_points
from nullisland.attack import Clues
from nullisland.errors import ConfigError
from nullisland.model import Observations, Places, Visits
from nullisland.model._checks import require_int, require_share
from nullisland.model.codes import as_integers
from nullisland.rng import stage_key, threshold, u64_many
from nullisland.threads import over_blocks

__all__ = ["ClueErrors", "draw_clues", "witnessed"]

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueErrors:
    """How good sightings are: each is moved evenly by up to `place_m` along each axis and `time_min` in time.

    The share `wrong` of them is of somebody else, taken for the target. `by_site`: the tower, place or camera
    of the record is known instead of where it is.
    """

    place_m: int = 0
    time_min: int = 0
    wrong: float = 0.0
    by_site: bool = False

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        object.__setattr__(self, "place_m", require_int("place_m", self.place_m, 0, 100_000))
        object.__setattr__(self, "time_min", require_int("time_min", self.time_min, 0, 100_000))
        object.__setattr__(self, "wrong", require_share("wrong", self.wrong))
        if not isinstance(self.by_site, bool):
            raise ConfigError(f"by_site must be True or False, got {self.by_site!r}")


def draw_clues(
    source: Observations, persons: ArrayLike, n_known: int, seed: int, errors: ClueErrors | None = None
) -> Clues:
    """Draw `n_known` sightings of each person from what a sensor wrote down of them.

    Parameters
    ----------
    source : the adversary's own table: the records of any sensor, or `witnessed` visits. It need not be what
        the release was made of, and then its gaps and errors are the adversary's
    persons : ids; those with fewer than `n_known` records are left out, and the clues' `person` says who stayed
    seed : a person's draw depends on the seed and the id alone

    Raises ConfigError for numbers out of range. Cost: about 0.2 us a person.
    """
    errors, n_known = errors or ClueErrors(), require_int("n_known", n_known, 1, 60)
    row = as_integers("persons", persons) - source.start_person
    if row.size and not 0 <= row.min() <= row.max() < source.n_people:
        raise ConfigError(f"persons must be among the {source.n_people} of the source")
    row = row[np.diff(source.first)[row] >= n_known]
    ids = (np.arange(source.n_people) + source.start_person).astype(np.uint64)
    records = np.arange(len(source))
    drawn = np.empty((len(row), n_known), np.int64)
    key = stage_key(seed, "clues")
    over_blocks(lambda a, b: draw_points(key, ids, source.first, records, row, drawn, (a, b)), len(row))
    person = row + source.start_person
    drawn = _mistaken(source, drawn, person, errors.wrong, seed)
    t, x, y = (column[drawn].astype(np.int64) for column in (source.t_min, source.x_dm, source.y_dm))
    return Clues(
        person=person,
        x_dm=x + _shifts(seed, "clue x", person, n_known, errors.place_m * 10),
        y_dm=y + _shifts(seed, "clue y", person, n_known, errors.place_m * 10),
        t_min=np.maximum(t + _shifts(seed, "clue t", person, n_known, errors.time_min), 0),
        within_m=errors.place_m,
        within_min=errors.time_min,
        site=source.site[drawn].astype(np.int64) if errors.by_site else None,
        given=_words(source.sensor, n_known, errors),
    )


def witnessed(
    visits: Visits, places: Places, kinds: tuple[str, ...] | None = None, sensor: str = "witness"
) -> Observations:
    """What somebody who was there could tell: each visit to a place of these kinds (None: any), in its middle.

    A witness, a photo or a post is drawn from this with errors of its own. Visits of people are true presence, so
    only `measure` may make clues of them.
    """
    keep = np.ones(len(visits), bool)
    if kinds is not None:
        keep = np.isin(visits.place, places.of_kind(*kinds))
    place = visits.place[keep]
    upto = np.concatenate(([0], np.cumsum(keep)))
    return Observations(
        sensor=sensor,
        start_person=visits.start_person,
        first=upto[visits.first].astype(np.int64),
        t_min=((visits.arrive_min[keep].astype(np.int64) + visits.leave_min[keep]) // 2).astype(np.int32),
        x_dm=places.x_dm[place],
        y_dm=places.y_dm[place],
        site=place.astype(np.int32),
    )


def _mistaken(source: Observations, drawn: Longs, person: Longs, wrong: float, seed: int) -> Longs:
    """Some records replaced by anybody's."""
    if wrong == 0 or not len(source):
        return drawn
    out = drawn.copy()
    for j in range(drawn.shape[1]):
        lot, other = (u64_many(stage_key(seed, name), person, j) for name in ("mistaken", "for whom"))
        swap = lot < threshold(wrong)
        out[swap, j] = (other[swap] % np.uint64(len(source))).astype(np.int64)
    return out


def _shifts(seed: int, name: str, person: Longs, n_known: int, most: int) -> Longs:
    """Whole numbers in [-most, most], one for each person and sighting."""
    key, span = stage_key(seed, name), np.uint64(2 * most + 1)
    columns = [(u64_many(key, person, j) % span).astype(np.int64) - most for j in range(n_known)]
    return np.stack(columns, axis=1)


def _words(sensor: str, n_known: int, errors: ClueErrors) -> str:
    parts = [f"{n_known} sightings from {sensor}"]
    if errors.place_m or errors.time_min:
        parts.append(f"off by up to {errors.place_m} m and {errors.time_min} min")
    if errors.wrong:
        parts.append(f"{errors.wrong:.0%} of them of somebody else")
    return ", ".join(parts)
