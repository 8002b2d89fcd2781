"""Where it happens: the island, its streets, buildings and places."""

from nullisland.world.archipelago import build_archipelago
from nullisland.world.build import build_island

__all__ = ["build_archipelago", "build_island"]
