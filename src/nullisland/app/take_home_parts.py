"""Parts of the page to take home, as HTML: a prediction, and the curve before and after it."""

from html import escape
from typing import TYPE_CHECKING

from nullisland.app import words
from nullisland.app.plot import Axes, Dot, plot
from nullisland.app.predict import Question
from nullisland.app.scenes import town_test

if TYPE_CHECKING:
    from nullisland.lesson import Lesson

__all__ = ["curve_after", "curve_before", "form"]

_FROM_POINT = 0.22, 0.16
"""How far beside its number of records a published figure stands, and the next one beside it."""


def form(question: Question, said: str = "") -> str:
    """A prediction: pills with nothing chosen, for numbers an empty field too, and the place of what was locked.

    `said` puts a number of the field into words.
    """
    text = words.scene("frame")
    field = ""
    if question.most is not None:
        label = escape(text.say("field", most=question.most))
        field = (
            f'<label class="field"><span>{label}</span><input type="number" min="0" max="{question.most}" '
            f'step="1" inputmode="numeric" data-said="{escape(said)}"></label>'
        )
    warning = text["choose.one" if question.most is None else "choose"]
    return (
        f'<form id="ask-{question.name}" novalidate data-warning="{escape(warning)}"><fieldset>'
        f'<legend class="ni-lead">{escape(question.prompt)}</legend><div class="pills">{_pills(question)}</div>'
        f'</fieldset>{field}<p class="ni-quiet">{escape(question.hint)}</p><p class="buttons">'
        f'<button class="primary">{escape(text["lock"])}</button>'
        f'<button type="button" class="pass">{escape(text["pass"])}</button></p>'
        f'<p class="ni-warn" role="alert"></p></form>'
        f'<p class="kept" id="kept-{question.name}" hidden><span></span>'
        f'<button type="button" hidden>{escape(text["change"])}</button></p>'
    )


def _pills(question: Question) -> str:
    return "".join(
        f'<label><input type="radio" name="{question.name}" value="{value}" '
        f'data-said="{escape(question.said(value))}"><span>{escape(question.label(value))}</span></label>'
        for value in question.options
    )


def curve_before(text: words.Words, lesson: "Lesson") -> str:
    """The axes, and room for the curve."""
    return plot((), _axes(text, lesson), text.say("chart_twin_empty", most=len(lesson.curve)))


def curve_after(text: words.Words, lesson: "Lesson") -> str:
    """The curve, what print found beside it, and a guess whose height the page sets."""
    most, here = len(lesson.curve), len(lesson.curve) - 1
    first, step = _FROM_POINT
    line = [(_at(known, most), 100 * e.value) for known, e in enumerate(lesson.curve, start=1)]
    dots = [
        Dot(x=x, y=y, role="truth", label=text["chart_here"] if known == here else "")
        for known, (x, y) in enumerate(line, start=1)
    ]
    for i, one in enumerate(town_test.published(text)):
        x = _at(one.points + first + step * i, most)
        dots.append(Dot(x=x, y=100 * one.share, role="claim", label=one.label))
    dots.append(Dot(x=_at(town_test.POINTS, most), y=0, role="guess", label=text["chart_guess"]))
    return plot(dots, _axes(text, lesson), town_test.twin(text, lesson), line)


def _at(known: float, most: int) -> float:
    """Where so many known records stand on the axis, in percent."""
    return 100 * (known - 1) / max(most - 1, 1)


def _axes(text: words.Words, lesson: "Lesson") -> Axes:
    ticks = [str(known) for known in range(1, len(lesson.curve) + 1)]
    return Axes(x=text["chart_x"], y=text["chart_y"], x_ticks=ticks, y_ticks=["0", "25", "50", "75", "100"])
