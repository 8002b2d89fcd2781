"""Does this machine make the same island as the one that was exported, or as the one on record?"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nullisland.errors import ConfigError, DataError
from nullisland.export import FileNote, Manifest, Settings, read_manifest, run_settings
from nullisland.model import MODEL_VERSION, Scenario
from nullisland.tables import read_table

__all__ = ["KNOWN", "Comparison", "Expected", "compare", "expect_export", "expect_known"]

KNOWN = "known_codes.csv"
Tell = Callable[[str, int, int], None]
_ENDS = {".csv": b"\n", ".parquet": b"PAR1", ".geojson": b"}\n", ".gpx": b"</gpx>\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a run of `scenario` with `settings` must come to, and who says so."""

    source: str
    scenario: Scenario
    settings: Settings
    model_version: int
    digests: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One compared thing: a stage's digest, a file, the code or the model version."""

    what: str
    expected: str
    found: str

    @property
    def same(self) -> bool:
        """Whether there is no difference."""
        return self.expected == self.found


def expect_known(code: str) -> Expected:
    """The record of a code in data/known_codes.csv. Raises ConfigError for anything not there."""
    scenario = Scenario.from_code(code)
    rows = read_table(KNOWN)
    for row in rows:
        if row["code"] == scenario.code:
            return Expected(
                source=f"data/{KNOWN}",
                scenario=scenario,
                settings=Settings(),
                model_version=int(row["model_version"]),
                digests={stage: row[stage] for stage in ("world", "people", "visits", "release")},
            )
    listed = ", ".join(row["code"] for row in rows)
    raise ConfigError(f"{scenario.code} is not on record: give an export with --against, or one of {listed}")


def expect_export(folder: Path) -> tuple[Expected, Manifest]:
    """What an export says of itself. Raises DataError if it is not whole."""
    if not folder.is_dir():
        raise DataError(f"--against must name the folder of an export, found none at {folder}")
    manifest = read_manifest(folder)
    expected = Expected(
        source=str(folder),
        scenario=manifest.scenario,
        settings=manifest.settings,
        model_version=manifest.model_version,
        digests=manifest.digests,
    )
    return expected, manifest


def compare(code: str, against: Path | None, tell: Tell | None = None) -> list[Comparison]:
    """Everything that was compared, equal or not; the island is made anew unless code or model differ.

    Raises ConfigError for a code that is none or not on record, DataError for an export that is not whole.
    Cost: one run of the island.
    """
    asked = Scenario.from_code(code).code
    if against is None:
        expected, files = expect_known(code), []
    else:
        expected, manifest = expect_export(against)
        files = _files(against, manifest)
    rows = [
        Comparison(what="code", expected=expected.scenario.code, found=asked),
        Comparison(what="model version", expected=str(expected.model_version), found=str(MODEL_VERSION)),
    ]
    if all(row.same for row in rows):
        found = run_settings(expected.scenario, expected.settings, tell).digests()
        rows += [
            Comparison(what=stage, expected=value, found=found[stage])
            for stage, value in expected.digests.items()
        ]
    return rows + files


def _files(folder: Path, manifest: Manifest) -> list[Comparison]:
    """SHA-256 of every file of an export. Raises DataError for one that is missing or broken off."""
    rows = []
    for note in manifest.files:
        path = folder / note.name
        try:
            found = FileNote.of(path)
            whole = found.bytes >= note.bytes or _ends_well(path)
        except OSError as error:
            raise DataError(f"{path} must be a readable file: {error.strerror or error}") from None
        if not whole:
            raise DataError(f"{path} must have {note.bytes} bytes, it breaks off after {found.bytes}")
        rows.append(Comparison(what=note.name, expected=note.sha256, found=found.sha256))
    return rows


def _ends_well(path: Path) -> bool:
    """Whether a file ends as its format demands."""
    end = _ENDS.get(path.suffix, b"")
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - len(end)))
        return file.read() == end
