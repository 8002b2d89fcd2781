"""What is published: codes instead of names, squares instead of places, slots instead of times."""

from nullisland.release.config import DEFAULT_CELL_M, PublishConfig
from nullisland.release.frames import points_frame
from nullisland.release.generalise import generalise
from nullisland.release.pseudonymise import PseudonymKey, pseudonymise
from nullisland.release.publish import publish

__all__ = [
    "DEFAULT_CELL_M",
    "PseudonymKey",
    "PublishConfig",
    "generalise",
    "points_frame",
    "pseudonymise",
    "publish",
]
