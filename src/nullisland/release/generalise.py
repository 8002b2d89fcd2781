"""Coarser squares and longer slots: points may only merge. And fixes rounded to a grid, minute by minute."""

from dataclasses import replace

import numpy as np

from nullisland._kernels.publish import coarser_points, gather_traces
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN, FixRelease, Grid, Release
from nullisland.model._checks import require_int
from nullisland.release.fixes import squares_of
from nullisland.threads import over_blocks

__all__ = ["generalise", "round_fixes"]


def generalise(release: Release, *, cell_m: int | None = None, slot_min: int | None = None) -> Release:
    """The release as it were had it been published coarser: no trace gains a point, none is lost.

    `cell_m` and `slot_min` must be multiples of what the release has; None leaves them. Raises ConfigError
    otherwise, and for `cell_m` if the cells are sites. Cost: one pass over the points.
    """
    factor, grid = _coarser_grid(release, cell_m)
    slots = _factor("slot_min", slot_min, release.slot_min, 7 * DAY_MIN)
    n = len(release.pseudonyms)
    cell, slot = np.empty(len(release), np.int32), np.empty(len(release), np.int32)
    counts = np.zeros((n, 1), np.int64)
    fold = (factor, 1 if release.grid is None else release.grid.columns, slots)

    def merge(a: int, b: int) -> None:
        coarser_points((a, b), release.first, release.cell, release.slot, fold, counts[:, 0], cell, slot)

    over_blocks(merge, n)
    first = np.concatenate(([0], np.cumsum(counts[:, 0])))
    out_cell, out_slot = np.empty(first[-1], np.int32), np.empty(first[-1], np.int32)
    target = first[:-1, None].copy()

    def gather(a: int, b: int) -> None:
        gather_traces((a, b), release.first, counts, target, cell, slot, out_cell, out_slot)

    over_blocks(gather, n)
    cells = "" if grid is None else f"cell_m={grid.cell_m}, "
    return replace(
        release,
        slot_min=release.slot_min * slots,
        grid=grid,
        first=first,
        cell=out_cell,
        slot=out_slot,
        history=(*release.history, f"generalise: {cells}slot_min={release.slot_min * slots}"),
    )


def round_fixes(fixes: FixRelease, grid: Grid) -> FixRelease:
    """Each fix moved to the middle of its square of `grid`, the nearest one from outside; its minute stays.

    When a trace changes squares shows where it crossed their edge (`attack.crossings`). No promise: the ledger stays.
    Source: Krumm 2007, Pervasive, LNCS 4480:127, "rounding". Cost: about 10 ns a fix.
    """
    row, column = np.divmod(squares_of(grid, fixes.x_dm, fixes.y_dm), grid.columns)
    side = grid.cell_m * 10
    return replace(
        fixes,
        x_dm=(grid.west_dm + column * side + side // 2).astype(np.int32),
        y_dm=(grid.south_dm + row * side + side // 2).astype(np.int32),
        history=(*fixes.history, f"round: cell_m={grid.cell_m}"),
    )


def _coarser_grid(release: Release, cell_m: int | None) -> tuple[int, Grid | None]:
    old = release.grid
    if cell_m is None or old is None:
        if cell_m is not None:
            raise ConfigError(
                f"cell_m only applies to squares: the cells are the sites of {release.sensor}, got {cell_m}"
            )
        return 1, old
    factor = _factor("cell_m", cell_m, old.cell_m, 10_000)
    return factor, Grid(
        old.west_dm, old.south_dm, old.cell_m * factor, -(-old.columns // factor), -(-old.rows // factor)
    )


def _factor(name: str, new: int | None, old: int, high: int) -> int:
    if new is None:
        return 1
    if require_int(name, new, old, high) % old:
        raise ConfigError(f"{name} must be a multiple of the release's {old}, got {new}")
    return int(new) // old
