"""What the adversary is given: points of a target, drawn by lot."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.knowledge import draw_points
from nullisland.errors import ConfigError, DataError
from nullisland.model import Traces
from nullisland.model._checks import require_int
from nullisland.model.codes import as_integers
from nullisland.rng import stage_key, u64_many
from nullisland.threads import over_blocks

__all__ = ["AdversaryKnowledge", "Known", "draw_known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdversaryKnowledge:
    """What the adversary holds before looking at the release.

    `n_known` points a target, drawn without replacement from the target's own distinct points, each exact
    to one cell and one time slot (de Montjoye et al. 2013). `n_targets` people are attacked; None:
    everybody who has that many points.
    """

    n_known: int = 4
    n_targets: int | None = None

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        object.__setattr__(self, "n_known", require_int("n_known", self.n_known, 1, 100))
        if self.n_targets is not None:
            object.__setattr__(self, "n_targets", require_int("n_targets", self.n_targets, 1, 2**31 - 1))


class Known(NamedTuple):
    """What one attack is given: `codes[i]` are points of the trace at position `targets[i]` of `ids`."""

    targets: NDArray[np.int64]
    codes: NDArray[np.int64]


def draw_known(
    traces: Traces,
    knowledge: AdversaryKnowledge,
    seed: int,
    targets: ArrayLike | None = None,
    threads: int | None = None,
) -> Known:
    """Draw what the adversary knows about each target.

    Parameters
    ----------
    traces : where the points are drawn from
    seed : a target's draw depends on the seed and its id alone: not on the other targets, nor on threads
    targets : positions in `traces.ids`, each with at least `n_known` points; None: as `knowledge` says

    Returns
    -------
    `Known` with `codes` of (n_targets, n_known) int64. The first k columns are the draw for `n_known=k`,
    and the people drawn for a smaller `n_targets` are among those for a larger one.

    Raises ConfigError if `targets` and `n_targets` are both given, DataError if a target has too few points.
    Source: de Montjoye et al. 2013, Sci. Rep. 3:1376. Cost: about 0.1 us a target.
    """
    seed = require_int("seed", seed, 0, 2**63 - 1)
    counts = traces.points.counts()
    if targets is None:
        chosen = _by_lot(traces, np.flatnonzero(counts >= knowledge.n_known), knowledge.n_targets, seed)
    elif knowledge.n_targets is not None:
        raise ConfigError("targets and n_targets must not both be given")
    else:
        chosen = as_integers("targets", targets)
        if chosen.ndim != 1 or (chosen.size and not 0 <= chosen.min() <= chosen.max() < len(traces)):
            raise DataError(f"targets must be a list of positions in [0, {len(traces)})")
        short = int((counts[chosen] < knowledge.n_known).sum())
        if short:
            raise DataError(f"targets must have at least {knowledge.n_known} points, got {short} with fewer")
    codes = np.empty((len(chosen), knowledge.n_known), np.int64)
    key, ids, points = stage_key(seed, "known"), traces.ids.view(np.uint64), traces.points
    over_blocks(
        lambda a, b: draw_points(key, ids, points.first, points.code, chosen, codes, (a, b)),
        len(chosen),
        threads,
    )
    return Known(chosen, codes)


def _by_lot(traces: Traces, fit: NDArray[np.int64], n_targets: int | None, seed: int) -> NDArray[np.int64]:
    """The `n_targets` of `fit` with the lowest lots, in their own order."""
    if n_targets is None or n_targets >= len(fit):
        return fit
    lots = u64_many(stage_key(seed, "targets"), traces.ids[fit])
    return np.sort(fit[np.argsort(lots, kind="stable")[:n_targets]])
