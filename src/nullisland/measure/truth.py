"""Truth in the cells and slots of a release: what claims are compared with and the control is drawn from."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.publish import cells_of
from nullisland.attack import AddressBook
from nullisland.errors import DataError
from nullisland.model import NOWHERE, Grid, Observations, People, Places, Release, Traces
from nullisland.model._checks import require_int

__all__ = ["address_book", "observed_traces"]

Ints = NDArray[np.int32]


def observed_traces(observations: Observations, release: Release, start: int, stop: int) -> Traces:
    """Traces that people `start` .. `stop` - 1 would have in a release like this one; ids are persons.

    Visitors are observed and not released: this is how the control knows their points.
    Raises ConfigError for a person who is not in `observations`, DataError for those of another sensor.
    Cost: a sort of their records.
    """
    if observations.sensor != release.sensor:
        raise DataError(f"observations must be of {release.sensor}, got {observations.sensor}")
    low, high = observations.start_person, observations.start_person + observations.n_people
    start = require_int("start", start, low, high)
    stop = require_int("stop", stop, start, high)
    first = observations.first[start - low : stop - low + 1]
    rows = slice(int(first[0]), int(first[-1]))
    cell = observations.site[rows]
    if release.grid is not None:
        cell = _squares(observations.x_dm[rows], observations.y_dm[rows], release.grid)
    persons = np.repeat(np.arange(start, stop), np.diff(first))
    return Traces.from_arrays(persons, cell, observations.t_min[rows] // release.slot_min)


def address_book(people: People, places: Places, release: Release) -> AddressBook:
    """Square of home and of work of everybody who lives in the town, visitors too.

    Whoever works nowhere, or in the square of their home, has no work in the book: no rule could tell it from
    home. Raises DataError if the release has no squares.
    """
    if release.grid is None:
        raise DataError(f"an address book needs squares, and cells of {release.sensor} are none")
    square = _squares(places.x_dm, places.y_dm, release.grid).astype(np.int64)
    home = square[people.home_place]
    work = np.where(people.employer_place == NOWHERE, NOWHERE, square[people.employer_place])
    return AddressBook(
        person=np.arange(len(people)), home_cell=home, work_cell=np.where(work == home, NOWHERE, work)
    )


def _squares(x_dm: Ints, y_dm: Ints, grid: Grid) -> Ints:
    cell = np.empty(len(x_dm), np.int32)
    cells_of(x_dm, y_dm, grid.west_dm, grid.south_dm, grid.cell_m * 10, grid.columns, grid.rows, cell)
    return cell
