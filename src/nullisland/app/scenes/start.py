"""The start page: the living town, what this is about, how much time there is."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.offer import offer
from nullisland.app.picture import drawn_town, living_town
from nullisland.app.registry import PRESETS, SCENES
from nullisland.app.tables import table
from nullisland.app.visit import FRONT, Visit, room
from nullisland.app.waiting import progress
from nullisland.classroom import Prediction
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
    _knows(visit, text)


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
        default=visit.preset,
        required=True,
        format_func=lambda key: text[f"preset.{key}"],
        key="ni-preset",
        on_change=_choose_preset,
    )


def _front(visit: Visit, text: words.Words) -> None:
    """What whoever stands at the front of a room can switch on."""
    st.pills(
        text["front"],
        FRONT,
        selection_mode="multi",
        default=[name for name in FRONT if name in visit.front],
        format_func=lambda key: text[f"front.{key}"],
        key="ni-front",
        on_change=_choose_front,
    )


def _choose_front() -> None:
    for name in FRONT:
        if name in st.session_state["ni-front"]:
            st.query_params[name] = "1"
        else:
            st.query_params.pop(name, None)


def _choose_preset() -> None:
    st.query_params["preset"] = st.session_state["ni-preset"]


def _knows(visit: Visit, text: words.Words) -> None:
    """The panel that says what is stored under this seat: made from what is really stored."""
    answers = room().answers(visit.seat)
    with st.container(key="ni-below"):
        with st.expander(text["knows"]):
            said = f"<p>{escape(text['knows.intro'])}</p>{_stored(answers, text)}{_hands(text)}"
            st.html(f'<div class="ni-how">{said}</div>')
            with st.container(horizontal=True, key="ni-forgetting"):
                if answers:
                    st.button(
                        text["knows.forget"], key="ni-forget", on_click=room().forget, args=(visit.seat,)
                    )
                if visit.front:
                    st.button(text["knows.erase"], key="ni-erase", on_click=room().erase)
        with st.expander(text["map_table"]):
            st.html(f'<div class="ni-how">{_town(visit, text)}</div>')
        offer(visit)


def _stored(answers: Mapping[str, Prediction], text: words.Words) -> str:
    if not answers:
        return f"<p>{escape(text['knows.none'])}</p>"
    rows = "".join(
        f'<tr><td>{escape(key)}</td><td class="n">{escape(_said(answer, text))}</td></tr>'
        for key, answer in answers.items()
    )
    head = f"<tr><th>{escape(text['knows.question'])}</th><th>{escape(text['knows.answer'])}</th></tr>"
    return f'<table class="ni-table">{head}{rows}</table>'


def _hands(text: words.Words) -> str:
    """Hands that a teacher counted: they belong to the room."""
    hands = room().all_hands()
    if not hands:
        return ""
    rows = [(key, f"{sum(counts.values())}") for key, counts in hands.items()]
    return f"<p>{escape(text['knows.hands'])}</p>" + table(
        [text["knows.question"], text["knows.count"]], rows
    )


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
    return f"<p>{escape(said)}</p>" + table([text["map_kind"], text["map_count"]], rows)


def _said(answer: Prediction, text: words.Words) -> str:
    return text["knows.pass"] if answer.value is None else str(answer.value)
