"""The pictures of docs/studies.md, from what `nullisland study --json` printed."""

from typing import Any

from svg import BLUE, INK, ORANGE, SECOND, Axis, Chart, text

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
    y = Axis(0, 1.08, [(v / 100, f"{v} %") for v in (0, 25, 50, 75, 100)], "singled out by four points")
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
        row = published(name)
        if row is not None:
            px, py = chart.at(people, row.value)
            parts.append(
                f'<path d="M{px:.1f},{py - 6:.1f}l6,6l-6,6l-6,-6z" fill="none" stroke="{INK}" stroke-width="2"/>'
            )
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
