"""The controls of the sandbox; all of them stand in the address."""

from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import numbers, words
from nullisland.app.address import asked, choose, note, number, showing, write
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson.sandbox import Setting

__all__ = ["asked_defence", "controls"]

_SITES: Final = "sites"
_SET: Final = "set"
_NONE: Final = "none"
_KNOWN: Final = 4


def controls(visit: Visit, text: words.Words) -> "tuple[Setting, int]":
    """Island, defence, sensor, squares, slots, codes, knowledge, and the planner's question by its number."""
    from nullisland.lesson.sandbox import CELLS, POLICIES, SLOTS, Setting
    from nullisland.model.records import SENSORS

    st.text_input(text["island"], key=showing("island", visit.code), on_change=_go)
    defence = _defence(text)
    sensors = SENSORS if defence is None else SENSORS[:1]
    sensor = _pick(text["sensor"], "sensor", {name: text[f"sensor.{name}"] for name in sensors})
    if defence is not None:
        _fixed(text, defence)
        known, task = _knowledge(text)
        return Setting(n_known=known, defence=defence), task
    cells = (
        {str(cell): text[f"place.{cell}"] for cell in CELLS}
        if sensor == "gps"
        else {_SITES: text["place.sites"]}
    )
    cell = _pick(text["place"], "cell", cells)
    slot = _pick(text["time"], "slot", {str(slot): text[f"time.{slot}"] for slot in SLOTS})
    policy = _pick(text["codes"], "codes", {name: text[f"codes.{name}"] for name in POLICIES})
    square = CELLS[0] if cell == _SITES else int(cell)
    known, task = _knowledge(text)
    return Setting(sensor, square, int(slot), policy, known), task


def asked_defence() -> tuple[str, int] | None:
    """The defence of the address; None for none, and for nonsense."""
    from nullisland.lesson.defend import ALL_CARDS, STRENGTHS

    card, _, how = asked("defence").rpartition("-")
    known = card in ALL_CARDS and how in [str(strength) for strength in STRENGTHS]
    return (card, int(how)) if known else None


def _defence(text: words.Words) -> tuple[str, int] | None:
    """No defence, or one of the cards of scene 5 at one of its strengths."""
    from nullisland.lesson.defend import ALL_CARDS, STRENGTHS

    cards = words.scene("defend")
    names = {_NONE: text["defence.none"]}
    for card in ALL_CARDS:
        for strength in STRENGTHS:
            names[f"{card}-{strength}"] = f"{cards[f'card.{card}']}, {cards[f'strength.{card}.{strength}']}"
    chosen = _select(text["defence"], "defence", names)
    if chosen == _NONE:
        return None
    card, how = chosen.rsplit("-", 1)
    return card, int(how)


def _fixed(text: words.Words, defence: tuple[str, int]) -> None:
    """What the defence publishes, in the place of the controls that it fixes."""
    from nullisland.lesson.sandbox import fixed_by

    labels = {"cell": "place", "slot": "time", "codes": "codes"}
    for (name, label), value in zip(labels.items(), fixed_by(*defence), strict=True):
        known = {_SET: text["set"]} if value is None else {str(value): text[f"{label}.{value}"]}
        _pick(text[label], name, known)


def _knowledge(text: words.Words) -> tuple[int, int]:
    """How many records are known, and what the release should be useful for."""
    from nullisland.lesson.sandbox import MOST_KNOWN
    from nullisland.measure.utility import TASKS

    with st.container(key="ni-ends", horizontal=True):
        known = number(text["known"], "known", 1, MOST_KNOWN, _KNOWN)
        cards = words.scene("defend")
        tasks = {task.name: cards[f"task.{task.name}"] for task in TASKS}
        chosen = _select(text["task"], "task", tasks)
    return known, list(tasks).index(chosen)


def _select(label: str, key: str, names: dict[str, str]) -> str:
    """One of many, by name; what the address says under `key`, else the first."""
    now = asked(key) if asked(key) in names else next(iter(names))
    st.selectbox(
        label,
        tuple(names),
        format_func=lambda name: names[name],
        key=showing(key, now),
        on_change=note,
        args=(key,),
    )
    return now


def _pick(label: str, key: str, options: dict[str, str]) -> str:
    return choose(label, key, tuple(options), next(iter(options)), lambda value: options[value])


def _go() -> None:
    """Callback: another island, by the one code it has; the other controls stay."""
    write({"code": numbers.canonical(st.session_state["ni-island"].strip())})
