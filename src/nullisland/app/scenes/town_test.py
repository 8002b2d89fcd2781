"""Scene 3, beat 3: of every 100 residents, how many do four of their own records single out?"""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import charts, frame, words
from nullisland.app.predict import Question, ask, class_dots
from nullisland.app.recipes import recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.lesson.spoken import of_a_hundred, per_hundred, tenth
from nullisland.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from nullisland.lesson import Lesson

__all__ = ["POINTS", "caption", "curve_table", "how", "per_hundred", "published", "question", "show", "twin"]

_PUBLISHED: Final = ("unicity_4_points_antenna_hour", "unicity_cards_4_points")
POINTS: Final = 4
"""Records known of each resident."""


def show(visit: Visit, text: words.Words, lesson: "Lesson") -> None:
    """Predict a share of the town, then see the curve with the guess in it."""
    revealed = visit.step == "curve"
    box = frame.open_frame(visit, text[f"question.{visit.step}"])
    answer = visit.reveal("town") if revealed else None
    stays = ask(box, visit, question(text, lesson), dots=False)
    hands = visit.class_counts("town") if revealed else {}
    guess = answer.value if answer is not None else None
    people = lesson.singled_out.n
    with box.picture:
        charts.draw(_chart(text, lesson, guess, hands) if revealed else _axes(text, lesson), key="ni-chart")
    if revealed:
        count = lesson.singled_out.numerator
        frame.number(box, f"{count:,}", text.say("number_of", people=people))
        said = text.say("sentence_curve", percent=of_a_hundred(lesson.singled_out.value))
        with box.act:
            st.html(
                f'<p class="ni-quiet">{escape(text["honesty"])}</p>'
                f'<p class="ni-quiet ni-condition">{escape(caption(text))}</p>'
            )
    else:
        frame.number(box, None, text.say("number_town_unknown", people=people))
        said = stays or text["before_town"]
    frame.sentence(box, said)
    frame.stepper(box, visit, main=revealed or bool(stays))
    focus = ".st-key-ni-next" if revealed else "h1"
    frame.announce(visit, said, focus=(focus,), part="kept" if stays else "")
    drawn = twin(text, lesson) if revealed else text.say("chart_twin_empty", most=len(lesson.curve))
    command = "lesson {code} --scene four-sightings"
    code = recipe("town_test", visit.code, command, most=len(lesson.curve)) if revealed else None
    told = f"{drawn}\n\n{how(text, lesson)}" if revealed else drawn
    tables = f"{curve_table(text, lesson)}{class_dots(visit, question(text, lesson))}" if revealed else None
    frame.below(visit, text, told, tables, revealed=revealed, code=code)


def question(text: words.Words, lesson: "Lesson") -> Question:
    """How many of a hundred residents four of their own records single out."""
    people = lesson.singled_out.n
    return Question(
        name="town",
        prompt=text["prompt_town"],
        hint=text.say("hint_town", tenth=tenth(people), people=people),
        options=tuple(range(0, 101, 10)),
        label=str,
        said=lambda value: text.say("said_hundred", guess=value),
        asked_at="town",
        then="curve",
        most=100,
    )


def _axes(text: words.Words, lesson: "Lesson") -> "go.Figure":
    """The chart before the reveal: nothing but its axes."""
    labels = charts.Labels(text["chart_x"], text["chart_y"], "")
    return charts.uniqueness_chart(lesson.curve, labels, shown=False, guess=None, published=())


def _chart(text: words.Words, lesson: "Lesson", guess: int | None, hands: "Mapping[int, int]") -> "go.Figure":
    """The curve with what was guessed in it: by one learner, or by the hands of a class."""
    named = "" if guess is None else text.say("chart_guess", guess=guess)
    if hands:
        named = words.scene("frame").say("hands.class", hands=sum(hands.values()))
    labels = charts.Labels(text["chart_x"], text["chart_y"], text["chart_here"], named)
    return charts.uniqueness_chart(
        lesson.curve,
        labels,
        shown=True,
        guess=None if hands else guess,
        published=published(text),
        hands=hands,
    )


def published(text: words.Words) -> list[charts.Published]:
    """What studies of real data found, with labels."""
    rows = {row["id"]: row for row in read_table("published.csv")}
    out = []
    for key in _PUBLISHED:
        share = float(rows[key]["value"])
        label = text.say("chart_published", share=of_a_hundred(share), who=text[f"published.{key}"])
        out.append(charts.Published(POINTS, share, label))
    return out


def caption(text: words.Words) -> str:
    """Under which conditions they found it."""
    first, second = (text[f"conditions.{key}"] for key in _PUBLISHED)
    return text.say("caption", first=first, second=second)


def twin(text: words.Words, lesson: "Lesson") -> str:
    """The curve as a sentence."""
    curve = [of_a_hundred(e.value) for e in lesson.curve]
    return text.say(
        "chart_twin",
        one=curve[0],
        two=curve[1],
        four=of_a_hundred(lesson.singled_out.value),
        most=len(curve),
        last=curve[-1],
    )


def how(text: words.Words, lesson: "Lesson") -> str:
    """How the curve was counted."""
    four = lesson.singled_out
    return text.say(
        "how_curve",
        cell_m=lesson.grid.cell_m,
        people=four.n,
        most=len(lesson.curve),
        low=of_a_hundred(four.low),
        high=of_a_hundred(four.high),
        left_out=lesson.left_out,
    )


def curve_table(text: words.Words, lesson: "Lesson") -> str:
    """The curve with its intervals as a table."""
    head = [text[f"table_{key}"] for key in ("points", "share", "low", "high")]
    rows = [
        [str(i), *(f"{per_hundred(value):.1f}" for value in (e.value, e.low, e.high))]
        for i, e in enumerate(lesson.curve, start=1)
    ]
    return table(head, rows)
