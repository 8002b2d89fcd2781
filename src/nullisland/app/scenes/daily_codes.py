"""Scene 6, the end: a new code every day, and the days joined again by routine."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import choose
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waffle import Part, waffle
from nullisland.lesson.spoken import each

if TYPE_CHECKING:
    from nullisland.lesson.manual import Codes, Manual

__all__ = ["show"]

_SQUARES: Final = 200
_HOUR: Final = 60


def show(visit: Visit, text: words.Words, manual: "Manual") -> None:
    """Joined rightly, wrongly, not at all; with squares of three sizes."""
    box = frame.open_frame(visit, text["question.codes"])
    with box.predict:
        st.html("".join(f'<p class="ni-lead">{escape(line)}</p>' for line in text.lines("act_codes")))
        codes = _choose(text, manual)
    box.picture.html(_block(text, codes))
    joined = codes.joined
    of = text.say("number_codes", codes=joined.n)
    frame.number(box, f"{joined.right.numerator:,}", of)
    fits = numbers.precision(visit.code, codes.cell_m, _HOUR)
    square = text[f"square.{codes.cell_m}"]
    said = text.say(
        "sentence_codes",
        square=square,
        wrong=joined.wrong.numerator,
        stops=fits.stops_right,
        asked=fits.stops_asked,
    )
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, f"{joined.right.numerator:,} {of}. {said}", focus=(".st-key-ni-square",))
    how = text.say("how_codes", people=codes.people)
    share = f"scene.codes[{manual.codes.index(codes)}].joined.right"
    code = part_recipe("manual", visit.code, visit.scene, f"{share}.numerator", f"{share}.n")
    frame.below(visit, text, how, _table(text, manual), revealed=True, code=code)


def _choose(text: words.Words, manual: "Manual") -> "Codes":
    sizes = [codes.cell_m for codes in manual.codes]
    size = choose(text["squares"], "square", sizes, sizes[0], lambda value: text[f"square.{value}"])
    return manual.codes[sizes.index(size)]


def _figures(codes: "Codes") -> tuple[int, int, int]:
    joined = codes.joined
    return joined.right.numerator, joined.wrong.numerator, joined.passed.numerator


def _block(text: words.Words, codes: "Codes") -> str:
    from nullisland.lesson.blocks import blocks

    figures = _figures(codes)
    kinds = zip(("right", "wrong", "none"), blocks(figures, _SQUARES), figures, strict=True)
    parts = [Part(kind, marks, text.say(f"joined.{kind}", count=count)) for kind, marks, count in kinds]
    label = text.say("codes_twin", right=figures[0], wrong=figures[1], passed=figures[2])
    return waffle(
        parts,
        columns=20,
        label=label,
        note=text.say("codes_note", each=f"{each(codes.joined.n, _SQUARES):.3g}"),
    )


def _table(text: words.Words, manual: "Manual") -> str:
    head = [text[f"table.{key}"] for key in ("size", "joined_right", "joined_wrong", "joined_none")]
    rows = [[text[f"square.{c.cell_m}"], *(f"{n:,}" for n in _figures(c))] for c in manual.codes]
    return table(head, rows, text["table.codes"])
