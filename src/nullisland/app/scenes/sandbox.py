"""The sandbox: every control at once, a link that holds them all, and the code that makes the numbers."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import charts, frame, numbers, words
from nullisland.app.address import choose, note
from nullisland.app.recipes import Recipe, recipe
from nullisland.app.scenes import defend_cards
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson.sandbox import Setting, Tried

__all__ = ["show"]

_SITES: Final = "sites"
_SET: Final = "set"
_NONE: Final = "none"


def show(visit: Visit) -> None:
    """Draw the one step of the sandbox."""
    if numbers.part(visit.code, "sandbox") is None:
        wait(visit, "sandbox")
        return
    text = words.scene("sandbox")
    box = frame.open_frame(visit, text["question"])
    with box.predict:
        setting = _controls(visit, text)
    with box.sentence, st.spinner(text["counting"]):
        made = numbers.tried(visit.code, setting)
    if made is None:
        _still_computing(box, visit, text)
        return
    known = min(setting.n_known, len(made.curve))
    alone = made.curve[known - 1]
    plain = None if setting.defence is None else numbers.begin(visit.code).lesson
    beside = None if plain is None else (plain.curve, text["chart_without"])
    with box.picture:
        labels = charts.Labels(text["chart_x"], text["chart_y"], text["chart_here"])
        charts.draw(charts.known_chart(made.curve, labels, known, beside), key="ni-chart-sandbox")
    of = text.say("number_fixed" if setting.policy == "fixed" else "number_codes", n=alone.n, known=known)
    frame.number(box, f"{alone.numerator:,}", of)
    said = _said(text, setting, made)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=False)
    frame.announce(visit, f"{alone.numerator:,} {of}. {said}", focus=(".st-key-ni-sensor",))
    how = "how" if setting.defence is None else "how_defence"
    low, high = _hundred(alone.low), _hundred(alone.high)
    told = text.say(how, low=low, high=high, codes=made.codes)
    code = _recipe(visit, setting, len(made.curve))
    frame.below(visit, text, told, _table(text, made, beside), revealed=True, code=code)


def _still_computing(box: frame.Frame, visit: Visit, text: words.Words) -> None:
    """The frame while this attempt is made in the background: the bar stands where the picture will."""
    frame.number(box, None, text["number_waiting"])
    with box.picture:
        defend_cards.computing(visit.code, words.scene("defend"))
    frame.sentence(box, text["waiting"])
    frame.stepper(box, visit, main=False)
    frame.announce(visit, text["waiting"], focus=(".st-key-ni-sensor",), part="waiting")


def _controls(visit: Visit, text: words.Words) -> "Setting":
    """Island, defence, sensor, squares, slots, codes and knowledge; all of them stand in the address."""
    from nullisland.lesson.sandbox import CELLS, MOST_KNOWN, POLICIES, SLOTS, Setting
    from nullisland.model.records import SENSORS

    st.text_input(text["island"], visit.code, key="ni-island", on_change=_go)
    defence = _defence(text)
    sensors = SENSORS if defence is None else SENSORS[:1]
    sensor = _pick(text["sensor"], "sensor", {name: text[f"sensor.{name}"] for name in sensors})
    if defence is not None:
        fixed = {_SET: text["set"]}
        for name in ("cell", "slot", "codes"):
            _pick(text[{"cell": "place", "slot": "time", "codes": "codes"}[name]], name, fixed)
        return Setting(n_known=_known(text, MOST_KNOWN), defence=defence)
    cells = (
        {str(cell): text[f"place.{cell}"] for cell in CELLS}
        if sensor == "gps"
        else {_SITES: text["place.sites"]}
    )
    cell = _pick(text["place"], "cell", cells)
    slot = _pick(text["time"], "slot", {str(slot): text[f"time.{slot}"] for slot in SLOTS})
    policy = _pick(text["codes"], "codes", {name: text[f"codes.{name}"] for name in POLICIES})
    square = CELLS[0] if cell == _SITES else int(cell)
    return Setting(sensor, square, int(slot), policy, _known(text, MOST_KNOWN))


def _known(text: words.Words, most: int) -> int:
    """How many records are known."""
    asked = st.query_params.get("known", "")
    before = int(asked) if asked.isdigit() and 1 <= int(asked) <= most else 4
    return int(
        st.number_input(text["known"], 1, most, before, 1, key="ni-known", on_change=note, args=("known",))
    )


def _defence(text: words.Words) -> tuple[str, int] | None:
    """No defence, or one of the cards of scene 5 at one of its strengths."""
    from nullisland.lesson.defend import ALL_CARDS, STRENGTHS

    cards = words.scene("defend")
    names = {_NONE: text["defence.none"]}
    for card in ALL_CARDS:
        for strength in STRENGTHS:
            names[f"{card}-{strength}"] = f"{cards[f'card.{card}']}, {cards[f'strength.{card}.{strength}']}"
    asked = st.query_params.get("defence", _NONE)
    before = list(names).index(asked) if asked in names else 0
    chosen = st.selectbox(
        text["defence"],
        tuple(names),
        index=before,
        format_func=lambda name: names[name],
        key="ni-defence",
        on_change=note,
        args=("defence",),
    )
    if chosen == _NONE:
        return None
    card, how = chosen.rsplit("-", 1)
    return card, int(how)


def _pick(label: str, key: str, options: dict[str, str]) -> str:
    return choose(label, key, tuple(options), next(iter(options)), lambda value: options[value])


def _go() -> None:
    """Callback: another island; the other controls stay."""
    st.query_params["code"] = st.session_state["ni-island"].strip()


def _said(text: words.Words, setting: "Setting", made: "Tried") -> str:
    if made.stops_right is None:
        return text["sentence_sites" if setting.defence is None else "sentence_nothing"]
    key = "sentence" if setting.defence is None else "sentence_defence"
    return text.say(key, stops=made.stops_right, asked=made.stops_asked)


def _hundred(share: float) -> str:
    return f"{100 * share:.1f}"


def _recipe(visit: Visit, setting: "Setting", most: int) -> Recipe:
    """Ten lines of Python and one command, with every control of the screen."""
    from nullisland.model import Scenario

    known = min(setting.n_known, most)
    if setting.defence is not None:
        card, strength = setting.defence
        command = f"lesson {{code}} --card {card} --strength {strength} --known {known}"
        return recipe("sandbox_defence", visit.code, command, card=card, strength=strength, known=known)
    island = Scenario.from_code(visit.code)
    squares = f", cell_m={setting.cell_m}" if setting.sensor == "gps" else ""
    flag = f" --cell-m {setting.cell_m}" if setting.sensor == "gps" else ""
    command = (
        f"uniqueness --people {island.people} --days {island.days} --seed {island.seed} --sensor {setting.sensor}"
        f"{flag} --slot-min {setting.slot_min} --policy {setting.policy} --points 1-{most}"
    )
    return recipe(
        "sandbox",
        visit.code,
        command,
        sensor=setting.sensor,
        squares=squares,
        slot_min=setting.slot_min,
        policy=setting.policy,
        most=most,
        known=known,
    )


def _table(text: words.Words, made: "Tried", beside: object) -> str:
    """The curve as a table; with a defence, the curve without one beside it."""
    head = [text[f"table.{key}"] for key in ("known", "share", "low", "high")]
    rows = [
        [str(i), *(_hundred(value) for value in (e.value, e.low, e.high))]
        for i, e in enumerate(made.curve, start=1)
    ]
    if isinstance(beside, tuple):
        head.append(text["chart_without"])
        for row, e in zip(rows, beside[0], strict=False):
            row.append(_hundred(e.value))
    return table(head, rows, text.say("table.caption", n=escape(f"{made.curve[0].n:,}")))
