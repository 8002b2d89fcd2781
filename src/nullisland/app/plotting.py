"""What every Plotly chart has: one template, marks on a halo, direct labels, the theme's colours.

Plotly is imported when the first chart is drawn, so that the start page does not pay for it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from nullisland.app.theme import DARK, LIGHT

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["Labels", "blank", "colours", "draw", "label", "leader", "marks", "type_px"]

_CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


class Labels(NamedTuple):
    """Words of a chart: both axes, the line's own label, the guess."""

    x: str
    y: str
    here: str
    guess: str = ""


def colours() -> dict[str, str]:
    """Colours of the theme the browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def type_px() -> int:
    """Size of the words in a chart: larger at the front of a room."""
    return 24 if st.query_params.get("wall") == "1" else 16


def draw(figure: "go.Figure", key: str) -> None:
    """Put a chart into the picture, as high as that is; no tool bar."""
    st.plotly_chart(figure, key=key, height="stretch", theme=None, config=_CONFIG)


def blank(labels: Labels, *, x: tuple[float, float], ticks: list[int]) -> "go.Figure":
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


_SHAPES: Final = {"truth": "square", "guess": "diamond-open", "claim": "x-thin-open"}


def marks(
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


def label(figure: "go.Figure", x: float, y: float, text: str, colour: str, anchor: str) -> None:
    """Words beside a mark; `anchor` is the side of the words that touches it; top: below it, end: flush with it."""
    under = anchor == "top"
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor="right" if anchor in ("top", "end") else anchor,
        xshift={"top": 8, "end": 8, "left": 14}.get(anchor, -14),
        yshift=-1.25 * type_px() if under else 0,
        bgcolor=colours()["paper"],
        borderpad=1,
        font={"size": type_px(), "color": colour},
    )


def leader(
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
