"""Home and work together: Golle and Partridge 2009, "On the Anonymity of Home/Work Location Pairs"."""

from typing import NamedTuple

import numpy as np

from nullisland.errors import DataError
from nullisland.measure import AnonymitySets
from nullisland.model import MODEL_VERSION, Archipelago, People, Places, Scenario
from nullisland.people import build_people
from nullisland.scale.inhabitants import inhabitants_of
from nullisland.scale.keep import open_keep
from nullisland.studies.noun import Figure, Options, Study, Tell, figure_of
from nullisland.studies.zones import Longs, zones
from nullisland.tables import read_table
from nullisland.world import build_archipelago, build_island

__all__ = ["GRAINS", "TRACT_PEOPLE", "County", "joined", "pair_sizes", "study", "who_works", "zones_of"]

GRAINS = ("block", "tract", "county", "tract_of_residents")
"""The paper's three, counted in people of its data, who all work; and the middle one counted in residents."""

TRACT_PEOPLE = 1_500
"""People of a zone of the middle grain, as the paper has it."""

_BLOCKS_A_TRACT, _TRACTS_A_COUNTY = 125, 21
"""Census 2000: 8.2 million blocks, 66,000 tracts, 3,200 counties (second-hand)."""


_WORDS = {"tract": "tract of 1,500 working people", "tract_of_residents": "tract of 1,500 residents"}


class County(NamedTuple):
    """A town: zone of every place at each grain (4, places); home, and town and place of work, of who works."""

    zone: Longs
    home: Longs
    work_town: Longs
    work: Longs


def study(options: Options, tell: Tell) -> Study:
    """Anonymity sets of everybody's pair of home zone and work zone, at three grains.

    Once for one island, which is one labour market, and once for a country of as many people, whose towns are its
    counties. Cost: 35 microseconds and 300 bytes a person.
    """
    archipelago = build_archipelago(Scenario.country(options.people, seed=options.seed))
    settings = {"study": "home-work", "model_version": MODEL_VERSION, "country": archipelago.country.code}
    keep = open_keep(options.resume, settings) if options.resume else None
    found: dict[int, County] = {}
    for done, i in enumerate(archipelago.order.tolist()):
        tell("towns", done, len(archipelago) + 1)
        kept = keep.load(f"{i}") if keep else None
        found[i] = _county(archipelago, i) if kept is None else County(*kept)
        if keep and kept is None:
            keep.save(f"{i}", found[i])
    towns = [found[i] for i in range(len(archipelago))]
    tell("one island", len(archipelago), len(archipelago) + 1)
    island = _island(options)
    abroad = np.concatenate([town.work_town != i for i, town in enumerate(towns)])
    return Study(
        figures=(*_figures("", [island], "one island"), *_figures("country_", towns, "a country")),
        people=options.people,
        points=2 * (len(abroad) + len(island.home)),
        remarks=_remarks(archipelago, float(abroad.mean())),
    )


def _island(options: Options) -> County:
    scenario = Scenario(people=options.people, seed=options.seed, visitors=0)
    island = build_island(scenario)
    people = build_people(scenario, island)
    who = who_works(people)
    zone = zones_of(people, island.places, max(round(len(who) / TRACT_PEOPLE / _TRACTS_A_COUNTY), 1))
    home, work = (places[who].astype(np.int64) for places in (people.home_place, people.employer_place))
    return County(zone, home, np.zeros(len(who), np.int64), work)


def _county(archipelago: Archipelago, i: int) -> County:
    town = inhabitants_of(archipelago, i)
    who = who_works(town.people)
    work_town, work = town.workplaces()
    zone = zones_of(town.people, town.layouts[0].island.places)
    return County(zone, town.people.home_place[who].astype(np.int64), work_town[who], work[who])


