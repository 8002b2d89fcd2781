"""Fixes of a phone: what a map app, or whoever it sells to, writes down."""

import numpy as np

from nullisland._kernels.gps import Phones, gps_fixes
from nullisland.model import Island, Observations, Scenario, Visits
from nullisland.movement.paths import build_ways, doors_of
from nullisland.observation._tables import column, count_then_write, rows_of, threshold32
from nullisland.observation.config import GpsConfig
from nullisland.rng import stage_key

__all__ = ["observe_gps"]

_NIGHT_FROM_MIN = 21 * 60 + 30
_NIGHT_SPREAD_MIN = 180
_DM_256 = 10 * 256


def observe_gps(
    scenario: Scenario, island: Island, visits: Visits, config: GpsConfig, threads: int | None = None
) -> Observations:
    """Fixes of everybody in `visits`: at rest at the door of the place, on the way along the streets.

    Cost: about 20 ns a fix on each of two threads.
    """
    ways = build_ways(island.streets)
    street = (ways, doors_of(ways, island.places))
    phones, normal, rows = _phones(scenario, config), column("normal"), rows_of(visits)
    first, (t_min, x_dm, y_dm) = count_then_write(
        lambda block, first, out: gps_fixes(phones, normal, rows, street, block, first, out),
        visits,
        3,
        threads,
    )
    return Observations(
        sensor="gps",
        start_person=visits.start_person,
        first=first,
        t_min=t_min,
        x_dm=x_dm,
        y_dm=y_dm,
        site=np.full(len(t_min), -1, np.int32),
    )


def _phones(scenario: Scenario, config: GpsConfig) -> Phones:
    return Phones(
        key=stage_key(scenario.seed, "observation", "gps"),
        days=scenario.days,
        rest_every=config.rest_every_min,
        motion_every=config.motion_every_min,
        missing=threshold32(config.missing),
        no_data=threshold32(config.no_data_days),
        night_off=threshold32(config.night_off),
        night_from=_NIGHT_FROM_MIN,
        night_spread=_NIGHT_SPREAD_MIN,
        night_len=config.night_min,
        low=config.error_low_m * _DM_256,
        span=(config.error_high_m - config.error_low_m) * _DM_256,
    )
