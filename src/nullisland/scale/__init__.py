"""Populations that do not fit into memory: a country lived in and watched town by town."""

from nullisland.scale.attack import CrowdAttack
from nullisland.scale.stream import Streamed, stream_uniqueness

__all__ = ["CrowdAttack", "Streamed", "stream_uniqueness"]
