"""Squares as a learner reads them: their name on the rim of the map, and their middle."""

from nullisland.model import Grid

__all__ = ["around", "cell_name", "middle_of", "spot_in"]


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


def spot_in(grid: Grid, cell: int, across: int, up: int) -> tuple[int, int]:
    """A spot of a square beside its middle, decimetres: so many tenths of half its side to the east and north.

    >>> spot_in(Grid(0, 0, 250, 30, 4), 0, 0, 0), spot_in(Grid(0, 0, 250, 30, 4), 0, -8, 5)
    ((1250, 1250), (250, 1875))
    """
    x, y = middle_of(grid, cell)
    return x + across * grid.cell_m // 2, y + up * grid.cell_m // 2


def around(x_dm: int, y_dm: int, half_dm: int) -> tuple[int, int, int, int]:
    """What a map shows around a point: west, south, east, north; twice as wide as high, as its picture is.

    >>> around(0, 100, 10)
    (-20, 90, 20, 110)
    """
    return x_dm - 2 * half_dm, y_dm - half_dm, x_dm + 2 * half_dm, y_dm + half_dm
