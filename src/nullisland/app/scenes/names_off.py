"""Scene 1: the names are gone, the days still hang together."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.predict import Question, ask
from nullisland.app.recipes import recipe
from nullisland.app.tables import calendar, days_table, register
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson import Lesson

__all__ = ["show"]

_DAYS: Final = (0, 1, 7)


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    lesson = numbers.begin(visit.code).lesson
    if lesson is None:
        wait(visit)
        return
    text = words.scene("names_off")
    box = frame.open_frame(visit, text.say("question", days=lesson.days))
    if lesson.guide is None:
        frame.sentence(box, text.say("no_guide", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["hint"])
        return
    revealed, rows = visit.step == "reveal", len(lesson.guide_points)
    answer = visit.reveal("weeks") if revealed else None
    stays = ask(box, visit, _question(text))
    said = _act(box, visit, text, lesson)
    if revealed:
        guess = answer.value if answer is not None else None
        box.picture.html(calendar(lesson, text, None if guess is None else (*_DAYS, lesson.days)[guess]))
        frame.number(box, f"{rows:,}", text.say("number_of", rows=rows))
        said = text.say("sentence", days=lesson.days)
    else:
        found = st.session_state.get("ni-found") == visit.step
        box.picture.html(register(lesson, text, names=visit.step in ("predict", "names"), found=found))
        frame.number(box, None, text.say("number_unknown", rows=rows))
    now = {"predict": "before", "names": "during"}.get(visit.step, "during_codes")
    frame.sentence(box, said or stays or text[now])
    frame.stepper(box, visit, main=revealed or bool(stays))
    frame.announce(visit, said or stays or text["before"], part="kept" if stays else "")
    code = recipe("names_off", visit.code, "lesson {code} --scene names-off") if revealed else None
    how = text.say("how", cell_m=lesson.grid.cell_m)
    if revealed:
        how = f"{how}\n\n{text.say('how_revealed', days=lesson.days, rows=rows)}"
    twin = days_table(lesson, text) if revealed else None
    frame.below(visit, text, how, twin, revealed=revealed, code=code)


def _question(text: words.Words) -> Question:
    return Question(
        name="weeks",
        prompt=text["prompt"],
        hint=text["hint"],
        options=(0, 1, 2, 3),
        label=lambda value: text[f"option.{value}"],
        said=lambda value: text[f"option.{value}"],
        asked_at="predict",
        then="names",
        truth=(3,),
    )


def _act(box: frame.Frame, visit: Visit, text: words.Words, lesson: "Lesson") -> str:
    """The controls of this step; returns what *Find Ida* has found, if it was pressed in this step."""
    if visit.step not in ("names", "codes") or lesson.guide is None:
        return ""
    guide = lesson.guide.name.split(" ")[0]
    with box.act:
        lead = (
            text.say("do_names", guide=guide) if visit.step == "names" else text.say("do_codes", guide=guide)
        )
        grain = text.say("grain", cell_m=lesson.grid.cell_m)
        st.html(f'<p class="ni-lead">{escape(lead)}</p><p class="ni-quiet">{escape(grain)}</p>')
        st.button(
            text.say("find", guide=guide), key="ni-find", on_click=_find, args=(visit.step,), width="stretch"
        )
        label, then = (text["remove"], "codes") if visit.step == "names" else (text["follow"], "reveal")
        st.button(
            label,
            key="ni-do",
            type="primary",
            on_click=frame.go,
            args=(visit, (visit.scene, then)),
            width="stretch",
        )
    if st.session_state.get("ni-found") != visit.step:
        return ""
    if visit.step == "codes":
        return text.say("not_found", guide=guide)
    return text.say("found", guide=guide, row=lesson.guide_line)


def _find(step: str) -> None:
    st.session_state["ni-found"] = step
