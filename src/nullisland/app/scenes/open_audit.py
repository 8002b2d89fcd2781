"""The open database, second half: audit a watch rule, then what one remedy leaves behind."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
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
        error = _control("error", text["error"], {key: text[f"error.{key}"] for key in _ERRORS}, _SHIPPED)
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
    frame.below(visit, text, how, _audit_table(scene, rule, text), revealed=False)


def _help(visit: Visit, text: words.Words, scene: "OpenScene") -> None:
    box = frame.open_frame(visit, text["question.help"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["lead.help"])}</p>')
        remedies = {key: text[f"remedy.{key}"] for key in _REMEDIES}
        remedy = _control("remedy", text["remedy"], remedies, "none")
        rule = _rule(text)
    left = {name: scene.left[rule, name] for name in _REMEDIES}
    box.picture.html(remedies_picture(left, remedy, text))
    frame.number(box, f"{left[remedy].listed:,}", text.say("number.help", people=scene.people))
    said = text[f"limit.{remedy}"]
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    spoken = f"{left[remedy].listed:,} {text.say('number.help', people=scene.people)} {said}"
    frame.announce(visit, spoken, focus=(".st-key-ni-remedy",))
    frame.below(visit, text, text["how.help"], revealed=True)


def _rule(text: words.Words) -> str:
    rule = _control("rule", text["rule"], {key: text[f"rule.{key}"] for key in _RULES}, "hall")
    st.html(f'<p class="ni-quiet">{escape(text["such"])}</p>')
    return rule


def _control(name: str, label: str, options: dict[str, str], start: str) -> str:
    """One choice; it stands in the address, so that a link reproduces it."""
    asked = st.query_params.get(name, "")
    now = asked if asked in options else start
    with st.container(key=f"ni-{name}"):
        chosen = st.pills(
            label,
            list(options),
            default=now,
            required=True,
            format_func=lambda key: options[key],
            key=f"ni-choice-{name}",
            on_change=_note,
            args=(name,),
        )
    return chosen or now


def _note(name: str) -> None:
    """Callback: put the choice into the address."""
    st.query_params[name] = str(st.session_state[f"ni-choice-{name}"])


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
