"""Write data/town/cosines.csv: one turn in 1024 steps, cosine times 2**15, rounded once and committed.

The world is built with integers, so that an island code gives the same bits on any machine. Libraries of
mathematics may differ in the last bit of a cosine; this table does not.
"""

import math
from pathlib import Path

STEPS = 1024
ONE = 1 << 15


def main() -> None:
    rows = ["step,cosine_32768"] + [
        f"{i},{round(math.cos(2 * math.pi * i / STEPS) * ONE)}" for i in range(STEPS)
    ]
    path = Path(__file__).parents[1] / "data" / "town" / "cosines.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
