"""Scene 7: traces made out of totals alone, against counts dealt out by lot."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.address import choose
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waffle import Part, waffle
from nullisland.lesson.spoken import each, per_hundred
from nullisland.tables import read_table

if TYPE_CHECKING:
    from nullisland.lesson.totals import Recovery, Totals

__all__ = ["show"]

_SQUARES: Final = 200
_PUBLISHED: Final = ("aggregate_recovery_low", "aggregate_recovery_high")


def show(visit: Visit, text: words.Words, totals: "Totals") -> None:
    """Whose records come back in the right trace when only counts were published."""
    box = frame.open_frame(visit, text["question.traces"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_traces"])}</p>')
        made = _choose(text, totals)
    right = made.found.right
    box.picture.html(_block(text, made))
    of = text.say("number_traces", records=right.n)
    frame.number(box, f"{right.numerator:,}", of)
    said = text.say(
        "sentence_traces",
        baseline=made.found.baseline.numerator,
        unique=made.found.unique.numerator,
        people=made.people,
    )
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, f"{right.numerator:,} {of}. {said}", focus=(".st-key-ni-published",))
    share = f"scene.recoveries[{totals.recoveries.index(made)}].found.right"
    code = part_recipe("totals", visit.code, visit.scene, f"{share}.numerator", f"{share}.n")
    frame.below(visit, text, _how(text, made), _table(text, totals), revealed=True, code=code)


def _choose(text: words.Words, totals: "Totals") -> "Recovery":
    ways = [made.how for made in totals.recoveries]
    how = choose(text["published"], "published", ways, ways[0], lambda value: text[f"published.{value}"])
    return totals.recoveries[ways.index(how)]


def _block(text: words.Words, made: "Recovery") -> str:
    from nullisland.lesson.blocks import blocks

    right = made.found.right
    figures = (right.numerator, right.rest)
    kinds = zip(("right", "none"), blocks(figures, _SQUARES), figures, strict=True)
    parts = [Part(kind, marks, text.say(f"traced.{kind}", count=count)) for kind, marks, count in kinds]
    label = text.say("traces_twin", right=right.numerator, records=right.n)
    note = text.say("traces_note", each=f"{each(right.n, _SQUARES):.3g}")
    return waffle(parts, columns=20, label=label, note=note)


def _how(text: words.Words, made: "Recovery") -> str:
    rows = {row["id"]: row for row in read_table("published.csv")}
    low, high = (f"{per_hundred(float(rows[key]['value'])):.0f}" for key in _PUBLISHED)
    return text.say("how_traces", people=made.people, days=made.days, low=low, high=high)


def _table(text: words.Words, totals: "Totals") -> str:
    head = [text[f"table.{key}"] for key in ("published", "traced", "by_lot", "half")]
    rows = []
    for made in totals.recoveries:
        found = (made.found.right, made.found.baseline, made.found.unique)
        rows.append([text[f"published.{made.how}"], *(f"{share.numerator:,}" for share in found)])
    return table(head, rows, text["table.traces"])
