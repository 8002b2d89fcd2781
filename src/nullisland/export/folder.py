"""An export folder appears whole or not at all: it is written beside its place and moved there when done."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nullisland.errors import ConfigError, DataError
from nullisland.export import geojson, gpx, tables
from nullisland.export.manifest import FORMATS, MANIFEST, FileNote, Manifest, Settings, read_manifest
from nullisland.pipeline import Outcome

__all__ = ["check_target", "staged", "write_folder"]

Tell = Callable[[str, int, int], None]
_WRITERS = {"parquet": tables.parquet, "csv": tables.csv, "geojson": geojson.files, "gpx": gpx.files}


def write_folder(folder: Path, outcome: Outcome, settings: Settings, form: str, tell: Tell) -> Manifest:
    """Write all files of one format and `island.json` into an existing empty folder.

    `tell(name, done, total)` is called before each file. Raises ConfigError for a format that does not exist.
    """
    if form not in FORMATS:
        raise ConfigError(f"format must be one of {', '.join(FORMATS)}, got {form!r}")
    writers = _WRITERS[form](outcome)
    notes = []
    for done, (name, write) in enumerate(writers.items()):
        tell(f"writing {name}", done, len(writers))
        write(folder / name)
        notes.append(FileNote.of(folder / name))
    manifest = Manifest.of(outcome, settings, form, tuple(notes))
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8", newline="\n")
    return manifest


def check_target(out: str | os.PathLike[str], force: bool) -> Path:
    """The folder to write, absolute. Raises ConfigError unless it is new or empty, or `force` is given."""
    text = os.fspath(out)
    if not text or "\0" in text:
        raise ConfigError(f"out must name a folder, got {text!r}")
    path = Path(text).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ConfigError(f"out must name a folder, got the file {path}")
    if path.is_dir() and any(path.iterdir()) and not force:
        raise ConfigError(f"out must be a new or empty folder unless --force is given, got {path}")
    return path


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` that becomes `out` when the block ends well, and vanishes otherwise.

    Into a folder with content the files are moved one by one, `island.json` last; files of an earlier export
    are removed, what else lies there stays.
    """
    anchor = next(parent for parent in out.parents if parent.exists())
    try:
        work = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}-", suffix=".partial", dir=anchor))
    except OSError as error:
        raise ConfigError(
            f"out must be a folder that can be written, got {out}: {error.strerror or error}"
        ) from None
    try:
        yield work
        work.chmod(0o755)
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and any(out.iterdir()):
            _move_files(work, out)
        else:
            _move_folder(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _move_folder(work: Path, out: Path) -> None:
    try:
        if out.exists():
            out.rmdir()
        work.rename(out)
    except OSError:  # a mount point or the current folder cannot be replaced, only filled
        out.mkdir(exist_ok=True)
        _move_files(work, out)


def _move_files(work: Path, out: Path) -> None:
    for name in _earlier_files(out):
        (out / name).unlink(missing_ok=True)
    names = sorted((path.name for path in work.iterdir()), key=lambda name: name == MANIFEST)
    for name in names:
        shutil.move(work / name, out / name)


def _earlier_files(out: Path) -> tuple[str, ...]:
    """Names of an earlier export's files, `island.json` first, so that a torn export never looks whole."""
    if not (out / MANIFEST).is_file():
        return ()
    try:
        notes = read_manifest(out).files
    except DataError:
        return (MANIFEST,)
    return (MANIFEST, *(note.name for note in notes))
