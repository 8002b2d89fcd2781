"""What a study is asked and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from nullisland.errors import ConfigError
from nullisland.model import MODEL_VERSION, Estimate
from nullisland.model._checks import require_int
from nullisland.published import published

__all__ = ["Figure", "Options", "Study", "Tell", "figure", "figure_of"]

Tell = Callable[[str, int, int], None]
"""`tell(what, done, total)`: `what` begins now, `done` of `total` parts being finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Size of a study. `resume` is a folder that keeps finished shards, so that a run can be interrupted.

    With `processes` a country is made in as many processes as there are cores, each of which loads the script that
    asked for it: such a script needs `if __name__ == "__main__":`.

    >>> Options(people=300, days=7).months
    0.23333333333333334
    """

    people: int
    days: int = 28
    seed: int = 7
    targets: int = 10_000
    resume: Path | None = None
    processes: bool = False

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_int("people", self.people, 2, 100_000_000)
        require_int("days", self.days, 2, 1_000)
        require_int("seed", self.seed, 0, 2**63 - 1)
        require_int("targets", self.targets, 1, 100_000_000)
        if self.resume is not None and self.resume.exists() and not self.resume.is_dir():
            raise ConfigError(f"resume must be a folder, got the file {self.resume}")

    @property
    def months(self) -> float:
        """Months of 30 days."""
        return self.days / 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of ours beside print.

    `value` with its 95 % interval [low, high], counted over `n`; None where it does not apply or cannot be told.
    `what` says what was measured. `published` is print's value, None if print has none, found under `conditions`.
    """

    id: str
    what: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    published: float | None = None
    conditions: str = ""
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        """The figure without its id, as `--json` prints it."""
        names = ("value", "low", "high", "published", "conditions", "what", "n", "source")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a study found: `figures`, and in plain sentences where and why they differ from print (`remarks`).

    `people` is the size of the population, of the largest if there are several; `points` were observed of all.
    `peak_mb` is the most memory that processes beside this one held; `run_study` adds this one's, and fills in the
    `seconds` of wall time.
    """

    figures: tuple[Figure, ...]
    people: int
    points: int
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_mb: float = 0.0

    def __post_init__(self) -> None:
        """Check that no id stands there twice."""
        ids = [figure.id for figure in self.figures]
        if len(set(ids)) < len(ids):
            raise ValueError(f"the ids of a study's figures must differ, got {ids}")

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints: `figures` by id, and the rest beside it."""
        figures = {figure.id: figure.to_json() for figure in self.figures}
        names = ("people", "points", "seconds", "peak_mb")
        beside = {name: getattr(self, name) for name in names}
        return {
            "figures": figures,
            **beside,
            "remarks": list(self.remarks),
            "model_version": MODEL_VERSION,
        }


def figure(name: str, what: str, value: float, n: int, interval: tuple[float, float] | None = None) -> Figure:
    """A figure beside the row of `data/published.csv` with its id; no interval: everybody was counted.

    A value or limit that is not finite becomes None.
    """
    low, high = (value, value) if interval is None else interval
    row = published(name)
    return Figure(
        id=name,
        what=what,
        value=_finite(value),
        low=_finite(low),
        high=_finite(high),
        n=n,
        published=row and row.value,
        conditions=row.conditions if row else "",
        source=row.source if row else "",
    )


def figure_of(name: str, what: str, estimate: Estimate) -> Figure:
    """The figure of an estimate."""
    return figure(name, what, estimate.value, estimate.n, (estimate.low, estimate.high))


def _finite(value: float) -> float | None:
    return float(value) if isfinite(value) else None
