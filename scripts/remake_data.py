"""Make anew what follows from the model: samples, known codes, and the sums in data/sources.csv.

Run by `make sample`, after a change that gives another island (then raise MODEL_VERSION first) or a new data
file. `--sums` does the last part only.
"""

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

from nullisland.cli import main as nullisland

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
SOURCES = DATA / "sources.csv"
KNOWN = DATA / "known_codes.csv"
SAMPLE = ["--people", "300", "--days", "7", "--seed", "7", "--format", "csv"]
KNOWN_CODES = ("NI-7-20000-28", "NI-7-300-7", "NI-1-2000-14", "NI-0-2-2")
STAGES = ("world", "people", "visits", "release")
UNKNOWN = "TODO"


def make_sample() -> None:
    """The island of 300 people and 7 days, by the command anybody has."""
    code = nullisland(["generate", *SAMPLE, "--out", str(DATA / "sample"), "--force"])
    if code:
        sys.exit(code)


def make_known_codes() -> None:
    """Digests of a few codes, for `nullisland verify CODE`."""
    from nullisland.model import MODEL_VERSION, Scenario
    from nullisland.pipeline import run

    with KNOWN.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "model_version", *STAGES])
        for code in KNOWN_CODES:
            digests = run(Scenario.from_code(code)).digests()
            writer.writerow([code, MODEL_VERSION, *(digests[stage] for stage in STAGES)])
            print(f"{KNOWN.name}: {code}")


def make_sample_day() -> None:
    """The day of the app's first picture, by its own script."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "make_sample_day.py")], check=True)


def make_figures() -> None:
    """What the examples of README.md print."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "readme_figures.py")], check=True)


def data_files() -> list[Path]:
    """Every data file but this list itself, by name."""
    return sorted(p for p in DATA.rglob("*") if p.is_file() and p != SOURCES and not p.name.startswith("."))


def make_sums() -> None:
    """Refresh the sums; a new file inherits origin and licence from its neighbour, or gets the word TODO."""
    known: dict[str, tuple[str, str]] = {}
    if SOURCES.is_file():
        with SOURCES.open(newline="", encoding="utf-8") as file:
            known = {row["file"]: (row["origin"], row["licence"]) for row in csv.DictReader(file)}
    folders = {str(Path(name).parent): value for name, value in known.items() if "/" in name}
    with SOURCES.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "sha256", "origin", "licence"])
        for path in data_files():
            name = path.relative_to(DATA).as_posix()
            origin = known.get(name) or folders.get(str(Path(name).parent)) or (UNKNOWN, UNKNOWN)
            writer.writerow([name, hashlib.sha256(path.read_bytes()).hexdigest(), *origin])
            if UNKNOWN in origin:
                print(f"{SOURCES.name}: say where {name} comes from")


if __name__ == "__main__":
    if "--sums" not in sys.argv[1:]:
        make_sample()
        make_sample_day()
        make_known_codes()
        make_figures()
    make_sums()
