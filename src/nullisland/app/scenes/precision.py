"""Scene 3, one thing that helps: publish less exactly, and what that costs the bus planner."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import charts, frame, numbers, words
from nullisland.app.address import choose
from nullisland.app.recipes import recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.lesson.settled import GRAINS, LESS
from nullisland.lesson.spoken import per_hundred

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["show"]

_EXACT: Final = (250, 60)


def show(visit: Visit, text: words.Words) -> None:
    """Two controls, a dot for each choice, and the number that is left."""
    box = frame.open_frame(visit, text["question.help"])
    cell_m, slot_min = _choose(box, text)
    chosen = numbers.precision(visit.code, cell_m, slot_min)
    left, stops = chosen.singled_out, chosen.stops_right
    place, time = text[f"place.{cell_m}"], text[f"time.{slot_min}"]
    with box.picture:
        charts.draw(_chart(visit, text, (cell_m, slot_min)), key="ni-chart-help")
    count = left.numerator
    frame.number(box, f"{count:,}", text.say("number_help", people=left.n))
    key = "sentence_help_high" if left.value > 0.5 else "sentence_help_low"
    exact = numbers.precision(visit.code, *_EXACT)
    asked = chosen.stops_asked
    said = text.say(key, place=place, time=time, before=exact.stops_right, stops=stops, asked=asked)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(
        visit, f"{count:,} {text.say('number_help', people=left.n)} {said}", focus=(".st-key-ni-cell",)
    )
    share = f"{per_hundred(left.value):.1f}"
    twin = text.say("help_twin", place=place, time=time, share=share, stops=stops, asked=asked)
    command = f"lesson {{code}} --scene four-sightings --cell-m {cell_m} --slot-min {slot_min}"
    code = recipe("precision", visit.code, command, cell_m=cell_m, slot_min=slot_min)
    how = f"{twin}\n\n{text['how_help']}"
    frame.below(visit, text, how, _table(visit, text), revealed=True, code=code)


def _choose(box: frame.Frame, text: words.Words) -> tuple[int, int]:
    """The chosen (cell_m, slot_min); both stand in the address."""
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_help"])}</p>')
        cells, slots = (sorted(set(sizes)) for sizes in zip(*GRAINS, strict=True))
        cell = choose(text["place"], "cell", cells, LESS[0], lambda size: text[f"place.{size}"])
        slot = choose(text["time"], "slot", slots, LESS[1], lambda size: text[f"time.{size}"])
    return cell, slot


def _chart(visit: Visit, text: words.Words, chosen: tuple[int, int]) -> "go.Figure":
    grains = sorted(numbers.known_grains(visit.code).items())
    dots = [(p.stops_right, per_hundred(p.singled_out.value), _name(text, *grain)) for grain, p in grains]
    at = [grain for grain, _ in grains].index(chosen)
    return charts.precision_chart(dots, at, charts.Labels(text["help_x"], text["help_y"], ""))


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
