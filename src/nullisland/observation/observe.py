"""One door to all sensors."""

from nullisland.errors import ConfigError
from nullisland.model import Island, Observations, People, Scenario, Visits
from nullisland.model.records import require_sensor
from nullisland.observation.camera import observe_camera
from nullisland.observation.card import observe_card, prepare_tills
from nullisland.observation.config import CameraConfig, CardConfig, GpsConfig, TowerConfig
from nullisland.observation.gps import observe_gps
from nullisland.observation.tower import observe_tower, prepare_network

__all__ = ["observe"]

Config = GpsConfig | TowerConfig | CardConfig | CameraConfig


def observe(  # noqa: PLR0913 - what a sensor sees depends on all of these
    sensor: str,
    scenario: Scenario,
    island: Island,
    people: People,
    visits: Visits,
    config: Config | None = None,
    threads: int | None = None,
) -> Observations:
    """What one sensor writes down of everybody in `visits`, alike for any shard and number of threads.

    Parameters
    ----------
    sensor : gps, tower, card or camera
    visits : of everybody or of a shard of people
    config : the sensor's own; None: its defaults

    Raises ConfigError for an unknown sensor or another sensor's config.
    Cost: see `observe_gps` and the others; the default island's gps takes about half a second on two threads.
    """
    kinds = {"gps": GpsConfig, "tower": TowerConfig, "card": CardConfig, "camera": CameraConfig}
    require_sensor(sensor)
    settings = kinds[sensor]() if config is None else config
    match sensor, settings:
        case "gps", GpsConfig():
            return observe_gps(scenario, island, visits, settings, threads)
        case "tower", TowerConfig():
            return observe_tower(prepare_network(scenario, island, settings), visits, threads)
        case "card", CardConfig():
            return observe_card(prepare_tills(scenario, island, people, settings), visits, threads)
        case "camera", CameraConfig():
            return observe_camera(scenario, island, visits, settings, threads)
    raise ConfigError(f"config must be a {kinds[sensor].__name__} for {sensor}, got {type(config).__name__}")
