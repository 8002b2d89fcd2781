"""Loops on arrays: NumPy, Numba and math only; no pandas, no policy.

Numba's on-disk cache does not notice that a callee in another file has changed, so the cache folder
is named by a hash of every kernel's source. `NUMBA_CACHE_DIR` set by the caller wins.
"""

import hashlib
import os
import sys
from pathlib import Path


def _cache_root() -> Path:
    """Folder for compiled kernels, by the platform's custom; no file of the user's is touched."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "nullisland"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "nullisland"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "nullisland"


def _source_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache_root() / "kernels" / _source_hash()))
