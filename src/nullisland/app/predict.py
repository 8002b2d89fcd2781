"""Predict before you see: pills with nothing chosen and, for numbers, an empty field. Never a slider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from nullisland.app import words
from nullisland.app.frame import Frame
from nullisland.app.visit import Visit
from nullisland.classroom import Prediction

__all__ = ["Question", "ask", "choose_for", "class_dots", "given", "in_hand", "verdict"]

_MOST_HANDS = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One prediction: `asked_at` is the step it is made in, `then` the step that follows.

    `options` are the numbers offered as pills and `label` their words; with `most` a field takes any whole
    number up to it. `said` puts an answer into words. `truth` holds the options that are
    right, if any is; `lock` is a label for the button and `locked` a sentence for what was said, if it is not a guess.
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
    truth: Sequence[int] = ()
    lock: str = ""
    locked: Callable[[str], str] | None = None


def ask(frame: Frame, visit: Visit, question: Question, *, dots: bool = True) -> str:
    """Show the form, or in the same space what was answered. The hands of a class stand below it at the reveal, unless
    a picture draws them (`dots` False).

    Whoever comes back to the step that asks sees the answer; to be asked again they press *Change it*. Returns what to
    say at that step of an answer that is kept: "" elsewhere, and while it is asked.
    """
    answer, asks = visit.answer(question.name), visit.step == question.asked_at
    with frame.predict:
        if asks and answer is None:
            _hands_form(visit, question) if visit.hands else _form(visit, question)
            return ""
        _locked(visit, question, answer)
        if dots and answer is not None and answer.final and visit.class_counts(question.name):
            st.html(class_dots(visit, question))
    return words.scene("frame")["kept"] if asks else ""


def given(answer: Prediction | None, question: Question) -> str:
    """The answer in words, or that there was a pass."""
    text = words.scene("frame")
    if answer is None or answer.value is None:
        return text["passed"]
    guess = question.said(answer.value)
    return text.say("locked", guess=guess) if question.locked is None else question.locked(guess)


def in_hand(name: str) -> int | None:
    """The option that is chosen in the form of a question, as far as the server has heard."""
    chosen: int | None = st.session_state.get(_pills(name))
    return chosen


def choose_for(name: str, value: int) -> None:
    """Callback: choose an option of the form from elsewhere on the page, as by a tap on a map.

    The pills are new ones each time: of the old ones the form would send what was chosen there before the tap.
    """
    turn = f"ni-turn-{name}"
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    st.session_state[_pills(name)] = value


def _pills(name: str) -> str:
    return f"ni-pills-{name}-{st.session_state.get(f'ni-turn-{name}', 0)}"


def _form(visit: Visit, question: Question) -> None:
    text = words.scene("frame")
    st.html(f'<p class="ni-lead">{escape(question.prompt)}</p>')
    pills, field = _pills(question.name), f"ni-field-{question.name}"
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
                question.lock or text["lock"],
                type="primary",
                key="ni-lock",
                on_click=_lock,
                args=(visit, question, pills, field),
            )
            st.form_submit_button(text["pass"], key="ni-pass", on_click=_pass, args=(visit, question))
    empty = st.session_state.get("ni-empty") == question.name
    warning = escape(text["choose.one" if question.most is None else "choose"])
    st.html(f'<p class="ni-warn" role="alert">{warning if empty else "&nbsp;"}</p>')


def _locked(visit: Visit, question: Question, answer: Prediction | None) -> None:
    text = words.scene("frame")
    hands = sum(visit.class_counts(question.name).values())
    passed = (answer is None or answer.passed) and not hands
    said = text.say("hands.locked", hands=hands) if hands and visit.hands else given(answer, question)
    with st.container(key=f"ni-locked-{question.name}", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="{"ni-passed" if passed else "ni-locked"}">{escape(said)}</p>')
        if answer is None or not answer.final:
            st.button(
                text["change"], key=f"ni-change-{question.name}", on_click=_change, args=(visit, question)
            )


def _hands_form(visit: Visit, question: Question) -> None:
    """The same space for a class: how many hands went up for each answer."""
    text = words.scene("frame")
    st.html(f'<p class="ni-lead">{escape(question.prompt)}</p>')
    counted = visit.class_counts(question.name)
    fields = {value: f"ni-hands-{question.name}-{value}" for value in question.options}
    with st.form(f"ni-hands-form-{question.name}", border=False):
        with st.container(key=f"ni-hands-{'few' if question.most is None else 'many'}", horizontal=True):
            for value, key in fields.items():
                label, before = question.label(value), counted.get(value)
                st.number_input(label, 0, _MOST_HANDS, value=before, step=1, key=key)
        with st.container(horizontal=True, key=f"ni-form-buttons-{question.name}"):
            st.form_submit_button(
                text["hands.lock"],
                type="primary",
                key="ni-lock",
                on_click=_lock_hands,
                args=(visit, question, fields),
            )
            st.form_submit_button(
                text["hands.none"], key="ni-pass", on_click=_lock_hands, args=(visit, question, {})
            )


def class_dots(visit: Visit, question: Question) -> str:
    """Hands of the class as dots, a row or (for numbers) a column an answer; a real table. "" without hands."""
    counts = visit.class_counts(question.name)
    if not counts:
        return ""
    text = words.scene("frame")
    title = f"<caption>{escape(text.say('hands.class', hands=sum(counts.values())))}</caption>"
    answers = [(escape(question.label(v)), counts.get(v, 0), v in question.truth) for v in question.options]
    if question.most is not None:
        return f'<table class="ni-class ni-columns">{title}{_columns(answers)}</table>'
    truth = f'<b class="ni-truth" role="img" aria-label="{escape(text["hands.truth"])}"></b>'
    rows = "".join(
        f'<tr><th scope="row">{label}{truth if right else ""}</th><td>{_dots(n)}</td><td class="n">{n}</td></tr>'
        for label, n, right in answers
    )
    return f'<table class="ni-class">{title}{rows}</table>'


def verdict(visit: Visit, question: Question) -> str:
    """The guess beside the truth, each with its mark. Hands of a class stand on their own, the truth among them."""
    text, answer = words.scene("frame"), visit.answer(question.name)
    rows = [("truth", ", ".join(question.label(value) for value in question.truth))]
    if answer is not None and answer.value is not None:
        rows.insert(0, ("guess", question.label(answer.value)))
    elif not visit.class_counts(question.name):
        rows.insert(0, ("guess", text["verdict.none"]))
    body = "".join(
        f'<tr><th scope="row"><i class="ni-mark {role}"></i>{escape(text[f"verdict.{role}"])}</th>'
        f"<td>{escape(said)}</td></tr>"
        for role, said in rows
    )
    return f'<table class="ni-claims"><tbody>{body}</tbody></table>'


def _columns(answers: Sequence[tuple[str, int, bool]]) -> str:
    dots = "".join(f"<td>{_dots(n)}</td>" for _, n, _ in answers)
    head = "".join(f'<th scope="col">{label}</th>' for label, _, _ in answers)
    counts = "".join(f"<td>{n or ''}</td>" for _, n, _ in answers)
    return f'<tr class="ni-dots">{dots}</tr><tr>{head}</tr><tr>{counts}</tr>'


def _dots(n: int) -> str:
    return f'<span aria-hidden="true">{"<i></i>" * n}</span>'


def _lock_hands(visit: Visit, question: Question, fields: dict[int, str]) -> None:
    """Callback: the hands of these fields, in place of an earlier count; without fields there is none."""
    counts = {value: int(st.session_state.get(key) or 0) for value, key in fields.items()}
    visit.count_hands(question.name, counts)
    _pass(visit, question)


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
    """Callback: ask again. Hands stay as they were counted until others are, or none."""
    visit.withdraw(question.name)
    st.query_params["step"] = question.asked_at