def who_works(people: People) -> Longs:
    """Everybody who works away from home; who learns is not among them."""
    unpaid = {row["job"] for row in read_table("town/jobs.csv") if not row["kind"]}
    paid = np.array([job not in unpaid for job in people.jobs])
    return np.flatnonzero((people.employer_place >= 0) & paid[people.job])


def zones_of(people: People, places: Places, counties: int = 1) -> Longs:
    """Zone of every place of a town at each grain: (4, places); blocks lie in tracts, and all tracts in counties."""
    xy = np.column_stack((places.x_dm, places.y_dm)).astype(np.int64)
    residents, workers = (
        np.bincount(people.home_place[who], minlength=len(places)) for who in (slice(None), who_works(people))
    )
    county = zones(xy, workers, counties)
    tract, of_residents = (
        zones(xy, here, max(round(int(here.sum()) / counties / TRACT_PEOPLE), 1), county)
        for here in (workers, residents)
    )
    return np.stack((zones(xy, workers, _BLOCKS_A_TRACT, tract), tract, county, of_residents))


def joined(counties: list[County]) -> tuple[Longs, Longs, Longs]:
    """Zone of every place of the country (4, places), numbered through; home and work of everybody in it."""
    places = np.cumsum([0] + [county.zone.shape[1] for county in counties])
    numbers = np.cumsum(
        [[0] * len(GRAINS)] + [(county.zone.max(axis=1) + 1).tolist() for county in counties], axis=0
    )
    zone = [county.zone + number[:, None] for county, number in zip(counties, numbers, strict=False)]
    home = [county.home + place for county, place in zip(counties, places.tolist(), strict=False)]
    work = [places[county.work_town] + county.work for county in counties]
    return np.concatenate(zone, axis=1), np.concatenate(home), np.concatenate(work)


def pair_sizes(home: Longs, work: Longs) -> Longs:
    """For each person how many share both zones: (n,) int64, at least 1."""
    pair = home * (int(work.max(initial=0)) + 1) + work
    _, at, counts = np.unique(pair, return_inverse=True, return_counts=True)
    return np.asarray(counts[at], np.int64)


def _figures(name: str, counties: list[County], where: str) -> list[Figure]:
    zone, home, work = joined(counties)
    if not len(home):
        raise DataError("somebody must work away from home, got nobody")
    figures = []
    for level, grain in enumerate(GRAINS):
        sets = AnonymitySets(2, np.arange(len(home)), pair_sizes(zone[level, home], zone[level, work]))
        of = f"{where}: home and workplace known to the {_WORDS.get(grain, grain)} ({int(zone[level].max()) + 1:,})"
        unique, few = sets.at_most(1), sets.at_most(5)
        figures += [
            figure_of(
                f"home_work_{name}median_{grain}", f"median number who share a pair; {of}", sets.median()
            ),
            figure_of(f"home_work_{name}{grain}_unique", f"share alone with their pair; {of}", unique),
            figure_of(f"home_work_{name}{grain}_upto5", f"share in a set of at most 5; {of}", few),
        ]
    return figures


def _remarks(archipelago: Archipelago, abroad: float) -> tuple[str, ...]:
    size = archipelago.size
    return (
        "Like print: everybody who works away from home is counted, and a tract has 1,500 people of the data, a "
        "block 12, a county 21 tracts. Print's 1,500 are working people, for an American tract has about 4,300 "
        "residents (Census 2000: 281 million people in 65,000 tracts, second-hand); tracts of 1,500 residents are "
        "given as well.",
        "The island stands beside print, because it is what most Americans live in: one labour market of a million "
        "people without borders inside. The country is the other extreme, small towns with water between them: "
        f"{len(size):,} towns of {size.min():,} to {size.max():,} people, its counties, and {abroad:.0%} work in "
        "another one, of Americans 27 % in another county (Census 2000, second-hand). There are few zones to work "
        "in, so many share a pair.",
        "The figure of the county follows the sizes of counties. Ours are all equal; half of all Americans live in "
        "counties of more than 400,000 people (second-hand), which lifts print's median.",
    )
