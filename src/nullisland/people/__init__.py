"""The people of an island: households, names, routines, work."""

from nullisland.people.build import build_people
from nullisland.people.frames import people_frame, places_frame
from nullisland.people.labels import address_of, id_numbers, names_of, place_names

__all__ = [
    "address_of",
    "build_people",
    "id_numbers",
    "names_of",
    "people_frame",
    "place_names",
    "places_frame",
]
