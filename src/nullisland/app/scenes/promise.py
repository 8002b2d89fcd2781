"""Scene 7, the end: counts with noise, and epsilon as odds."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import choose
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
    box = frame.open_frame(visit, text["question.promise"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_promise"])}</p>')
        made = _choose(visit, text)
    right, wrong = made.right_of_100, made.wrong_of_100
    parts = [
        Part("right", right, text.say("odds.right", count=right)),
        Part("wrong", wrong, text.say("odds.wrong", count=wrong)),
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

    shown = [f"{epsilon:g}" for epsilon in EPSILONS]
    epsilon = choose(text["epsilon"], "epsilon", shown, _START["epsilon"])
    unit = choose(text["unit"], "unit", tuple(_UNITS), _START["unit"], lambda key: text[f"unit.{key}"])
    releases = choose(text["releases"], "releases", [str(n) for n in SHARED], _START["releases"])
    made: Promise = numbers.part(visit.code, "totals").promise(_UNITS[unit], float(epsilon), int(releases))
    return made


def _key_of(unit: str) -> str:
    return next(key for key, name in _UNITS.items() if name == unit)


def _table(visit: Visit, text: words.Words) -> str:
    head = [text[f"table.{key}"] for key in ("unit", "epsilon", "releases", "odds", "error", "fullest")]
    rows = []
    for made in numbers.part(visit.code, "totals").promises:
        unit = text[f"unit.{_key_of(made.unit)}"]
        figures = (f"{made.epsilon:g}", made.releases, made.right_of_100, f"{made.typical_error:,.0f}")
        rows.append([unit, *(str(figure) for figure in figures), f"{made.fullest_right}"])
    return table(head, rows, text["table.promises"])
