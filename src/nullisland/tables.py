"""The project's data files, wherever it is installed: in a clone or inside a wheel."""

import csv
from functools import cache
from pathlib import Path

from nullisland.errors import DataError

__all__ = ["data_path", "read_table"]


@cache
def _data_root() -> Path:
    package = Path(__file__).parent
    for root in (package / "_data", package.parents[1] / "data"):
        if (root / "README.md").is_file():
            return root
    raise DataError(f"the data folder must lie in the package or beside src, found neither from {package}")


def data_path(name: str) -> Path:
    """Path of a shipped data file, `name` relative to `data/`. Raises DataError if it is not there."""
    path = _data_root() / name
    if not path.exists():
        raise DataError(f"data file {name} must exist, found nothing at {path}")
    return path


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a shipped CSV table as dictionaries of strings, in file order. The caller's own, to keep or change."""
    return [row.copy() for row in _rows(name)]


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    """The table as it was read the first time: a country asks for each of them in every town."""
    with data_path(name).open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
