"""Where it happens: the island, its streets, buildings and places."""

from nullisland.world.build import build_island

__all__ = ["build_island"]
