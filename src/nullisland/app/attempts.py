"""Attempts of scene 5 by island: those that ship, or made one after another in the background."""

import threading
from typing import TYPE_CHECKING, Final

from nullisland.errors import IslandError

if TYPE_CHECKING:
    from nullisland.lesson.defend import Attempt
    from nullisland.pipeline import Outcome

__all__ = ["COUNT", "known_attempts", "shipped_here", "start"]

COUNT: Final = 30
"""Ten cards at three strengths."""

_KEPT: Final = 3
_QUICK: Final = ("coarser_squares", "coarser_time", "counts_only")
_lock = threading.Lock()
_working = threading.Lock()
_made: "dict[str, dict[tuple[str, int], Attempt]]" = {}


def shipped_here(code: str) -> bool:
    """Whether the attempts of this island come with the app, so that nothing is computed."""
    from nullisland.lesson.defend_table import shipped

    return len(shipped(code)) == COUNT


def known_attempts(code: str) -> "dict[tuple[str, int], Attempt]":
    """Attempts there are so far, by (card, strength): a copy. All of them for a shipped island."""
    from nullisland.lesson.defend_table import shipped

    table = shipped(code)
    if len(table) == COUNT:
        return {(one.card, one.strength): one for one in table}
    with _lock:
        return dict(_made.get(code, {}))


def start(code: str, outcome: "Outcome") -> None:
    """Make all attempts of an island in a thread of its own, the core's quick ones first; nothing if they ship."""
    if shipped_here(code):
        return
    with _lock:
        if code in _made:
            return
        _made[code] = {}
        while len(_made) > _KEPT:
            del _made[next(iter(_made))]
    threading.Thread(target=_work, args=(code, outcome), name=f"defend {code}", daemon=True).start()


def _work(code: str, outcome: "Outcome") -> None:
    from nullisland.lesson.defend import ALL_CARDS, STRENGTHS, attempt, known_of, not_published

    with _working:
        try:
            known = known_of(outcome)
        except IslandError:
            return
        for card in sorted(ALL_CARDS, key=_order):
            for strength in STRENGTHS:
                try:
                    made = attempt(outcome, known, card, strength)
                except IslandError:
                    made = not_published(known, card, strength)
                with _lock:
                    if code not in _made:
                        return
                    _made[code][card, strength] = made


def _order(card: str) -> tuple[bool, bool]:
    """The core first, in it the quick ones."""
    from nullisland.lesson.defend import CARDS

    return card not in CARDS, card not in _QUICK
