"""The charts of the lesson: light horizontals, direct labels, guess and published figures drawn in."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import TYPE_CHECKING, Final, NamedTuple

from nullisland.app.plotting import Labels, blank, colours, draw, label, leader, marks, type_px
from nullisland.model import Estimate

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "Labels",
    "Line",
    "Published",
    "draw",
    "growth_chart",
    "known_chart",
    "uniqueness_chart",
]

_ABOVE: Final = (100.0, 84.0)
_BELOW: Final = (54.0, 68.0)
_DEEP: Final = (10.0, 28.0)
"""Heights at which the published figures are named: above a flat curve, or below one that rises to the top; deeper
where a guess lies there."""

_LOW: Final = 15
"""Below this share there is no room under a point."""
_LATE: Final = 7
"""From more records on, words stand to the left."""
_FREE: Final = 4.6
"""From so many records on, a curve without a defence has left room above the bottom."""

_HAND: Final = 0.14
"""Room for one hand of a class, in records known."""


class Published(NamedTuple):
    """A figure from print: at how many points, which share, in what words."""

    points: int
    share: float
    label: str


class Line(NamedTuple):
    """A line of estimates over numbers of people, named at its end; the chosen one carries its marks."""

    name: str
    points: Sequence[tuple[int, Estimate]]
    chosen: bool


def uniqueness_chart(
    curve: Sequence[Estimate],
    labels: Labels,
    *,
    shown: bool,
    guess: int | None,
    published: Sequence[Published],
    hands: Mapping[int, int] | None = None,
) -> "go.Figure":
    """Singled out of every 100 residents over 1 .. n known records; before the reveal the axes alone.

    `hands` of a class lie along the vertical axis, an open diamond each, at the height of their guess.
    """
    figure = blank(labels, x=(0.5, len(curve) + 0.9), ticks=list(range(1, len(curve) + 1)))
    colour = colours()
    if not shown:
        return figure
    _draw_curve(figure, curve)
    label(figure, len(curve), 100 * curve[-1].value, labels.here, colour["text"], "top")
    crowded = guess is not None and 40 <= guess <= 80
    heights = _ABOVE if curve[-1].value < 0.8 else _DEEP if crowded else _BELOW
    for i, one in enumerate(published):
        x, y = one.points + 0.22 + 0.16 * i, 100 * one.share
        marks(figure, [x], [y], "claim", colour)
        leader(figure, (x, y), (5.0, heights[i]), one.label, colour["claim"])
    if guess is not None:
        marks(figure, [4], [guess], "guess", colour)
        free = max(heights) + 10 <= guess <= 100 * curve[min(3, len(curve) - 1)].value - 8
        side = "left" if free else "right"
        label(figure, 4, guess, labels.guess, colour["guess"], side)
    _draw_hands(figure, hands or {}, labels.guess)
    return figure


def _draw_hands(figure: "go.Figure", hands: Mapping[int, int], name: str) -> None:
    """A row of small diamonds at each guess; the longest row is named."""
    if not any(hands.values()):
        return
    x = [0.6 + _HAND * i for count in hands.values() for i in range(count)]
    y = [value for value, count in hands.items() for _ in range(count)]
    colour = colours()
    line = {"width": 2, "color": colour["guess"]}
    marker = {"size": 8, "color": colour["guess"], "symbol": "diamond-open", "line": line}
    figure.add_scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="skip")
    value, most = max(hands.items(), key=lambda pair: pair[1])
    label(figure, 0.6 + _HAND * (most - 1), value, name, colour["guess"], "left")


def known_chart(
    curve: Sequence[Estimate], labels: Labels, known: int, beside: tuple[Sequence[Estimate], str] | None
) -> "go.Figure":
    """Singled out over 1 .. n known records, the number of now named; `beside` is another curve with its name."""
    most = len(curve)
    figure = blank(labels, x=(0.5, most + 0.9), ticks=list(range(1, most + 1)))
    colour = colours()
    if beside is not None:
        other = [100 * one.value for one in beside[0][:most]]
        points = list(range(1, len(other) + 1))
        line, marker = {"color": colour["crowd"], "width": 2}, {"size": 9, "color": colour["crowd"]}
        figure.add_scatter(
            x=points, y=other, mode="lines+markers", line=line, marker=marker, hoverinfo="skip"
        )
        figure.add_annotation(
            x=len(other),
            y=other[-1],
            text=beside[1],
            showarrow=False,
            xanchor="right",
            xshift=8,
            yshift=1.25 * type_px(),
            font={"size": type_px(), "color": colour["text-2"]},
        )
    _draw_curve(figure, curve)
    _named(figure, curve, known, labels.here)
    return figure


def _named(figure: "go.Figure", curve: Sequence[Estimate], x: int, text: str) -> None:
    """Words with a thin line to one point: under a curve that rises, above one that stays at the bottom."""
    y, soon = (100 * curve[min(at, len(curve)) - 1].value for at in (x, x + 2))
    if x > _LATE:
        words = x - 0.3, y - 30 if y > 45 else y + 16
    elif soon < _LOW:
        words = max(x + 0.3, _FREE), y + 14
    else:
        words = x + 0.5, max(y - 16, 3)
    leader(figure, (x, y), words, text, colours()["text"])


def _draw_curve(figure: "go.Figure", curve: Sequence[Estimate]) -> None:
    """A square for each number of records with its interval, joined by a line."""
    colour, points = colours(), list(range(1, len(curve) + 1))
    shares = [100 * e.value for e in curve]
    figure.add_scatter(x=points, y=shares, mode="lines", line={"color": colour["truth"]})
    error = {
        "type": "data",
        "symmetric": False,
        "array": [100 * (e.high - e.value) for e in curve],
        "arrayminus": [100 * (e.value - e.low) for e in curve],
        "color": colour["truth"],
        "thickness": 2,
        "width": 5,
    }
    marks(figure, points, shares, "truth", colour, error_y=error)


def growth_chart(lines: Sequence[Line], labels: Labels) -> "go.Figure":
    """Singled out of every 100 over the number of residents, on a scale of tens. Lines are named at their ends."""
    figure = blank(labels, x=(2.35, 5.55), ticks=[300, 3_000, 20_000, 200_000])
    figure.update_xaxes(type="log", tickformat=",d")
    colour, dashes = colours(), ("solid", "dash")
    for line, dash in zip(lines, dashes, strict=True):
        x, y = [people for people, _ in line.points], [100 * e.value for _, e in line.points]
        ink = {"color": colour["truth"], "dash": dash, "width": 3 if line.chosen else 2}
        figure.add_scatter(x=x, y=y, mode="lines", line=ink, hoverinfo="skip")
        if line.chosen:
            marks(figure, x, y, "truth", colour)
        rises = y[-1] > y[0]
        label(
            figure,
            log10(x[-1]),
            y[-1] + (7 if rises else 0),
            line.name,
            colour["text"],
            "end" if rises else "top",
        )
    return figure
