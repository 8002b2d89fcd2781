"""Make data/lesson/defend.csv, the attempts of scene 5 on the default island: `scripts/make_defend_table.py`.

About a quarter of an hour of one core, nearly all of it for codes that change each day and are joined again.
"""

import csv
import sys

from nullisland.lesson.defend import CARDS, STRENGTHS, attempt, known_of
from nullisland.lesson.defend_table import COLUMNS, row_of
from nullisland.model import Scenario
from nullisland.pipeline import run
from nullisland.tables import data_path


def main() -> None:
    """Write a row an attempt, the quick ones first, then in the order of the cards."""
    scenario = Scenario()
    outcome = run(scenario)
    known = known_of(outcome)
    rows = {}
    for card in sorted(CARDS, key=lambda name: name == "new_codes"):
        for strength in STRENGTHS:
            rows[card, strength] = row_of(scenario.code, attempt(outcome, known, card, strength))
            print(rows[card, strength], file=sys.stderr, flush=True)
    with (data_path("lesson") / "defend.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows[card, strength] for card in CARDS for strength in STRENGTHS)


if __name__ == "__main__":
    main()
