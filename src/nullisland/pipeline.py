"""The one module that knows all stages: a scenario in, everything that follows from it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nullisland.digest import digest
from nullisland.model import Island, Observations, People, Release, Scenario, Visits
from nullisland.model.records import require_sensor
from nullisland.movement import prepare, simulate
from nullisland.observation import observe
from nullisland.people import build_people, people_frame, places_frame
from nullisland.release import PseudonymKey, PublishConfig, publish
from nullisland.world import build_island

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STAGES", "Outcome", "Scenario", "run"]

STAGES = ("world", "people", "movement", "observation", "release")
"""The stages of a run, in order: what `progress` is told."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything one run made, truth beside release. What an adversary is given is `release`, and no more."""

    scenario: Scenario
    island: Island
    people: People
    visits: Visits
    observations: Observations
    release: Release
    key: PseudonymKey

    def digests(self) -> dict[str, str]:
        """SHA-256 of world, people, visits and release, in hexadecimal."""
        nouns = {"world": self.island, "people": self.people, "visits": self.visits, "release": self.release}
        return {name: digest(noun) for name, noun in nouns.items()}

    def to_frames(self) -> dict[str, "pd.DataFrame"]:
        """pandas frames `people`, `places`, `visits`, `observations`, `release`; see docs/data-dictionary.md.

        Cost: about 50 bytes an observation: 0.6 GB on the default island.
        """
        return {
            "people": people_frame(self.people, self.island),
            "places": places_frame(self.island),
            "visits": _visits_frame(self.visits),
            "observations": _observations_frame(self.observations),
            "release": _release_frame(self.release),
        }


def run(  # noqa: PLR0913 - these names are the public promise
    scenario: Scenario,
    *,
    sensor: str = "gps",
    cell_m: int | None = None,
    slot_min: int = 60,
    policy: str = "fixed",
    grid: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Build the island, let its people live, write down what one sensor sees, and publish it.

    Parameters
    ----------
    sensor : one of `gps`, `tower`, `card`, `camera`
    cell_m : side of a square in metres, for gps (None: 250) or with `grid`
    slot_min : minutes of a time slot
    policy : how long a pseudonym lasts: `fixed`, `day`, `week` or `trip`
    grid : whether to publish squares for a sensor whose cells are towers, places or cameras
    threads : None: every core; the result is the same for any number
    progress : called with (stage, stages done, stages in all) before each stage and once at the end

    Raises ConfigError for a setting out of range. Cost: the default island takes about two seconds and 1 GB.
    """
    config = PublishConfig(policy=policy, cell_m=cell_m, slot_min=slot_min, grid=grid)
    config.check_sensor(require_sensor(sensor))
    tell = progress or (lambda stage, done, total: None)
    tell("world", 0, len(STAGES))
    island = build_island(scenario)
    tell("people", 1, len(STAGES))
    people = build_people(scenario, island)
    tell("movement", 2, len(STAGES))
    visits = simulate(prepare(scenario, island, people), threads=threads)
    tell("observation", 3, len(STAGES))
    observations = observe(sensor, scenario, island, people, visits, threads=threads)
    tell("release", 4, len(STAGES))
    release, key = publish(
        observations, island, config, scenario.seed, released=scenario.people, scenario=scenario
    )
    tell("release", 5, len(STAGES))
    return Outcome(
        scenario=scenario,
        island=island,
        people=people,
        visits=visits,
        observations=observations,
        release=release,
        key=key,
    )


def _visits_frame(visits: Visits) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        {
            "person": visits.persons(),
            "place": visits.place,
            "arrive_min": visits.arrive_min,
            "leave_min": visits.leave_min,
        }
    )


def _observations_frame(observations: Observations) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        {
            "person": observations.persons(),
            "t_min": observations.t_min,
            "x_m": observations.x_dm / 10,
            "y_m": observations.y_dm / 10,
            "sensor": pd.Categorical.from_codes(
                np.zeros(len(observations), np.int8), pd.Index([observations.sensor])
            ),
        }
    )


def _release_frame(release: Release) -> "pd.DataFrame":
    import pandas as pd

    pseudonym = np.repeat(release.pseudonyms, np.diff(release.first))
    return pd.DataFrame({"pseudonym": pseudonym, "cell": release.cell, "slot": release.slot})
