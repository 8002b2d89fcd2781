"""Where a browser is in the lesson: everything a link reproduces, and the seat its predictions belong to."""

import secrets
from dataclasses import dataclass
from typing import Final

import streamlit as st

from nullisland.app import numbers
from nullisland.app.seats import SEAT_COOKIE
from nullisland.classroom import Prediction, Room

__all__ = ["DEFAULT_PRESET", "PRESETS", "SCENES", "Visit", "arrive", "room"]

SCENES: Final = {
    "start": ("look",),
    "rules": ("read",),
    "names-off": ("predict", "names", "codes", "reveal"),
    "four-sightings": ("predict", "cards", "told", "town", "curve", "help"),
}
"""Scenes in the order of the lesson, each with its steps. The name stands in the address."""

PRESETS: Final = {"10": ("start", "four-sightings"), "45": tuple(SCENES)}
"""Scenes of a preset, by its minutes."""

DEFAULT_PRESET: Final = "45"


@st.cache_resource(show_spinner=False)
def room() -> Room:
    """The one room of this server."""
    return Room()


@dataclass(frozen=True, slots=True)
class Visit:
    """One page view: which scene, which step of it, of which island, from which seat."""

    scene: str
    step: str
    code: str
    preset: str
    seat: str

    @property
    def link(self) -> dict[str, str]:
        """The query that carries island and preset to another scene."""
        out = {} if self.code == numbers.default_code() else {"code": self.code}
        return out if self.preset == DEFAULT_PRESET else {**out, "preset": self.preset}

    @property
    def stations(self) -> tuple[str, ...]:
        """Scenes of this preset, the current one always among them."""
        shown = PRESETS[self.preset]
        return tuple(name for name in SCENES if name in shown or name == self.scene)

    def beside(self, move: int) -> tuple[str, str] | None:
        """The (scene, step) one on (1) or back (-1); None at the ends. Back enters a scene at its end."""
        steps = SCENES[self.scene]
        at = steps.index(self.step) + move
        if 0 <= at < len(steps):
            return self.scene, steps[at]
        other = self.stations.index(self.scene) + move
        if not 0 <= other < len(self.stations):
            return None
        name = self.stations[other]
        return name, SCENES[name][0 if move > 0 else -1]

    def answer(self, question: str) -> Prediction | None:
        """This seat's answer to a question of this scene, if it has given one."""
        return room().answer(self.seat, self._key(question))

    def predict(self, question: str, value: int | None) -> None:
        """Lock an answer; None is a pass."""
        room().predict(self.seat, self._key(question), value)

    def withdraw(self, question: str) -> None:
        """Unlock an answer."""
        room().withdraw(self.seat, self._key(question))

    def reveal(self, question: str) -> Prediction:
        """The final answer: the truth is on screen now."""
        return room().reveal(self.seat, self._key(question))

    def _key(self, question: str) -> str:
        return f"{self.code} {self.scene} {question}"


def arrive() -> Visit:
    """Read the address. What is not there or makes no sense falls back to the default."""
    query = st.query_params
    scene = query.get("scene", "")
    scene = scene if scene in SCENES else next(iter(SCENES))
    step = query.get("step", "")
    preset = query.get("preset", "")
    steps = SCENES[scene]
    return Visit(
        scene=scene,
        step=step if step in steps else steps[0],
        code=query.get("code") or numbers.default_code(),
        preset=preset if preset in PRESETS else DEFAULT_PRESET,
        seat=_seat(),
    )


def _seat() -> str:
    """The label in the browser's cookie; without cookies one that lasts as long as the connection."""
    seat = st.context.cookies.get(SEAT_COOKIE)
    if seat:
        return str(seat)
    if "seat" not in st.session_state:
        st.session_state["seat"] = secrets.token_urlsafe(16)
    return str(st.session_state["seat"])
