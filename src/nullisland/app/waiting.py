"""Waiting for the lesson of an island: a bar that counts, and what to do if there will be none."""

from html import escape
from typing import Literal

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.visit import Visit

__all__ = ["once_ready", "progress", "wait"]


@st.fragment(run_every=0.5)
def _bar(code: str, part: str = "") -> None:
    """Look twice a second; when the lesson is there, or never will be, the page runs once more."""
    preparation = numbers.begin(code)
    text = words.scene("frame")
    there = part in preparation.parts if part else preparation.lesson is not None
    if there or _error(preparation, part) is not None:
        st.rerun()
    key = f"step.{preparation.step}"
    said = text[key] if key in text else text["step.lesson"]
    st.progress(_share(preparation, part), text=said)
    if preparation.compiled:
        built = text.say("waiting.compiled", compiled=preparation.compiled, kernels=numbers.kernel_count())
        st.html(f'<p class="ni-quiet">{escape(built)}</p>')


def _error(preparation: "numbers.Preparation", part: str = "") -> str | None:
    """Why the island or this part of it cannot be shown, as a sentence; None if it can."""
    error = preparation.error or preparation.failed.get(part)
    return error and f"{error[0].upper()}{error[1:]}."


def _share(preparation: "numbers.Preparation", part: str) -> float:
    """How much is done of what is waited for: the lesson or, once that is there, the parts up to `part`."""
    if preparation.lesson is None or not part:
        return preparation.share
    from nullisland.lesson.parts import PARTS

    first = list(PARTS)[: list(PARTS).index(part) + 1]
    return sum(name in preparation.parts or name in preparation.failed for name in first) / len(first)


@st.fragment(run_every=0.5)
def once_ready(code: str) -> None:
    """Draws nothing; when the lesson is there, the page runs once more."""
    if numbers.begin(code).lesson is not None:
        st.rerun()


def progress(code: str, ready: str) -> None:
    """How far the lesson is, without getting in the way; if there will be none, why, and the way out."""
    preparation = numbers.begin(code)
    error = _error(preparation)
    if error is not None:
        st.html(f'<p class="ni-warn" role="alert">{escape(error)}</p>')
        _way_out("secondary")
    elif preparation.lesson is not None:
        st.html(f'<p class="ni-quiet" data-ready="1">{escape(ready)}</p>')
    else:
        _bar(code)


def wait(visit: Visit, part: str = "") -> None:
    """The frame of a scene whose numbers (`part`: its own) are not there yet, or never will be."""
    text = words.scene("frame")
    preparation = numbers.begin(visit.code)
    error = _error(preparation, part)
    if error is None:
        box = frame.open_frame(visit, text["waiting.question"])
        with box.act:
            _bar(visit.code, part)
            st.html(f'<p class="ni-quiet">{escape(text["waiting.again"])}</p>')
        frame.stepper(box, visit, main=False)
        frame.announce(visit, text["waiting.again"], part="waiting")
        return
    box = frame.open_frame(visit, text["broken.part" if preparation.error is None else "broken.question"])
    with box.act:
        st.html(f'<p class="ni-lead">{escape(error)}</p>')
        _way_out("primary")
    if preparation.error is None:
        frame.stepper(box, visit, main=False)
    frame.announce(visit, error)


def _way_out(kind: Literal["primary", "secondary"]) -> None:
    """The button that leaves an island which cannot be shown."""
    st.button(words.scene("frame")["broken.default"], key="ni-default", type=kind, on_click=_home)


def _home() -> None:
    """Callback: the start page of the lesson's own island."""
    st.query_params.clear()
