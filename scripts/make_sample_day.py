"""Make data/sample_day: the default island and one day of its residents, for the app's first picture.

Run after every change of the model: `python scripts/make_sample_day.py`. A test compares.
"""

import sys
from pathlib import Path

from nullisland.app.bulk import bulk_of
from nullisland.app.numbers import SAMPLE_CODE
from nullisland.lesson.cast import find_guide
from nullisland.model import Scenario
from nullisland.pipeline import run


def sample() -> dict[str, bytes]:
    """The files by name."""
    outcome = run(Scenario.from_code(SAMPLE_CODE))
    found = find_guide(outcome)
    return bulk_of(outcome, found[0] if found else None)


if __name__ == "__main__":
    folder = Path(__file__).parents[1] / "data" / "sample_day"
    folder.mkdir(exist_ok=True)
    for name, content in sample().items():
        (folder / name).write_bytes(content)
        sys.stdout.write(f"{folder / name}: {len(content):,} bytes\n")
