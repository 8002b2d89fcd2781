"""Card records: de Montjoye, Radaelli, Singh, Pentland 2015, "Unique in the shopping mall", Science 347:536."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError, DataError
from nullisland.measure import newcombe, wilson
from nullisland.measure.intervals import Z95
from nullisland.model import DAY_MIN, MODEL_VERSION, Scenario, Visits
from nullisland.model.traces import keep_distinct
from nullisland.movement import Town, prepare, simulate
from nullisland.observation import PRICE_BINS, CardConfig, Tills, prepare_tills, purchases
from nullisland.people import build_people
from nullisland.rng import stage_key, u64_many
from nullisland.scale.keep import open_keep
from nullisland.studies.noun import Figure, Options, Study, Tell, figure, figure_of
from nullisland.studies.streamed import Drawn, Longs, Shard, Wanted, draw_targets
from nullisland.world import build_island

__all__ = ["Mall", "known_of", "mall_of", "records", "study", "without_price"]

N_KNOWN = 4
ROOM = (0.5, 0.98)
"""Shares without a price between which print's order is looked for."""

_SHARD = 25_000


@dataclass(frozen=True, slots=True, eq=False)
class Mall:
    """A town whose purchases are watched. `shop` numbers the places where cards are taken, -1 elsewhere."""

    scenario: Scenario
    town: Town
    tills: Tills
    shop: NDArray[np.int32]
    n_shops: int

    @property
    def n_codes(self) -> int:
        """A code is (day * n_shops + shop) * PRICE_BINS + price bin."""
        return self.scenario.days * self.n_shops * PRICE_BINS


