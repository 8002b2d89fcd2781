"""The key numbers of the scenes past the core, for `nullisland lesson --scene` and for whoever wants to check."""

from collections.abc import Callable
from typing import Any, Final

from nullisland.lesson.manual import Manual
from nullisland.lesson.nights import MEAN_SHIFT_M, MOST_NIGHTS
from nullisland.lesson.promises import EPSILONS, odds
from nullisland.lesson.read_life import ReadLife
from nullisland.lesson.scene_numbers import SceneNumber
from nullisland.lesson.shown import Shown
from nullisland.lesson.totals import Totals
from nullisland.model import Estimate

__all__ = ["PART_OF_SCENE", "part_numbers"]

PART_OF_SCENE: Final = {"read-life": "read_life", "shown": "shown", "manual": "manual", "totals": "totals"}
"""Which part (`nullisland.lesson.parts`) a scene shows, by the scene's name in the address."""


def part_numbers(scene: str, part: Any) -> tuple[SceneNumber, ...]:
    """What stands large on the screens of one scene, every choice of its controls. Raises KeyError for another."""
    makers: dict[str, Callable[[Any], tuple[SceneNumber, ...]]] = {
        "read-life": _read_life,
        "shown": _shown,
        "manual": _manual,
        "totals": _totals,
    }
    return makers[scene](part)


def _share(scene: str, step: str, share: Estimate, what: str) -> SceneNumber:
    return SceneNumber(scene, step, share.numerator, share.n, what)


def _read_life(life: ReadLife) -> tuple[SceneNumber, ...]:
    named = [
        _share("read-life", "help", book.named.right, f"named correctly, squares of {book.cell_m} m")
        for book in life.books
    ]
    reveal = _share("read-life", "reveal", life.homes.right, "homes found exactly")
    return (reveal, _share("read-life", "book", life.books[0].named.right, "named correctly"), *named)


def _shown(shown: Shown) -> tuple[SceneNumber, ...]:
    people = len(shown.guessed)
    return (
        SceneNumber("shown", "reveal", shown.patients, shown.seen, "codes seen so often are patients"),
        SceneNumber("shown", "harm", people, people, "people harmed by the same guess"),
        SceneNumber("shown", "harm", shown.harm(left_out=False).secrets, people, "people who lost a secret"),
        SceneNumber(
            "shown", "help", shown.still_seen, people, "still seen so often once records around clinics go"
        ),
    )


def _manual(manual: Manual) -> tuple[SceneNumber, ...]:
    out = []
    if manual.nights is not None:
        for nights in (1, 2, 5, 10, 20, MOST_NIGHTS):
            off = round(manual.nights.at(nights).town_m)
            out.append(
                SceneNumber("manual", "average", off, MEAN_SHIFT_M, f"metres off after {nights} nights")
            )
    out += [
        _share("manual", "found", hole.found, f"homes found, circle moved by up to {hole.shift_m} m")
        for hole in manual.holes
    ]
    out += [
        _share(
            "manual", "codes", codes.joined.right, f"day codes joined rightly, squares of {codes.cell_m} m"
        )
        for codes in manual.codes
    ]
    return tuple(out)


def _totals(totals: Totals) -> tuple[SceneNumber, ...]:
    found = len(totals.found_slots)
    return (
        SceneNumber("totals", "difference", found, totals.records, "records found by subtraction"),
        *(
            SceneNumber(
                "totals", "ones", one.ones, one.counts, f"counts are exactly 1, below {one.threshold} hidden"
            )
            for one in totals.hidden
        ),
        *(
            _share("totals", "traces", made.found.right, f"records in the right trace, {made.how}")
            for made in totals.recoveries
        ),
        *(
            SceneNumber(
                "totals", "promise", odds(epsilon), 100, f"attackers right at best, epsilon {epsilon:g}"
            )
            for epsilon in EPSILONS
        ),
    )
