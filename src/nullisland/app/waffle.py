"""Right, wrong and no claim as a block of marks: solid with a tick, hatched, hollow, and always the word."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

__all__ = ["Part", "dots", "waffle"]


class Part(NamedTuple):
    """A part of the block: its kind (right, wrong, none), its marks, and what is said about it."""

    kind: str
    marks: int
    label: str


def waffle(parts: Sequence[Part], *, columns: int, label: str, note: str = "", dots: bool = False) -> str:
    """The block row by row from the upper left, its legend below; squares, or `dots` for single people."""
    kinds = [part.kind for part in parts for _ in range(part.marks)]
    rows = -(-len(kinds) // columns)
    shape = "ni-dots" if dots else "ni-squares"
    marks = "".join(f'<i class="{kind}"></i>' for kind in kinds)
    legend = "".join(f'<li><i class="{part.kind}"></i>{escape(part.label)}</li>' for part in parts)
    size = f"--columns:{columns};--rows:{rows}"
    return (
        f'<figure class="ni-waffle {shape}"><div class="ni-field"><div class="ni-block" role="img" '
        f'aria-label="{escape(label)}" style="{size}">{marks}</div></div>'
        f'<ul>{legend}</ul><figcaption class="ni-condition">{escape(note)}</figcaption></figure>'
    )


def dots(count: int) -> str:
    """So many marks in a row."""
    return "<i></i>" * count
