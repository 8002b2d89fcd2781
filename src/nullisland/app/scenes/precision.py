"""Scene 3, one thing that helps: publish less exactly, and what that costs the bus planner."""

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import choose
from nullisland.app.plot import Axes, Dot, plot, ticks_to
from nullisland.app.recipes import recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.lesson.settled import GRAINS, LESS
from nullisland.lesson.spoken import per_hundred

if TYPE_CHECKING:
    from nullisland.lesson import Precision

__all__ = ["draw", "show"]

_EXACT: Final = (250, 60)


def show(visit: Visit, text: words.Words) -> None:
    """Two controls, a dot for each choice, and the number that is left."""
    box = frame.open_frame(visit, text["question.help"])
    cell_m, slot_min = _choose(box, text)
    chosen = numbers.precision(visit.code, cell_m, slot_min)
    left, stops = chosen.singled_out, chosen.stops_right
    place, time = text[f"place.{cell_m}"], text[f"time.{slot_min}"]
    share = f"{per_hundred(left.value):.1f}"
    asked = chosen.stops_asked
    twin = text.say("help_twin", place=place, time=time, share=share, stops=stops, asked=asked)
    box.picture.html(draw(text, numbers.known_grains(visit.code), (cell_m, slot_min), twin, wall=visit.wall))
    count = left.numerator
    frame.number(box, f"{count:,}", text.say("number_help", people=left.n))
    key = "sentence_help_high" if left.value > 0.5 else "sentence_help_low"
    exact = numbers.precision(visit.code, *_EXACT)
    said = text.say(key, place=place, time=time, before=exact.stops_right, stops=stops, asked=asked)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(
        visit, f"{count:,} {text.say('number_help', people=left.n)} {said}", focus=(".st-key-ni-cell",)
    )
    command = f"lesson {{code}} --scene four-sightings --cell-m {cell_m} --slot-min {slot_min}"
    code = recipe("precision", visit.code, command, cell_m=cell_m, slot_min=slot_min)
    how = f"{twin}\n\n{text.say('how_help', asked=asked)}"
    frame.below(visit, text, how, _table(visit, text), revealed=True, code=code)


def _choose(box: frame.Frame, text: words.Words) -> tuple[int, int]:
    """The chosen (cell_m, slot_min); both stand in the address."""
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_help"])}</p>')
        cells, slots = (sorted(set(sizes)) for sizes in zip(*GRAINS, strict=True))
        cell = choose(text["place"], "cell", cells, LESS[0], lambda size: text[f"place.{size}"])
        slot = choose(text["time"], "slot", slots, LESS[1], lambda size: text[f"time.{size}"])
    return cell, slot


def draw(
    text: words.Words,
    made: "Mapping[tuple[int, int], Precision]",
    chosen: tuple[int, int],
    said: str,
    *,
    wall: bool = False,
) -> str:
    """The chart: each choice a dot; what is chosen lies above, and beside it only the most exact has a name."""
    dots = [
        Dot(
            x=one.stops_of_100,
            y=per_hundred(one.singled_out.value),
            role="truth" if grain == chosen else "crowd",
            label=_name(text, *grain) if grain in (chosen, _EXACT) else "",
        )
        for grain, one in sorted(made.items(), key=lambda item: (item[0] == chosen, item[0]))
    ]
    asked = made[chosen].stops_asked
    axes = Axes(
        x=text.say("help_x", asked=asked),
        y=text["help_y"],
        x_ticks=ticks_to(asked),
        y_ticks=["0", "25", "50", "75", "100"],
        wall=wall,
    )
    return plot(dots, axes, said)


def _name(text: words.Words, cell_m: int, slot_min: int) -> str:
    return text.say("help_here", place=text[f"place.{cell_m}"], time=text[f"time.{slot_min}"])


def _table(visit: Visit, text: words.Words) -> str:
    head = [text[f"table_{key}"] for key in ("place", "time", "share", "stops")]
    rows = [
        [
            text[f"place.{cell}"],
            text[f"time.{slot}"],
            f"{per_hundred(p.singled_out.value):.1f}",
            str(p.stops_right),
        ]
        for (cell, slot), p in sorted(numbers.known_grains(visit.code).items())
    ]
    return table(head, rows)
