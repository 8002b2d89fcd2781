"""Scene 5: attempts as dots, singled out against useful, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nullisland.app import numbers, words
from nullisland.app.plot import Axes, Dot, plot
from nullisland.app.tables import table
from nullisland.lesson.spoken import per_hundred

if TYPE_CHECKING:
    from nullisland.lesson import Lesson
    from nullisland.lesson.defend import Attempt

__all__ = ["State", "draw", "table_of"]

_ORDER: Final = ("crowd", "truth", "guess", "claim")
"""Later marks lie above earlier ones."""


@dataclass(frozen=True, slots=True)
class State:
    """What there is to show: attempts made so far, the lesson, the card that was guessed (5: none), the large type."""

    made: "Mapping[tuple[str, int], Attempt]"
    lesson: "Lesson"
    guess: int | None
    wall: bool = False


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
    dots, line = [], []
    if task == 0:
        dots.append(_start(text, state))
    for key in tried:
        one = state.made.get(key)
        at = None if one is None else one.spot(task)
        if at is not None and one is not now and one not in best:
            dots.append(Dot(x=at[0], y=at[1], role="crowd"))
    for i, one in enumerate(best, start=1):
        at = one.spot(task)
        if at is not None:
            line.append(at)
            dots.append(Dot(x=at[0], y=at[1], role="truth", inside=str(i)))
    if best:
        dots.extend(_guessed(text, state, task, line))
    if now is not None:
        dots.extend(_now(text, now, task))
    dots.sort(key=lambda dot: _ORDER.index(dot.role))
    return plot(dots, _axes(text, task, wall=state.wall), _sentence(text, now, best), line)


def _now(text: words.Words, now: "Attempt", task: int) -> list[Dot]:
    at, simple = now.spot(task), now.naive_spot(task)
    if at is None or simple is None:
        return []
    truth = Dot(x=at[0], y=at[1], role="truth", label=_name(text, now))
    if now.naive == now.singled_out:
        return [truth]
    return [Dot(x=simple[0], y=simple[1], role="claim", label=text["simple"]), truth]


def _name(text: words.Words, one: "Attempt") -> str:
    return f"{text[f'card.{one.card}']}, {text[f'strength.{one.card}.{one.strength}']}"


def _start(text: words.Words, state: State) -> Dot:
    """Where we start: the release without a defence, counted once an island."""
    lesson = state.lesson
    exact = numbers.precision(lesson.code, lesson.grid.cell_m, lesson.slot_min)
    share = per_hundred(lesson.singled_out.value)
    return Dot(x=share, y=exact.stops_of_100, role="crowd", label=text["start"])


def _guessed(text: words.Words, state: State, task: int, beside: Sequence[tuple[float, float]]) -> list[Dot]:
    """The guessed card at each of its strengths, named once; it stands aside where a numbered square lies."""
    from nullisland.lesson.defend import CARDS, STRENGTHS

    if state.guess is None or state.guess >= len(CARDS):
        return []
    made = [state.made.get((CARDS[state.guess], strength)) for strength in STRENGTHS]
    spots = [one.spot(task) for one in made if one is not None]
    places = list(dict.fromkeys(at for at in spots if at is not None))
    named = len(places) // 2
    return [
        Dot(x=x, y=y, role="guess", label=text["guess"] if i == named else "", aside=(x, y) in beside)
        for i, (x, y) in enumerate(places)
    ]


def _axes(text: words.Words, task: int, *, wall: bool) -> Axes:
    from nullisland.lesson.defend import goal as goal_of
    from nullisland.measure.utility import TASKS

    name, unit = text[f"task.{TASKS[task].name}"], TASKS[task].unit
    hundred = ["0", "25", "50", "75", "100"]
    if unit.startswith("right"):
        y, ticks = text.say("axis.y.right", task=name), ["0", "2", "4", "6", "8", "10"]
        most, least = goal_of()
        goal = (0.0, most, least, 100.0, text["goal"])
    elif unit == "same or not":
        y, ticks, goal = text.say("axis.y.same", task=name), ["", ""], None
    else:
        y, ticks, goal = text.say("axis.y.error", task=name), hundred[::-1], None
    return Axes(x=text["axis.x"], y=y, x_ticks=hundred, y_ticks=ticks, goal=goal, wall=wall)


def _sentence(text: words.Words, now: "Attempt | None", best: "Sequence[Attempt]") -> str:
    named = [now] if now is not None else list(best)
    if not named:
        return text["question.predict"]
    return "; ".join(
        text.say(
            "frontier.item",
            card=text[f"card.{one.card}"],
            strength=text[f"strength.{one.card}.{one.strength}"],
            share=f"{per_hundred(one.share):.1f}",
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
                text["unknown"] if use is None else f"{per_hundred(use):.0f}",
                "" if one.k is None else str(one.k),
            ]
        )
    return table(head, rows)
