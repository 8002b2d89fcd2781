"""The numbers of the scenes past the core, each prepared by its own module from one run and its lesson."""

from collections.abc import Callable
from typing import Any, Final

from nullisland.lesson import manual, read_life, sandbox, shown, totals
from nullisland.lesson.numbers import Lesson
from nullisland.pipeline import Outcome

__all__ = ["PARTS"]

PARTS: Final[dict[str, Callable[[Outcome, Lesson], Any]]] = {
    "read_life": read_life.prepare,
    "shown": shown.prepare,
    "manual": manual.prepare,
    "totals": totals.prepare,
    "sandbox": sandbox.prepare,
}
"""What prepares each part, in the order of the lesson."""
