"""The town of the first picture in words and numbers: its table twin, from the very file that is drawn."""

import json
from collections import Counter
from typing import NamedTuple

__all__ = ["TownTable", "town_table"]


class TownTable(NamedTuple):
    """What the map shows: districts by name, how many places of each kind, streets, stops, buildings."""

    districts: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    streets: int
    stops: int
    buildings: int


def town_table(town_json: bytes) -> TownTable:
    """Read `town.json`, as the map does. Kinds of place with most places first, then by name."""
    town = json.loads(town_json)
    kinds = [kind["kind"] for kind in town["places"]["kinds"]]
    counts = Counter(kinds[kind] for kind in town["places"]["kind"])
    return TownTable(
        districts=tuple(district["name"] for district in town["districts"]),
        places=tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
        streets=len(town["streets"]["names"]),
        stops=len(town["stops"]["names"]),
        buildings=len(town["buildings"]["xy"]) // 6,
    )
