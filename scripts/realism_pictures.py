"""The pictures of docs/model/realism.md, from what `nullisland realism --json` printed at three sizes."""

import math
from typing import Any

from svg import BLUE, GREEN, INK, ORANGE, SECOND, Axis, Chart, page, text

Reports = dict[int, dict[str, Any]]
_COLOURS = {2_000: GREEN, 20_000: BLUE, 200_000: ORANGE}
_SHARES = [(s / 100, f"{s} %") for s in (0, 20, 40, 60, 80, 100)]


def pictures(reports: Reports) -> dict[str, str]:
    """SVG text by name of the picture; the largest island is the one without borders."""
    default, large = reports[20_000], reports[200_000]
    return {
        "visits": _visits(reports),
        "entropy": _entropy(default),
        "networks": _networks(default),
        "places": _places(reports),
        "trips": _trips(default),
        "lengths": _lengths(reports),
        "gyration": _gyration(reports),
        "commuting": _commuting(large),
    }


def _lines(
    chart: Chart,
    reports: Reports,
    points: dict[int, list[tuple[float, float]]],
    labels: dict[int, tuple[float, float]],
) -> list[str]:
    """A line for each island, and its name where there is room for it."""
    lines = [part for size in reports for part in chart.line(points[size], _COLOURS[size])]
    names = {n: f"{n:,} people" if n == max(labels) else f"{n:,}" for n in labels}
    return lines + [text(*chart.at(*at), names[n], colour=_COLOURS[n]) for n, at in labels.items()]


def _visits(reports: Reports) -> str:
    ranks = [(r, str(r)) for r in (1, 2, 5, 10, 20)]
    x = Axis(1, 20, ranks, "rank of the place in a person's life", log=True)
    y = Axis(
        0.003, 0.6, [(v, f"{100 * v:g} %") for v in (0.005, 0.02, 0.1, 0.5)], "share of visits", log=True
    )
    chart = Chart(x, y)
    ours = {n: list(enumerate(r["curves"]["visit_share_by_rank"], 1)) for n, r in reports.items()}
    printed = [(k, 0.42 * k**-1.2) for k in range(1, 21)]
    return chart.picture(
        "Share of visits by rank of the place, three islands, beside the slope of print",
        chart.frame(),
        chart.line(printed, SECOND, dashed=True),
        [text(*chart.at(7.5, 0.045), "print: k to the power of -1.2", colour=SECOND)],
        _lines(chart, reports, ours, {2_000: (8.5, 0.0062), 20_000: (1.5, 0.046), 200_000: (1.5, 0.032)}),
    )


def _entropy(report: dict[str, Any]) -> str:
    shares = report["curves"]["entropy"]
    high = max(shares) * 1.15
    x = Axis(
        0,
        1,
        [(v / 10, f"{v / 10:g}") for v in range(0, 11, 2)],
        "normalised uncorrelated entropy of a person",
    )
    chart = Chart(
        x, Axis(0, high, [(v, f"{100 * v:.0f} %") for v in (0, 0.2, 0.4, 0.6) if v < high], "share of people")
    )
    mean = report["figures"]["entropy_normalised"]["value"]
    bars = [((i + 0.5) / len(shares), share) for i, share in enumerate(shares)]
    return chart.picture(
        f"Entropy of people's visits; mean {mean:.2f}, band 0.45 to 0.75",
        chart.band((0.45, 0.75), (0, high), "band of the mean"),
        chart.frame(),
        chart.bars(bars, 0.025, BLUE),
        chart.mark(mean, f"mean {mean:.2f}"),
    )


def _networks(report: dict[str, Any]) -> str:
    """Each of the 17 as a small drawing, with its share of days."""
    out, wide, high = [], 112, 96
    for i, network in enumerate(report["curves"]["networks"]):
        x, y = 8 + i % 6 * wide, 12 + i // 6 * high
        out += _network(network, x + 42, y + 30)
        out.append(text(x + 42, y + 76, f"{100 * network['share']:.1f} %", anchor="middle"))
    covered = report["figures"]["motifs_17_cover"]["value"]
    out.append(text(8 + 5 * wide, 12 + 2 * high + 34, f"together {100 * covered:.0f} %"))
    return page(
        690,
        304,
        f"The 17 commonest daily networks cover {100 * covered:.0f} % of person-days",
        "\n".join(out),
    )


