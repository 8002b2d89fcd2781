"""Plotly charts in one template: light horizontals, direct labels, guess and published figures drawn in.

Plotly is imported when the first chart is drawn, so that the start page does not pay for it.
"""

from collections.abc import Sequence
from math import log10
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from nullisland.app.theme import DARK, LIGHT
from nullisland.model import Estimate

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "Labels",
    "Line",
    "Published",
    "draw",
    "growth_chart",
    "precision_chart",
    "uniqueness_chart",
]

_ABOVE: Final = (100.0, 84.0)
_BELOW: Final = (28.0, 10.0)
"""Heights at which the published figures are named: above a flat curve, or below one that rises to the top."""

_CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


class Published(NamedTuple):
    """A figure from print: at how many points, which share, in what words."""

    points: int
    share: float
    label: str


class Labels(NamedTuple):
    """Words of a chart: both axes, the line's own label, the guess."""

    x: str
    y: str
    here: str
    guess: str = ""


class Line(NamedTuple):
    """A line of estimates over numbers of people, named at its end; the chosen one carries its marks."""

    name: str
    points: Sequence[tuple[int, Estimate]]
    chosen: bool


def colours() -> dict[str, str]:
    """Colours of the theme the browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def type_px() -> int:
    """Size of the words in a chart: larger at the front of a room."""
    return 24 if st.query_params.get("wall") == "1" else 16


def draw(figure: "go.Figure", key: str) -> None:
    """Put a chart into the picture, as high as that is; no tool bar."""
    st.plotly_chart(figure, key=key, height="stretch", theme=None, config=_CONFIG)


def uniqueness_chart(
    curve: Sequence[Estimate],
    labels: Labels,
    *,
    shown: bool,
    guess: int | None,
    published: Sequence[Published],
) -> "go.Figure":
    """Singled out of every 100 residents over 1 .. n known records; before the reveal the axes alone."""
    figure = _figure(labels, x=(0.5, len(curve) + 0.9), ticks=list(range(1, len(curve) + 1)))
    colour = colours()
    if not shown:
        return figure
    _draw_curve(figure, curve, labels.here)
    heights = _ABOVE if curve[-1].value < 0.8 else _BELOW
    for i, one in enumerate(published):
        x, y = one.points + 0.22 + 0.16 * i, 100 * one.share
        _marks(figure, [x], [y], "claim", colour)
        _leader(figure, (x, y), (5.0, heights[i]), one.label, colour["claim"])
    if guess is not None:
        _marks(figure, [4], [guess], "guess", colour)
        free = max(heights) + 10 <= guess <= 100 * curve[min(3, len(curve) - 1)].value - 8
        side = "left" if free else "right"
        _label(figure, 4, guess, labels.guess, colour["guess"], side)
    return figure


def _draw_curve(figure: "go.Figure", curve: Sequence[Estimate], name: str) -> None:
    """A square for each number of records with its interval, joined by a line and named at its end."""
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
    _marks(figure, points, shares, "truth", colour, error_y=error)
    _label(figure, len(curve), shares[-1], name, colour["text"], "top")


def growth_chart(lines: Sequence[Line], labels: Labels) -> "go.Figure":
    """Singled out of every 100 over the residents, on a scale of tens; `labels.here` names where the lines meet."""
    figure = _figure(labels, x=(2.35, 5.55), ticks=[300, 3_000, 20_000, 200_000])
    figure.update_xaxes(type="log", tickformat=",d")
    colour, dashes = colours(), ("solid", "dash")
    for line, dash in zip(lines, dashes, strict=True):
        x, y = [people for people, _ in line.points], [100 * e.value for _, e in line.points]
        ink = {"color": colour["truth"], "dash": dash, "width": 3 if line.chosen else 2}
        figure.add_scatter(x=x, y=y, mode="lines", line=ink, hoverinfo="skip")
        if line.chosen:
            _marks(figure, x, y, "truth", colour)
        rises = y[-1] > y[0]
        _label(
            figure,
            log10(x[-1]),
            y[-1] + (7 if rises else 0),
            line.name,
            colour["text"],
            "end" if rises else "top",
        )
    (meet, both), *_ = [point for point in lines[0].points if point in lines[1].points]
    _marks(figure, [meet], [100 * both.value], "resident", colour)
    _label(figure, log10(meet), 100 * both.value - 9, labels.here, colour["resident"], "center")
    return figure


def precision_chart(dots: Sequence[tuple[int, float, str]], chosen: int, labels: Labels) -> "go.Figure":
    """Each choice a dot: busiest stops right against singled out; the chosen one is the truth's square."""
    figure = _figure(labels, x=(-0.3, 10.6), ticks=list(range(0, 11, 2)))
    colour = colours()
    others = [dot for i, dot in enumerate(dots) if i != chosen]
    figure.add_scatter(
        x=[dot[0] for dot in others],
        y=[dot[1] for dot in others],
        mode="markers",
        marker={"size": 9, "color": colour["crowd"]},
        hoverinfo="skip",
    )
    for i in {0, chosen} - {chosen}:
        _label(
            figure,
            dots[i][0],
            dots[i][1],
            dots[i][2],
            colour["text-2"],
            "right" if dots[i][0] > 4 else "left",
        )
    stops, share, label = dots[chosen]
    _marks(figure, [stops], [share], "truth", colour)
    _label(figure, stops, share, label, colour["text"], "right" if stops > 4 else "left")
    return figure


