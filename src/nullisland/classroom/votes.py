"""Two votes of one room, counted by hands: how many must have moved."""

from collections import Counter
from collections.abc import Mapping

__all__ = ["by_hands", "votes_moved"]


def votes_moved(before: Mapping[int, int], after: Mapping[int, int]) -> tuple[int, int]:
    """(votes that moved at least, votes in the second count).

    Hands have no names, so only what the counts force is claimed: the sum of what choices gained.

    >>> votes_moved({0: 5, 1: 3}, {0: 2, 1: 6})
    (3, 8)
    """
    choices = before.keys() | after.keys()
    gained = sum(max(0, after.get(choice, 0) - before.get(choice, 0)) for choice in choices)
    return gained, sum(after.values())


def by_hands(*counts: Mapping[int, int]) -> list[int]:
    """Answers of several counts, those with most hands in all of them together first; among equals the lower one.

    >>> by_hands({4: 1, 7: 3}, {4: 2, 5: 9})
    [5, 4, 7]
    """
    hands: Counter[int] = Counter()
    for count in counts:
        hands.update(count)
    return sorted(hands, key=lambda answer: (-hands[answer], answer))
