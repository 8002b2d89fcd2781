"""Was a person counted in the totals?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from nullisland.attack.claims import Claims
from nullisland.attack.difference import noise_scale
from nullisland.errors import DataError
from nullisland.model import DAY_MIN, NOWHERE, TotalsRelease, Traces
from nullisland.model._checks import require_int, require_share
from nullisland.rng import stream

__all__ = ["IN", "OUT", "MembershipRule", "membership", "usual_counts"]

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

OUT, IN = 0, 1
"""What is claimed of a target: not counted, or counted."""

_LEAST_EXPECTED = 0.05
_NEIGHBOURS = 10
_WEEKEND_FROM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRule:
    """How membership is decided: beside `worlds` imagined people who were not counted, drawn from `seed`.

    She claims in or out if it has a probability of at least `least`, when both were equally likely before.
    """

    worlds: int = 100
    least: float = 0.5
    seed: int = 0

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        object.__setattr__(self, "worlds", require_int("worlds", self.worlds, 10, 100_000))
        object.__setattr__(self, "least", require_share("least", self.least))
        object.__setattr__(self, "seed", require_int("seed", self.seed, 0, 2**63 - 1))


def membership(
    totals: TotalsRelease,
    targets: Traces,
    rule: MembershipRule | None = None,
    *,
    expected: Floats | None = None,
) -> Claims:
    """Whether each target was counted, from the target's own points: IN, OUT or NOWHERE.

    Parameters
    ----------
    totals : as published
    targets : the points of each target, in cells and slots of the totals
    expected : (n_slots, n_cells) how many would be counted without the target, from traces of other people (see
        `usual_counts`). None: the attack without outside data, which takes what is usual from the totals

    What is counted beyond the usual is compared with how the target's days differ from each other, weighed by what
    chance and noise make of counts; what is the same on all days says little, for who else lives there stays
    too. The same is done for imagined people with the target's routine in other cells of about the same
    traffic, who were not counted: how far the target lies from them gives the probability. Counts hidden by a
    threshold say nothing. Candidates are the target's points.

    Raises DataError if `expected` has another shape. Sources: Pyrgelis, Troncoso, De Cristofaro 2018, NDSS, "Knock
    knock, who's there?"; without outside data: Guan, Guepin, Cretu, de Montjoye 2024, PoPETs, "A zero auxiliary
    knowledge membership inference attack", whose classifier is a likelihood ratio here. Cost: about 20 ms a target.
    """
    rule = rule or MembershipRule()
    usual = usual_counts(totals) if expected is None else np.asarray(expected, np.float64)
    if usual.shape != totals.counts.shape:
        raise DataError(
            f"expected must have the shape of the counts, {totals.counts.shape}, got {usual.shape}"
        )
    evidence = _evidence(totals, usual)
    kind = _kind_of_slots(totals)
    rng = stream(rule.seed, "membership")
    person, sure = np.full(len(targets), NOWHERE, np.int64), np.full(len(targets), 0.5)
    for i in range(len(targets)):
        signal, cells = _signal(targets, i, totals.counts.shape, kind)
        chance = _chance_in(signal, cells, evidence, rule.worlds, rng)
        sure[i] = max(chance, 1 - chance)
        if sure[i] >= rule.least and chance != 0.5:
            person[i] = IN if chance > 0.5 else OUT
    return Claims(person, sure, targets.points.counts())


def usual_counts(totals: TotalsRelease, others: Traces | None = None, people: int | None = None) -> Floats:
    """How many are expected in each slot and cell: (n_slots, n_cells).

    From `others`, traces of people who need not be in the totals, scaled to the `people` counted; where none of
    them was, half a person counts. Without them from the totals: the share of the cell among all counts at
    this time of the day, on weekdays or weekends, times the counts of the slot: what synthetic people would be
    counted as who are always somewhere by lot.
    """
    if others is not None:
        seen = np.zeros(totals.counts.shape)
        slot, cell = _points(others, slice(None), totals.counts.shape)
        np.add.at(seen, (slot, cell), 1)
        n = len(others) if people is None else people
        return np.asarray(np.where(seen > 0, seen, 0.5) * n / max(len(others), 1))
    counts = np.maximum(totals.counts.astype(np.float64), 0)
    kind = _kind_of_slots(totals)
    own = _sums(counts, kind)
    share = own / np.maximum(own.sum(axis=1, keepdims=True), 1.0)
    return np.asarray(counts.sum(axis=1)[:, None] * share[kind])


def _kind_of_slots(totals: TotalsRelease) -> Longs:
    """Number of each slot's time of day, weekdays and weekends apart."""
    day, minute = np.divmod(np.arange(totals.n_slots) * totals.slot_min, DAY_MIN)
    _, kind = np.unique(minute + DAY_MIN * (day % 7 >= _WEEKEND_FROM), return_inverse=True)
    return np.asarray(kind, np.int64)


