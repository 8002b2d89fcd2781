"""Give me the code: the lines of Python and the command that reproduce the number on screen."""

from functools import cache
from string import Template
from typing import NamedTuple

from nullisland.tables import data_path

__all__ = ["Recipe", "open_recipe", "part_recipe", "recipe"]


class Recipe(NamedTuple):
    """What is shown, filled in; a test runs both and compares with the number on screen."""

    python: str
    command: str


def recipe(name: str, code: str, command: str = "", **values: object) -> Recipe:
    """The recipe of this name for one island. `command` is what follows `nullisland` and the island code.

    Raises KeyError if `data/lesson/code/<name>.txt` has a placeholder that is not filled.
    """
    python = _template(name).substitute(code=code, **values)
    return Recipe(python.rstrip(), f"nullisland {command.format(code=code)}".rstrip())


def part_recipe(part: str, code: str, scene: str, number: str, of: str) -> Recipe:
    """The recipe of a scene past the core: `number` and `of` are expressions of its part, called `scene` there."""
    return recipe("part", code, f"lesson {{code}} --scene {scene}", part=part, number=number, of=of)


def open_recipe(code: str, number: str, of: str) -> Recipe:
    """The recipe of the open database, likewise."""
    return recipe("open", code, "lesson {code} --scene open-database", number=number, of=of)


@cache
def _template(name: str) -> Template:
    return Template(data_path(f"lesson/code/{name}.txt").read_text(encoding="utf-8"))
