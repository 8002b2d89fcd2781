"""Make data/lesson/defend.csv, the attempts of scene 5 on the default island.

`scripts/make_defend_table.py [CARD ...]`: some six minutes of one core; with names of cards only their rows anew.
"""

import csv
import sys
import time

from nullisland.lesson.defend import ALL_CARDS, STRENGTHS, attempt_and_sample, known_of
from nullisland.lesson.defend_table import COLUMNS, row_of
from nullisland.model import Scenario
from nullisland.pipeline import run
from nullisland.tables import data_path

TABLE = data_path("lesson") / "defend.csv"


def main(cards: list[str]) -> None:
    """Write a row an attempt, in the order of the cards."""
    scenario = Scenario()
    outcome = run(scenario)
    known = known_of(outcome)
    rows = kept()
    for card in cards or ALL_CARDS:
        for strength in STRENGTHS:
            begin = time.process_time()
            made = attempt_and_sample(outcome, known, card, strength)
            rows[card, str(strength)] = row_of(scenario.code, *made)
            print(f"{time.process_time() - begin:6.1f} s  {made[0]}", file=sys.stderr, flush=True)
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            rows[card, str(strength)]
            for card in ALL_CARDS
            for strength in STRENGTHS
            if (card, str(strength)) in rows
        )


def kept() -> dict[tuple[str, str], list[str]]:
    """The rows there are, if they have these columns."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    card, strength = COLUMNS.index("card"), COLUMNS.index("strength")
    return {(row[card], row[strength]): row for row in rows} if tuple(head) == COLUMNS else {}


if __name__ == "__main__":
    main(sys.argv[1:])
