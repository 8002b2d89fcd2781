"""Home and work together: Golle and Partridge 2009, "On the Anonymity of Home/Work Location Pairs"."""

import numpy as np
from numpy.typing import NDArray

from nullisland.measure import AnonymitySets
from nullisland.model import NOWHERE, Island, People, Scenario
from nullisland.people import build_people
from nullisland.studies.noun import Figure, Options, Study, Tell, figure_of
from nullisland.studies.zones import Longs, zones
from nullisland.tables import read_table
from nullisland.world import build_island

__all__ = ["TRACT_PEOPLE", "home_and_work", "pair_sizes", "study"]

TRACT_PEOPLE = 1_500
"""People of a zone of the middle grain, as the paper has it."""

_BLOCKS_A_TRACT, _TRACTS_A_COUNTY = 125, 21
"""Census 2000: 8.2 million blocks, 66,000 tracts, 3,200 counties (second-hand)."""


def study(options: Options, tell: Tell) -> Study:
    """Anonymity sets of everybody's pair of home zone and work zone, at three grains."""
    tell("island", 0, 3)
    scenario = Scenario(people=options.people, seed=options.seed, visitors=0)
    island = build_island(scenario)
    tell("people", 1, 3)
    people = build_people(scenario, island)
    home, work = home_and_work(people)
    tell("zones", 2, 3)
    grains = _grains(island, people)
    figures: list[Figure] = []
    for grain, zone in grains.items():
        sets = AnonymitySets(2, np.flatnonzero(home >= 0), pair_sizes(zone[home], zone[work]))
        figures += _figures(grain, sets, int(zone.max()) + 1)
    return Study(figures=tuple(figures), people=len(people), points=2 * len(home), remarks=_REMARKS)


def home_and_work(people: People) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Home and workplace of everybody who works away from home; who learns is not among them."""
    unpaid = {row["job"] for row in read_table("town/jobs.csv") if not row["kind"]}
    paid = np.array([job not in unpaid for job in people.jobs])
    who = np.flatnonzero((people.employer_place != NOWHERE) & paid[people.job])
    return people.home_place[who], people.employer_place[who]


def pair_sizes(home: Longs, work: Longs) -> Longs:
    """For each person how many share both zones: (n,) int64, at least 1."""
    pair = home * (int(work.max(initial=0)) + 1) + work
    _, at, counts = np.unique(pair, return_inverse=True, return_counts=True)
    return np.asarray(counts[at], np.int64)


def _grains(island: Island, people: People) -> dict[str, Longs]:
    """Zone of every place at each grain; the finer is nested in the coarser."""
    places = island.places
    xy = np.column_stack((places.x_dm, places.y_dm)).astype(np.int64)
    residents = np.bincount(people.home_place, minlength=len(places))
    tracts = max(round(len(people) / TRACT_PEOPLE), 1)
    counties = max(round(tracts / _TRACTS_A_COUNTY), 1)
    county = zones(xy, residents, counties)
    tract = zones(xy, residents, max(round(tracts / counties), 1), county)
    return {"block": zones(xy, residents, _BLOCKS_A_TRACT, tract), "tract": tract, "county": county}


def _figures(grain: str, sets: AnonymitySets, count: int) -> list[Figure]:
    of = f"workers whose home and workplace are known to the {grain} ({count:,} of them)"
    return [
        figure_of(
            f"home_work_median_{grain}", f"median number of people with the same pair; {of}", sets.median()
        ),
        figure_of(f"home_work_{grain}_unique", f"share alone with their pair; {of}", sets.at_most(1)),
        figure_of(f"home_work_{grain}_upto5", f"share in a set of at most 5; {of}", sets.at_most(5)),
    ]


_REMARKS = (
    "Like print: everybody who works away from home is counted, and a zone of the middle grain has 1,500 people.",
    "Unlike print: one island and not the United States. Zones here have equal numbers of people; real counties "
    "differ a thousandfold, and half of all workers live in the few largest, which lifts print's median of a county.",
)
