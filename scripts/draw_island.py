"""Draw an island as an SVG map to look at: python scripts/draw_island.py NI-7-20000-28 island.svg"""

import sys
from pathlib import Path

import numpy as np

from nullisland.model import Island, Scenario
from nullisland.world import build_island

FILLS = {
    "beach": "#EFE1B8",
    "park": "#CFE2C0",
    "sports_ground": "#CFE2C0",
    "woods": "#DDE5CC",
    "field": "#EFEBD8",
    "river": "#BFD7E6",
    "harbour": "#DDD6C8",
    "pier": "#F5F0E6",
}
GROUPS = {"home": "#E3D9C9", "work": "#D5C8B8", "sensitive": "#C08A7A", "school": "#CDB98F"}


def ring(xy: np.ndarray) -> str:
    return "M" + " ".join(f"{x / 10:.0f},{-y / 10:.0f}" for x, y in xy) + "Z"


def lines(island: Island, chosen: np.ndarray) -> str:
    s = island.streets
    rows = zip(
        s.node_x_dm[s.edge_from[chosen]],
        s.node_y_dm[s.edge_from[chosen]],
        s.node_x_dm[s.edge_to[chosen]],
        s.node_y_dm[s.edge_to[chosen]],
        strict=True,
    )
    return " ".join(f"M{a / 10:.0f},{-b / 10:.0f}L{c / 10:.0f},{-d / 10:.0f}" for a, b, c, d in rows)


def svg(island: Island) -> str:
    west, south, east, north = (v / 10 for v in island.bounds_dm)
    box = f"{west} {-north} {east - west} {north - south}"
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" style="background:#BFD7E6">']
    out.append(f'<path d="{ring(island.coast)}" fill="#F5F0E6" stroke="#5C7080" stroke-width="4"/>')
    out.append(f'<clipPath id="land"><path d="{ring(island.coast)}"/></clipPath><g clip-path="url(#land)">')
    out.extend(f'<path d="{ring(s.xy_dm)}" fill="{FILLS[s.kind]}"/>' for s in island.shapes)
    out.append("</g>")
    main = island.streets.edge_main
    for colour, extra in (("#D8CFC0", 2), ("#FFFFFF", 0)):
        for chosen, width in ((~main, 8), (main, 13)):
            out.append(
                f'<path d="{lines(island, chosen)}" stroke="{colour}" stroke-width="{width + extra}" '
                'fill="none" stroke-linecap="round"/>'
            )
    kinds = np.array(island.places.kinds)[island.places.kind[island.buildings.place]]
    for kind in np.unique(kinds):
        colour = GROUPS.get(kind, "#CBB9A4")
        path = "".join(ring(c) for c in island.buildings.corners_dm[kinds == kind])
        out.append(f'<path d="{path}" fill="{colour}" stroke="#B9AD9B" stroke-width="0.6"/>')
    for sites, colour, size in ((island.stops, "#0069A4", 6), (island.towers, "#6A1B57", 8)):
        out.extend(
            f'<circle cx="{x / 10:.0f}" cy="{-y / 10:.0f}" r="{size}" fill="{colour}"/>'
            for x, y in zip(sites.x_dm, sites.y_dm, strict=True)
        )
    for name, x, y in zip(island.districts, island.district_x_dm, island.district_y_dm, strict=True):
        size = (east - west) / 60
        out.append(
            f'<text x="{x / 10:.0f}" y="{-y / 10:.0f}" font-size="{size:.0f}" text-anchor="middle" '
            f'font-family="sans-serif" fill="#2E2A25" stroke="#F5F0E6" stroke-width="{size / 8:.0f}" '
            f'paint-order="stroke">{name}</text>'
        )
    return "\n".join([*out, "</svg>"])


def main() -> None:
    code, path = sys.argv[1:]
    Path(path).write_text(svg(build_island(Scenario.from_code(code))), encoding="utf-8")


if __name__ == "__main__":
    main()
