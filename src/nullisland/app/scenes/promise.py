"""Scene 7, the end: counts with noise, and epsilon as odds."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waffle import Part, waffle

if TYPE_CHECKING:
    from nullisland.lesson.promises import Promise

__all__ = ["show"]

_START: Final = {"epsilon": "1", "unit": "day", "releases": "1"}
_UNITS: Final = {"visit": "one visit", "day": "one person-day", "person": "one person"}


def show(visit: Visit, text: words.Words) -> None:
    """Choose epsilon, what is protected and how many releases share the budget; see 100 attackers."""
    from nullisland.lesson.promises import odds

    box = frame.open_frame(visit, text["question.promise"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_promise"])}</p>')
        made = _choose(visit, text)
    right = odds(made.epsilon)
    parts = [
        Part("right", right, text.say("odds.right", count=right)),
        Part("wrong", 100 - right, text.say("odds.wrong", count=100 - right)),
    ]
    epsilon = f"{made.epsilon:g}"
    label = text.say("odds_twin", epsilon=epsilon, right=right)
    box.picture.html(waffle(parts, columns=20, label=label, note=text["odds_note"], dots=True))
    of = text["number_odds"]
    frame.number(box, str(right), of)
    said = text.say(
        f"sentence_{'one' if made.releases == 1 else 'several'}",
        unit=text[f"protected.{_key_of(made.unit)}"],
        releases=made.releases,
        error=round(made.typical_error),
        fullest=made.fullest_right,
        asked=made.fullest_asked,
    )
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, f"{right} {of}. {said}", focus=(".st-key-ni-epsilon",))
    setting = f"scene.promise({made.unit!r}, {made.epsilon}, {made.releases})"
    code = part_recipe("totals", visit.code, visit.scene, f"{setting}.right_of_100", "100")
    frame.below(visit, text, text["how_promise"], _table(visit, text), revealed=True, code=code)


def _choose(visit: Visit, text: words.Words) -> "Promise":
    """The three controls; all of them stand in the address."""
    from nullisland.lesson.promises import EPSILONS, SHARED

    epsilon = _control(text["epsilon"], "epsilon", {f"{e:g}": f"{e:g}" for e in EPSILONS})
    unit = _control(text["unit"], "unit", {key: text[f"unit.{key}"] for key in _UNITS})
    releases = _control(text["releases"], "releases", {str(n): str(n) for n in SHARED})
    made: Promise = numbers.part(visit.code, "totals").promise(_UNITS[unit], float(epsilon), int(releases))
    return made


def _control(label: str, key: str, options: dict[str, str]) -> str:
    asked = st.query_params.get(key, "")
    now = asked if asked in options else _START[key]
    chosen = st.segmented_control(
        label,
        tuple(options),
        default=now,
        required=True,
        format_func=lambda value: options[value],
        key=f"ni-{key}",
        on_change=_note,
        args=(key,),
    )
    return now if chosen is None else str(chosen)


def _note(key: str) -> None:
    st.query_params[key] = str(st.session_state[f"ni-{key}"])


def _key_of(unit: str) -> str:
    return next(key for key, name in _UNITS.items() if name == unit)


def _table(visit: Visit, text: words.Words) -> str:
    from nullisland.lesson.promises import odds

    head = [text[f"table.{key}"] for key in ("unit", "epsilon", "releases", "odds", "error", "fullest")]
    rows = []
    for made in numbers.part(visit.code, "totals").promises:
        unit = text[f"unit.{_key_of(made.unit)}"]
        figures = (f"{made.epsilon:g}", made.releases, odds(made.epsilon), f"{made.typical_error:,.0f}")
        rows.append([unit, *(str(figure) for figure in figures), f"{made.fullest_right}"])
    return table(head, rows, text["table.promises"])