def _network(network: dict[str, Any], x: float, y: float) -> list[str]:
    n = network["nodes"]
    turns = [2 * math.pi * i / n - math.pi / 2 for i in range(n)]
    spots = [(x + 24 * math.cos(t), y + 24 * math.sin(t)) if n > 1 else (x, y) for t in turns]
    out, both = [], {(i, j) for i, j in network["edges"] if [j, i] in network["edges"]}
    for i, j in network["edges"]:
        (ax, ay), (bx, by) = spots[i], spots[j]
        long = math.hypot(bx - ax, by - ay)
        ux, uy = (bx - ax) / long, (by - ay) / long
        bend = 3.5 if (i, j) in both else 0
        start = (ax + 6 * ux - bend * uy, ay + 6 * uy + bend * ux)
        end = (bx - 7 * ux - bend * uy, by - 7 * uy + bend * ux)
        tip = [(end[0] - 5 * ux + s * 3 * uy, end[1] - 5 * uy - s * 3 * ux) for s in (1, -1)]
        head = " ".join(f"{px:.1f},{py:.1f}" for px, py in (*tip, end))
        out.append(f'<path d="M{start[0]:.1f},{start[1]:.1f}L{end[0]:.1f},{end[1]:.1f}" stroke="{SECOND}"/>')
        out.append(f'<polygon points="{head}" fill="{SECOND}"/>')
    return out + [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="5" fill="{BLUE}"/>' for px, py in spots]


def _places(reports: Reports) -> str:
    x = Axis(0, 28, [(d, str(d)) for d in (0, 7, 14, 21, 28)], "days watched")
    chart = Chart(x, Axis(0, 42, [(v, str(v)) for v in (0, 10, 20, 30, 40)], "distinct places, mean"))
    ours = {n: [(0, 0), *enumerate(r["curves"]["distinct_places_by_day"], 1)] for n, r in reports.items()}
    return chart.picture(
        "Distinct places grow more slowly than time, and stay between 8 and 40 in a month",
        chart.band((27.6, 28), (8, 40)),
        chart.frame(),
        [text(x + 6, y, "band, a month", colour=SECOND) for x, y in [chart.at(28, 36)]],
        _lines(chart, reports, ours, {2_000: (22, 9.5), 20_000: (19, 21.5), 200_000: (28, 23.5)}),
    )


def _trips(report: dict[str, Any]) -> str:
    shares = report["curves"]["trips_a_weekday"]
    ticks = [(i, str(i) if i < 12 else "12+") for i in range(0, 13, 2)]
    chart = Chart(
        Axis(-0.6, 12.6, ticks, "trips on a weekday"), Axis(0, 0.4, _SHARES[:3], "share of person-days")
    )
    mean = report["figures"]["trips_per_day"]["value"]
    return chart.picture(
        f"Trips a person and weekday; mean {mean:.1f}, band 2 to 4.5",
        chart.band((2, 4.5), (0, 0.4), "band of the mean"),
        chart.frame(),
        chart.bars(list(enumerate(shares)), 0.45, BLUE),
        chart.mark(mean, f"mean {mean:.1f}"),
    )


def _lengths(reports: Reports) -> str:
    x = Axis(0, 10, [(m, str(m)) for m in range(0, 11, 2)], "miles, straight line")
    chart = Chart(x, Axis(0, 1, _SHARES, "share of trips that are shorter"))
    ours = {
        n: [(0, 0), *(((i + 1) / 4, v) for i, v in enumerate(r["curves"]["trip_length"]))]
        for n, r in reports.items()
    }
    shown = {n: r for n, r in reports.items() if n != 2_000}
    labels = {20_000: (3.2, 0.93), 200_000: (6.4, 0.78)}
    return chart.picture(
        "Trip lengths of 200,000 people lie in print's bands at one and at three miles; on a small island they cannot",
        chart.band((0.9, 1.1), (0.20, 0.36)),
        chart.band((2.9, 3.1), (0.44, 0.60)),
        chart.frame(),
        [part for n in shown for part in chart.line(ours[n], _COLOURS[n])],
        [text(*chart.at(*at), f"{n:,} people", colour=_COLOURS[n]) for n, at in labels.items()],
        [text(*chart.at(3.2, 0.48), "print's bands", colour=SECOND)],
    )


def _gyration(reports: Reports) -> str:
    x = Axis(0.2, 8, [(v, f"{v:g}") for v in (0.25, 0.5, 1, 2, 4, 8)], "radius of gyration, km", log=True)
    chart = Chart(x, Axis(0, 1, _SHARES, "share of people who reach less far"))
    ours = {
        n: [(v / 1000, (i + 1) / 20) for i, v in enumerate(r["curves"]["gyration_m"])]
        for n, r in reports.items()
    }
    spreads = ", ".join(
        f"{r['figures']['gyration_spread']['value']:.1f} with {n:,} people" for n, r in reports.items()
    )
    return chart.picture(
        f"Radius of gyration: from the 5th to the 95th percentile a factor of {spreads}",
        chart.frame(),
        _lines(chart, reports, ours, {2_000: (0.5, 0.38), 20_000: (1.3, 0.38), 200_000: (3.9, 0.38)}),
    )


def _commuting(report: dict[str, Any]) -> str:
    hours = report["curves"]["commutes_by_hour"]
    high = max(hours["weekday"]) * 1.1
    x = Axis(0, 23, [(h, str(h)) for h in (0, 4, 8, 12, 16, 20)], "hour of departure")
    chart = Chart(
        x, Axis(0, high, [(v, str(v)) for v in (0, 100, 200, 300) if v < high], "trips of 1,000 people")
    )
    weekday, sunday = (list(enumerate(hours[day])) for day in ("weekday", "sunday"))
    return chart.picture(
        "Trips to and from work or school: two peaks on a weekday, none on Sunday",
        chart.frame(),
        chart.line(sunday, INK),
        chart.line(weekday, ORANGE),
        [text(*chart.at(8.8, high * 0.8), "weekday", colour=ORANGE)],
        [text(*chart.at(18, high * 0.06), "Sunday")],
    )
