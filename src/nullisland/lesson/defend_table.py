"""Attempts of scene 5 that ship with the default island: all thirty take some minutes there."""

from functools import cache
from typing import NamedTuple

from nullisland.lesson.defend import Attempt
from nullisland.model import MODEL_VERSION
from nullisland.tables import read_table

__all__ = ["COLUMNS", "Sample", "row_of", "sampled", "shipped"]

_TABLE = "lesson/defend.csv"
_LISTS = ("curve", "scores")

COLUMNS = (
    "code",
    "model_version",
    *(name for name in Attempt._fields if name not in _LISTS),
    "curve",
    "sample",
    "sample_part",
    "scores",
)
"""Columns of the table. Several numbers are separated by spaces, `-` for a question that cannot be asked. `sample` is
the curve of every twentieth resident, and `sample_part` what their attempt has for `part`: for a test of every row."""


class Sample(NamedTuple):
    """What an attempt is for every twentieth resident (`attempt_and_sample`)."""

    curve: tuple[int, ...]
    part: int


@cache
def shipped(code: str) -> tuple[Attempt, ...]:
    """The attempts that ship with this island; () for every other, and for another version of the model."""
    return tuple(_attempt(row) for row in _rows(code))


@cache
def sampled(code: str) -> tuple[Sample, ...]:
    """The sample of each shipped attempt, in the same order."""
    return tuple(Sample(_numbers(row["sample"]), int(row["sample_part"])) for row in _rows(code))


def row_of(code: str, one: Attempt, sample: Attempt) -> list[str]:
    """An attempt as a row of the table."""
    values = one._asdict()
    scores = " ".join("-" if value is None else f"{value:.6g}" for value in values.pop("scores"))
    curves = [" ".join(map(str, curve)) for curve in (values.pop("curve"), sample.curve)]
    values["epsilon"] = f"{one.epsilon:.6g}"
    plain = ["" if value is None else str(value) for value in values.values()]
    return [code, str(MODEL_VERSION), *plain, *curves, str(sample.part), scores]


def _rows(code: str) -> list[dict[str, str]]:
    return [
        row
        for row in read_table(_TABLE)
        if row["code"] == code and int(row["model_version"]) == MODEL_VERSION
    ]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(value) for value in text.split(" "))


def _attempt(row: dict[str, str]) -> Attempt:
    return Attempt(
        card=row["card"],
        strength=int(row["strength"]),
        people=int(row["people"]),
        singled_out=int(row["singled_out"]),
        attack=row["attack"],
        naive=int(row["naive"]),
        scores=tuple(None if value == "-" else float(value) for value in row["scores"].split(" ")),
        k=int(row["k"]) if row["k"] else None,
        unit=row["unit"],
        epsilon=float(row["epsilon"]),
        pieces=int(row["pieces"]),
        part=int(row["part"]),
        part_of=int(row["part_of"]),
        curve=_numbers(row["curve"]),
    )
