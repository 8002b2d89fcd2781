"""The same people in two feeds: phone masts and cards, after more and more weeks (Kondor et al. 2018)."""

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import View, link
from nullisland.errors import DataError
from nullisland.measure import Verdict, judge
from nullisland.model import DAY_MIN, Observations, Scenario, Traces
from nullisland.observation import observe
from nullisland.observation.nearest import nearest_site
from nullisland.pipeline import run
from nullisland.studies.noun import Figure, Options, Study, Tell, figure_of

__all__ = ["WEEKS", "feeds", "linked", "study"]

WEEKS = (1, 2, 4, 11)
_SLOT_MIN = 60
_OFTEN = 0.75
"""Who taps more often than three quarters of all is what print calls a typical user of transit: ASSUMPTION."""

Longs = NDArray[np.int64]


def study(options: Options, tell: Tell) -> Study:
    """Share of card traces whose mast trace is named, after each number of weeks that fit into the watch."""
    scenario = Scenario(people=options.people, days=options.days, seed=options.seed)
    weeks = [w for w in WEEKS if 7 * w <= options.days] or [1]
    tell("island", 0, len(weeks) + 1)
    masts, cards, mast_of_tap = feeds(scenario)
    figures: list[Figure] = []
    points = 0
    for done, w in enumerate(weeks):
        tell(f"{w} weeks", done + 1, len(weeks) + 1)
        phone = _traces(masts, masts.site, (0, scenario.people), w)
        tapped = _traces(cards, mast_of_tap, (0, scenario.inhabitants), w)
        if not len(phone) or not (tapped.ids < scenario.people).any():
            raise DataError("somebody must use a phone, and somebody a card, got nobody")
        points = len(phone.points) + len(tapped.points)
        figures += _figures(w, linked(phone, tapped, scenario.people))
    return Study(figures=tuple(figures), people=scenario.inhabitants, points=points, remarks=_REMARKS)


def feeds(scenario: Scenario) -> tuple[Observations, Observations, Longs]:
    """Records of masts, taps of cards, and the mast that serves the place of each tap."""
    outcome = run(scenario, sensor="tower")
    cards = observe("card", scenario, outcome.island, outcome.people, outcome.visits)
    return (
        outcome.observations,
        cards,
        nearest_site(outcome.island.towers, cards.x_dm, cards.y_dm).astype(np.int64),
    )


def linked(phone: Traces, tapped: Traces, people: int) -> tuple[Verdict, Verdict]:
    """Verdict on the links of all residents with a card trace, and of those among them who tap often.

    The control are visitors: they tap, and their phones are not in the feed of the masts.
    """
    claims = link(View(tapped, None, _SLOT_MIN), View(phone, None, _SLOT_MIN))
    resident = tapped.ids < people
    often = tapped.points.counts() >= np.quantile(tapped.points.counts(), _OFTEN)

    def verdict(rows: NDArray[np.bool_], name: str) -> Verdict:
        strangers = claims.of(~resident & rows)
        return judge(
            claims.of(resident & rows),
            tapped.ids[resident & rows],
            blind=1 / max(len(phone), 1),
            control=strangers if len(strangers.person) else None,
            attack=f"link, {name}",
            given="the feed of the cards, and where the masts stand",
        )

    return verdict(np.ones(len(tapped), bool), "everybody"), verdict(often, "who taps often")


def _traces(seen: Observations, cell: NDArray[np.integer], people: tuple[int, int], weeks: int) -> Traces:
    """Traces of the first weeks, in masts and hours; ids are persons."""
    person = seen.persons()
    rows = np.flatnonzero((seen.t_min < 7 * weeks * DAY_MIN) & (person >= people[0]) & (person < people[1]))
    return Traces.from_arrays(
        person[rows].astype(np.int64), cell[rows].astype(np.int64), seen.t_min[rows] // _SLOT_MIN
    )


def _figures(weeks: int, verdicts: tuple[Verdict, Verdict]) -> list[Figure]:
    everybody, often = verdicts
    span = f"after {weeks} weeks" if weeks > 1 else "after 1 week"
    name = "linkage_1_week" if weeks == 1 else f"linkage_{weeks}_weeks"
    out = [
        figure_of(
            name, f"card traces rightly linked to a phone {span}, of people who tap often", often.right
        ),
        figure_of(
            f"{name}_wrong", f"linked to somebody else's phone {span}, of people who tap often", often.wrong
        ),
        figure_of(
            f"{name}_everybody", f"card traces rightly linked to a phone {span}, everybody", everybody.right
        ),
    ]
    if often.control is not None:
        out.append(
            figure_of(
                f"{name}_false",
                f"linked to a phone {span} although theirs is not in the feed, visitors who tap often",
                often.control,
            )
        )
    return out


_REMARKS = (
    "Like print: mast and hour, no names, each card trace linked to the phone trace it resembles most.",
    "Unlike print: one mast for 230 people in a town that its masts share at home and at work, instead of thousands of "
    "masts; half of all purchases in cash; and a profile of places by part of the day instead of a count of meetings.",
    "Only invented people can say how many links are false: print has no such figure.",
)
