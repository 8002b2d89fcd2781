"""Take it home: the living town and scene 3 of one island as a single HTML file that needs nothing else."""

import base64
import json
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from nullisland.app import numbers, words
from nullisland.app.components import crowd_words, script, style, town_words
from nullisland.app.theme import DARK, LIGHT
from nullisland.tables import data_path

if TYPE_CHECKING:
    from nullisland.lesson import Lesson

__all__ = ["file_name", "take_home"]

_LESS = (2000, 360)


def file_name(code: str) -> str:
    """What the file is called on disk."""
    return f"null-island-{code}.html"


def take_home(code: str) -> str:
    """The whole page; about 1.2 MB for the default island.

    Its content security policy lets it fetch nothing at all. Raises ValueError if the island is not prepared.
    """
    from nullisland.model import MODEL_VERSION

    lesson = numbers.begin(code).lesson
    if lesson is None:
        raise ValueError(f"the lesson of {code} is not ready")
    text = words.scene("take_home")
    page = Template((files("nullisland.app") / "take_home.html").read_text(encoding="utf-8"))
    shown = {key: escape(text[key]) for key in ("title", "intro", "honesty", "rules")}
    less = numbers.precision(code, *_LESS)
    people = lesson.singled_out.n
    helped = text.say(
        "help",
        alone=less.singled_out.numerator,
        people=people,
        stops=less.stops_right,
        asked=less.stops_asked,
    )
    return page.substitute(
        **shown,
        island=escape(text.say("island", code=code, version=MODEL_VERSION)),
        question_town=escape(text["question.town"]),
        question_cards=escape(text["question.cards"]),
        question_curve=escape(text["question.curve"]),
        lead_cards=escape(_lead(lesson, text)),
        number=f"{lesson.singled_out.numerator:,}",
        of=escape(text.say("number", people=people)),
        curve=_curve(lesson, text),
        help=escape(helped),
        font=base64.b64encode(data_path("fonts/inter-latin-wght-normal.woff2").read_bytes()).decode(),
        light=_variables(LIGHT),
        dark=_variables(DARK),
        style=f"{style('town')}\n{style('crowd')}",
        town_script=script("town", streamlit=False),
        crowd_script=script("crowd", streamlit=False),
        town_data=_json(_town(code, lesson)),
        crowd_data=_json(_crowd(code, lesson)),
    )


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--ni-{role}:{colour};" for role, colour in colours.items())


def _json(value: dict[str, Any] | None) -> str:
    """JSON that may stand inside a script: no tag can end it."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _lead(lesson: "Lesson", text: words.Words) -> str:
    if lesson.guide is None:
        return text["no_cards"]
    return text.say("lead.cards", guide=lesson.guide.name.split(" ")[0])


def _town(code: str, lesson: "Lesson") -> dict[str, Any]:
    """What the town's script reads, with the day itself in it."""
    bulk = numbers.bulk(code)
    caption = words.scene("start").say("caption", shown=min(1_000, lesson.people), people=lesson.people)
    day = {"url": "", "first": 0, "count": 1, "minute": 450, "speed": 15, "play": True}
    return {
        "town": json.loads(bulk["town.json"]),
        "day": {**day, "bytes": [base64.b64encode(bulk["day.bin"]).decode()]},
        "words": town_words("none"),
        "height": 420,
        "caption": caption,
    }


def _crowd(code: str, lesson: "Lesson") -> dict[str, Any] | None:
    """What the crowd's script reads; the town comes from the page. None without a guide."""
    if lesson.guide is None:
        return None
    from nullisland.app.scenes.four_sightings import where_and_when, witness

    text = words.scene("four_sightings")
    cards = [{"who": witness(text, card), "text": where_and_when(text, card)} for card in lesson.cards]
    rest = {"most": 4, "chosen": [], "guess": None, "reveal": False, "words": crowd_words()}
    return {**numbers.begin(code).crowd, "cards": cards, **rest}


def _curve(lesson: "Lesson", text: words.Words) -> str:
    """The curve as a table whose bars are as long as its numbers."""
    rows = "".join(
        f'<tr><th scope="row">{i}</th><td>{100 * e.value:.1f}</td>'
        f'<td class="bar" aria-hidden="true"><i style="width:{100 * e.value:.1f}%"></i></td></tr>'
        for i, e in enumerate(lesson.curve, start=1)
    )
    head = (
        f'<tr><th scope="col">{escape(text["table_points"])}</th>'
        f'<th scope="col" colspan="2">{escape(text["table_share"])}</th></tr>'
    )
    return f"<table><caption>{escape(text['table'])}</caption>{head}{rows}</table>"
