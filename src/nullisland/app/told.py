"""What a room has stored, in the words of the scene it was said in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nullisland.app import numbers, words

if TYPE_CHECKING:
    from nullisland.model import Grid

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """One question of an island in words, and how an answer to it reads."""

    island: str
    question: str
    answer: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class _Stored:
    """A stored question taken apart: `number` is that of a question that is asked several times, else empty."""

    island: str
    number: str


Say = Callable[[words.Words, _Stored, int], str]


def told(key: str) -> Told:
    """The words of a stored key, `<island> <scene> <question>`. Raises ValueError for one that no scene asks."""
    island, scene, name = key.rsplit(" ", 2)
    kind, _, number = name.partition("-")
    if (scene, kind) not in _ASKED:
        raise ValueError(f"a stored question must be that of a scene, got {scene} {name}")
    file, question, say = _ASKED[scene, kind]
    text, stored = words.scene(file), _Stored(island, number)
    asked = text[f"{question}.{number}" if number else question]
    return Told(island, asked, lambda value: say(text, stored, value))


def _square(text: words.Words, stored: _Stored, value: int) -> str:
    """The name of a square; its number where the island is no longer at hand."""
    from nullisland.lesson.squares import cell_name

    if value < 0:
        return text["elsewhere"]
    grid = _grid(stored.island)
    return text.say("asked.square", number=value) if grid is None else cell_name(grid, value)


def _grid(island: str) -> "Grid | None":
    """The squares of an island that is prepared; none is prepared for this."""
    if not numbers.bulk(island):
        return None
    lesson = numbers.begin(island).lesson
    return None if lesson is None else lesson.grid


def _named(kind: str) -> Say:
    """An answer that has its own text, `<kind>.<value>`."""
    return lambda text, stored, value: text[f"{kind}.{value}"]


def _filled(key: str, name: str) -> Say:
    """An answer that fills a text: a number."""
    return lambda text, stored, value: text.say(key, **{name: value})


def _item(text: words.Words, stored: _Stored, value: int) -> str:
    return text[f"item.{stored.number}.{'abc'[value]}"]


def _card(text: words.Words, stored: _Stored, value: int) -> str:
    from nullisland.lesson.defend import CARDS

    return text[f"card.{CARDS[value]}"] if value < len(CARDS) else text["none"]


_ASKED: Final[dict[tuple[str, str], tuple[str, str, Say]]] = {
    ("names-off", "weeks"): ("names_off", "asked.weeks", _named("option")),
    ("read-life", "home"): ("read_life", "asked.home", _square),
    ("read-life", "work"): ("read_life", "asked.work", _square),
    ("four-sightings", "count"): ("four_sightings", "question.predict", _named("said")),
    ("four-sightings", "town"): ("four_sightings", "question.town", _filled("said_hundred", "guess")),
    ("shown", "percent"): ("shown", "asked.percent", _filled("percent", "percent")),
    ("shown", "label"): ("shown", "label.asked", _named("label")),
    ("defend", "card"): ("defend", "prompt", _card),
    ("manual", "middle"): ("manual", "asked.middle", _filled("metres", "metres")),
    ("totals", "learn"): ("totals", "asked.learn", _named("option")),
    ("council", "first"): ("council", "question.vote", _named("choice")),
    ("council", "second"): ("council", "question.again", _named("choice")),
    ("council", "exit"): ("council", "item", _item),
    ("open-database", "followed"): ("open_database", "prompt", _filled("said", "guess")),
}
"""By scene and question: the file of words, the key of the question, and how an answer is said."""
