"""All studies by name. Their modules are loaded when they are run."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from nullisland.errors import ConfigError
from nullisland.memory import peak_mb
from nullisland.studies.noun import Options, Study, Tell

__all__ = ["STUDIES", "Entry", "entry_of", "run_study"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One study: the function `study(options, tell)` of `nullisland.studies.<module>`.

    `full` is the size it runs at unless told otherwise, `quick` one of a few seconds that shows that it works.
    `takes` are the options it has besides the seed; any other is refused.
    """

    name: str
    what: str
    module: str
    full: Options
    quick: Options
    takes: tuple[str, ...] = ("people", "days")


STUDIES: dict[str, Entry] = {
    entry.name: entry
    for entry in (
        Entry(
            name="unique-in-the-crowd",
            what="how few points of a mobile network single somebody out, and what coarser masts and hours change",
            module="unique_in_the_crowd",
            full=Options(people=1_500_000, days=450),
            quick=Options(people=2_500, days=7, targets=300),
            takes=("people", "days", "targets", "resume"),
        ),
        Entry(
            name="country-scale",
            what="the same in a whole country, against the share of its people who are in the data",
            module="country_scale",
            full=Options(people=6_000_000, days=90),
            quick=Options(people=2_500, days=7, targets=300),
            takes=("people", "days", "targets", "resume"),
        ),
        Entry(
            name="home-work",
            what="how many people share a pair of home and workplace, at three grains",
            module="home_work",
            full=Options(people=1_000_000),
            quick=Options(people=3_000),
            takes=("people", "resume"),
        ),
        Entry(
            name="shopping",
            what="how few purchases by card, with and without a price, single somebody out",
            module="shopping",
            full=Options(people=1_100_000, days=90),
            quick=Options(people=2_000, days=14, targets=500),
            takes=("people", "days", "targets", "resume"),
        ),
        Entry(
            name="crowd-or-town",
            what="uniqueness against the number of people, on the same streets and on streets that grow",
            module="crowd_or_town",
            full=Options(people=200_000),
            quick=Options(people=1_000, days=7),
            takes=("people", "days", "targets", "resume"),
        ),
        Entry(
            name="inference-home",
            what="how near four rules come to a home, whose address and name are found, and what helps",
            module="inference_home",
            full=Options(people=20_000, days=14),
            quick=Options(people=1_000, days=14),
        ),
        Entry(
            name="linkage-weeks",
            what="how many card traces are linked to the same person's phone after 1, 2, 4 and 11 weeks",
            module="linkage_weeks",
            full=Options(people=20_000, days=77),
            quick=Options(people=1_500, days=14),
        ),
        Entry(
            name="repeated-reports",
            what="how near the average of noisy reports of one home comes to it",
            module="repeated_reports",
            full=Options(people=20_000),
            quick=Options(people=500),
            takes=("people",),
        ),
    )
}
"""In the order in which they are listed."""


def entry_of(name: str) -> Entry:
    """The study of this name. Raises ConfigError if there is none."""
    if name not in STUDIES:
        raise ConfigError(f"a study must be one of {', '.join(STUDIES)}, got {name!r}")
    return STUDIES[name]


def run_study(name: str, options: Options | None = None, tell: Tell | None = None) -> Study:
    """Run one study, with its seconds and the most memory held meanwhile, by all processes together at most.

    `options` None: the full size. Raises ConfigError for a name that is not there.
    """
    entry = entry_of(name)
    study: Callable[[Options, Tell], Study] = import_module(f"nullisland.studies.{entry.module}").study
    begin = time.perf_counter()
    found = study(options or entry.full, tell or (lambda what, done, total: None))
    return replace(found, seconds=time.perf_counter() - begin, peak_mb=peak_mb() + found.peak_mb)
