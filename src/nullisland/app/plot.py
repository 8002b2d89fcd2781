"""A small chart in plain HTML: dots in a square of two axes, drawn at once and in the theme's own colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from nullisland.app.labelling import Box, Mark, Plane, Spot, place, width_of

__all__ = ["Axes", "Dot", "plot", "ticks_to"]

_LARGE: Final = (12.0, 16.0, 28.0, 36.0)
_SMALL: Final = (8.0, 8.0, 12.0, 24.0)
_SCREENS: Final = {
    "wide": (Plane(716, 316, 16, 24, _LARGE), Plane(537, 316, 16, 24, _LARGE)),
    "slim": (Plane(596, 316, 16, 24, _LARGE), Plane(520, 316, 16, 24, _LARGE)),
    "phone": (Plane(298, 164, 14, 20, _SMALL), Plane(268, 148, 14, 20, _SMALL)),
}
"""Planes of a chart by the widths at which the style sheet changes: the widest and the narrowest of each."""

_WALL: Final = {"wide": (Plane(672, 272, 24, 28, _LARGE),)}
_HALF: Final = {"crowd": 5.0, "truth": 9.0, "guess": 12.0, "claim": 7.0, "resident": 9.0, "goal": 1.0}
_NUMBERED: Final = 16.0
_ASIDE: Final = {"guess": 28, "goal": 8}
"""Pixels: half a mark of each role with its halo, a square with a number in it, and how far a mark stands aside."""

_TICK: Final = 48
"""Pixels that the style sheet gives the words at a tick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A mark at `x`, `y` in percent of the axes. `role`: resident, guess, claim, truth or crowd; `label` beside it.

    `aside`: another mark lies there, so that this one stands at its side.
    """

    x: float
    y: float
    role: str
    label: str = ""
    inside: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Names of the axes and the words at their ticks, evenly spaced from the first to the last.

    `goal` is (left, right, bottom, top) of a marked region in percent, with its name. `wall`: the large type.
    """

    x: str
    y: str
    x_ticks: Sequence[str]
    y_ticks: Sequence[str]
    goal: tuple[float, float, float, float, str] | None = None
    wall: bool = False


def plot(dots: Sequence[Dot], axes: Axes, said: str, line: Sequence[tuple[float, float]] = ()) -> str:
    """The chart as one picture; `said` is its sentence for those who do not see it. `line` joins points."""
    dots = [*_goal_name(axes), *dots]
    styles = _styles(dots, axes)
    marks = "".join(_mark(dot, style) for dot, style in zip(dots, styles, strict=True))
    return (
        f'<div class="ni-plot" role="img" aria-label="{escape(said)}"><p class="ni-plot-y">{escape(axes.y)}</p>'
        f'<div class="ni-plane">{_ticks(axes.y_ticks, "y")}{_ticks(axes.x_ticks, "x")}{_goal(axes)}{_line(line)}'
        f'{marks}</div><p class="ni-plot-x">{escape(axes.x)}</p></div>'
    )


def ticks_to(most: int) -> list[str]:
    """Words for an axis that counts to `most`: every second number if it is even, else each.

    >>> ticks_to(6), ticks_to(3)
    (['0', '2', '4', '6'], ['0', '1', '2', '3'])
    """
    return [str(n) for n in range(0, most + 1, 1 if most % 2 else 2)]


def _mark(dot: Dot, style: str) -> str:
    aside = f"calc({dot.x:.2f}% + {_ASIDE[dot.role]}px)" if dot.aside else f"{dot.x:.2f}%"
    label = f"<u></u><em>{escape(dot.label)}</em>" if dot.label else ""
    return (
        f'<b class="ni-dot {dot.role}" style="left:{aside};bottom:{dot.y:.2f}%{style}">'
        f"{label}<i>{escape(dot.inside)}</i></b>"
    )


def _styles(dots: Sequence[Dot], axes: Axes) -> list[str]:
    """Where the name of each dot goes on each screen, for the style sheet; "" for dots without one."""
    marks = [
        Mark(
            dot.x,
            dot.y,
            _NUMBERED if dot.inside else _HALF[dot.role],
            dot.label,
            _ASIDE[dot.role] if dot.aside else 0,
        )
        for dot in dots
    ]
    styles = [""] * len(dots)
    for screen, planes in (_WALL if axes.wall else _SCREENS).items():
        spots = iter(place(marks, planes, lambda plane: _taken(axes, plane)))
        for i, dot in enumerate(dots):
            if dot.label:
                styles[i] += _style(screen, next(spots))
    return styles


def _style(screen: str, spot: Spot) -> str:
    length, turn = spot.line if spot.far else (0.0, 0.0)
    across = f"calc({100 * spot.width:g}% + {spot.across:.1f}px)"
    down = f"calc({100 * spot.height:g}% + {spot.down:.1f}px)"
    return f";--{screen}:{across} {down};--{screen}-long:{length:.1f}px;--{screen}-turn:{turn:.1f}deg"


def _taken(axes: Axes, plane: Plane) -> list[Box]:
    """The goal, and the words under the horizontal axis."""
    last = max(len(axes.x_ticks) - 1, 1)
    below, high = plane.height + 2, plane.line_px + 2
    halves = [
        (plane.width * i / last, max(width_of(text, plane.type_px), _TICK) / 2)
        for i, text in enumerate(axes.x_ticks)
    ]
    boxes = [(x - half, below, x + half, below + high) for x, half in halves]
    if axes.goal is not None:
        left, right, bottom, top, _ = axes.goal
        x, y = plane.width / 100, plane.height / 100
        boxes.append((left * x, (100 - top) * y, right * x, (100 - bottom) * y))
    return boxes


def _ticks(texts: Sequence[str], axis: str) -> str:
    last = max(len(texts) - 1, 1)
    edge = "left" if axis == "x" else "bottom"
    rule = '<s style="bottom:{at:.2f}%"></s>' if axis == "y" else ""
    return "".join(
        f'{rule.format(at=100 * i / last)}<span class="ni-tick-{axis}" style="{edge}:{100 * i / last:.2f}%">'
        f"{escape(text)}</span>"
        for i, text in enumerate(texts)
    )


def _goal(axes: Axes) -> str:
    if axes.goal is None:
        return ""
    left, right, bottom, top, _ = axes.goal
    box = f"left:{left}%;width:{right - left}%;bottom:{bottom}%;height:{top - bottom}%"
    return f'<div class="ni-goal" style="{box}"></div>'


def _goal_name(axes: Axes) -> list[Dot]:
    """The name of the goal, which hangs on its lower left corner."""
    if axes.goal is None:
        return []
    return [Dot(x=axes.goal[0], y=axes.goal[2], role="goal", label=axes.goal[4], aside=True)]


def _line(points: Sequence[tuple[float, float]]) -> str:
    if len(points) < 2:
        return ""
    path = " ".join(f"{x:.2f},{100 - y:.2f}" for x, y in points)
    return f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><polyline points="{path}"/></svg>'
