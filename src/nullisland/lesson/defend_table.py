"""Attempts of scene 5 that ship with the default island: joining codes again takes minutes there."""

from functools import cache

from nullisland.lesson.defend import Attempt
from nullisland.model import MODEL_VERSION
from nullisland.tables import read_table

__all__ = ["COLUMNS", "row_of", "shipped"]

_TABLE = "lesson/defend.csv"

COLUMNS = ("code", "model_version", *(name for name in Attempt._fields if name != "scores"), "scores")
"""Columns of the table; scores are separated by spaces, `-` for a question that cannot be asked."""


@cache
def shipped(code: str) -> tuple[Attempt, ...]:
    """The attempts that ship with this island; () for every other, and for another version of the model."""
    return tuple(
        _attempt(row)
        for row in read_table(_TABLE)
        if row["code"] == code and int(row["model_version"]) == MODEL_VERSION
    )


def row_of(code: str, one: Attempt) -> list[str]:
    """An attempt as a row of the table."""
    values = one._asdict()
    scores = " ".join("-" if value is None else f"{value:.6g}" for value in values.pop("scores"))
    plain = ["" if value is None else str(value) for value in values.values()]
    return [code, str(MODEL_VERSION), *plain, scores]


def _attempt(row: dict[str, str]) -> Attempt:
    scores = tuple(None if value == "-" else float(value) for value in row["scores"].split(" "))
    number = {
        name: int(row[name])
        for name in ("strength", "people", "singled_out", "naive", "pieces", "part", "part_of")
    }
    return Attempt(
        card=row["card"],
        attack=row["attack"],
        unit=row["unit"],
        k=int(row["k"]) if row["k"] else None,
        scores=scores,
        **number,
    )
