"""Finished shards in a folder, so that a long run can be interrupted and gone on with."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError, DataError

__all__ = ["Keep", "open_keep"]

MANIFEST = "manifest.json"
LEDGER = "finished.jsonl"
Arrays = list[NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Keep:
    """A folder of finished shards. `sums` holds the SHA-256 of each, as the ledger has it."""

    folder: Path
    sums: dict[str, str]
    lock: Lock = field(default_factory=Lock)

    def load(self, name: str) -> Arrays | None:
        """The arrays of a finished shard; None if it is not there, torn or altered."""
        wanted = self.sums.get(name)
        path = self.folder / f"{name}.npy"
        if wanted is None or not path.is_file():
            return None
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != wanted:
            return None
        stream = io.BytesIO(content)
        arrays: Arrays = []
        while stream.tell() < len(content):
            arrays.append(np.load(stream, allow_pickle=False))
        return arrays

    def save(self, name: str, arrays: Sequence[NDArray[Any]]) -> None:
        """Keep a finished shard: it appears whole or not at all. Raises DataError if it cannot be written."""
        stream = io.BytesIO()
        for array in arrays:
            np.save(stream, array, allow_pickle=False)
        content = stream.getvalue()
        line = json.dumps({"shard": name, "sha256": hashlib.sha256(content).hexdigest()})
        try:
            work = self.folder / f"{name}.partial"
            work.write_bytes(content)
            work.replace(self.folder / f"{name}.npy")
            with self.lock, (self.folder / LEDGER).open("a", encoding="utf-8", newline="\n") as ledger:
                ledger.write(line + "\n")
        except OSError as error:
            raise DataError(f"{self.folder} must be a folder that can be written: {error.strerror}") from None


def open_keep(folder: Path, settings: dict[str, Any]) -> Keep:
    """The folder of a run with these settings, made if it is not there.

    A ledger's line that is torn or not understood counts as a shard that is not finished. Raises ConfigError if
    the folder is that of a run with other settings, holds something else, or cannot be written.
    """
    text = json.dumps(settings, sort_keys=True, indent=1) + "\n"
    manifest = folder / MANIFEST
    try:
        if not folder.exists() or not any(folder.iterdir()):
            folder.mkdir(parents=True, exist_ok=True)
            work = folder / f"{MANIFEST}.partial"
            work.write_text(text, encoding="utf-8", newline="\n")
            work.replace(manifest)
        found = manifest.read_text(encoding="utf-8") if manifest.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"resume must be a folder that can be written, got {folder}: {error}") from None
    if found != text:
        raise ConfigError(f"resume must be a new folder or that of the same study and size, got {folder}")
    return Keep(folder, _sums(folder / LEDGER))


def _sums(ledger: Path) -> dict[str, str]:
    sums: dict[str, str] = {}
    if not ledger.is_file():
        return sums
    for line in ledger.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
            sums[str(row["shard"])] = str(row["sha256"])
        except (ValueError, KeyError, TypeError):
            continue
    return sums
