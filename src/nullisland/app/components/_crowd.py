"""The crowd, its cards and the staircase of clues as one Streamlit component."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import streamlit as st

from nullisland.app.components._assets import script, style
from nullisland.app.components._words import words_of

__all__ = ["Card", "CrowdView", "crowd", "crowd_words"]


class Card(NamedTuple):
    """One sighting: who saw the resident, and when and where, as the learner reads it."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdView:
    """What the crowd shows. `crowd` comes from `nullisland.lesson.crowd_file.crowd_file`.

    `guess` is the predicted number of sightings, 1 .. `most`, and `most` + 1 for "more"; None before
    the prediction or after a pass. `reveal` shows what each card alone leaves. With `cards_shown` False their
    column stays empty, for the prediction. `hands` are the hands of a class for each number of sightings. `wall` is
    the large type for the front of a room.
    """

    crowd: dict[str, Any]
    cards: Sequence[Card]
    town_url: str
    most: int = 4
    guess: int | None = None
    reveal: bool = False
    cards_shown: bool = True
    hands: Mapping[int, int] = field(default_factory=dict)
    wall: bool = False

    def as_data(self) -> dict[str, Any]:
        """The same as plain JSON, in the names the script reads."""
        return {
            **self.crowd,
            "cards": [{"who": card.who, "text": card.text} for card in self.cards],
            "town_url": self.town_url,
            "most": self.most,
            "guess": self.guess,
            "reveal": self.reveal,
            "cards_shown": self.cards_shown,
            "hands": {str(count): int(hands) for count, hands in self.hands.items()},
            "wall": self.wall,
            "words": crowd_words(),
        }


def crowd_words() -> dict[str, str]:
    """Words of the crowd and of its small map."""
    return {**words_of("crowd"), "nobody_real": words_of("town")["nobody_real"]}


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "nullisland_crowd", html='<div class="ni-root"></div>', css=style("crowd"), js=script("crowd")
    )


def crowd(view: CrowdView, *, key: str) -> None:
    """Show the crowd. Nothing comes back from it: taps are played in the browser alone."""
    _component()(key=key, data=view.as_data())
