"""Who may be where and when: opening hours, staff, and what has a roof."""

import numpy as np
from numpy.typing import NDArray

from nullisland.model import People, Places, Visits
from nullisland.movement.rules import opening_hours
from nullisland.tables import read_table

__all__ = ["indoors", "opening_hours", "staff_hours"]


def staff_hours(people: People, visits: Visits) -> NDArray[np.bool_]:
    """Whether each visit is under the hours of the staff: at one's own workplace, or as a cleaner anywhere."""
    person = visits.persons()
    cleaner = np.array([routine == "cleaner" for routine in people.routines])
    at_work = people.employer_place[person] == visits.place
    return np.asarray(at_work | cleaner[people.routine[person]], bool)


def indoors(places: Places) -> NDArray[np.bool_]:
    """Whether each place has a roof, from `data/town/place_kinds.csv`."""
    roof = {row["kind"]: row["indoors"] == "1" for row in read_table("town/place_kinds.csv")}
    of_kind = np.array([roof[kind] for kind in places.kinds])
    return np.asarray(of_kind[places.kind], bool)
