"""The sandbox: every control at once, a link that holds them all, and the code that makes the numbers."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import charts, frame, numbers, words
from nullisland.app.address import choose, note
from nullisland.app.recipes import Recipe, recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson.sandbox import Setting, Tried

__all__ = ["show"]

_SITES: Final = "sites"


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
    known = min(setting.n_known, len(made.curve))
    alone = made.curve[known - 1]
    with box.picture:
        labels = charts.Labels(text["chart_x"], text["chart_y"], text["chart_here"])
        chart = charts.uniqueness_chart(made.curve, labels, shown=True, guess=None, published=())
        charts.draw(chart, key="ni-chart-sandbox")
    of = text.say("number_fixed" if setting.policy == "fixed" else "number_codes", n=alone.n, known=known)
    frame.number(box, f"{alone.numerator:,}", of)
    said = _said(text, made)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=False)
    frame.announce(visit, f"{alone.numerator:,} {of}. {said}", focus=(".st-key-ni-sensor",))
    how = text.say("how", low=_hundred(alone.low), high=_hundred(alone.high), codes=made.codes)
    frame.below(
        visit, text, how, _table(text, made), revealed=True, code=_recipe(visit, setting, len(made.curve))
    )


def _controls(visit: Visit, text: words.Words) -> "Setting":
    """Island, sensor, squares, slots, codes and knowledge; all of them stand in the address."""
    from nullisland.lesson.sandbox import CELLS, MOST_KNOWN, POLICIES, SLOTS, Setting
    from nullisland.model.records import SENSORS

    st.text_input(text["island"], visit.code, key="ni-island", on_change=_go)
    sensor = _pick(text["sensor"], "sensor", {name: text[f"sensor.{name}"] for name in SENSORS})
    cells = (
        {str(cell): text[f"place.{cell}"] for cell in CELLS}
        if sensor == "gps"
        else {_SITES: text["place.sites"]}
    )
    cell = _pick(text["place"], "cell", cells)
    slot = _pick(text["time"], "slot", {str(slot): text[f"time.{slot}"] for slot in SLOTS})
    policy = _pick(text["codes"], "codes", {name: text[f"codes.{name}"] for name in POLICIES})
    asked = st.query_params.get("known", "")
    before = int(asked) if asked.isdigit() and 1 <= int(asked) <= MOST_KNOWN else Setting().n_known
    known = st.number_input(
        text["known"], 1, MOST_KNOWN, before, 1, key="ni-known", on_change=note, args=("known",)
    )
    return Setting(sensor, CELLS[0] if cell == _SITES else int(cell), int(slot), policy, int(known))


def _pick(label: str, key: str, options: dict[str, str]) -> str:
    return choose(label, key, tuple(options), next(iter(options)), lambda value: options[value])


def _go() -> None:
    """Callback: another island; the other controls stay."""
    st.query_params["code"] = st.session_state["ni-island"].strip()


def _said(text: words.Words, made: "Tried") -> str:
    if made.stops_right is None:
        return text["sentence_sites"]
    return text.say("sentence", stops=made.stops_right, asked=made.stops_asked)


def _hundred(share: float) -> str:
    return f"{100 * share:.1f}"


def _recipe(visit: Visit, setting: "Setting", most: int) -> Recipe:
    """Ten lines of Python and one command, with every control of the screen."""
    from nullisland.model import Scenario

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
        known=min(setting.n_known, most),
    )


def _table(text: words.Words, made: "Tried") -> str:
    head = [text[f"table.{key}"] for key in ("known", "share", "low", "high")]
    rows = [
        [str(i), *(_hundred(value) for value in (e.value, e.low, e.high))]
        for i, e in enumerate(made.curve, start=1)
    ]
    return table(head, rows, text.say("table.caption", n=escape(f"{made.curve[0].n:,}")))
