"""Predict before you see: pills with nothing chosen and, for numbers, an empty field. Never a slider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from nullisland.app import words
from nullisland.app.frame import Frame
from nullisland.app.visit import Visit
from nullisland.classroom import Prediction

__all__ = ["Question", "ask", "given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One prediction: `asked_at` is the step it is made in, `then` the step that follows.

    `options` are the numbers offered as pills and `label` their words; with `most` a field takes any whole
    number up to it. `said` puts an answer into words.
    """

    name: str
    prompt: str
    hint: str
    options: Sequence[int]
    label: Callable[[int], str]
    said: Callable[[int], str]
    asked_at: str
    then: str
    most: int | None = None


def ask(frame: Frame, visit: Visit, question: Question) -> Prediction | None:
    """Show the form, or in the same space what was answered. Returns the answer, if there is one."""
    answer = visit.answer(question.name)
    with frame.predict:
        if visit.step == question.asked_at and (answer is None or not answer.final):
            _form(visit, question)
        else:
            _locked(visit, question, answer)
    return answer


def given(answer: Prediction | None, question: Question) -> str:
    """The answer in words, or that there was a pass."""
    text = words.scene("frame")
    if answer is None or answer.value is None:
        return text["passed"]
    return text.say("locked", guess=question.said(answer.value))


def _form(visit: Visit, question: Question) -> None:
    text = words.scene("frame")
    st.html(f'<p class="ni-lead">{escape(question.prompt)}</p>')
    pills, field = f"ni-pills-{question.name}", f"ni-field-{question.name}"
    with st.form(f"ni-form-{question.name}", border=False):
        st.pills(
            question.prompt,
            question.options,
            format_func=question.label,
            key=pills,
            label_visibility="collapsed",
        )
        if question.most is not None:
            st.number_input(
                text.say("field", most=question.most), 0, question.most, value=None, step=1, key=field
            )
        st.html(f'<p class="ni-quiet">{escape(question.hint)}</p>')
        with st.container(horizontal=True, key=f"ni-form-buttons-{question.name}"):
            st.form_submit_button(
                text["lock"],
                type="primary",
                key="ni-lock",
                on_click=_lock,
                args=(visit, question, pills, field),
            )
            st.form_submit_button(text["pass"], key="ni-pass", on_click=_pass, args=(visit, question))
    empty = st.session_state.get("ni-empty") == question.name
    st.html(f'<p class="ni-warn" role="alert">{escape(text["choose"]) if empty else "&nbsp;"}</p>')


def _locked(visit: Visit, question: Question, answer: Prediction | None) -> None:
    text = words.scene("frame")
    passed = answer is None or answer.passed
    with st.container(key="ni-locked", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="{"ni-passed" if passed else "ni-locked"}">{escape(given(answer, question))}</p>')
        if answer is None or not answer.final:
            st.button(text["change"], key="ni-change", on_click=_change, args=(visit, question))


def _lock(visit: Visit, question: Question, pills: str, field: str) -> None:
    typed = st.session_state.get(field)
    value = st.session_state.get(pills) if typed is None else typed
    if value is None:
        st.session_state["ni-empty"] = question.name
        return
    st.session_state.pop("ni-empty", None)
    visit.predict(question.name, int(value))
    st.query_params["step"] = question.then


def _pass(visit: Visit, question: Question) -> None:
    st.session_state.pop("ni-empty", None)
    visit.predict(question.name, None)
    st.query_params["step"] = question.then


def _change(visit: Visit, question: Question) -> None:
    visit.withdraw(question.name)
    st.query_params["step"] = question.asked_at
