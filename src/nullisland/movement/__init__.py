"""Where everybody is, minute by minute: a diary of visits for each person and day."""

from nullisland.movement.doors import indoors, opening_hours, staff_hours
from nullisland.movement.simulate import simulate
from nullisland.movement.town import Town, prepare

__all__ = ["Town", "indoors", "opening_hours", "prepare", "simulate", "staff_hours"]
