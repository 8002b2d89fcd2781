"""Make data/lesson/growth.csv, the two lines of scene 3, from docs/results: `scripts/make_growth_table.py`."""

import csv
import json
from pathlib import Path

from nullisland.lesson.growth import COLUMNS, LINES
from nullisland.tables import data_path

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "results" / "crowd-or-town.json"


def main() -> None:
    """Write a row a town: the share of the study, as a count of those who were drawn."""
    figures = json.loads(RESULTS.read_text(encoding="utf-8"))["figures"]
    rows = []
    for line in LINES:
        for name, figure in figures.items():
            if name.startswith(f"{line}_gps_"):
                drawn = figure["n"]
                rows.append((line, int(name.rsplit("_", 1)[1]), round(figure["value"] * drawn), drawn))
    with (data_path("lesson") / "growth.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
