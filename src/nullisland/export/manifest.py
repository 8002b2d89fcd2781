"""`island.json`: what an export was made from, so that anyone can make it again and compare."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nullisland.errors import DataError
from nullisland.export.memory import check_memory
from nullisland.model import MODEL_VERSION, Scenario
from nullisland.model.records import require_sensor
from nullisland.pipeline import Outcome, run
from nullisland.release import PublishConfig

__all__ = ["FORMATS", "MANIFEST", "FileNote", "Manifest", "Settings", "read_manifest", "run_settings"]

MANIFEST = "island.json"
FORMATS = ("parquet", "csv", "geojson", "gpx")
_STAGES = ("world", "people", "visits", "release")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run takes beside its scenario; the fields are those of `nullisland.run`."""

    sensor: str = "gps"
    cell_m: int | None = None
    slot_min: int = 60
    policy: str = "fixed"
    grid: bool = False

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_sensor(self.sensor)
        config = PublishConfig(policy=self.policy, cell_m=self.cell_m, slot_min=self.slot_min, grid=self.grid)
        config.check_sensor(self.sensor)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """One written file: its length and SHA-256."""

    name: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "FileNote":
        """Read a file. Cost: about a second a gigabyte."""
        with path.open("rb") as file:
            return cls(
                name=path.name,
                bytes=path.stat().st_size,
                sha256=hashlib.file_digest(file, "sha256").hexdigest(),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Content of `island.json`."""

    scenario: Scenario
    settings: Settings
    format: str
    model_version: int
    versions: dict[str, str]
    history: tuple[str, ...]
    reproducible: bool
    digests: dict[str, str]
    files: tuple[FileNote, ...]

    @classmethod
    def of(cls, outcome: Outcome, settings: Settings, form: str, files: tuple[FileNote, ...]) -> "Manifest":
        """Describe a run of this model and the files written from it."""
        versions = {name: version(name) for name in ("nullisland", "numpy", "numba", "pandas", "pyarrow")}
        return cls(
            scenario=outcome.scenario,
            settings=settings,
            format=form,
            model_version=MODEL_VERSION,
            versions={"python": platform.python_version(), **versions},
            history=outcome.release.history,
            reproducible=outcome.release.reproducible,
            digests=outcome.digests(),
            files=files,
        )

    def to_json(self) -> str:
        """Text of the file."""
        scenario = self.scenario
        options = {name: getattr(scenario, name) for name in ("visitors", "same_area", "locale")}
        content = {
            "notice": "Nobody in these files is real.",
            "code": scenario.code,
            "model_version": self.model_version,
            "options": options,
            **asdict(self.settings),
            "format": self.format,
            "history": list(self.history),
            "reproducible": self.reproducible,
            "digests": self.digests,
            "files": [asdict(note) for note in self.files],
            "versions": self.versions,
        }
        return json.dumps(content, indent=2) + "\n"


def run_settings(scenario: Scenario, settings: Settings, progress: Any = None) -> Outcome:
    """`nullisland.run` with these settings. Raises ConfigError if this machine has too little memory for it."""
    check_memory(scenario, settings.sensor)
    return run(scenario, progress=progress, **asdict(settings))


def read_manifest(folder: Path) -> Manifest:
    """Read `island.json` of an export. Raises DataError if it is not whole."""
    path = folder / MANIFEST
    try:
        with path.open("rb") as file:
            raw = json.loads(file.read(_LARGEST).decode("utf-8"))
    except OSError as error:
        raise DataError(f"{path} must be a readable file: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise DataError(
            f"{path} must be a whole JSON file as `nullisland generate` writes it; this one is not"
        ) from None
    try:
        return _manifest(raw)
    except (KeyError, TypeError, ValueError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise DataError(f"{path} must be as `nullisland generate` writes it, got {what}") from None


def _manifest(raw: dict[str, Any]) -> Manifest:
    scenario = Scenario.from_code(raw["code"]).with_options(**raw["options"])
    settings = Settings(**{field.name: raw[field.name] for field in fields(Settings)})
    digests = {name: _text(raw["digests"][name], name) for name in _STAGES}
    return Manifest(
        scenario=scenario,
        settings=settings,
        format=_text(raw["format"], "format"),
        model_version=_whole(raw["model_version"], "model_version"),
        versions={str(k): str(v) for k, v in dict(raw["versions"]).items()},
        history=tuple(str(step) for step in raw["history"]),
        reproducible=bool(raw["reproducible"]),
        digests=digests,
        files=tuple(_note(note) for note in raw["files"]),
    )


def _note(raw: dict[str, Any]) -> FileNote:
    name = _text(raw["name"], "file name")
    if name in ("", ".", "..") or any(mark in name for mark in "/\\:\0"):
        raise ValueError(f"the file name {name!r}")
    return FileNote(name=name, bytes=_whole(raw["bytes"], "bytes"), sha256=_text(raw["sha256"], "sha256"))


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} {value!r}")
    return value


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} {value!r}")
    return value
