"""Scene 3, past the core: singled out on the same streets with more people, and in more town."""

from functools import cache
from typing import Final, NamedTuple

from nullisland.measure import wilson
from nullisland.model import Estimate
from nullisland.tables import read_table

__all__ = ["COLUMNS", "LINES", "Grown", "growth"]

COLUMNS: Final = ("line", "people", "singled_out", "drawn")
"""Columns of the table that ships: of `drawn` residents, so many are singled out by four records."""

LINES: Final = ("crowd", "town")
"""The same streets with more people; a town that grows with its people."""


class Grown(NamedTuple):
    """One town of a line: its people, and how many of those drawn by lot are singled out."""

    people: int
    singled_out: Estimate


@cache
def growth(line: str) -> tuple[Grown, ...]:
    """The towns of one of `LINES`, smallest first.

    Source: the study `crowd-or-town` at full size, squares of 250 metres and hours.
    """
    rows = [row for row in read_table("lesson/growth.csv") if row["line"] == line]
    found = [Grown(int(r["people"]), wilson(int(r["singled_out"]), int(r["drawn"]))) for r in rows]
    return tuple(sorted(found))
