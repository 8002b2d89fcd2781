"""Scene 4, the end: one guess about twenty people, and leaving the clinics out as one thing that helps."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.address import choose
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waffle import Part, waffle

if TYPE_CHECKING:
    from nullisland.lesson.shown import Shown

__all__ = ["show"]

_LEFT: Final = "left"
_WAYS: Final = ("shown", _LEFT)


def show(visit: Visit, text: words.Words, shown: "Shown") -> None:
    """Who lost a secret, who got a label that is not true; at the end, what is left when clinics are left out."""
    people, left = len(shown.guessed), False
    helps = visit.step == "help"
    box = frame.open_frame(
        visit, text["question.help"] if helps else text.say("question.harm", people=people)
    )
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text[f"act_{visit.step}"])}</p>')
        if helps:
            way = choose(text["clinics"], "clinics", _WAYS, _LEFT, lambda value: text[f"clinics.{value}"])
            left = way == _LEFT
    harm = shown.harm(left_out=left)
    parts = [
        Part("right", harm.secrets, text.say("harm.right", count=harm.secrets)),
        Part("wrong", harm.wrong, text.say("harm.wrong", count=harm.wrong)),
        Part("none", harm.none, text.say("harm.none", count=harm.none)),
    ]
    label = text.say("harm_twin", secrets=harm.secrets, wrong=harm.wrong, people=people)
    box.picture.html(waffle(parts, columns=10, label=label, note=text["harm_note"], dots=True))
    of = text.say("number_harm", people=people)
    frame.number(box, f"{harm.harmed}", of)
    if left:
        said = text.say("sentence_left", gone=shown.left_out, records=shown.records)
    else:
        said = text.say("sentence_harm", secrets=harm.secrets, wrong=harm.wrong, people=people)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(
        visit, f"{harm.harmed} {of}. {said}", focus=(".st-key-ni-clinics" if helps else ".st-key-ni-next",)
    )
    from nullisland.lesson.shown import DAYS, LEFT_OUT_M

    number = f"scene.harm(left_out={left}).harmed"
    code = part_recipe("shown", visit.code, visit.scene, number, "len(scene.guessed)")
    how = text.say("how_help", metres=LEFT_OUT_M) if helps else text.say("how_harm", people=people, days=DAYS)
    frame.below(visit, text, how, _table(text, shown), revealed=True, code=code)


def _table(text: words.Words, shown: "Shown") -> str:
    rows = [[text[f"reason.{reason}"], str(count)] for reason, count in shown.people_by_reason]
    return table([text["table.reason"], text["table.people"]], rows, text["table.harm"])
