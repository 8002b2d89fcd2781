"""Taps of cards: payments where people shop, eat and stay, boardings at bus stops."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.card import Cards, Counters, Prices, Taps, card_taps, price_bins
from nullisland.model import Island, Observations, People, Places, Scenario, Visits
from nullisland.observation._tables import count_then_write, rows_of, threshold32
from nullisland.observation.config import CardConfig
from nullisland.observation.nearest import nearest_site
from nullisland.rng import stage_key
from nullisland.tables import read_table
from nullisland.threads import over_blocks

__all__ = ["PRICE_BINS", "Tills", "observe_card", "prepare_tills", "purchases"]

Ints = NDArray[np.int32]

_WALK_DM_PER_MIN = 800
PRICE_BINS = 7
"""Of `data/sensors/prices.csv`."""


@dataclass(frozen=True, slots=True, eq=False)
class Tills:
    """Where cards can be tapped and who carries one, made once and shared by all shards.

    `kind` of every place; `bins` (kinds, 7): the number below 2**32 under which lie the draws of a purchase in this
    price bin or a lower one, for the bins of `data/sensors/prices.csv`.
    """

    island: Island
    cards: Cards
    counters: Counters
    kind: NDArray[np.uint8]
    bins: NDArray[np.uint64]


def prepare_tills(
    scenario: Scenario, island: Island, people: People, config: CardConfig | None = None
) -> Tills:
    """Tills of an island. Cost: 10 ms for a town of 20,000."""
    cards = _cards(scenario, CardConfig() if config is None else config)
    return Tills(island, cards, _counters(island, people), island.places.kind, _price_bins(island.places))


def observe_card(tills: Tills, visits: Visits, threads: int | None = None) -> Observations:
    """Taps of everybody in `visits`. `site` is the place, or `len(places)` plus the bus stop.

    Cost: about 10 ns a visit on each of two threads.
    """
    island = tills.island
    first, (t_min, site) = _taps(tills, visits, threads)
    return Observations(
        sensor="card",
        start_person=visits.start_person,
        first=first,
        t_min=t_min,
        x_dm=np.concatenate((island.places.x_dm, island.stops.x_dm))[site],
        y_dm=np.concatenate((island.places.y_dm, island.stops.y_dm))[site],
        site=site,
    )


def purchases(
    tills: Tills, visits: Visits, threads: int | None = None
) -> tuple[NDArray[np.int64], Ints, Ints, NDArray[np.uint8]]:
    """What a bank keeps of a shard, without the buses: first, minute, place and price bin of every purchase.

    The purchases of the shard's person i are `first[i] : first[i + 1]`, in order of time. Bins count from 0 as the
    columns of `data/sensors/prices.csv`. Cost: that of `observe_card`, and 10 ns a purchase.
    """
    start, (t_min, site) = _taps(tills, visits, threads)
    paid = site < len(tills.island.places)
    before = np.concatenate(([0], np.cumsum(paid)))
    first, t_min, site = before[start], t_min[paid], site[paid]
    taps, prices = Taps(first, t_min, site), Prices(tills.kind, tills.bins)
    bins = np.empty(len(site), np.uint8)
    over_blocks(
        lambda a, b: price_bins(tills.cards.key, prices, taps, (a, b, visits.start_person), bins),
        visits.n_people,
        threads,
    )
    return first, t_min, site, bins


def _taps(tills: Tills, visits: Visits, threads: int | None) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """First of everybody's taps; their minutes and sites, (2, n)."""
    rows = rows_of(visits)

    def write(block: tuple[int, int, int], first: NDArray[np.int64], out: Ints) -> None:
        card_taps(tills.cards, tills.counters, rows, block, first, out)

    return count_then_write(write, visits, 2, threads)


def _price_bins(places: Places) -> NDArray[np.uint64]:
    rows = {row["kind"]: list(row.values())[1:] for row in read_table("sensors/prices.csv")}
    width = len(next(iter(rows.values())))
    percent = np.array([rows.get(kind, [100] + [0] * (width - 1)) for kind in places.kinds]).astype(np.int64)
    return ((np.cumsum(percent, axis=1) << 32) // 100).astype(np.uint64)


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
