"""Write the tables of `data/sensors` that need exp or an inverse normal, so that no run ever evaluates them.

    python scripts/make_sensor_tables.py

Both hold 1,024 quantiles, at (i + 0.5) / 1024, as integers in 4096ths:
normal.csv     the standard normal, scaled so that the mean square is one
phone_use.csv  a lognormal with sigma 1, scaled and rounded so that the mean is exactly one
"""

import math
from pathlib import Path
from statistics import NormalDist

SIZE = 1024
ONE = 4096
FOLDER = Path(__file__).parents[1] / "data" / "sensors"


def normal_quantiles() -> list[int]:
    z = [NormalDist().inv_cdf((i + 0.5) / SIZE) for i in range(SIZE)]
    scale = ONE / math.sqrt(sum(v * v for v in z) / SIZE)
    half = [round(-v * scale) for v in z[: SIZE // 2]]
    return [-v for v in half] + half[::-1]


def lognormal_quantiles(sigma: float = 1.0) -> list[int]:
    raw = [math.exp(sigma * NormalDist().inv_cdf((i + 0.5) / SIZE)) for i in range(SIZE)]
    scale = ONE * SIZE / sum(raw)
    whole = [int(v * scale) for v in raw]
    whole[-1] += ONE * SIZE - sum(whole)
    return whole


def write(name: str, column: str, values: list[int]) -> None:
    (FOLDER / name).write_text(column + "\n" + "".join(f"{v}\n" for v in values), encoding="utf-8")


if __name__ == "__main__":
    write("normal.csv", "z_4096ths", normal_quantiles())
    write("phone_use.csv", "rate_4096ths", lognormal_quantiles())
