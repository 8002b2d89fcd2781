"""Counts as blocks of a fixed number: how many of the squares of a picture stand for each."""

from collections.abc import Sequence

__all__ = ["blocks"]


def blocks(counts: Sequence[int], squares: int) -> tuple[int, ...]:
    """`squares` shared out in proportion to `counts`, by largest remainder; among equals the first.

    All zero if the counts are. Raises ValueError for a negative count.

    >>> blocks([1, 1, 1], 100)
    (34, 33, 33)
    """
    if any(count < 0 for count in counts):
        raise ValueError(f"counts must be at least 0, got {min(counts)}")
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    shares = [divmod(count * squares, total) for count in counts]
    out = [whole for whole, _ in shares]
    order = sorted(range(len(counts)), key=lambda i: -shares[i][1])
    for i in order[: squares - sum(out)]:
        out[i] += 1
    return tuple(out)