def _sums(values: Floats, kind: Longs) -> Floats:
    out = np.zeros((int(kind.max(initial=-1)) + 1, values.shape[1]))
    np.add.at(out, kind, values)
    return out


def _evidence(totals: TotalsRelease, usual: Floats) -> tuple[Floats, Floats, Longs]:
    """Counts beyond the usual, 1 / variance (0 where hidden), and cells by traffic."""
    usual = np.maximum(usual, _LEAST_EXPECTED)
    counts = totals.counts.astype(np.float64)
    weight = 1 / (usual + 2 * noise_scale(totals) ** 2)
    if totals.threshold > 1:
        weight = np.where(counts < totals.threshold, 0.0, weight)
    return counts - usual, weight, np.argsort(usual.sum(axis=0), kind="stable")


def _signal(targets: Traces, row: int, shape: tuple[int, int], kind: Longs) -> tuple[Floats, Longs]:
    """What the target adds to each slot (rows) and each own cell (columns) beyond what is usual; the cells."""
    slot, cell = _points(targets, row, shape)
    cells, at = np.unique(cell, return_inverse=True)
    signal = np.zeros((shape[0], len(cells)))
    signal[slot, at] = 1.0
    signal -= (_sums(signal, kind) / np.bincount(kind)[:, None])[kind]
    return signal, cells


def _points(traces: Traces, rows: int | slice, shape: tuple[int, int]) -> tuple[Longs, Longs]:
    code = traces.points.of(rows) if isinstance(rows, int) else traces.points.code
    slot, cell = traces.slot_of(code), traces.cell_of(code)
    keep = (slot >= 0) & (slot < shape[0]) & (cell >= 0) & (cell < shape[1])
    return slot[keep], cell[keep]


def _chance_in(
    signal: Floats,
    cells: Longs,
    evidence: tuple[Floats, Floats, Longs],
    worlds: int,
    rng: np.random.Generator,
) -> float:
    """Probability that the target was counted, 50 : 50 before."""
    beyond, weight, by_traffic = evidence
    power = float((signal**2 * weight[:, cells]).sum())
    if power <= 0:
        return 0.5

    def agreement(at: Longs) -> float:
        size = float((signal**2 * weight[:, at]).sum())
        return float((signal * beyond[:, at] * weight[:, at]).sum() / np.sqrt(max(size, 1e-12)))

    place = np.empty(len(by_traffic), np.int64)
    place[by_traffic] = np.arange(len(by_traffic))
    steps = rng.integers(1, _NEIGHBOURS + 1, (worlds, len(cells))) * rng.choice((-1, 1), (worlds, len(cells)))
    others = by_traffic[np.clip(place[cells] + steps, 0, len(by_traffic) - 1)]
    null = np.array([agreement(at) for at in others])
    middle, spread = float(np.median(null)), max(float(null.std()), 0.5)
    shift = power**0.5
    own = agreement(cells) - middle
    return float(expit((own * shift - shift**2 / 2) / spread**2))
