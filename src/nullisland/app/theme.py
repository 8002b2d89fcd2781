"""The design system in one place: colours, type, spacing, motion. Marks mean the same thing everywhere."""

from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["DARK", "LIGHT", "MOTION_MS", "SIZES", "SPACES", "stylesheet"]

LIGHT: Final = {
    "paper": "#FFFDF8",
    "text": "#2E2A25",
    "text-2": "#565E67",
    "line": "#D8CFC0",
    "edge": "#8A8378",
    "sea": "#BFD7E6",
    "land": "#F5F0E6",
    "resident": "#B84A00",
    "guess": "#0069A4",
    "on-guess": "#FFFFFF",
    "claim": "#6A1B57",
    "truth": "#1B1B1B",
    "crowd": "#6B757E",
    "out": "#DAD5CC",
    "halo": "#FFFDF8",
}
"""Colours by role in daylight. Roles below `land` are marks; the crowd alone has no halo."""

DARK: Final = {
    "paper": "#14202A",
    "text": "#E9E4DA",
    "text-2": "#B4BDC6",
    "line": "#434B54",
    "edge": "#8C98A3",
    "sea": "#0E1A24",
    "land": "#2A3036",
    "resident": "#FF8A3D",
    "guess": "#6CB8EE",
    "on-guess": "#0E1A24",
    "claim": "#F7C3E0",
    "truth": "#FFFFFF",
    "crowd": "#98A3AD",
    "out": "#454E57",
    "halo": "#0E1A24",
}
"""The same roles after dusk."""

SIZES: Final = (16, 18, 24, 28, 40, 96)
"""Type sizes in pixels; a phone shows 56 for 96."""

MOTION_MS: Final = {"state": 250, "meaning, least": 600, "the crowd, the codes": 700, "meaning, most": 900}
"""How long things move: a state, and what carries meaning."""

SPACES: Final = (8, 16, 24, 48)
"""White space in pixels."""


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--ni-{role}:{colour};" for role, colour in colours.items())


def _paper() -> str:
    """Plotly writes colours into its elements: on paper those of a dark screen become the same roles' light ones.

    The ground of a role (`land`, `sea`, ...) is not among them: no chart is drawn on it.
    """
    rules = []
    for role in (
        "paper",
        "text",
        "text-2",
        "line",
        "edge",
        "resident",
        "guess",
        "claim",
        "truth",
        "crowd",
        "halo",
    ):
        r, g, b = (int(DARK[role][i : i + 2], 16) for i in (1, 3, 5))
        for what in ("fill", "stroke", "background"):
            rules.append(
                f'.js-plotly-plot [style*="{what}: rgb({r}, {g}, {b})"]{{{what}:{LIGHT[role]} !important}}'
            )
    return f"@media print{{{''.join(rules)}}}"


@cache
def stylesheet(*, wall: bool = False) -> str:
    """The whole style sheet: variables of both themes, then the rules. Printed pages are always light.

    With `wall` it is set for the front of a room: nothing under 24 pixels but conditions.
    """
    names = (
        "style.css",
        "tables.css",
        "scenes.css",
        "open.css",
        *(("wall.css", "scenes_wall.css") if wall else ()),
    )
    rules = "\n".join((files("nullisland.app") / name).read_text(encoding="utf-8") for name in names)
    return (
        f":root{{{_variables(LIGHT)}}}"
        f"@media screen and (prefers-color-scheme: dark){{:root{{{_variables(DARK)}}}}}"
        f"{rules}{_paper()}"
    )
