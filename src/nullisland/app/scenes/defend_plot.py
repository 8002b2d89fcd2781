"""Scene 5: attempts as dots, singled out against useful, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nullisland.app import numbers, words
from nullisland.app.plot import Axes, Dot, plot
from nullisland.app.tables import table

if TYPE_CHECKING:
    from nullisland.lesson import Lesson
    from nullisland.lesson.defend import Attempt

__all__ = ["State", "draw", "table_of"]


@dataclass(frozen=True, slots=True)
class State:
    """What there is to show: attempts made so far, the lesson, and the card that was guessed (5: none)."""

    made: "Mapping[tuple[str, int], Attempt]"
    lesson: "Lesson"
    guess: int | None


def draw(
    text: words.Words,
    state: State,
    task: int,
    *,
    tried: Sequence[tuple[str, int]],
    now: "Attempt | None" = None,
    best: "Sequence[Attempt]" = (),
) -> str:
    """The chart: what was tried, the attempt of now with its simple attack, or the frontier of all."""
    from nullisland.lesson.defend import useful

    dots, line = [], []
    if task == 0:
        share = 100 * state.lesson.singled_out.value
        dots.append(Dot(x=share, y=100 * _stops_before(state), role="crowd", label=text["start"]))
    for key in tried:
        one = state.made.get(key)
        y = None if one is None else useful(one, task)
        if one is not None and y is not None and one is not now and one not in best:
            dots.append(Dot(x=100 * one.share, y=100 * y, role="crowd"))
    for i, one in enumerate(best, start=1):
        at = 100 * one.share, 100 * (useful(one, task) or 0.0)
        line.append(at)
        dots.append(Dot(x=at[0], y=at[1], role="truth", inside=str(i)))
    guessed = _guessed(state, task) if best else None
    if guessed is not None:
        dots.append(Dot(x=guessed[0], y=guessed[1], role="guess", label=text["guess"]))
    if now is not None:
        dots += _now(text, now, task)
    return plot(dots, _axes(text, task), _sentence(text, now, best), line)


def _now(text: words.Words, now: "Attempt", task: int) -> list[Dot]:
    from nullisland.lesson.defend import useful

    y = useful(now, task)
    if y is None:
        return []
    dots = []
    if now.naive != now.singled_out:
        dots.append(Dot(x=100 * now.naive / now.people, y=100 * y, role="claim", label=text["simple"]))
    return [*dots, Dot(x=100 * now.share, y=100 * y, role="truth", label=_name(text, now))]


def _name(text: words.Words, one: "Attempt") -> str:
    return f"{text[f'card.{one.card}']}, {text[f'strength.{one.card}.{one.strength}']}"


def _stops_before(state: State) -> float:
    """Share of the busiest stops that the release without a defence gets right; counted once an island."""
    lesson = state.lesson
    exact = numbers.precision(lesson.code, lesson.grid.cell_m, lesson.slot_min)
    return exact.stops_right / max(exact.stops_asked, 1)


def _guessed(state: State, task: int) -> tuple[float, float] | None:
    """Where the guessed card stands at its middle strength."""
    from nullisland.lesson.defend import CARDS, useful

    if state.guess is None or state.guess >= len(CARDS):
        return None
    one = state.made.get((CARDS[state.guess], 1))
    y = None if one is None else useful(one, task)
    return None if one is None or y is None else (100 * one.share, 100 * y)


def _axes(text: words.Words, task: int) -> Axes:
    from nullisland.lesson.defend import GOAL_SHARE, GOAL_STOPS
    from nullisland.measure.utility import TASKS

    name, unit = text[f"task.{TASKS[task].name}"], TASKS[task].unit
    hundred = ["0", "25", "50", "75", "100"]
    if unit.startswith("right"):
        y, ticks = text.say("axis.y.right", task=name), ["0", "2", "4", "6", "8", "10"]
        goal = (0.0, 100 * GOAL_SHARE, 10.0 * GOAL_STOPS, 100.0, text["goal"])
    elif unit == "same or not":
        y, ticks, goal = text.say("axis.y.same", task=name), ["", ""], None
    else:
        y, ticks, goal = text.say("axis.y.error", task=name), hundred[::-1], None
    return Axes(x=text["axis.x"], y=y, x_ticks=hundred, y_ticks=ticks, goal=goal)


def _sentence(text: words.Words, now: "Attempt | None", best: "Sequence[Attempt]") -> str:
    named = [now] if now is not None else list(best)
    if not named:
        return text["question.predict"]
    return "; ".join(
        text.say(
            "frontier.item",
            card=text[f"card.{one.card}"],
            strength=text[f"strength.{one.card}.{one.strength}"],
            share=f"{100 * one.share:.1f}",
        )
        for one in named
    )


def table_of(text: words.Words, state: State, task: int) -> str:
    """Every attempt made so far as a real table."""
    from nullisland.lesson.defend import ALL_CARDS, useful

    people = state.lesson.singled_out.n
    head = [
        text["table.card"],
        text.say("table.singled", people=people),
        text["table.simple"],
        text["table.attack"],
        text["table.useful"],
        text["table.badge"],
    ]
    rows = []
    for card, strength in sorted(state.made, key=lambda key: (ALL_CARDS.index(key[0]), key[1])):
        one = state.made[card, strength]
        use = useful(one, task)
        rows.append(
            [
                _name(text, one),
                f"{one.singled_out:,}",
                f"{one.naive:,}",
                text[f"attack.{one.attack}"],
                text["unknown"] if use is None else f"{100 * use:.0f}",
                "" if one.k is None else str(one.k),
            ]
        )
    return table(head, rows)
