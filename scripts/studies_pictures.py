"""The pictures of docs/studies.md, from what `nullisland study --json` printed."""

from typing import Any

from svg import BLUE, GREEN, INK, ORANGE, PLUM, SECOND, Axis, Chart, text

from nullisland.published import published

_PRINT = {
    300: "unicity_multi_sensor_4_points",
    1_100_000: "unicity_cards_4_points",
    1_500_000: "unicity_4_points_antenna_hour",
    60_000_000: "unicity_60m_4_points",
}
_LINES = {
    ("crowd", "tower"): (ORANGE, False),
    ("town", "tower"): (BLUE, False),
    ("crowd", "gps"): (ORANGE, True),
    ("town", "gps"): (BLUE, True),
}


_SHARES = [(v / 100, f"{v} %") for v in (0, 25, 50, 75, 100)]


def _diamond(chart: Chart, x: float, name: str) -> list[str]:
    """Print's figure at x."""
    row = published(name)
    if row is None:
        return []
    px, py = chart.at(x, row.value)
    path = f"M{px:.1f},{py - 6:.1f}l6,6l-6,6l-6,-6z"
    return [f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="2"/>']


def unique_in_the_crowd(report: dict[str, Any]) -> str:
    """Uniqueness by number of known points, and print's two figures."""
    figures = report["figures"]
    curve = [(k, figures[f"unicity_{k}_points_antenna_hour"]["value"]) for k in range(1, 12)]
    x = Axis(0.5, 11.5, [(k, str(k)) for k in range(1, 12)], "known points, each a mast and an hour")
    chart = Chart(x, Axis(0, 1.08, _SHARES, "singled out"), width=560, height=300, right=30)
    return chart.picture(
        f"Singled out: {curve[1][1]:.0%} by two points, {curve[3][1]:.0%} by four; print has more than half and 95 %",
        chart.frame(),
        chart.line(curve, BLUE),
        chart.dots(curve, BLUE),
        _diamond(chart, 2, "unicity_2_points_antenna_hour"),
        _diamond(chart, 4, "unicity_4_points_antenna_hour"),
        [text(*chart.at(4.6, 0.62), f"ours: {report['people']:,} people", colour=BLUE)],
        [text(*chart.at(4.6, 0.52), "diamonds: print (at two points: more than)", colour=SECOND)],
    )


def country_scale(report: dict[str, Any]) -> str:
    """Uniqueness against how many of a country's people are in the data, for 2 to 5 points; print's figures."""
    ticks = [(1e6, "1 M"), (3e6, "3 M"), (10e6, "10 M"), (30e6, "30 M"), (60e6, "60 M")]
    x = Axis(
        report["people"] / 80, report["people"] * 1.15, ticks, "people in the data, of one country", log=True
    )
    chart = Chart(x, Axis(0, 1.08, _SHARES, "singled out"), width=620, height=320, right=115)
    figures, parts, most = report["figures"], chart.frame(), report["people"]
    for k, colour in ((5, PLUM), (4, GREEN), (3, BLUE), (2, ORANGE)):
        named = f"unicity_{k}_points_1_in_"
        curve = sorted(
            (most / int(name.removeprefix(named)), f["value"])
            for name, f in figures.items()
            if name.startswith(named)
        )
        parts += chart.line(curve, colour) + chart.dots(curve, colour)
    for name in ("unicity_60m_4_points", "unicity_60m_4_points_lower", "unicity_60m_5_points_lower"):
        parts += _diamond(chart, most, name)
    at = {k: figures[f"unicity_60m_{k}_points"]["value"] for k in (2, 3, 4)}
    parts += [text(*chart.at(most * 1.15, at[2]), "2 points", colour=ORANGE)]
    parts += [text(*chart.at(most * 1.15, at[3] - 0.02), "3 points", colour=BLUE)]
    parts += [text(*chart.at(most * 1.15, 1.0), "4 and 5 points", colour=GREEN)]
    said = "diamonds: print at 4 points, its lower bounds at 5 (0.87) and 4 (0.22)"
    parts += [text(*chart.at(most / 70, 0.3), said, colour=SECOND)]
    return chart.picture(
        f"The more of a country's people are in the data, the fewer are singled out: by two points from "
        f"{figures['unicity_2_points_1_in_64']['value']:.0%} to {at[2]:.0%}, by four points {at[4]:.0%} even among all",
        parts,
    )


def crowd_or_town(report: dict[str, Any]) -> str:
    """Uniqueness against people on both lines and for both sensors, with print's figures as diamonds."""
    ticks = [
        (300, "300"),
        (3_000, "3,000"),
        (20_000, "20,000"),
        (200_000, "200,000"),
        (2e6, "2 M"),
        (60e6, "60 M"),
    ]
    x = Axis(250, 80e6, ticks, "people in the data", log=True)
    y = Axis(0, 1.08, _SHARES, "singled out by four points")
    chart = Chart(x, y, width=700, height=340, right=40)
    parts = chart.frame()
    for (line, sensor), (colour, dashed) in _LINES.items():
        points = sorted(
            (int(name.split("_")[2]), figure["value"])
            for name, figure in report["figures"].items()
            if name.startswith(f"{line}_{sensor}_") and figure["value"] is not None
        )
        parts += chart.line(points, colour, dashed=dashed) + chart.dots(points, colour)
    for people, name in _PRINT.items():
        parts += _diamond(chart, people, name)
    labels = [
        (260_000, 0.845, "same streets, more people", ORANGE),
        (260_000, 0.63, "same streets, more people", ORANGE),
        (350, 0.46, "more town: squares of 250 m", BLUE),
        (60_000, 1.02, "more town: masts", BLUE),
        (260_000, 0.785, "(masts)", ORANGE),
        (260_000, 0.57, "(squares of 250 m)", ORANGE),
        (5_000_000, 0.80, "diamonds: print", SECOND),
    ]
    parts += [text(*chart.at(px, py), words, colour=colour) for px, py, words, colour in labels]
    return chart.picture(
        "Uniqueness at four points falls as people crowd the same streets and rises as the town grows with its "
        "people; both lines meet at the town of 20,000. Print's figures lie between 90 and 95 %",
        parts,
    )
