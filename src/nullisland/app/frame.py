"""The frame of every scene, in which nothing jumps.

Stations, question, controls, picture, number, sentence: the heights are those of `style.css`; the room of
the reveal is there from the start.
"""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from nullisland.app import words
from nullisland.app.address import write
from nullisland.app.recipes import Recipe
from nullisland.app.registry import SCENES
from nullisland.app.visit import Visit
from nullisland.app.voice import voice

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

__all__ = ["Frame", "announce", "below", "go", "number", "open_frame", "place", "sentence", "stepper"]

_NEXT_FOCUS: Final = (".st-key-ni-act", ".st-key-ni-next")


@dataclass(frozen=True, slots=True)
class Frame:
    """The containers of one frame, top to bottom. `picture` may span everything (`wide`)."""

    predict: "DeltaGenerator"
    act: "DeltaGenerator"
    picture: "DeltaGenerator"
    number: "DeltaGenerator"
    sentence: "DeltaGenerator"
    steps: "DeltaGenerator"


def open_frame(visit: Visit, question: str, *, wide: bool = False, act_in_picture: bool = False) -> Frame:
    """Draw stations and question, and make the empty containers of the rest.

    For the keyboard, Next follows the controls; with `act_in_picture`, the picture that is acted on.
    """
    _stations(visit)
    with st.container(key="ni-question"):
        st.html(f'<h1 tabindex="-1">{escape(question)}</h1>')
    body = st.container(key="ni-frame-wide" if wide else "ni-frame")
    controls = body.container(key="ni-controls")
    order = ("picture", "steps") if act_in_picture else ("steps", "picture")
    parts = {name: body.container(key=f"ni-{name}", horizontal=name == "steps") for name in order}
    return Frame(
        predict=controls.container(key="ni-predict"),
        act=controls.container(key="ni-act"),
        number=body.container(key="ni-number"),
        sentence=body.container(key="ni-sentence"),
        **parts,
    )


def _stations(visit: Visit) -> None:
    """The thin line of stations: scenes of this preset, and the island code. On a wall only numbers fit."""
    text = words.scene("frame")
    with st.container(key="ni-stations", horizontal=True):
        for name in visit.stations:
            label, here = text[f"station.{name}"], name == visit.scene
            st.button(
                label.split(" ")[0] if visit.wall and not here else label,
                key=f"ni-station-{name}",
                type="tertiary",
                disabled=here,
                on_click=go,
                args=(visit, (name, SCENES[name].steps[0])),
            )
        st.html(f'<p class="ni-code">{escape(text.say("island", code=visit.code))}</p>')


def number(frame: Frame, value: str | None, of: str) -> None:
    """The key number with its denominator in the same line; a question mark before the reveal."""
    shown = "?" if value is None else escape(value)
    kind = "ni-big ni-unknown" if value is None else "ni-big"
    frame.number.html(f'<p class="{kind}"><b>{shown}</b> <span>{escape(of)}</span></p>')


def place(frame: Frame, text: str) -> None:
    """Where we are, in the row of the number and in the type of its denominator, on a page that has no number."""
    frame.number.html(f'<p class="ni-place">{escape(text)}</p>')


def sentence(frame: Frame, text: str) -> None:
    """The one sentence to take away, or what to do before it is earned."""
    frame.sentence.html(f'<p class="ni-sentence">{escape(text)}</p>')


def stepper(frame: Frame, visit: Visit, *, main: bool, next_label: str | None = None) -> None:
    """Next and Back at the foot of the controls; `main` if Next is what to do now. None of them is dead.

    The keyboard comes to Next first; Back stands at its left all the same. Where the stations have no room for it, the
    island code stands between them.
    """
    text = words.scene("frame")
    before, after = visit.beside(-1), visit.beside(1)
    with frame.steps:
        if after is not None:
            kind: Literal["primary", "secondary"] = "primary" if main else "secondary"
            st.button(next_label or text["next"], key="ni-next", type=kind, on_click=go, args=(visit, after))
        else:
            st.button(
                text["end"], key="ni-next", on_click=go, args=(visit, ("start", SCENES["start"].steps[0]))
            )
        if before is not None:
            st.button(text["back"], key="ni-back", on_click=go, args=(visit, before))
        code = f"<span>{escape(visit.code)}</span>"
        st.html(f'<p class="ni-code ni-code-foot">{text.say("island", code=code)}</p>')


def go(visit: Visit, place: tuple[str, str]) -> None:
    """Callback: on to a (scene, step), one step of Back away. Controls of another scene leave the address."""
    scene, step = place
    if scene == visit.scene:
        write({"scene": scene, "step": step})
    else:
        st.query_params.from_dict({**visit.link, "scene": scene, "step": step})


def announce(visit: Visit, say: str, focus: tuple[str, ...] = _NEXT_FOCUS, part: str = "") -> None:
    """Tell a screen reader where we are; after a change of step, put the focus on the next thing to do.

    `part` tells parts of one step apart, if it has several.
    """
    first = SCENES[visit.scene].steps[0]
    aim = (".st-key-ni-question h1",) if visit.step == first else focus
    voice(step=f"{visit.scene} {visit.step} {visit.code}", say=say, focus=aim, part=part)


def below(
    visit: Visit,
    text: words.Words,
    how: str,
    table: str | None = None,
    *,
    revealed: bool,
    code: Recipe | None = None,
) -> None:
    """What stands under the frame: what to talk about, how we got it with its table, notes for teachers.

    `code` is what reproduces the number on screen. With `notes` switched on these stand open, beside the frame where
    the window is wide enough.
    """
    labels = words.scene("frame")
    if "notes" in visit.front and "notes.say" in text:
        with st.container(key="ni-notes"):
            st.html(
                f'<aside><h2>{labels["teacher"]}</h2><dl class="ni-how">{_notes(text, labels)}</dl></aside>'
            )
    with st.container(key="ni-below"):
        if revealed and "talk" in text:
            st.html(
                f'<section class="ni-talk"><h2>{labels["talk"]}</h2><p>{escape(text["talk"])}</p></section>'
            )
        with st.expander(labels["how"]):
            st.html(f'<div class="ni-how">{_paragraphs(how)}{table or ""}</div>')
        if code is not None:
            with st.expander(labels["recipe"]):
                st.html(_to_copy("python", code.python, labels) + _to_copy("command", code.command, labels))
        if "notes" not in visit.front and "notes.say" in text:
            with st.expander(labels["teacher"]):
                st.html(f'<dl class="ni-how">{_notes(text, labels)}</dl>')


def _to_copy(kind: str, code: str, labels: words.Words) -> str:
    """Code with its button, which the page's voice serves: `st.code` would load every language there is to colour."""
    said, name, copied = (escape(labels[f"recipe.{key}"]) for key in (kind, f"copy.{kind}", "copied"))
    return (
        f'<div class="ni-recipe"><p class="ni-quiet">{said}</p>'
        f'<button type="button" data-ni-copied="{copied}">{name}</button>'
        f"<pre><code>{escape(code)}</code></pre></div>"
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _notes(text: words.Words, labels: words.Words) -> str:
    kinds = ("say", "ask", "expect", "wrong", "sensitive", "skip")
    return "".join(
        f"<dt>{labels[f'notes.{kind}']}</dt><dd>{escape(text[f'notes.{kind}'])}</dd>" for kind in kinds
    )
