"""What the scenes show: the people of the story, their sightings, the numbers and the drawing data."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nullisland.lesson.numbers import Lesson, Precision, precision_at, prepare

__all__ = ["Lesson", "Precision", "precision_at", "prepare"]


def __getattr__(name: str) -> Any:
    """Load the numbers when they are first asked for: drawing data alone needs no attack."""
    if name in __all__:
        from nullisland.lesson import numbers

        return getattr(numbers, name)
    raise AttributeError(f"module 'nullisland.lesson' has no attribute {name!r}")