def _figure(labels: Labels, *, x: tuple[float, float], ticks: list[int]) -> "go.Figure":
    """The one template."""
    import plotly.graph_objects as go

    colour = colours()
    font = {"family": "Inter, sans-serif", "size": type_px(), "color": colour["text-2"]}
    axis: dict[str, Any] = {
        "zeroline": False,
        "fixedrange": True,
        "tickfont": font,
        "linecolor": colour["edge"],
    }
    below = {"text": labels.x, "font": font, "standoff": 8}
    return go.Figure(
        layout={
            "template": "none",
            "paper_bgcolor": colour["paper"],
            "plot_bgcolor": colour["paper"],
            "showlegend": False,
            "hovermode": False,
            "dragmode": False,
            "font": font,
            "margin": {"l": 3 * type_px(), "r": 16, "t": 40, "b": 8 + 3 * type_px()},
            "xaxis": {
                **axis,
                "range": x,
                "tickvals": ticks,
                "showgrid": False,
                "showline": True,
                "title": below,
            },
            "yaxis": {
                **axis,
                "range": (-2, 108),
                "tickvals": [0, 25, 50, 75, 100],
                "gridcolor": colour["line"],
            },
            "annotations": [_axis_name(labels.y, font)],
        }
    )


def _axis_name(text: str, font: dict[str, Any]) -> dict[str, Any]:
    """The name of the vertical axis, lying above it so that it is read without turning the head."""
    corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return {**corner, "text": text, "showarrow": False, "font": font, "xshift": -40, "yshift": 8}


_SHAPES: Final = {"truth": "square", "guess": "diamond-open", "claim": "x-thin-open", "resident": "circle"}


def _marks(
    figure: "go.Figure",
    x: Sequence[float],
    y: Sequence[float],
    role: str,
    colour: dict[str, str],
    **more: Any,
) -> None:
    """Marks of one role, in its shape and colour, on a halo."""
    halo = {"size": 17, "color": colour["halo"], "symbol": _SHAPES[role].removesuffix("-open")}
    if role != "claim":
        figure.add_scatter(x=x, y=y, mode="markers", marker=halo, hoverinfo="skip")
    line = {"width": 3, "color": colour[role]}
    marker = {"size": 12, "color": colour[role], "symbol": _SHAPES[role], "line": line}
    if role == "truth":
        marker = {**marker, "line": {"width": 0}}
    figure.add_scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="skip", **more)


def _label(figure: "go.Figure", x: float, y: float, text: str, colour: str, anchor: str) -> None:
    """Words beside a mark; `anchor` is the side of the words that touches it; top: below it, end: flush with it."""
    under = anchor == "top"
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor="right" if anchor in ("top", "end") else anchor,
        xshift={"top": 8, "end": 8, "left": 14, "center": 0}.get(anchor, -14),
        yshift=-1.25 * type_px() if under else 0,
        bgcolor=colours()["paper"],
        borderpad=1,
        font={"size": type_px(), "color": colour},
    )


def _leader(
    figure: "go.Figure", mark: tuple[float, float], words: tuple[float, float], text: str, colour: str
) -> None:
    """Words at one side of a mark, with a thin line to it."""
    figure.add_annotation(
        x=mark[0],
        y=mark[1],
        ax=words[0],
        ay=words[1],
        axref="x",
        ayref="y",
        text=text,
        xanchor="left" if words[0] > mark[0] else "right",
        arrowhead=0,
        arrowwidth=1,
        standoff=8,
        arrowcolor=colour,
        font={"size": type_px(), "color": colour},
    )
