"""Draw docs/pictures/design-system.svg and its page from the source of the theme: `scripts/make_design_page.py`."""

from pathlib import Path

from nullisland.app.theme import DARK, LIGHT, MOTION_MS, SIZES, SPACES

DOCS = Path(__file__).resolve().parents[1] / "docs"
MARKS = ("resident", "guess", "claim", "truth", "crowd", "out")
WIDTH, ROW = 960, 40


def colours(theme: dict[str, str], x: int, name: str) -> list[str]:
    """A column of swatches on the theme's own paper."""
    high = ROW * (len(theme) + 1) + 16
    out = [f'<rect x="{x}" y="0" width="{WIDTH // 2}" height="{high}" fill="{theme["paper"]}"/>']
    out.append(text(x + 16, 28, name, theme["text"], 18, 650))
    for i, (role, value) in enumerate(theme.items(), start=1):
        y = 8 + ROW * i
        swatch = (
            f'<rect x="{x + 16}" y="{y}" width="56" height="28" fill="{value}" stroke="{theme["edge"]}"/>'
        )
        out += [swatch, text(x + 88, y + 20, role, theme["text"], 16)]
        out.append(text(x + 220, y + 20, value, theme["text-2"], 16))
        if role in MARKS:
            out.append(mark(role, x + 380, y + 14, theme))
    return out


def text(x: int, y: int, words: str, fill: str, size: int, weight: int = 400) -> str:
    """A line of type."""
    return f'<text x="{x}" y="{y}" fill="{fill}" font-size="{size}" font-weight="{weight}">{words}</text>'


def mark(role: str, x: int, y: int, theme: dict[str, str]) -> str:
    """The shape of a role."""
    colour = theme[role]
    shapes = {
        "resident": f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/><circle cx="{x}" cy="{y}" r="8" fill="none" '
        f'stroke="{colour}" stroke-width="2"/>',
        "guess": f'<path d="M{x} {y - 8}l8 8-8 8-8-8z" fill="none" stroke="{colour}" stroke-width="3"/>',
        "claim": f'<path d="M{x - 6} {y - 6}l12 12m0-12l-12 12" stroke="{colour}" stroke-width="3"/>',
        "truth": f'<rect x="{x - 6}" y="{y - 6}" width="12" height="12" fill="{colour}"/>',
    }
    return shapes.get(role, f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>')


def rest(y: int) -> tuple[list[str], int]:
    """Type, spacing and motion under the colours."""
    ink, quiet = LIGHT["text"], LIGHT["text-2"]
    out = [text(16, y + 28, "Type, pixels", ink, 18, 650)]
    y += 44
    for size in SIZES:
        out += [text(16, y + size, f"{size}", quiet, 16), text(72, y + size, "12,345 of 20,000", ink, size)]
        y += size + 16
    out.append(text(16, y + 28, "White space, pixels", ink, 18, 650))
    y += 44
    for i, space in enumerate(SPACES):
        out.append(
            f'<rect x="{16 + 120 * i}" y="{y}" width="{space}" height="{space}" fill="{LIGHT["guess"]}"/>'
        )
        out.append(text(16 + 120 * i + space + 8, y + 16, str(space), quiet, 16))
    y += 64
    out.append(text(16, y + 28, "Motion, milliseconds; with reduced motion it cuts", ink, 18, 650))
    y += 44
    for i, (name, ms) in enumerate(MOTION_MS.items()):
        out.append(f'<rect x="160" y="{y + 32 * i}" width="{ms // 2}" height="20" fill="{LIGHT["crowd"]}"/>')
        out += [
            text(16, y + 32 * i + 16, name, ink, 16),
            text(168 + ms // 2, y + 32 * i + 16, str(ms), quiet, 16),
        ]
    return out, y + 32 * len(MOTION_MS) + 16


def picture() -> str:
    """The whole picture."""
    parts = [*colours(LIGHT, 0, "Daylight"), *colours(DARK, WIDTH // 2, "After dusk")]
    more, high = rest(ROW * (len(LIGHT) + 1) + 16)
    style = 'font-family="Inter, system-ui, sans-serif" style="font-variant-numeric: tabular-nums"'
    paper = f'<rect width="{WIDTH}" height="{high}" fill="{LIGHT["paper"]}"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}" {style}>'
    return "\n".join([head, paper, *parts, *more, "</svg>\n"])


if __name__ == "__main__":
    (DOCS / "pictures" / "design-system.svg").write_text(picture(), encoding="utf-8")
