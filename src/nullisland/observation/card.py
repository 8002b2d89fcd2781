"""Taps of cards: payments where people shop, eat and stay, boardings at bus stops."""

import numpy as np

from nullisland._kernels.card import Cards, Counters, card_taps
from nullisland.model import Island, Observations, People, Scenario, Visits
from nullisland.observation._tables import count_then_write, rows_of, threshold32
from nullisland.observation.config import CardConfig
from nullisland.observation.nearest import nearest_site
from nullisland.rng import stage_key
from nullisland.tables import read_table

__all__ = ["observe_card"]

_WALK_DM_PER_MIN = 800


def observe_card(
    scenario: Scenario,
    island: Island,
    people: People,
    visits: Visits,
    config: CardConfig,
    threads: int | None = None,
) -> Observations:
    """Taps of everybody in `visits`. `site` is the place, or `len(places)` plus the bus stop.

    Cost: about 10 ns a visit on each of two threads.
    """
    cards, counters, rows = _cards(scenario, config), _counters(island, people), rows_of(visits)
    first, (t_min, site) = count_then_write(
        lambda block, first, out: card_taps(cards, counters, rows, block, first, out), visits, 2, threads
    )
    return Observations(
        sensor="card",
        start_person=visits.start_person,
        first=first,
        t_min=t_min,
        x_dm=np.concatenate((island.places.x_dm, island.stops.x_dm))[site],
        y_dm=np.concatenate((island.places.y_dm, island.stops.y_dm))[site],
        site=site,
    )


def _cards(scenario: Scenario, config: CardConfig) -> Cards:
    """Habits of those with a card lie evenly between two shares whose mean makes up for the others."""
    mean = config.card / (1 - config.cash_only) if config.cash_only < 1 else 0.0
    low = max(0.0, 2 * mean - 1)
    return Cards(
        key=stage_key(scenario.seed, "observation", "card"),
        cash_only=threshold32(config.cash_only),
        habit_low=int(low * 2**32),
        habit_span=int((2 * mean - 2 * low) * 2**32) - 1 if mean > low else 0,
        riders=threshold32(config.riders),
        bus_from_dm=config.bus_from_m * 10,
    )


def _counters(island: Island, people: People) -> Counters:
    """What a card can be tapped at."""
    places, stops = island.places, island.stops
    percent = {row["kind"]: int(row["purchase_percent"]) for row in read_table("sensors/purchases.csv")}
    by_kind = np.array([threshold32(percent.get(kind, 0) / 100) for kind in places.kinds], np.uint64)
    stop, walk = np.full(len(places), -1, np.int32), np.zeros(len(places), np.int32)
    if len(stops):
        stop = nearest_site(stops, places.x_dm, places.y_dm)
        dx = places.x_dm.astype(np.int64) - stops.x_dm[stop]
        dy = places.y_dm.astype(np.int64) - stops.y_dm[stop]
        walk = (np.sqrt(dx * dx + dy * dy).astype(np.int64) // _WALK_DM_PER_MIN + 1).astype(np.int32)
    return Counters(places.x_dm, places.y_dm, by_kind[places.kind], stop, walk, people.employer_place)
