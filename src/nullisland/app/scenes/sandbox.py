"""The sandbox: every control at once, a link that holds them all, and the code that makes the numbers."""

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from nullisland.app import attempts, charts, frame, numbers, sandbox_numbers, words
from nullisland.app.recipes import Recipe, recipe
from nullisland.app.scenes import defend_cards, sandbox_controls
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import once_ready, wait
from nullisland.lesson.spoken import per_hundred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nullisland.lesson.sandbox import Setting, Tried
    from nullisland.measure.utility import Score
    from nullisland.model import Estimate

__all__ = ["show"]


def show(visit: Visit) -> None:
    """Draw the one step of the sandbox."""
    if not sandbox_numbers.there(visit.code, sandbox_controls.asked_defence()):
        wait(visit, "sandbox")
        return
    text = words.scene("sandbox")
    box = frame.open_frame(visit, text["question"])
    with box.predict:
        setting, task = sandbox_controls.controls(visit, text)
    with box.sentence, st.spinner(text["counting"]):
        made = sandbox_numbers.tried(visit.code, setting)
    if made is None:
        _still_computing(box, visit, text)
        return
    known, alone = made.alone(setting.n_known)
    plain = _without(visit, setting)
    beside = None if plain is None else (plain, text["chart_without"])
    with box.picture:
        labels = charts.Labels(text["chart_x"], text["chart_y"], text["chart_here"])
        charts.draw(charts.known_chart(made.curve, labels, known, beside), key="ni-chart-sandbox")
    of = text.say("number_fixed" if setting.policy == "fixed" else "number_codes", n=alone.n, known=known)
    frame.number(box, f"{alone.numerator:,}", of)
    said = _said(text, setting, made, task)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=False)
    frame.announce(visit, f"{alone.numerator:,} {of}. {said}", focus=(".st-key-ni-sensor",))
    tables = f"{_curve_table(text, made, plain)}{_planner_table(text, made)}"
    code = _recipe(visit, setting, task, len(made.curve))
    frame.below(visit, text, _how(visit, text, setting, made, alone), tables, revealed=True, code=code)


def _still_computing(box: frame.Frame, visit: Visit, text: words.Words) -> None:
    """The frame while this attempt is made in the background: the bar stands where the picture will."""
    failed = numbers.begin(visit.code).attempts_error is not None
    said = text["failed" if failed else "waiting"]
    frame.number(box, None, text["number_failed" if failed else "number_waiting"])
    with box.picture:
        defend_cards.computing(visit.code, words.scene("defend"))
    frame.sentence(box, said)
    frame.stepper(box, visit, main=False)
    frame.announce(visit, said, focus=(".st-key-ni-sensor",), part="" if failed else "waiting")


def _without(visit: Visit, setting: "Setting") -> "tuple[Estimate, ...] | None":
    """The curve without the defence, drawn beside it; while the island is still being made, the page runs again."""
    if setting.defence is None:
        return None
    lesson = numbers.begin(visit.code).lesson
    if lesson is None:
        once_ready(visit.code)
        return None
    return lesson.curve


def _said(text: words.Words, setting: "Setting", made: "Tried", task: int) -> str:
    """What the planner still gets right and, with a defence, what it promises."""
    planner = _answer(text, made.scores[task])
    if setting.defence is None:
        return text.say("sentence", planner=planner)
    if made.unit == "none":
        return text.say("sentence_defence", planner=planner)
    unit = made.unit.removeprefix("one ")
    promise = text.say(f"promise.{unit}", epsilon=f"{made.epsilon:.2g}")
    return text.say("sentence_promise", promise=promise, planner=planner)


def _answer(text: words.Words, score: "Score") -> str:
    """One answer of the planner as a sentence."""
    key = f"planner.{score.task}"
    if score.value is None:
        return text["planner.none"]
    if score.unit == "same or not":
        return text[f"{key}.{score}"]
    if score.unit.startswith("right"):
        return text.say(key, value=f"{score.value:.0f}", best=f"{score.best:.0f}")
    return text.say(key, value=f"{score.value:.0%}".removesuffix("%"))


def _how(visit: Visit, text: words.Words, setting: "Setting", made: "Tried", alone: "Estimate") -> str:
    how = "how" if setting.defence is None else "how_defence"
    told = text.say(how, low=_hundred(alone.low), high=_hundred(alone.high), codes=made.codes)
    if setting.defence is None:
        return told
    return f"{told}\n\n{text['shipped' if attempts.shipped_here(visit.code) else 'made_here']}"


def _hundred(share: float) -> str:
    return f"{per_hundred(share):.1f}"


def _recipe(visit: Visit, setting: "Setting", task: int, most: int) -> Recipe:
    """Ten lines of Python and one command, with every control of the screen."""
    from nullisland.measure.utility import TASKS
    from nullisland.model import Scenario

    known, asked = min(setting.n_known, most), {"task": TASKS[task].name, "at": task}
    if setting.defence is not None:
        card, strength = setting.defence
        command = f"lesson {{code}} --card {card} --strength {strength} --known {known}"
        return recipe(
            "sandbox_defence", visit.code, command, card=card, strength=strength, known=known, **asked
        )
    island = Scenario.from_code(visit.code)
    squares = f", cell_m={setting.cell_m}" if setting.sensor == "gps" else ""
    flag = f" --cell-m {setting.cell_m}" if setting.sensor == "gps" else ""
    command = (
        f"uniqueness --people {island.people} --days {island.days} --seed {island.seed} --sensor {setting.sensor}"
        f"{flag} --slot-min {setting.slot_min} --policy {setting.policy} --points 1-{most} --planner"
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
        **asked,
    )


def _curve_table(text: words.Words, made: "Tried", plain: "Sequence[Estimate] | None") -> str:
    """The curve as a table; with a defence, the curve without one beside it."""
    head = [text[f"table.{key}"] for key in ("known", "share", "low", "high")]
    rows = [
        [str(i), *(_hundred(value) for value in (e.value, e.low, e.high))]
        for i, e in enumerate(made.curve, start=1)
    ]
    if plain is not None:
        head.append(text["chart_without"])
        for row, e in zip(rows, plain, strict=False):
            row.append(_hundred(e.value))
    return table(head, rows, text.say("table.caption", n=escape(f"{made.curve[0].n:,}")))


def _planner_table(text: words.Words, made: "Tried") -> str:
    """Every question of the planner, the one that is chosen among them."""
    cards = words.scene("defend")
    rows = [[cards[f"task.{score.task}"], _answer(text, score)] for score in made.scores]
    return table([text["table.task"], text["table.value"]], rows, text["table.planner"])
