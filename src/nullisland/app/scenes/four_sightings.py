"""Scene 3: four sightings, the test of the whole town, and one thing that helps."""

from html import escape
from typing import TYPE_CHECKING, Final

from nullisland.app import frame, numbers, words
from nullisland.app.predict import Question, ask, class_dots
from nullisland.app.recipes import recipe
from nullisland.app.scenes import growth, precision, town_test
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait
from nullisland.lesson.spoken import week, weekday

if TYPE_CHECKING:
    from nullisland.lesson import Lesson, SightingCard

__all__ = ["question", "show", "where_and_when", "witness"]

_FOCUS: Final = {"predict": "h1", "cards": ".st-key-ni-picture", "told": ".st-key-ni-next"}
"""Where the focus goes: to the cards while they are to be played, then on."""


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    lesson = numbers.begin(visit.code).lesson
    if lesson is None:
        wait(visit)
        return
    text = words.scene("four_sightings")
    if visit.step in ("predict", "cards", "told"):
        _one_resident(visit, text, lesson)
    elif visit.step == "grow":
        growth.show(visit, text)
    elif visit.step == "help":
        precision.show(visit, text)
    else:
        town_test.show(visit, text, lesson)


def _one_resident(visit: Visit, text: words.Words, lesson: "Lesson") -> None:
    """Beats 1 and 2: guess how many sightings it takes, then take cards away from the crowd."""
    if lesson.guide is None:
        box = frame.open_frame(visit, text["question.predict"])
        frame.sentence(box, text.say("no_guide", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["question.predict"])
        return
    box = frame.open_frame(visit, text[f"question.{visit.step}"], wide=True, act_in_picture=True)
    revealed = visit.step == "told"
    answer = visit.reveal("count") if revealed else visit.answer("count")
    asked = question(text, lesson.guide.name.split(" ")[0])
    stays = ask(box, visit, asked, dots=False)
    with box.picture:
        _crowd(visit, text, lesson, None if answer is None else answer.value)
    frame.stepper(box, visit, main=visit.step != "predict" or bool(stays))
    said = stays or text[f"question.{visit.step}"]
    frame.announce(visit, said, focus=(_FOCUS[visit.step],), part="kept" if stays else "")
    code = recipe("cards", visit.code, "lesson {code} --scene four-sightings") if revealed else None
    hands = class_dots(visit, asked) if revealed else ""
    tables = f"{_card_table(text, lesson)}{hands}"
    frame.below(visit, text, text["how_cards"], tables, revealed=False, code=code)


def _crowd(visit: Visit, text: words.Words, lesson: "Lesson", guess: int | None) -> None:
    from nullisland.app.components import Card, CrowdView, crowd

    view = CrowdView(
        crowd=numbers.begin(visit.code).crowd,
        cards=[Card(witness(text, card), where_and_when(text, card)) for card in lesson.cards],
        town_url=f"/nullisland/{visit.code}/town.json",
        guess=guess,
        reveal=visit.step == "told",
        cards_shown=visit.step != "predict",
        hands=visit.class_counts("count") if visit.step == "told" else {},
        wall=visit.wall,
    )
    crowd(view, key="ni-crowd")


def witness(text: words.Words, card: "SightingCard") -> str:
    """Who saw the resident: by the kind of place."""
    return text[f"witness.{card.witness}"]


def where_and_when(text: words.Words, card: "SightingCard") -> str:
    """Where and when a card says it was."""
    days = [day.strip() for day in text["days"].split(",")]
    return text.say(
        "card",
        where=card.place if card.street in card.place else f"{card.place}, {card.street}",
        day=days[weekday(card.day)],
        week=week(card.day),
        hour=card.hour,
    )


def question(text: words.Words, guide: str) -> Question:
    """How many sightings it takes until one resident is left."""
    return Question(
        name="count",
        prompt=text.say("prompt_count", guide=guide),
        hint=text["hint_count"],
        options=(1, 2, 3, 4, 5),
        label=lambda value: text[f"option.{value}"],
        said=lambda value: text[f"said.{value}"],
        asked_at="predict",
        then="cards",
    )


def _card_table(text: words.Words, lesson: "Lesson") -> str:
    rows = "".join(
        f"<li>{escape(witness(text, card))}: {escape(where_and_when(text, card))}</li>"
        for card in lesson.cards
    )
    return f"<ol>{rows}</ol>"
