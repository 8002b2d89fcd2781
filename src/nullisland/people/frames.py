"""The people and places of an island as tables for whoever reads pandas."""

import numpy as np
import pandas as pd

from nullisland.model import NOWHERE, Island, People
from nullisland.people.labels import address_of, id_numbers, names_of, place_names

__all__ = ["people_frame", "places_frame"]

SEXES = ("female", "male", "other")
DAY_0 = np.datetime64("2001-01-01", "s")


def people_frame(people: People, island: Island) -> pd.DataFrame:
    """One row a person, ids ascending; docs/data-dictionary.md names every column.

    `employer_place` is nullable: missing for people without a workplace or school. `released` is False for
    the visitors, who are observed but never released. Cost: 2 microseconds a person.
    """
    ids = np.arange(len(people))
    district = np.array(island.districts, object)[island.places.district]
    employer = pd.array(people.employer_place.astype(np.int64), dtype="Int64")
    employer[people.employer_place == NOWHERE] = pd.NA
    return pd.DataFrame(
        {
            "person": ids,
            "name": names_of(people, ids),
            "sex": np.array(SEXES, object)[people.sex],
            "birth_date": DAY_0 + people.birth_day.astype("timedelta64[D]"),
            "id_number": id_numbers(ids, island.seed),
            "address": address_of(island, people.home_place),
            "district": district[people.home_place],
            "household": people.household.astype(np.int64),
            "home_place": people.home_place.astype(np.int64),
            "job": np.array(people.jobs, object)[people.job],
            "employer_place": employer,
            "routine": np.array(people.routines, object)[people.routine],
            "released": ids < people.released,
        }
    )


def places_frame(island: Island, locale: str = "en") -> pd.DataFrame:
    """One row a place, ids ascending; x_m and y_m are metres east and north of 0 N 0 E."""
    every = np.arange(len(island.places))
    return pd.DataFrame(
        {
            "place": every,
            "name": place_names(island, locale),
            "kind": np.array(island.places.kinds, object)[island.places.kind],
            "district": np.array(island.districts, object)[island.places.district],
            "address": address_of(island, every),
            "x_m": island.places.x_dm / 10,
            "y_m": island.places.y_dm / 10,
        }
    )
