"""Figures of ours beside print, as lines of text."""

from collections.abc import Iterable
from textwrap import wrap

from nullisland.studies import Figure, Study

__all__ = ["number", "print_figures", "print_remarks"]

_WIDTH = 100


def number(value: float | None) -> str:
    """Three digits that mean something, thousands with commas; `-` for None.

    >>> [number(v) for v in (None, 21.0, 34980.0, 0.0614, 60.72, 0.0002, 0.99996, -0.0002)]
    ['-', '21', '34,980', '0.061', '60.7', '< 0.001', '> 0.999', '> -0.001']
    """
    if value is None:
        return "-"
    if value == round(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    if 0 < value < 0.0005:
        return "< 0.001"
    if -0.0005 < value < 0:
        return "> -0.001"
    return "> 0.999" if 0.9995 <= value < 1 else f"{value:.3f}"


def print_figures(figures: Iterable[Figure]) -> None:
    """A line a figure: ours, its interval and denominator, print; what was measured under it."""
    print(f"{'figure':32s} {'ours':>10s}  {'95 % interval':>21s} {'of':>11s} {'print':>10s}")
    for figure in figures:
        low_high = f"{number(figure.low)} - {number(figure.high)}"
        print(
            f"{figure.id:32s} {number(figure.value):>10s}  {low_high:>21s} {figure.n:11,d} "
            f"{number(figure.published):>10s}"
        )
        print(f"    {figure.what}")
        if figure.published is not None:
            print(f"    print: {figure.conditions} ({figure.source})")


def print_remarks(study: Study) -> None:
    """The sentences of a study, then its size, time and memory."""
    for remark in study.remarks:
        print("\n".join(wrap(remark, _WIDTH, initial_indent="- ", subsequent_indent="  ")))
    print(
        f"{study.people:,} people, {study.points:,} points, {study.seconds:.1f} s, "
        f"at most {study.peak_mb:,.0f} MB of memory"
    )
