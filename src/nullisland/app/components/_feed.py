"""The live log of the open database as a Streamlit component."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from nullisland.app.components._assets import script, style
from nullisland.app.components._town import town_words
from nullisland.app.components._words import words_of

__all__ = ["FeedView", "feed", "feed_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """One day of rows on the town's map. The files come from `nullisland.opendb.feed_file`.

    `day` is the day's number, `second` where the clock starts, `speed` 1, 10 or 60 times real time; rows of
    person `guide` are marked. `large` is for the front of a room.
    """

    town_url: str
    rows_url: str
    book_url: str
    day: int
    second: int = 8 * 3600
    speed: int = 10
    play: bool = True
    guide: int | None = None
    height: int = 420
    caption: str = ""
    large: bool = False

    def as_data(self) -> dict[str, Any]:
        """The same as plain JSON, in the names the script reads."""
        plan = ("rows_url", "book_url", "day", "second", "speed", "play", "guide")
        return {
            "town_url": self.town_url,
            "feed": {name: getattr(self, name) for name in plan},
            "height": self.height,
            "caption": self.caption,
            "large": self.large,
            "words": feed_words(),
        }


def feed_words() -> dict[str, Any]:
    """Words of the feed and of its map."""
    return {**town_words(), **words_of("feed")}


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "nullisland_feed", html='<div class="ni-root"></div>', css=style("feed"), js=script("feed")
    )


def feed(view: FeedView, *, key: str) -> None:
    """Show the live log. Nothing comes back from it: it plays in the browser alone."""
    _component()(key=key, data=view.as_data())
