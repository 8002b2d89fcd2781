"""A dial of 24 hours as a Streamlit component: from when to when."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

import streamlit as st

from nullisland.app.components._assets import script, style
from nullisland.app.components._words import words_of

__all__ = ["SPANS", "dial"]

SPANS: Final = {"night": (22, 6), "work": (9, 17), "day": (0, 24)}
"""Hours that a button chooses at once."""


def dial_words() -> dict[str, Any]:
    """Words of the dial, with the hours of its buttons."""
    words: dict[str, Any] = dict(words_of("dial"))
    words["spans"] = {key: {"label": words.pop(key), "hours": hours} for key, hours in SPANS.items()}
    return words


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "nullisland_dial", html='<div class="ni-root"></div>', css=style("dial"), js=script("dial")
    )


def dial(
    hours: tuple[int, int], counts: Sequence[int], *, key: str, on_turn: Callable[[], None] | None = None
) -> tuple[int, int]:
    """Show the dial; returns (from, to): whole hours, `from` in 0 .. 23 and `to` in 0 .. 24.

    `counts` are the records of each of the 24 hours, drawn as bars. `on_turn` is called when a hand was moved.
    """
    result = _component()(
        key=key,
        data={"hours": list(hours), "counts": [int(n) for n in counts], "words": dial_words()},
        default={"hours": list(hours)},
        on_hours_change=on_turn or (lambda: None),
    )
    start, stop = result.hours
    return int(start), int(stop)
