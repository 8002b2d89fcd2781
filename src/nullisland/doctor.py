"""What this machine has of what Null Island needs, and what to do about what is missing."""

import os
import platform
import shutil
import socket
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import psutil

from nullisland import lan
from nullisland.browsers import find_browser
from nullisland.errors import IslandError
from nullisland.tables import data_path

__all__ = ["Finding", "examine"]

_LEAST_MEMORY = 2_000_000_000
_LEAST_DISK = 1_000_000_000
_PORT = 8501


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing examined. `needed`: the lesson does not run without it. `advice` is empty if it works."""

    name: str
    works: bool
    needed: bool
    found: str
    advice: str


def examine() -> list[Finding]:
    """Look at everything; nothing is changed and nothing leaves the machine. Takes about a second."""
    return [
        check()
        for check in (_python, _packages, _data, _memory, _cores, _disk, _cache, _port, _addresses, _browser)
    ]


def _finding(name: str, works: bool, found: str, advice: str, needed: bool = True) -> Finding:
    return Finding(name=name, works=works, needed=needed, found=found, advice="" if works else advice)


def _python() -> Finding:
    works = (3, 11) <= sys.version_info[:2] <= (3, 14) and sys.maxsize > 2**32
    found = f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
    return _finding(
        "python", works, f"{found} {platform.machine()}", "Install CPython 3.11 to 3.14, 64 bits."
    )


def _packages() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    missing, found = [], []
    for name in ("numpy", "numba", "scipy", "pandas", "pyarrow", "streamlit", "plotly", "faker"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    advice = f"Missing: {', '.join(missing)}. In the project's folder: make demo."
    return _finding("packages", not missing, ", ".join(found), advice)


def _data() -> Finding:
    try:
        found = str(data_path("README.md").parent)
    except IslandError as error:
        return _finding("data files", False, str(error), "Install the package again.")
    return _finding("data files", True, found, "")


def _memory() -> Finding:
    memory = psutil.virtual_memory()
    found = f"{memory.available / 1e9:.1f} GB free of {memory.total / 1e9:.1f} GB"
    advice = "Close other programs, or take a smaller island, such as NI-7-2000-28."
    return _finding("memory", memory.available >= _LEAST_MEMORY, found, advice)


def _cores() -> Finding:
    count = os.cpu_count() or 1
    return _finding("cores", count >= 2, str(count), "It works, at half the speed.", needed=False)


def _disk() -> Finding:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    advice = "Free some space: compiled kernels and exports need up to a gigabyte."
    return _finding("disk", free >= _LEAST_DISK, f"{free / 1e9:.1f} GB free", advice, needed=False)


def _cache() -> Finding:
    import_module("nullisland._kernels")  # says where the cache is, by NUMBA_CACHE_DIR
    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    nearest = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    advice = "Set NUMBA_CACHE_DIR to a folder you may write, or every start compiles for a minute."
    return _finding(
        "cache of compiled kernels", os.access(nearest, os.W_OK), str(folder), advice, needed=False
    )


def _port() -> Finding:
    with socket.socket() as probe:
        busy = probe.connect_ex(("127.0.0.1", _PORT)) == 0
    advice = "The demo takes the next free port; or close the other program, or choose one with --port."
    return _finding("port", not busy, f"{_PORT} {'is taken' if busy else 'is free'}", advice, needed=False)


def _addresses() -> Finding:
    """Addresses under which other devices in the room reach this machine."""
    found = [f"{card.address} ({card.name})" for card in lan.cards()]
    advice = "Only this computer can open the lesson: join a network, or open a hotspot, for others to join."
    return _finding("network addresses", bool(found), ", ".join(found) or "none", advice, needed=False)


def _browser() -> Finding:
    found = find_browser()
    advice = (
        "Any current browser plays the lesson; for the tests install Chromium or set NULLISLAND_CHROMIUM."
    )
    return _finding(
        "browser", found is not None, str(found or "none of the Chromium family"), advice, needed=False
    )
