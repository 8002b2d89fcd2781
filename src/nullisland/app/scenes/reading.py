"""Scene 2, the reporters' tool: hours, weekdays, confetti and pearls."""

from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import address, words
from nullisland.app.components import dial

if TYPE_CHECKING:
    from nullisland.lesson.read_life import ReadLife, Seen

__all__ = ["everything", "said", "shown", "tool"]

_WEEK: Final = tuple(range(7))
_SHOWN: Final = ("confetti", "pearls")


def everything(life: "ReadLife") -> "Seen":
    """All records of the code."""
    from nullisland.lesson.read_life import look

    return look(life)


def shown() -> str:
    """What the tool draws: confetti or pearls."""
    return address.asked("show") if address.asked("show") in _SHOWN else _SHOWN[0]


def chosen_hours() -> tuple[int, int]:
    """Hours of the address, the whole day if there are none."""
    first, _, last = address.asked("hours").partition("-")
    start, stop = address.whole(first, 0, 23), address.whole(last, 0, 24)
    return (0, 24) if start is None or stop is None else (start, stop)


def chosen_days() -> list[int]:
    """Weekdays of the address, all if there are none."""
    asked = set(address.asked("days"))
    return sorted(map(int, asked)) if asked and asked <= set("0123456") else list(_WEEK)


def tool(text: words.Words, life: "ReadLife") -> "Seen":
    """Draw the controls; returns the records they leave. All of them stand in the address."""
    from nullisland.lesson.read_life import look

    names = text.lines("weekdays")
    dial(chosen_hours(), life.hour_counts, key="ni-dial", on_turn=_note_hours)
    st.segmented_control(
        text["tool.days"],
        _WEEK,
        selection_mode="multi",
        format_func=lambda day: names[day][:2],
        key=address.showing("days", chosen_days()),
        label_visibility="collapsed",
        on_change=_note_days,
    )
    st.segmented_control(
        text["tool.show"],
        _SHOWN,
        required=True,
        format_func=lambda kind: text[f"show.{kind}"],
        key=address.showing("show", shown()),
        label_visibility="collapsed",
        on_change=address.note,
        args=("show",),
    )
    return look(life, chosen_hours(), chosen_days())


def said(text: words.Words, life: "ReadLife", seen: "Seen") -> str:
    """The picture as a sentence: how many records are left, and where most of them are."""
    from nullisland.lesson.squares import cell_name

    if not seen.squares:
        return text["seen.none"]
    cell, most = seen.squares[0]
    name = cell_name(life.grid, cell)
    return text.say("seen", records=len(seen.confetti_dm), square=name, most=most)


def _note_hours() -> None:
    start, stop = st.session_state["ni-dial"].hours
    address.write({"hours": f"{start}-{stop}"})


def _note_days() -> None:
    """Callback: the weekdays chosen. The last one stays: without any there would be nothing to see."""
    days = st.session_state["ni-days"]
    if days:
        address.write({"days": "".join(str(day) for day in sorted(days))})
