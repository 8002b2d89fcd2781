"""Scene 3, past the core: more people on the same streets, or more town? Two lines, neither of them the finding."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import charts, frame, words
from nullisland.app.address import asked, note, showing
from nullisland.app.recipes import Recipe, recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.lesson.spoken import per_hundred
from nullisland.tables import read_table

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from nullisland.lesson.growth import Grown

__all__ = ["show"]

_MEASURED: Final = {
    "town": "unicity_4_points_antenna_hour",
    "crowd": "unicity_60m_4_points",
    "cards": "unicity_cards_4_points",
}
"""Which of the two lines each published figure measured; card holders are one point of neither."""


def show(visit: Visit, text: words.Words) -> None:
    """Both lines from the start; the number belongs to the line that is chosen."""
    from nullisland.lesson.growth import LINES, growth

    box = frame.open_frame(visit, text["question.grow"])
    lines = {line: growth(line) for line in LINES}
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_grow"])}</p>')
        chosen = _choose(text, LINES)
    with box.picture:
        charts.draw(_chart(text, lines, chosen), key="ni-chart-grow")
    with box.act:
        st.html("".join(f'<p class="ni-quiet ni-condition">{escape(one)}</p>' for one in _measured(text)))
    last = lines[LINES[0]][-1]
    if chosen is None:
        of = text.say("number_grow_unknown", drawn=last.singled_out.n)
        frame.number(box, None, of)
        said = text["before_grow"]
    else:
        last = lines[chosen][-1]
        drawn, people = last.singled_out.n, last.people
        of = text.say(f"number_grow.{chosen}", drawn=drawn, people=people)
        frame.number(box, f"{last.singled_out.numerator:,}", of)
        said = _said(text, chosen, lines[chosen])
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, said, focus=(".st-key-ni-grow",))
    how = f"{_twin(text, lines)}\n\n{_how(text, lines)}"
    code = None if chosen is None else _recipe(visit, chosen, last)
    frame.below(visit, text, how, _table(text, lines), revealed=False, code=code)


def _recipe(visit: Visit, line: str, last: "Grown") -> Recipe:
    """The lines make the last town of the line anew; the command prints it as it ships."""
    same, command = line == "crowd", "lesson {code} --scene four-sightings"
    return recipe("grow", visit.code, command, people=last.people, same=same)


def _choose(text: words.Words, options: tuple[str, ...]) -> str | None:
    """What grows, in the address too; nothing is chosen at first, so that neither line comes first."""
    chosen = asked("grow") if asked("grow") in options else None
    st.segmented_control(
        text["grow"],
        options,
        format_func=lambda line: text[f"grow.{line}"],
        key=showing("grow", chosen),
        on_change=note,
        args=("grow",),
    )
    return chosen


def _chart(text: words.Words, lines: "dict[str, tuple[Grown, ...]]", chosen: str | None) -> "go.Figure":
    drawn = [
        charts.Line(text[f"line.{line}"], [(one.people, one.singled_out) for one in towns], line == chosen)
        for line, towns in lines.items()
    ]
    return charts.growth_chart(drawn, charts.Labels(text["grow_x"], text["chart_y"], ""))


def _meeting(lines: "dict[str, tuple[Grown, ...]]") -> "Grown":
    """Where both lines are the same town."""
    first, second = lines.values()
    return next(a for a, b in zip(first, second, strict=True) if a == b)


def _hundred(share: float) -> str:
    return f"{per_hundred(share):.0f}"


def _said(text: words.Words, line: str, towns: "tuple[Grown, ...]") -> str:
    first, last = towns[0], towns[-1]
    return text.say(
        f"sentence_grow.{line}",
        few=first.people,
        people=last.people,
        first=_hundred(first.singled_out.value),
        last=_hundred(last.singled_out.value),
    )


def _measured(text: words.Words) -> list[str]:
    """Each published figure, and the line it belongs to."""
    rows = {row["id"]: row for row in read_table("published.csv")}
    return [
        text.say(
            f"measured.{line}",
            who=text[f"published.{key}"],
            share=_hundred(float(rows[key]["value"])),
            conditions=text[f"conditions.{key}"],
        )
        for line, key in _MEASURED.items()
    ]


def _twin(text: words.Words, lines: "dict[str, tuple[Grown, ...]]") -> str:
    crowd, town = (lines[line][-1] for line in ("crowd", "town"))
    return text.say(
        "grow_twin",
        crowd=_hundred(crowd.singled_out.value),
        town=_hundred(town.singled_out.value),
        most=crowd.people,
        people=_meeting(lines).people,
    )


def _how(text: words.Words, lines: "dict[str, tuple[Grown, ...]]") -> str:
    drawn = max(one.singled_out.n for towns in lines.values() for one in towns)
    return text.say("how_grow", meet=_meeting(lines).people, drawn=drawn)


def _table(text: words.Words, lines: "dict[str, tuple[Grown, ...]]") -> str:
    from nullisland.lesson.growth import LINES

    rows = [
        [f"{one.people:,}", *(f"{per_hundred(town.singled_out.value):.1f}" for town in (one, other))]
        for one, other in zip(*(lines[line] for line in LINES), strict=True)
    ]
    head = [text["table_people"], *(text[f"table_{line}"] for line in LINES)]
    return table(head, rows, text["table_grow"])
