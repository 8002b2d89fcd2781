"""Where a browser is in the lesson: everything a link reproduces, and the seat its predictions belong to."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from nullisland.app import numbers
from nullisland.app.registry import DEFAULT_PRESET, PRESETS, SCENES, SECOND_LESSON, stations, steps_of
from nullisland.app.seats import SEAT_COOKIE
from nullisland.classroom import Prediction, Room

__all__ = ["FRONT", "Visit", "arrive", "room"]

FRONT: Final = ("wall", "hands", "notes")
"""What the front of a room may switch on: large type, hands counted by the teacher, notes beside the scene."""


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
    front: frozenset[str] = frozenset()

    @property
    def wall(self) -> bool:
        """Whether the page is set for the front of a room: nothing small, nothing only in a hover."""
        return "wall" in self.front

    @property
    def hands(self) -> bool:
        """Whether a teacher counts the hands of a class instead of guessing."""
        return "hands" in self.front

    @property
    def link(self) -> dict[str, str]:
        """The query that carries island, preset and front of the room to another scene."""
        out = {"code": self.code}
        if self.preset != DEFAULT_PRESET:
            out["preset"] = self.preset
        return {**out, **dict.fromkeys((name for name in FRONT if name in self.front), "1")}

    @property
    def route(self) -> tuple[str, ...]:
        """Scenes that Next walks through: those of the preset, the current one always among them.

        A scene of no preset stands alone behind the start page.
        """
        if not SCENES[self.scene].presets:
            return next(iter(SCENES)), self.scene
        shown = stations(self.preset)
        return tuple(name for name in SCENES if name in shown or name == self.scene)

    @property
    def stations(self) -> tuple[str, ...]:
        """The route; with two lessons, the one of them that the current scene is in."""
        route = self.route
        if self.preset != "2x45" or SECOND_LESSON not in route:
            return route
        cut, at = route.index(SECOND_LESSON), route.index(self.scene)
        return route[:cut] if at < cut else (route[0], *route[cut:])

    def beside(self, move: int) -> tuple[str, str] | None:
        """The (scene, step) one on (1) or back (-1); None at the ends. Back enters a scene at its end."""
        walked = steps_of(self.scene, self.preset)
        steps = walked if self.step in walked else SCENES[self.scene].steps
        at = steps.index(self.step) + move
        if 0 <= at < len(steps):
            return self.scene, steps[at]
        route = self.route
        other = route.index(self.scene) + move
        if not 0 <= other < len(route):
            return None
        name = route[other]
        return name, steps_of(name, self.preset)[0 if move > 0 else -1]

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

    def count_hands(self, question: str, counts: Mapping[int, int]) -> None:
        """Note how many hands went up for each answer."""
        room().count_hands(self._key(question), counts)

    def class_counts(self, question: str) -> dict[int, int]:
        """Hands for each answer; empty if nobody counted."""
        return room().hands(self._key(question))

    def look_up(self, reason: str) -> None:
        """Write a look-up of the open database down, with the reason that was given."""
        room().look_up(self.seat, self.code, reason)

    @property
    def look_ups(self) -> tuple[str, ...]:
        """Reasons of this seat's look-ups on this island, in their order."""
        return room().look_ups(self.seat).get(self.code, ())

    def _key(self, question: str) -> str:
        return f"{self.code} {self.scene} {question}"


def arrive() -> Visit:
    """Read the address. What is not there or makes no sense falls back to the default."""
    query = st.query_params
    scene = SCENES.get(query.get("scene", ""), next(iter(SCENES.values())))
    step = query.get("step", "")
    preset = query.get("preset", "")
    code = numbers.canonical(query.get("code") or numbers.default_code())
    if query.get("code", code) != code or ("scene" in query and "code" not in query):
        query["code"] = code  # so that the address, copied, opens this very island
    return Visit(
        scene=scene.name,
        step=step if step in scene.steps else scene.steps[0],
        code=code,
        preset=preset if preset in PRESETS else DEFAULT_PRESET,
        seat=_seat(),
        front=frozenset(name for name in FRONT if query.get(name) == "1"),
    )


def _seat() -> str:
    """The label in the browser's cookie; without cookies one that lasts as long as the connection."""
    seat = st.context.cookies.get(SEAT_COOKIE)
    if seat:
        return str(seat)
    if "seat" not in st.session_state:
        st.session_state["seat"] = secrets.token_urlsafe(16)
    return str(st.session_state["seat"])
