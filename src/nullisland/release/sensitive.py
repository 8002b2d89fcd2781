"""Which kinds of place are sensitive: the table of kinds says."""

from functools import cache

from nullisland.tables import read_table

__all__ = ["sensitive_kinds"]


@cache
def sensitive_kinds() -> tuple[str, ...]:
    """Kinds of the group `sensitive` in town/place_kinds.csv, in file order."""
    return tuple(row["kind"] for row in read_table("town/place_kinds.csv") if row["group"] == "sensitive")
