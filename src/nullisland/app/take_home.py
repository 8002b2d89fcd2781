"""Take it home: the living town and scene 3 of one island as a single HTML file that needs nothing else.

Each of its two guesses is made before what it is about is shown, as in the lesson. What is guessed stays on the page.
"""

import base64
import json
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from nullisland.app import numbers, words
from nullisland.app import take_home_parts as parts
from nullisland.app.components import crowd_words, script, style, town_words
from nullisland.app.scenes import four_sightings, town_test
from nullisland.app.theme import DARK, LIGHT
from nullisland.lesson.settled import DRAWN, LESS
from nullisland.lesson.spoken import of_a_hundred
from nullisland.tables import data_path

if TYPE_CHECKING:
    from nullisland.lesson import Lesson

__all__ = ["file_name", "take_home"]


def file_name(code: str) -> str:
    """What the file is called on disk."""
    return f"null-island-{code}.html"


def take_home(code: str) -> str:
    """The whole page; about 1.2 MB for the default island.

    Its content security policy lets it fetch nothing at all. Raises ValueError if the island is not prepared.
    """
    lesson = numbers.begin(code).lesson
    if lesson is None:
        raise ValueError(f"the lesson of {code} is not ready")
    page = Template(_file("take_home.html"))
    return page.substitute(
        **_words(code, lesson),
        **_town_test(lesson),
        cards=_cards(lesson),
        waits="" if lesson.guide is None else " hidden",
        font=base64.b64encode(data_path("fonts/inter-latin-wght-normal.woff2").read_bytes()).decode(),
        light=_variables(LIGHT),
        dark=_variables(DARK),
        style="\n".join((_file("tables.css"), style("town"), style("crowd"), _file("take_home.css"))),
        town_script=script("town", streamlit=False),
        crowd_script=script("crowd", streamlit=False),
        page_script=_file("take_home.js"),
        sightings_script=_file("take_home_sightings.js"),
        town_data=_json(_town(code, lesson)),
        scene=_json(_scene(code, lesson)),
    )


def _file(name: str) -> str:
    return (files("nullisland.app") / name).read_text(encoding="utf-8")


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--ni-{role}:{colour};" for role, colour in colours.items())


def _json(value: dict[str, Any]) -> str:
    """JSON that may stand inside a script: no tag can end it."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _words(code: str, lesson: "Lesson") -> dict[str, str]:
    """What stands around the predictions."""
    from nullisland.model import MODEL_VERSION

    home, scene, labels = (words.scene(name) for name in ("take_home", "four_sightings", "frame"))
    less = numbers.precision(code, *LESS)
    helped = home.say(
        "help",
        alone=less.singled_out.numerator,
        people=less.singled_out.n,
        stops=less.stops_right,
        asked=less.stops_asked,
    )
    shown = {
        **{key: home[key] for key in ("title", "intro", "rules")},
        "island": home.say("island", code=code, version=MODEL_VERSION),
        "question_town": home["question.town"],
        "question_cards": scene["question.predict"],
        "question_everybody": scene["question.town"],
        "help": helped,
        "honesty": scene["honesty"],
        "conditions": town_test.caption(scene),
        "before": scene["before_town"],
        "talk": scene["talk"],
        "talk_label": labels["talk"],
        "how_label": labels["how"],
    }
    return {key: escape(text) for key, text in shown.items()}


def _town_test(lesson: "Lesson") -> dict[str, str]:
    """The second prediction, its number and its curve."""
    text, found = words.scene("four_sightings"), lesson.singled_out
    told = f"{town_test.twin(text, lesson)}\n\n{town_test.how(text, lesson)}".split("\n\n")
    return {
        "ask_town": parts.form(town_test.question(text, lesson), text["said_hundred"]),
        "of_unknown": escape(text.say("number_town_unknown", people=found.n)),
        "number": f"{found.numerator:,}",
        "of": escape(text.say("number_of", people=found.n)),
        "sentence": escape(text.say("sentence_curve", percent=of_a_hundred(found.value))),
        "curve_before": parts.curve_before(text, lesson),
        "curve_after": parts.curve_after(text, lesson),
        "how": "".join(f"<p>{escape(one)}</p>" for one in told) + town_test.curve_table(text, lesson),
    }


def _cards(lesson: "Lesson") -> str:
    """The first prediction, the crowd with its cards, and the way on; without a guide, why not."""
    home, labels = words.scene("take_home"), words.scene("frame")
    if lesson.guide is None:
        return f"<p>{escape(home['no_cards'])}</p>"
    guide = lesson.guide.name.split(" ")[0]
    ask = parts.form(four_sightings.question(words.scene("four_sightings"), guide))
    return (
        f"<p>{escape(home.say('lead.cards', guide=guide))}</p>"
        f'<div id="stand">{ask}<div id="crowd" class="ni-root"></div></div>'
        f'<p class="next"><button id="next" class="primary" hidden>{escape(labels["next"])}</button></p>'
    )


def _town(code: str, lesson: "Lesson") -> dict[str, Any]:
    """What the town's script reads, with the day itself in it."""
    bulk = numbers.bulk(code)
    caption = words.scene("start").say("caption", shown=min(DRAWN, lesson.people), people=lesson.people)
    day = {"url": "", "first": 0, "count": 1, "minute": 450, "speed": 15, "play": True}
    return {
        "town": json.loads(bulk["town.json"]),
        "day": {**day, "bytes": [base64.b64encode(bulk["day.bin"]).decode()]},
        "words": town_words(),
        "height": 420,
        "caption": caption,
    }


def _scene(code: str, lesson: "Lesson") -> dict[str, Any]:
    """What the page's own script reads; the crowd, None without a guide, gets its town from the page."""
    text, labels = words.scene("four_sightings"), words.scene("frame")
    crowd = None
    if lesson.guide is not None:
        cards = [
            {"who": four_sightings.witness(text, card), "text": four_sightings.where_and_when(text, card)}
            for card in lesson.cards
        ]
        rest = {"most": 4, "words": crowd_words()}
        crowd = {**numbers.begin(code).crowd, "cards": cards, **rest}
    return {
        "crowd": crowd,
        "questions": {step: text[f"question.{step}"] for step in ("predict", "cards", "told")},
        "locked": labels["locked"],
        "passed": labels["passed"],
        "truth": 100 * lesson.singled_out.value,
    }
