"""What is settled once for every screen, page and command of the lesson; importing it costs nothing."""

from typing import Final

__all__ = ["DRAWN", "GRAINS", "LESS"]

GRAINS: Final = tuple(
    (cell_m, slot_min) for cell_m in (250, 500, 1000, 2000) for slot_min in (60, 180, 360, 1440)
)
"""The grains, square in m by slot in min, that the precision control of scene 3 offers."""

LESS: Final = (2000, 360)
"""The grain with which scene 3 shows what helps, and with which the council may choose to collect less."""

DRAWN: Final = 1_000
"""Residents who are drawn on a map of the town; the same on every screen."""
