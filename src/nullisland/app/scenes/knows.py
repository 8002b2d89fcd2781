"""The panel of the start page that says what is stored under this seat, and erases it: made from the room itself."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from nullisland.app import words
from nullisland.app.tables import table
from nullisland.app.told import told
from nullisland.app.visit import Visit, room
from nullisland.classroom import Prediction

__all__ = ["show"]


def show(visit: Visit, text: words.Words) -> None:
    """Everything the room holds under this seat in words, and the hands that belong to the room."""
    answers, look_ups = room().answers(visit.seat), room().look_ups(visit.seat)
    anything = bool(answers or look_ups)
    stored = f"{_answers(answers, text)}{_look_ups(look_ups, text)}"
    beside = "".join(_said(text[f"knows.{key}"]) for key in ("window", "open", "browser"))
    kept = f"{stored}{_said(text['knows.until'])}" if anything else _said(text["knows.none"])
    said = f"{_said(text['knows.intro'])}{kept}{beside}{_hands(text)}"
    with st.expander(text["knows"]):
        st.html(f'<div class="ni-how ni-knows">{said}</div>')
        with st.container(horizontal=True, key="ni-forgetting"):
            st.button(text["knows.forget"], key="ni-forget", on_click=_forget, args=(visit,))
            if visit.front:
                st.button(text["knows.erase"], key="ni-erase", on_click=_erase)


def _forget(visit: Visit) -> None:
    """Callback: nothing is left under this seat, nor of this window."""
    room().forget(visit.seat)
    st.session_state.clear()


def _erase() -> None:
    """Callback: nothing is left of anybody."""
    room().erase()
    st.session_state.clear()


def _said(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _by_island(answers: Mapping[str, Prediction]) -> dict[str, list[tuple[str, Prediction]]]:
    islands: dict[str, list[tuple[str, Prediction]]] = {}
    for key, answer in answers.items():
        islands.setdefault(told(key).island, []).append((key, answer))
    return islands


def _answers(answers: Mapping[str, Prediction], text: words.Words) -> str:
    """A table an island: each question, its answer, and whether the truth was shown since."""
    head = [text[f"knows.{key}"] for key in ("question", "answer", "shown")]
    return "".join(
        table(head, [_row(key, answer, text) for key, answer in rows], _island(island))
        for island, rows in _by_island(answers).items()
    )


def _island(code: str) -> str:
    return words.scene("frame").say("island", code=code)


def _row(key: str, answer: Prediction, text: words.Words) -> list[str]:
    one = told(key)
    said = text["knows.pass"] if answer.value is None else one.answer(answer.value)
    return [one.question, said, text["knows.yes" if answer.final else "knows.no"]]


def _look_ups(logs: Mapping[str, tuple[str, ...]], text: words.Words) -> str:
    """Reasons of the look-ups, by island."""
    if not logs:
        return ""
    database = words.scene("open_database")
    head = [database["column.number"], database["column.reason"]]
    tables = "".join(
        table(
            head,
            [[f"{i}", database[f"reason.{reason}"]] for i, reason in enumerate(log, start=1)],
            _island(island),
        )
        for island, log in logs.items()
    )
    return f"{_said(text['knows.look_ups'])}{tables}"


def _hands(text: words.Words) -> str:
    """Hands that a teacher counted: they belong to the room."""
    hands = room().all_hands()
    if not hands:
        return ""
    rows = [[told(key).question, _counted(key, counts, text)] for key, counts in hands.items()]
    counted = table([text["knows.question"], text["knows.count"]], rows)
    return f"{_said(text['knows.hands'])}{counted}"


def _counted(key: str, counts: Mapping[int, int], text: words.Words) -> str:
    answer = told(key).answer
    return ", ".join(text.say("knows.hand", answer=answer(value), hands=n) for value, n in counts.items())
