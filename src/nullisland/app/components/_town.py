"""The living town as a Streamlit component."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import streamlit as st

from nullisland.app.components._assets import script, style
from nullisland.app.components._words import words_of
from nullisland.model import Grid

__all__ = ["DayPlan", "Mark", "Ring", "TownView", "town", "town_words"]


_LABEL_PX, _WALL_PX = 13, 24


class Mark(NamedTuple):
    """A mark on the map, in decimetres.

    `role` is one of resident, guess, claim, truth, candidate, crowd, out: what it means and how it looks.
    """

    role: str
    x_dm: int
    y_dm: int
    label: str = ""


class Ring(NamedTuple):
    """A dashed circle on the map around a point in decimetres, in the colour of a role; its radius in metres."""

    role: str
    x_dm: int
    y_dm: int
    radius_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """Which days play: `url` may hold `{day}`; days first .. first + count - 1 follow one another."""

    url: str
    first: int = 0
    count: int = 1
    minute: int = 450
    speed: int = 15
    play: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TownView:
    """What the map shows. Everything big is fetched from `town_url` and `day.url`; this is all a rerun sends.

    `strings` are (role, (n, 2) decimetres as lists): thin lines with a pearl at every point; `dots` the same
    points as confetti, without the line, of `dot_px` pixels (0: by scale); with `glide` marks walk to a new place.
    `cells` are (cell, role, share 0 .. 1) of `grid`, drawn stronger with their share, and named with
    `cell_names`. `hands` are (cell, left, right): hands of a class in a square, one open diamond each. With `pick`
    a square can be picked, and `picked` is the one that is: the map follows what else answers the question. `focus`
    is (west, south, east, north) in decimetres; None shows the whole island. `height` includes the time bar. `wall`
    is the large type for the front of a room.
    """

    town_url: str
    height: int = 420
    caption: str = ""
    day: DayPlan | None = None
    marks: Sequence[Mark] = ()
    glide: bool = False
    rings: Sequence[Ring] = ()
    strings: Sequence[tuple[str, Sequence[Sequence[int]]]] = ()
    dots: Sequence[tuple[str, Sequence[Sequence[int]]]] = ()
    dot_px: float = 0
    grid: Grid | None = None
    show_grid: bool = False
    cells: Sequence[tuple[int, str, float]] = ()
    cell_names: bool = False
    hands: Sequence[tuple[int, int, int]] = ()
    pick: bool = False
    picked: int | None = None
    focus: tuple[int, int, int, int] | None = None
    wall: bool = False

    def as_data(self) -> dict[str, Any]:
        """The same as plain JSON, in the names the script reads."""
        data: dict[str, Any] = {
            "town_url": self.town_url,
            "height": self.height,
            "caption": self.caption,
            "marks": [
                {"role": m.role, "x": int(m.x_dm), "y": int(m.y_dm), "label": m.label} for m in self.marks
            ],
            "glide": self.glide,
            "rings": [
                {"role": r.role, "x": int(r.x_dm), "y": int(r.y_dm), "radius": 10 * int(r.radius_m)}
                for r in self.rings
            ],
            "strings": _flat(self.strings),
            "dots": _flat(self.dots),
            "dot_px": self.dot_px,
            "cells": [{"cell": int(c), "role": role, "share": float(share)} for c, role, share in self.cells],
            "cell_names": self.cell_names,
            "hands": [[int(part) for part in hands] for hands in self.hands],
            "pick": self.pick,
            "picked": None if self.picked is None else int(self.picked),
            "focus": None if self.focus is None else [int(v) for v in self.focus],
            "label_px": _WALL_PX if self.wall else _LABEL_PX,
            "wall": self.wall,
            "words": town_words("cell" if self.pick else "" if self.day else "still"),
        }
        if self.day is not None:
            plan = self.day
            data["day"] = {name: getattr(plan, name) for name in plan.__slots__}
        if self.grid is not None:
            data["grid"] = {**self.grid._asdict(), "show": self.show_grid}
        return data


def _flat(lines: Sequence[tuple[str, Sequence[Sequence[int]]]]) -> list[dict[str, Any]]:
    return [{"role": role, "xy": [int(v) for point in xy for v in point]} for role, xy in lines]


def town_words(kind: str = "") -> dict[str, Any]:
    """Words of the map, with the keys of its kind: of a day that plays, "still", or "cell" to pick a square."""
    words: dict[str, Any] = dict(words_of("town"))
    words["map"] = words[f"map_{kind}" if kind else "map"]
    words["days"] = [day.strip() for day in words["days"].split(",")]
    return words


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "nullisland_town", html='<div class="ni-root"></div>', css=style("town"), js=script("town")
    )


def town(view: TownView, *, key: str, on_pick: Callable[[int], None] | None = None) -> None:
    """Show the map; `on_pick` is called with the square that was picked, each time one is.

    Only a pick causes a rerun. The clock, the position of the map and the animation survive reruns.
    """

    def picked() -> None:
        found = st.session_state[key].picked
        if on_pick is not None and found:
            on_pick(int(found["cell"]))

    _component()(key=key, data=view.as_data(), default={"picked": None}, on_picked_change=picked)
