"""The people of an island: households, names, routines, work."""

from nullisland.people.build import build_people

__all__ = ["build_people"]
