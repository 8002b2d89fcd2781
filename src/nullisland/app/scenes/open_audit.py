"""The open database, second half: audit a watch rule, then what one remedy leaves behind."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.address import choose
from nullisland.app.recipes import open_recipe
from nullisland.app.scenes.open_pictures import reasons_picture, remedies_picture
from nullisland.app.tables import table
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.opendb.scene import OpenScene

__all__ = ["show"]

_RULES: Final = ("hall", "two")
_ERRORS: Final = ("0", "1", "5")
_SHIPPED: Final = "1"
_REMEDIES: Final = ("none", "retention", "nameless", "no_camera", "access")


def show(visit: Visit, text: words.Words, scene: "OpenScene") -> None:
    """Draw the step of the address."""
    _audit(visit, text, scene) if visit.step == "audit" else _help(visit, text, scene)


def _audit(visit: Visit, text: words.Words, scene: "OpenScene") -> None:
    box = frame.open_frame(visit, text["question.audit"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text.say("lead.audit", vendor=text["vendor"]))}</p>')
        rule = _rule(text)
        error = choose(
            text["error"], "error", _ERRORS, _SHIPPED, lambda key: text[f"error.{key}"], pills=True
        )
    chosen, perfect = scene.audits[rule, int(error)], scene.audits[rule, 0]
    box.picture.html(reasons_picture(chosen, text))
    frame.number(box, f"{chosen.listed:,}", text.say("number.audit", people=scene.people))
    past = chosen.by_reason[2]
    said = text.say("sentence.audit", perfect=perfect.listed, past=past, listed=chosen.listed)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    spoken = f"{chosen.listed:,} {text.say('number.audit', people=scene.people)} {said}"
    frame.announce(visit, spoken, focus=(".st-key-ni-rule",))
    how = text.say(
        "how.audit",
        rows=chosen.rows,
        week=scene.week_rows,
        wrong=chosen.wrong,
        gained=chosen.gained,
        lost=chosen.lost,
    )
    code = open_recipe(visit.code, f"scene.audits[{rule!r}, {error}].listed", "scene.people")
    frame.below(visit, text, how, _audit_table(scene, rule, text), revealed=False, code=code)


def _help(visit: Visit, text: words.Words, scene: "OpenScene") -> None:
    box = frame.open_frame(visit, text["question.help"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["lead.help"])}</p>')
        remedy = choose(
            text["remedy"], "remedy", _REMEDIES, "none", lambda key: text[f"remedy.{key}"], pills=True
        )
        rule = _rule(text)
    left = {name: scene.left[rule, name] for name in _REMEDIES}
    box.picture.html(remedies_picture(left, remedy, text))
    frame.number(box, f"{left[remedy].listed:,}", text.say("number.help", people=scene.people))
    said = text[f"limit.{remedy}"]
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    spoken = f"{left[remedy].listed:,} {text.say('number.help', people=scene.people)} {said}"
    frame.announce(visit, spoken, focus=(".st-key-ni-remedy",))
    code = open_recipe(visit.code, f"scene.left[{rule!r}, {remedy!r}].listed", "scene.people")
    frame.below(visit, text, text["how.help"], revealed=True, code=code)


def _rule(text: words.Words) -> str:
    rule = choose(text["rule"], "rule", _RULES, "hall", lambda key: text[f"rule.{key}"], pills=True)
    st.html(f'<p class="ni-quiet">{escape(text["such"])}</p>')
    return rule


def _audit_table(scene: "OpenScene", rule: str, text: words.Words) -> str:
    """The same list at each camera error."""
    head = [
        text["error"],
        *(text[f"why.{reason}"] for reason in ("own", "work", "past", "never")),
        text["sum"],
    ]
    rows = []
    for error in _ERRORS:
        audit = scene.audits[rule, int(error)]
        rows.append([text[f"error.{error}"], *(f"{n:,}" for n in (*audit.by_reason, audit.listed))])
    return table(head, rows, text["table.audit"])
