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

_WAYS: Final = ("shown", "left")


def show(visit: Visit, text: words.Words, shown: "Shown") -> None:
    """Who lost a secret, who got a label that is not true; and what is left when clinics are left out."""
    people = len(shown.guessed)
    box = frame.open_frame(visit, text.say("question.harm", people=people))
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_harm"])}</p>')
        way = choose(text["clinics"], "clinics", _WAYS, _WAYS[0], lambda value: text[f"clinics.{value}"])
        left = way == "left"
    secrets = 0 if left else shown.secrets
    wrong = 0 if left else people - shown.secrets
    parts = [
        Part("right", secrets, text.say("harm.right", count=secrets)),
        Part("wrong", wrong, text.say("harm.wrong", count=wrong)),
        Part("none", people - secrets - wrong, text.say("harm.none", count=people - secrets - wrong)),
    ]
    label = text.say("harm_twin", secrets=secrets, wrong=wrong, people=people)
    box.picture.html(waffle(parts, columns=10, label=label, note=text["harm_note"], dots=True))
    of = text.say("number_harm", people=people)
    frame.number(box, f"{secrets + wrong}", of)
    if left:
        said = text.say("sentence_left", gone=shown.left_out, records=shown.records)
    else:
        said = text.say("sentence_harm", secrets=secrets, wrong=wrong, people=people)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, f"{secrets + wrong} {of}. {said}", focus=(".st-key-ni-clinics",))
    from nullisland.lesson.shown import LEFT_OUT_M

    both = ("len(scene.guessed)", "len(scene.guessed)")
    code = None if left else part_recipe("shown", visit.code, visit.scene, *both)
    how = text.say("how_harm", metres=LEFT_OUT_M)
    frame.below(visit, text, how, _table(text, shown), revealed=True, code=code)


def _table(text: words.Words, shown: "Shown") -> str:
    rows = [[text[f"reason.{reason}"], str(count)] for reason, count in shown.people_by_reason]
    return table([text["table.reason"], text["table.people"]], rows, text["table.harm"])
