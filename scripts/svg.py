"""Small charts as SVG text: lines, bars, marks and bands with direct labels, on a light background."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

INK, SECOND, LINE, BAND = "#2E2A25", "#565E67", "#D8CFC0", "#EFE7D2"
BLUE, ORANGE, GREEN, PLUM = "#0072B2", "#B84A00", "#00785A", "#6A1B57"
_FONT = "font-family=\"Inter, 'Source Sans 3', sans-serif\""

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, with (value, label) ticks; equal ratios are equally far apart if `log`."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    title: str
    log: bool = False

    def share(self, value: float) -> float:
        """Where a value lies between both ends, from 0 to 1; beyond them at the end."""
        low, high, value = (
            (math.log(v) for v in (self.low, self.high, max(value, 1e-12)))
            if self.log
            else (self.low, self.high, value)
        )
        return min(max((value - low) / (high - low), 0.0), 1.0)


@dataclass(frozen=True)
class Chart:
    """A plane of `width` x `height` pixels with room for labels at the right."""

    x: Axis
    y: Axis
    width: int = 440
    height: int = 270
    left: int = 52
    right: int = 112
    top: int = 30
    bottom: int = 46

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixel of a point."""
        across = self.width - self.left - self.right
        up = self.height - self.top - self.bottom
        return self.left + across * self.x.share(x), self.height - self.bottom - up * self.y.share(y)

    def frame(self) -> list[str]:
        """Light horizontals, ticks and the names of both axes."""
        out = []
        for value, label in self.y.ticks:
            (left, y), (right, _) = self.at(self.x.low, value), self.at(self.x.high, value)
            out.append(f'<path d="M{left:.1f},{y:.1f}H{right:.1f}" stroke="{LINE}" fill="none"/>')
            out.append(text(left - 6, y + 4, label, anchor="end", colour=SECOND))
        for value, label in self.x.ticks:
            x, y = self.at(value, self.y.low)
            out.append(f'<path d="M{x:.1f},{y:.1f}v4" stroke="{SECOND}" fill="none"/>')
            out.append(text(x, y + 17, label, anchor="middle", colour=SECOND))
        x, y = self.at(self.x.low, self.y.low)
        out.append(text(x, y + 36, self.x.title, colour=SECOND))
        out.append(text(4, 16, self.y.title, colour=SECOND))
        return out

    def band(self, x: tuple[float, float], y: tuple[float, float], label: str = "") -> list[str]:
        """A shaded rectangle: where print's values may lie."""
        (left, top), (right, bottom) = self.at(x[0], y[1]), self.at(x[1], y[0])
        size = f'width="{max(right - left, 2):.1f}" height="{max(bottom - top, 2):.1f}"'
        out = [f'<rect x="{left:.1f}" y="{top:.1f}" {size} fill="{BAND}"/>']
        return [*out, text(right + 6, top + 28, label, colour=SECOND)] if label else out

    def line(self, points: Points, colour: str, label: str = "", dashed: bool = False) -> list[str]:
        """A line, named at its end."""
        path = "L".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*point) for point in points))
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        out = [f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"{dash}/>']
        x, y = self.at(*points[-1])
        return [*out, text(x + 6, y + 4, label, colour=colour)] if label else out

    def dots(self, points: Points, colour: str) -> list[str]:
        """Filled dots with a halo."""
        spots = (self.at(*point) for point in points)
        look = f'fill="{colour}" stroke="#FFFDF8" stroke-width="1.5"'
        return [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {look}/>' for x, y in spots]

    def bars(self, points: Points, half: float, colour: str) -> list[str]:
        """Bars from zero, `half` to either side of x."""
        out = []
        for x, y in points:
            (left, top), (right, bottom) = self.at(x - half, y), self.at(x + half, self.y.low)
            size = f'width="{right - left - 1:.1f}" height="{bottom - top:.1f}"'
            out.append(f'<rect x="{left:.1f}" y="{top:.1f}" {size} fill="{colour}"/>')
        return out

    def mark(self, x: float, label: str) -> list[str]:
        """A dashed upright with a name at its top: a mean, or print's value."""
        (px, bottom), (_, top) = self.at(x, self.y.low), self.at(x, self.y.high)
        path = (
            f'<path d="M{px:.1f},{bottom:.1f}V{top:.1f}" stroke="{INK}" stroke-dasharray="3 3" fill="none"/>'
        )
        return [path, text(px + 4, top + 10, label)]

    def picture(self, title: str, *parts: Iterable[str]) -> str:
        """The whole SVG; `title` is what a screen reader says."""
        body = "\n".join([*(part for group in parts for part in group)])
        return page(self.width, self.height, title, body)


def text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK) -> str:
    """A line of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def page(width: int, height: int, title: str, body: str) -> str:
    """An SVG document on paper."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" {_FONT} font-size="13">'
    paper = f'<rect width="{width}" height="{height}" fill="#FFFDF8"/>'
    return f"{head}\n<title>{escape(title)}</title>\n{paper}\n{body}\n</svg>\n"
