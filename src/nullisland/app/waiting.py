"""Waiting for the lesson of an island: a bar that counts, and what to do if there will be none."""

from html import escape

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.visit import Visit

__all__ = ["progress", "wait"]


@st.fragment(run_every=0.5)
def _bar(code: str, ready: str, again: bool, part: str = "") -> None:
    """Look twice a second; when the lesson is there, run the page once more (`again`) or say so."""
    preparation = numbers.begin(code)
    text = words.scene("frame")
    there = part in preparation.parts if part else preparation.lesson is not None
    if there or preparation.error is not None:
        if again:
            st.rerun()
        st.html(
            f'<p class="ni-quiet" data-ready="1">{escape(ready if preparation.error is None else "")}</p>'
        )
        return
    key = f"step.{preparation.step}"
    said = text[key] if key in text else text["step.lesson"]
    st.progress(_share(preparation, part), text=said)
    if preparation.compiled:
        built = text.say("waiting.compiled", compiled=preparation.compiled, kernels=numbers.kernel_count())
        st.html(f'<p class="ni-quiet">{escape(built)}</p>')


def _share(preparation: "numbers.Preparation", part: str) -> float:
    """How much is done of what is waited for: the lesson or, once that is there, the parts up to `part`."""
    if preparation.lesson is None or not part:
        return preparation.share
    from nullisland.lesson.parts import PARTS

    first = list(PARTS)[: list(PARTS).index(part) + 1]
    return sum(name in preparation.parts for name in first) / len(first)


def progress(code: str, ready: str) -> None:
    """How far the lesson is, without getting in the way."""
    preparation = numbers.begin(code)
    if preparation.lesson is not None:
        st.html(f'<p class="ni-quiet" data-ready="1">{escape(ready)}</p>')
    else:
        _bar(code, ready, again=False)


def wait(visit: Visit, part: str = "") -> None:
    """The frame of a scene whose numbers (`part`: its own) are not there yet, or never will be."""
    text = words.scene("frame")
    preparation = numbers.begin(visit.code)
    if preparation.error is not None:
        box = frame.open_frame(visit, text["broken.question"])
        box.act.html(f'<p class="ni-lead">{escape(preparation.error)}</p>')
        with box.act:
            st.button(text["broken.default"], key="ni-default", type="primary", on_click=_home)
        frame.announce(visit, preparation.error)
        return
    box = frame.open_frame(visit, text["waiting.question"])
    with box.act:
        _bar(visit.code, "", again=True, part=part)
        st.html(f'<p class="ni-quiet">{escape(text["waiting.again"])}</p>')
    frame.stepper(box, visit, main=False)
    frame.announce(visit, text["waiting.again"], part="waiting")


def _home() -> None:
    """Callback: the start page of the lesson's own island."""
    st.query_params.clear()
