"""The scenes of the lesson in their order. A new scene is one line here, a module and a file of words."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from nullisland.app.visit import Visit

__all__ = ["DEFAULT_PRESET", "PRESETS", "SCENES", "SECOND_LESSON", "Scene", "stations", "steps_of"]

PRESETS: Final = ("10", "45", "90", "2x45")
"""Minutes there are."""

DEFAULT_PRESET: Final = "45"

SECOND_LESSON: Final = "defend"
"""The scene that the second lesson of 2 x 45 begins with."""

_ALL: Final = PRESETS
_CORE: Final = ("45", "90", "2x45")
_LONG: Final = ("90", "2x45")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene: its name and its steps as they stand in the address.

    `parts` are its modules in `app.scenes`: the first shows it (`show(visit)`) and names its words
    (`data/lesson/en/<part>.md`). `presets` say when it is a station; a scene with none is reached from the start page
    if it is an `entry`, and by its link alone if not. With `notes` its words hold the teacher's. Steps that are
    `past_core` are walked in the long presets only; their links work in all.
    """

    name: str
    steps: tuple[str, ...]
    parts: tuple[str, ...]
    presets: tuple[str, ...] = ()
    entry: bool = False
    notes: bool = True
    past_core: tuple[str, ...] = ()

    @property
    def show(self) -> "Callable[[Visit], None]":
        """What draws the scene; loaded when it is first asked for."""
        draw: Callable[[Visit], None] = import_module(f"nullisland.app.scenes.{self.parts[0]}").show
        return draw


SCENES: Final = {
    scene.name: scene
    for scene in (
        Scene(name="start", steps=("look",), parts=("start", "knows"), presets=_ALL, notes=False),
        Scene(name="rules", steps=("read",), parts=("rules",), presets=_CORE),
        Scene(
            name="names-off",
            steps=("predict", "names", "codes", "reveal"),
            parts=("names_off",),
            presets=_CORE,
        ),
        Scene(
            name="read-life",
            steps=("predict", "work", "read", "reveal", "book", "help"),
            parts=("read_life", "reading", "address_book"),
            presets=_LONG,
        ),
        Scene(
            name="four-sightings",
            steps=("predict", "cards", "told", "town", "curve", "grow", "help"),
            parts=("four_sightings", "town_test", "growth", "precision"),
            presets=_ALL,
            past_core=("grow",),
        ),
        Scene(
            name="shown",
            steps=("predict", "label", "reveal", "harm", "help"),
            parts=("shown", "one_guess"),
            presets=_LONG,
        ),
        Scene(
            name="defend",
            steps=("predict", "cards", "frontier"),
            parts=("defend", "defend_cards", "defend_plot", "defend_reveal"),
            presets=_CORE,
        ),
        Scene(
            name="manual",
            steps=("predict", "nights", "average", "hole", "found", "codes"),
            parts=("manual", "hole", "daily_codes"),
            presets=_LONG,
        ),
        Scene(
            name="totals",
            steps=("predict", "tables", "difference", "ones", "traces", "promise"),
            parts=("totals", "ones", "traces", "promise"),
            presets=_LONG,
        ),
        Scene(
            name="council",
            steps=("vote", "resident", "again", "shift", "exit", "do"),
            parts=("council", "exit_items"),
            presets=_CORE,
        ),
        Scene(name="check-room", steps=("look",), parts=("check_room",), entry=True, notes=False),
        Scene(name="sandbox", steps=("play",), parts=("sandbox", "sandbox_controls"), entry=True),
        Scene(
            name="open-database",
            steps=("predict", "search", "feed", "audit", "help"),
            parts=("open_database", "open_audit", "open_pictures"),
            entry=True,
        ),
    )
}


def stations(preset: str) -> tuple[str, ...]:
    """Names of the scenes of a preset, in order."""
    return tuple(scene.name for scene in SCENES.values() if preset in scene.presets)


def steps_of(name: str, preset: str) -> tuple[str, ...]:
    """Steps of a scene that Next walks through in a preset."""
    scene = SCENES[name]
    return scene.steps if preset in _LONG else tuple(s for s in scene.steps if s not in scene.past_core)
