"""What sensors write down of people's lives: fixes, tower records, card taps, camera sightings."""

from nullisland.observation.config import CameraConfig, CardConfig, GpsConfig, TowerConfig
from nullisland.observation.nearest import nearest_site
from nullisland.observation.observe import observe
from nullisland.observation.tower import Network, observe_tower, prepare_network, tower_points

__all__ = [
    "CameraConfig",
    "CardConfig",
    "GpsConfig",
    "Network",
    "TowerConfig",
    "nearest_site",
    "observe",
    "observe_tower",
    "prepare_network",
    "tower_points",
]
