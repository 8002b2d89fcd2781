"""Make data/town/exploration.csv: the chance of trying a new place, as whole numbers.

P(new) = rho * S ** -gamma after S distinct places (Song, Koren, Wang, Barabasi 2010). A power is not the same
bit for bit on every machine, so it is computed once, here, to 60 digits, and committed.
"""

import csv
from decimal import Decimal, getcontext
from pathlib import Path

RHO, GAMMA, LARGEST = Decimal("0.6"), Decimal("0.21"), 400


def main() -> None:
    getcontext().prec = 60
    out = Path(__file__).parents[1] / "data" / "town" / "exploration.csv"
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["distinct_places", "chance_per_2_31"])
        for places in range(1, LARGEST + 1):
            writer.writerow([places, int(RHO * Decimal(places) ** -GAMMA * 2**31)])


if __name__ == "__main__":
    main()
