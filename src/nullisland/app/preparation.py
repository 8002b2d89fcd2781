"""What is made for one island in the background, and how far it is."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nullisland.lesson import Lesson, Precision
    from nullisland.lesson.defend import Attempt
    from nullisland.lesson.sandbox import Setting, Tried
    from nullisland.opendb.scene import OpenScene
    from nullisland.pipeline import Outcome

__all__ = ["OpenPreparation", "Preparation", "kernel_count"]


@dataclass(slots=True, eq=False)
class OpenPreparation:
    """The open database of an island: `share` of it is done, in [0, 1]; `scene` or `error` is set at the end."""

    share: float = 0.0
    scene: "OpenScene | None" = None
    error: str | None = None


@dataclass(slots=True, eq=False)
class Preparation:
    """How far the lesson of one island is. `lesson` or `error` is set at the end.

    `failed` says why a part is not there and never will be, `attempts_error` why attempts are missing once the
    run of all of them is over. `outcome` is held for the attempts alone.
    """

    code: str
    step: str = "waiting"
    done: int = 0
    total: int = 1
    compiled: int = 0
    lesson: "Lesson | None" = None
    error: str | None = None
    outcome: "Outcome | None" = None
    bulk: dict[str, bytes] = field(default_factory=dict)
    crowd: dict[str, Any] = field(default_factory=dict)
    grains: "dict[tuple[int, int], Precision]" = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    tried: "dict[Setting, Tried]" = field(default_factory=dict)
    attempts: "dict[tuple[str, int], Attempt]" = field(default_factory=dict)
    attempts_error: str | None = None
    open: OpenPreparation | None = None

    @property
    def share(self) -> float:
        """Share of the steps done or, on a first start, of the kernels compiled, if that is more; in [0, 1]."""
        return min(1.0, max(self.done / self.total, self.compiled / kernel_count()))


@cache
def kernel_count() -> int:
    """How many functions of the project Numba can compile, counted in their text."""
    folder = Path(__file__).parents[1] / "_kernels"
    return sum(
        len(re.findall(r"^@(?:njit|borrowing)", path.read_text(encoding="utf-8"), re.M))
        for path in folder.glob("*.py")
    )
