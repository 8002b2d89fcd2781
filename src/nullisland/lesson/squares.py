"""Squares as a learner reads them: their name on the rim of the map, and their middle."""

from nullisland.model import Grid

__all__ = ["cell_name", "middle_of"]


def cell_name(grid: Grid, cell: int) -> str:
    """Name of a square: columns A, B, ... from the west, rows 1, 2, ... from the north.

    >>> cell_name(Grid(0, 0, 250, 30, 4), 26), cell_name(Grid(0, 0, 250, 30, 4), 90)
    ('AA4', 'A1')
    """
    row, column = divmod(cell, grid.columns)
    letters, left = "", column + 1
    while left > 0:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{grid.rows - row}"


def middle_of(grid: Grid, cell: int) -> tuple[int, int]:
    """Middle of a square, decimetres."""
    row, column = divmod(cell, grid.columns)
    side = grid.cell_m * 10
    return grid.west_dm + column * side + side // 2, grid.south_dm + row * side + side // 2
