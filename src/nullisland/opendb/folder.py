"""`nullisland open-database`: the files of a database and what they were made from."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nullisland.errors import ConfigError
from nullisland.export import FileNote
from nullisland.model import MODEL_VERSION
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.country import databases, plan
from nullisland.opendb.files import FORMATS, open_files

__all__ = ["MANIFEST", "Written", "check_format", "write_database"]

MANIFEST = "database.json"

_MOST_CSV_PEOPLE = 100_000

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What `database.json` says."""

    notice: str
    seed: int
    people: int
    towns: int
    sightings: int
    trackers: int
    config: OpenDatabaseConfig
    format: str
    model_version: int
    files: tuple[FileNote, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain JSON. With a number of rows the share that is missed follows from it, and is not said."""
        out = asdict(self)
        if self.config.rows is not None:
            del out["config"]["missed"]
        return out

    def to_json(self) -> str:
        """The same as text, with a line break at the end."""
        return json.dumps(self.as_dict(), indent=2) + "\n"


def check_format(form: str, people: int) -> str:
    """Return `form` if it is one for so many people; otherwise raise ConfigError."""
    if form not in FORMATS:
        raise ConfigError(f"format must be one of {', '.join(FORMATS)}, got {form!r}")
    if form == "csv" and people > _MOST_CSV_PEOPLE:
        raise ConfigError(f"format csv is for at most {_MOST_CSV_PEOPLE} people, got {people}: take parquet")
    return form


def write_database(
    folder: Path, code: tuple[int, int], config: OpenDatabaseConfig, form: str, sqlite: bool, tell: Tell
) -> Written:
    """Write all files into an existing empty folder. `code` is (people, seed).

    `tell(what, done, total)` is called before each town. Raises ConfigError for a setting out of range.
    """
    people, seed = code
    towns = plan(people, seed, config)
    counts = {"people": 0, "trackers": 0, "sightings": 0}
    with open_files(folder, check_format(form, people), sqlite=sqlite) as write:
        tell(_what(0, len(towns)), 0, len(towns))
        for done, database in enumerate(databases(towns), start=1):
            write(database)
            for name in counts:
                counts[name] += getattr(database, name).num_rows
            tell(_what(done, len(towns)), done, len(towns))
    written = Written(
        notice="Nobody in these files is real.",
        seed=seed,
        towns=len(towns),
        config=config,
        format=form,
        model_version=MODEL_VERSION,
        files=tuple(FileNote.of(path) for path in sorted(folder.iterdir())),
        **counts,
    )
    (folder / MANIFEST).write_text(written.to_json(), encoding="utf-8", newline="\n")
    return written


def _what(done: int, towns: int) -> str:
    return f"town {min(done + 1, towns)} of {towns}"
