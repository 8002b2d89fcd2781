"""A small chart in plain HTML: dots in a square of two axes, drawn at once and in the theme's own colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Axes", "Dot", "plot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A mark at `x`, `y` in percent of the axes. `role`: resident, guess, claim, truth or crowd; `label` beside it."""

    x: float
    y: float
    role: str
    label: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Names of the axes and the words at their ticks, evenly spaced from the first to the last.

    `goal` is (left, right, bottom, top) of a marked region in percent, with its name.
    """

    x: str
    y: str
    x_ticks: Sequence[str]
    y_ticks: Sequence[str]
    goal: tuple[float, float, float, float, str] | None = None


def plot(dots: Sequence[Dot], axes: Axes, said: str, line: Sequence[tuple[float, float]] = ()) -> str:
    """The chart as one picture; `said` is its sentence for those who do not see it. `line` joins points."""
    marks = "".join(_mark(dot) for dot in dots)
    return (
        f'<div class="ni-plot" role="img" aria-label="{escape(said)}"><p class="ni-plot-y">{escape(axes.y)}</p>'
        f'<div class="ni-plane">{_ticks(axes.y_ticks, "y")}{_ticks(axes.x_ticks, "x")}{_goal(axes)}{_line(line)}'
        f'{marks}</div><p class="ni-plot-x">{escape(axes.x)}</p></div>'
    )


def _mark(dot: Dot) -> str:
    side = "ni-left" if dot.x > 55 else "ni-right"
    label = f"<em>{escape(dot.label)}</em>" if dot.label else ""
    return (
        f'<b class="ni-dot {dot.role} {side}" style="left:{dot.x:.2f}%;bottom:{dot.y:.2f}%">'
        f"<i>{escape(dot.inside)}</i>{label}</b>"
    )


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
    left, right, bottom, top, name = axes.goal
    box = f"left:{left}%;width:{right - left}%;bottom:{bottom}%;height:{top - bottom}%"
    return f'<div class="ni-goal" style="{box}"><span>{escape(name)}</span></div>'


def _line(points: Sequence[tuple[float, float]]) -> str:
    if len(points) < 2:
        return ""
    path = " ".join(f"{x:.2f},{100 - y:.2f}" for x, y in points)
    return f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><polyline points="{path}"/></svg>'
