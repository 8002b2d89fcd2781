"""Scene 8: the council decides. Vote, hear one resident, vote again, see what moved."""

from html import escape
from typing import TYPE_CHECKING, Final

from nullisland.app import frame, numbers, words
from nullisland.app.ballots import choices, columns, shift
from nullisland.app.offer import offer
from nullisland.app.predict import Question, ask
from nullisland.app.recipes import Recipe, recipe
from nullisland.app.scenes import exit_items
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait
from nullisland.classroom import votes_moved
from nullisland.lesson.settled import LESS

if TYPE_CHECKING:
    from nullisland.lesson import Lesson

__all__ = ["show"]

_CHOICES: Final = range(5)
_ASKED: Final = {"vote": "first", "again": "second"}
"""Which of the two votes is cast at a step."""


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    lesson = numbers.begin(visit.code).lesson
    if lesson is None:
        wait(visit)
        return
    text = words.scene("council")
    if visit.step == "exit":
        exit_items.show(visit, text, lesson)
        return
    draw = {"vote": _vote, "again": _vote, "resident": _resident, "shift": _shift, "do": _do}[visit.step]
    box = frame.open_frame(visit, text[f"question.{visit.step}"])
    said = draw(box, visit, text, lesson)
    frame.sentence(box, said)
    stays = visit.step in _ASKED and visit.answer(_ASKED[visit.step]) is not None
    frame.stepper(box, visit, main=stays or visit.step not in _ASKED)
    focus = "h1" if visit.step == "again" else ".st-key-ni-next"
    frame.announce(visit, said, focus=(focus,), part="kept" if stays else "")
    code = _recipe(visit, lesson)
    frame.below(visit, text, text["how"], revealed=visit.step in ("shift", "do"), code=code)


def _recipe(visit: Visit, lesson: "Lesson") -> Recipe | None:
    """What makes the number on screen; votes come from the room."""
    command = "lesson {code} --scene council"
    if visit.step in ("vote", "again"):
        return recipe("town_test", visit.code, command, most=len(lesson.curve))
    if visit.step == "resident" and lesson.parent is not None:
        return recipe("parent", visit.code, command)
    if visit.step == "do":
        return recipe("precision", visit.code, command, cell_m=LESS[0], slot_min=LESS[1])
    return None


def _question(text: words.Words, name: str) -> Question:
    return Question(
        name=name,
        prompt=text[f"prompt.{name}"],
        hint=text["hint"],
        options=_CHOICES,
        label=lambda value: text[f"choice.{value}"],
        said=lambda value: text[f"choice.{value}"],
        asked_at="vote" if name == "first" else "again",
        then="resident" if name == "first" else "shift",
        lock=text["lock"],
        locked=lambda guess: text.say("locked", guess=guess),
    )


def _alone(lesson: "Lesson") -> int:
    return lesson.singled_out.numerator


def _vote(box: frame.Frame, visit: Visit, text: words.Words, lesson: "Lesson") -> str:
    """Five choices with what the lesson has found about each."""
    stays = ask(box, visit, _question(text, _ASKED[visit.step]))
    less = numbers.precision(visit.code, *LESS)
    people = lesson.singled_out.n
    known = {
        0: text.say("known.0", alone=_alone(lesson), people=people),
        1: text["known.1"],
        2: text.say("known.2", alone=_alone(lesson), people=people),
        3: text.say(
            "known.3",
            alone=less.singled_out.numerator,
            people=people,
            stops=less.stops_right,
            asked=less.stops_asked,
        ),
        4: text["known.4"],
    }
    rows = [(text[f"choice.{i}"], text[f"choice.{i}.long"], known[i]) for i in _CHOICES]
    box.picture.html(choices(rows, [text["column.choice"], text["column.known"]]))
    frame.number(box, f"{_alone(lesson):,}", text.say("number_as_is", people=people))
    return stays or text["before" if visit.step == "vote" else "before_again"]


def _resident(box: frame.Frame, visit: Visit, text: words.Words, lesson: "Lesson") -> str:
    """One resident's question to the council."""
    ask(box, visit, _question(text, "first"))
    parent = lesson.parent
    name = text["parent_none"] if parent is None else parent.name
    box.picture.html(
        f'<figure class="ni-quote"><blockquote>{escape(text["asks"])}</blockquote>'
        f"<figcaption>{escape(name)}</figcaption></figure>"
    )
    if parent is not None:
        frame.number(box, str(parent.age_later), text.say("number_child", age=parent.age_now))
    return text["sentence_resident"]


def _shift(box: frame.Frame, visit: Visit, text: words.Words, lesson: "Lesson") -> str:
    """Both votes beside each other."""
    first, second = visit.reveal("first"), visit.reveal("second")
    ask(box, visit, _question(text, "second"), dots=False)
    before, after = visit.class_counts("first"), visit.class_counts("second")
    classes = bool(before or after)
    if not classes:
        before, after = ({one.value: 1} if one.value is not None else {} for one in (first, second))
    head = [text["column.first"], text["column.choice"], text["column.second"]]
    names = [text[f"choice.{i}"] for i in _CHOICES]
    if before or after:
        box.picture.html(shift(names, before, after, head))
    else:
        box.picture.html(
            f'<figure class="ni-quote"><p class="ni-lead">{escape(text["no_votes"])}</p></figure>'
        )
    if not (before and after):
        frame.number(box, None, text["number_no_votes"])
        return text["sentence_passed"]
    moved, voted = votes_moved(before, after)
    of = text.say("number_moved", votes=voted) if classes else text["number_moved_alone"]
    frame.number(box, f"{moved:,}", of)
    return text["sentence_class"] if classes else text["sentence_alone"]


def _do(box: frame.Frame, visit: Visit, text: words.Words, lesson: "Lesson") -> str:
    """One thing an organisation, a law and I can do."""
    box.predict.html(f'<p class="ni-lead">{escape(text["lead_do"])}</p>')
    with box.act:
        offer(visit)
    box.picture.html(columns([(text[f"do.{who}"], text[f"do.{who}.what"]) for who in ("they", "law", "me")]))
    less = numbers.precision(visit.code, *LESS)
    stops, asked = less.stops_right, less.stops_asked
    of = text.say("number_less", people=less.singled_out.n, stops=stops, asked=asked)
    frame.number(box, f"{less.singled_out.numerator:,}", of)
    return text["sentence_do"]
