"""Figures from print, with the conditions they were found under: `data/published.csv`."""

from functools import cache
from typing import NamedTuple

from nullisland.tables import read_table

__all__ = ["Published", "published"]


class Published(NamedTuple):
    """One row: `value` in `unit`, what it was measured on, and who says so."""

    id: str
    value: float
    unit: str
    conditions: str
    source: str
    confidence: str


def published(name: str) -> Published | None:
    """The row with this id, None if print has none; "same" in the table is written out."""
    return _rows().get(name)


@cache
def _rows() -> dict[str, Published]:
    rows: dict[str, Published] = {}
    conditions = source = ""
    for row in read_table("published.csv"):
        conditions = conditions if row["conditions"] == "same" else row["conditions"]
        source = source if row["source"] == "same" else row["source"]
        rows[row["id"]] = Published(
            row["id"], float(row["value"]), row["unit"], conditions, source, row["confidence"]
        )
    return rows