def study(options: Options, tell: Tell) -> Study:
    """Share of people whom a few of their purchases, by shop and day, single out; with and without a price bin."""
    starts = range(0, options.people, _SHARD)
    total = len(starts) + 3
    tell("town", 0, total)
    mall = mall_of(options)
    tell("targets", 1, total)
    drawn = _targets(mall, options)
    priced = Wanted.of(drawn.codes, mall.n_codes)
    plain = Wanted.of(drawn.codes // PRICE_BINS, mall.n_codes // PRICE_BINS)
    keep = open_keep(options.resume, _settings(options)) if options.resume else None
    sizes, points = np.zeros((2, *drawn.codes.shape), np.int64), 0
    for done, start in enumerate(starts):
        tell("purchases", 2 + done, total)
        found = keep.load(f"{start}") if keep else None
        if found is None:
            found = _matches(mall, (start, min(start + _SHARD, options.people)), plain, priced)
            if keep:
                keep.save(f"{start}", found)
        sizes += found[0]
        points += int(found[1])
    tell("purchases", total, total)
    if (sizes < 1).any():
        raise AssertionError("a target does not fit what is known of it")
    return Study(
        figures=tuple(_figures(sizes == 1, mall, options)),
        people=options.people,
        points=points,
        remarks=(*_remarks(mall, points / options.people, sizes[0]), *_order(sizes == 1)),
    )


def _settings(options: Options) -> dict[str, Any]:
    """What a folder of finished shards belongs to."""
    size = {"people": options.people, "days": options.days, "seed": options.seed, "targets": options.targets}
    return {"study": "shopping", "model_version": MODEL_VERSION, "shard": _SHARD, **size}


def _matches(mall: Mall, span: tuple[int, int], plain: Wanted, priced: Wanted) -> list[NDArray[Any]]:
    """How many of these people fit each target, without and with the price: (2, targets, 4); their points."""
    shard = records(mall, *span)
    by_day = without_price(shard)
    return [np.stack((plain.matches(by_day), priced.matches(shard))), np.array(len(by_day[1]))]


def mall_of(options: Options) -> Mall:
    """The town, its shops and its cards. Everybody is in the records: there are no visitors, and no buses."""
    scenario = Scenario(people=options.people, days=options.days, seed=options.seed, visitors=0)
    island = build_island(scenario)
    people = build_people(scenario, island)
    tills = prepare_tills(scenario, island, people, CardConfig(riders=0.0))
    takes = tills.counters.purchase > 0
    shop = np.where(takes, np.cumsum(takes) - 1, -1).astype(np.int32)
    mall = Mall(scenario, prepare(scenario, island, people), tills, shop, int(takes.sum()))
    if mall.n_codes >= 1 << 31:
        raise ConfigError(
            f"{options.people} people for {options.days} days are too many shops and days: take fewer"
        )
    return mall


def records(mall: Mall, start: int, stop: int) -> Shard:
    """Distinct (day, shop, price bin) of the people start .. stop - 1."""
    threads = 1 if stop - start == 1 else None  # nobody need ask how many cores there are for one person
    visits: Visits = simulate(mall.town, start, stop, threads)
    first, t_min, place, bins = purchases(mall.tills, visits, threads)
    code = (t_min // DAY_MIN * mall.n_shops + mall.shop[place]) * PRICE_BINS + bins
    rows = keep_distinct(first, code.astype(np.int32))
    return rows.first, rows.code


def without_price(shard: Shard) -> Shard:
    """The same people's distinct (day, shop)."""
    rows = keep_distinct(shard[0], shard[1] // np.int32(PRICE_BINS))
    return rows.first, rows.code


def known_of(codes: NDArray[np.int32], key: np.uint64, person: int) -> Longs | None:
    """Four purchases of a person by lot, no two at one shop on one day; None if there are not so many."""
    lots = u64_many(key, np.arange(len(codes)) + (person << 20))
    dealt = codes[np.argsort(lots, kind="stable")].astype(np.int64)
    _, at = np.unique(dealt // PRICE_BINS, return_index=True)
    return dealt[np.sort(at)[:N_KNOWN]] if len(at) >= N_KNOWN else None


def _targets(mall: Mall, options: Options) -> Drawn:
    key = stage_key(options.seed, "shopping", "known")
    drawn = draw_targets(
        options.people,
        options.targets,
        options.seed,
        lambda person: known_of(records(mall, person, person + 1)[1], key, person),
    )
    if not len(drawn.person):
        raise DataError(f"somebody must have at least {N_KNOWN} purchases, got nobody")
    return drawn


def _figures(alone: NDArray[np.bool_], mall: Mall, options: Options) -> list[Figure]:
    """`alone` (2, targets, points): singled out by the first points, without and with the price."""
    n = alone.shape[1]
    of = f"{options.people:,} people, {options.days} days, {mall.n_shops:,} shops, daily"
    figures = []
    for k in range(N_KNOWN, 0, -1):
        for priced, name, words in ((0, "", ""), (1, "_price", " with a price bin")):
            share = wilson(int(alone[priced, :, k - 1].sum()), n)
            what = f"singled out by {k} purchase{'s' if k > 1 else ''}{words}; {of}"
            figures.append(figure_of(f"unicity_cards_{k}_points{name}", what, share))
    return [*figures, _gain(alone, of)]


def _gain(alone: NDArray[np.bool_], of: str) -> Figure:
    """How many more the price singles out, mean over 2 .. 4 purchases; one singles out hardly anybody.

    The interval is that of a mean over targets, of the ratios' linear parts.
    """
    plain, priced = alone[0, :, 1:], alone[1, :, 1:]
    what = f"more people singled out when the price bin is known, mean over 2 to {N_KNOWN} purchases; {of}"
    share = plain.mean(axis=0)
    if (share == 0).any():
        return figure(
            "unicity_cards_price_gain", what, float("nan"), len(plain), (float("nan"), float("nan"))
        )
    ratio = priced.mean(axis=0) / share
    value = float(ratio.mean() - 1)
    parts = ((priced - ratio * plain) / share).mean(axis=1)
    half = float(Z95 * parts.std() / len(parts) ** 0.5)
    return figure("unicity_cards_price_gain", what, value, len(parts), (value - half, value + half))


def _order(alone: NDArray[np.bool_]) -> Iterator[str]:
    """What print's order, that a price singles out more people, looks like here; only where there is room for it."""
    n = alone.shape[1]
    for k in range(2, N_KNOWN + 1):
        plain, priced = (int(alone[i, :, k - 1].sum()) for i in (0, 1))
        if not ROOM[0] <= plain / n <= ROOM[1]:
            word = "saturated" if plain / n > ROOM[1] else "too few singled out"
            yield f"Order of print at {k} purchases, a price singles out more: {word} ({plain / n:.3f} without it)."
        else:
            seen = "seen" if newcombe(priced, n, plain, n).low > 0 else "not seen beyond the interval"
            yield f"Order of print at {k} purchases, a price singles out more: {seen}."


def _remarks(mall: Mall, per_person: float, sizes: Longs) -> tuple[str, ...]:
    shared = float(np.median(sizes[:, 0])) - 1
    return (
        "Like print: three months unless told otherwise, a record is a shop and a day, four purchases are drawn "
        f"by lot from the person's own. {mall.n_shops:,} places take cards here, about 9 for a thousand people, "
        "as in print.",
        f"Unlike print: half of our single purchases are shared with at most {shared:,.0f} others at the same shop "
        "on the same day. Our largest shop is twenty times as attractive as the smallest; real custom gathers in a "
        "few very large stores, on paydays and in sales, where many more people share a shop and a day. Therefore "
        f"our figure is higher, although a person here leaves only {per_person:.0f} records.",
        "Prices are invented by kind of place and say nothing about the person, in bins whose edges grow threefold "
        "as in print's first figure. Where four purchases single out nearly everybody, a price has little left to "
        "add. Print's abstract does not say over what it averaged its gain.",
    )
