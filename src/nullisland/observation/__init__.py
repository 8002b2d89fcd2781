"""What sensors write down of people's lives: fixes, tower records, card taps, camera sightings."""

from nullisland.observation.card import PRICE_BINS, Tills, prepare_tills, purchases
from nullisland.observation.config import CameraConfig, CardConfig, GpsConfig, TowerConfig
from nullisland.observation.nearest import nearest_site
from nullisland.observation.observe import observe
from nullisland.observation.tower import Network, observe_tower, prepare_network, tower_points

__all__ = [
    "PRICE_BINS",
    "CameraConfig",
    "CardConfig",
    "GpsConfig",
    "Network",
    "Tills",
    "TowerConfig",
    "nearest_site",
    "observe",
    "observe_tower",
    "prepare_network",
    "prepare_tills",
    "purchases",
    "tower_points",
]
