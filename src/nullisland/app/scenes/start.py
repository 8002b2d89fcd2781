"""The start page: the living town, what this is about, how much time there is."""

from html import escape

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import note, showing, write
from nullisland.app.offer import offer
from nullisland.app.picture import drawn_town, living_town
from nullisland.app.registry import PRESETS, SCENES
from nullisland.app.scenes import knows
from nullisland.app.tables import table
from nullisland.app.visit import FRONT, Visit
from nullisland.app.waiting import progress
from nullisland.lesson.town_table import town_table

__all__ = ["show"]


def show(visit: Visit) -> None:
    """Draw the start page. Needs nothing that must be computed first."""
    text = words.scene("start")
    box = frame.open_frame(visit, text["question"])
    people = numbers.people_of(visit.code)
    with box.predict:
        lead = (text["lead"], *(() if visit.wall else (text["job"],)), text["invented"])
        st.html("".join(f'<p class="ni-lead">{escape(part)}</p>' for part in lead))
    with box.act:
        _preset(visit, text)
        _front(visit, text)
        progress(visit.code, text["ready"])
    shown = living_town(box, visit, text)
    frame.number(box, f"{people:,}", text["number_of"])
    frame.sentence(box, text["sentence"])
    frame.stepper(box, visit, main=True, next_label=text["start"])
    frame.announce(visit, text.say("twin", shown=shown))
    _entries(visit, text)
    _below(visit, text)


def _entries(visit: Visit, text: words.Words) -> None:
    """Scenes that belong to no lesson: each stands on its own."""
    entries = [scene for scene in SCENES.values() if scene.entry]
    with st.container(key="ni-entries", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="ni-quiet">{escape(text["entries"])}</p>')
        for scene in entries:
            label = words.scene("frame")[f"station.{scene.name}"]
            place = (scene.name, scene.steps[0])
            st.button(label, key=f"ni-entry-{scene.name}", on_click=frame.go, args=(visit, place))


def _preset(visit: Visit, text: words.Words) -> None:
    st.segmented_control(
        text["preset"],
        PRESETS,
        required=True,
        format_func=lambda key: text[f"preset.{key}"],
        key=showing("preset", visit.preset),
        on_change=note,
        args=("preset",),
    )


def _front(visit: Visit, text: words.Words) -> None:
    """What whoever stands at the front of a room can switch on."""
    st.pills(
        text["front"],
        FRONT,
        selection_mode="multi",
        format_func=lambda key: text[f"front.{key}"],
        key=showing("front", [name for name in FRONT if name in visit.front]),
        on_change=_choose_front,
    )


def _choose_front() -> None:
    """Callback: what is switched on stands in the address."""
    write({name: "1" if name in st.session_state["ni-front"] else None for name in FRONT})


def _below(visit: Visit, text: words.Words) -> None:
    with st.container(key="ni-below"):
        knows.show(visit, text)
        with st.expander(text["map_table"]):
            st.html(f'<div class="ni-how">{_town(visit, text)}</div>')
        offer(visit)


def _town(visit: Visit, text: words.Words) -> str:
    """The twin of the map: its sentence and its table."""
    town = town_table(drawn_town(visit))
    said = text.say(
        "map_said",
        districts=", ".join(town.districts),
        streets=town.streets,
        buildings=town.buildings,
        stops=town.stops,
    )
    rows = [(kind.replace("_", " "), f"{count}") for kind, count in town.places]
    return f"<p>{escape(said)}</p>{table([text['map_kind'], text['map_count']], rows)}"
