"""Attempts of scene 5 by island: those that ship, or made one after another in the background."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from nullisland.app import preparing

if TYPE_CHECKING:
    from nullisland.app.preparation import Preparation
    from nullisland.lesson.defend import Attempt

__all__ = ["COUNT", "known_attempts", "make_attempts", "shipped_here"]

COUNT: Final = 30
"""Ten cards at three strengths."""

_QUICK: Final = ("coarser_squares", "coarser_time", "counts_only")


def shipped_here(code: str) -> bool:
    """Whether the attempts of this island come with the app, so that nothing is computed."""
    from nullisland.lesson.defend_table import shipped

    return len(shipped(code)) == COUNT


def known_attempts(island: "Preparation") -> "dict[tuple[str, int], Attempt]":
    """Attempts there are so far, by (card, strength): a copy. All of them for a shipped island."""
    from nullisland.lesson.defend_table import shipped

    if shipped_here(island.code):
        return {(one.card, one.strength): one for one in shipped(island.code)}
    return dict(island.attempts)


def make_attempts(island: "Preparation", wanted: Callable[[], bool]) -> None:
    """Make all attempts of an island whose lesson is there, the core's quick ones first, for as long as it is wanted.

    A card that cannot be tried is passed over; `attempts_error` says at the end why something is missing.
    """
    from nullisland.lesson.defend import ALL_CARDS, attempts_of, known_of

    outcome, error = island.outcome, None
    if outcome is None:
        return
    try:
        known = known_of(outcome)
    except Exception as found:
        island.attempts_error = preparing.told(found)
        return
    for card in sorted(ALL_CARDS, key=_order):
        try:
            for made in attempts_of(outcome, known, (card,)):
                if not wanted():
                    return
                island.attempts[card, made.strength] = made
        except Exception as found:
            error = preparing.told(found)
    island.attempts_error = error


def _order(card: str) -> tuple[bool, bool]:
    """The core first, in it the quick ones."""
    from nullisland.lesson.defend import CARDS

    return card not in CARDS, card not in _QUICK
