"""Tables of docs/studies.md that put many figures of one kind into rows and columns."""

import re
from collections.abc import Callable
from typing import Any

from nullisland.cli.figures import number

Report = dict[str, Any]
Folded = tuple[list[list[str]], set[str]]
"""Rows, the head first, and the ids of the figures that stand in them."""


def cell(figure: dict[str, Any], *, of: bool = False) -> str:
    """A value with its interval, print's beside it if there is one, and at will its denominator."""
    said = f"{number(figure['value'])} ({number(figure['low'])} to {number(figure['high'])})"
    if figure["published"] is not None:
        said += f", print {number(figure['published'])}"
    return f"{said} of {figure['n']:,}" if of else said


def country_scale(report: Report) -> Folded:
    """People in the data by number of points."""
    figures = {
        name: figure
        for name, figure in report["figures"].items()
        if re.fullmatch(r"unicity_\d_points_1_in_\d+", name)
    }
    points = sorted({name[8] for name in figures})
    parts = sorted({int(name.split("_")[-1]) for name in figures}, reverse=True)
    (of,) = {figure["n"] for figure in figures.values()}
    rows = [[f"people in the data; singled out of {of:,}", *(f"{k} points" for k in points)]]
    for part in parts:
        row = [figures[f"unicity_{k}_points_1_in_{part}"] for k in points]
        (people,) = {re.search(r"among the ([\d,]+) people", figure["what"])[1] for figure in row}
        rows.append([people, *map(cell, row)])
    return rows, set(figures)


def crowd_or_town(report: Report) -> Folded:
    """People by line and sensor."""
    columns = {
        f"{line}_{sensor}": f"{sensors}; {lines}"
        for sensor, sensors in (("tower", "masts"), ("gps", "squares of 250 m"))
        for line, lines in (("crowd", "same streets"), ("town", "more town"))
    }
    figures = report["figures"]
    ids = {name for name in figures if name.rpartition("_")[0] in columns}
    rows = [["people; singled out by 4 points", *columns.values()]]
    for people in sorted({int(name.rpartition("_")[2]) for name in ids}):
        rows.append([f"{people:,}", *(cell(figures[f"{column}_{people}"], of=True) for column in columns)])
    return rows, ids


def home_work(report: Report) -> Folded:
    """Where and grain by measure."""
    figures, ids = report["figures"], set()
    rows = [
        ["home and workplace known to the", "median who share them", "alone", "at most 5 share them", "of"]
    ]
    for name in (name for name in figures if "_median_" in name):
        where, _, grain = name.partition("median_")
        row = [name, f"{where}{grain}_unique", f"{where}{grain}_upto5"]
        place, _, zones = (
            figures[name]["what"].partition("; ")[2].partition(": home and workplace known to the ")
        )
        cells = [cell(figures[identity]) for identity in row]
        rows.append([f"{zones}, {place}", *cells, f"{figures[name]['n']:,}"])
        ids |= set(row)
    return rows, ids


FOLDED: dict[str, Callable[[Report], Folded]] = {
    "country-scale": country_scale,
    "crowd-or-town": crowd_or_town,
    "home-work": home_work,
}
"""By study; the other figures of a study stand in a table of their own, one a row."""
