"""Follow the shore of a raster."""

from numba import njit

# Sides of a square of four raster points: 0 south, 1 east, 2 north, 3 west.


@njit(cache=True, nogil=True)
def walk_shore(height, start_row, start_column, step, out):
    """Write the zero line of `height` as a ring with the positive side on its left; return its length.

    `height` (rows, columns) int64, never zero, negative along its rim. The walk starts in the square whose
    south-west point is (start_row, start_column): that point must be positive and its eastern neighbour
    negative. `out` (m, 2) int64 gets x and y in units where two raster points are `step` apart.
    """
    row, column, side = start_row, start_column, 0
    n = 0
    while n < out.shape[0]:
        sw = height[row, column]
        se = height[row, column + 1]
        nw = height[row + 1, column]
        ne = height[row + 1, column + 1]
        if side == 0:
            out[n, 0] = column * step + step * sw // (sw - se)
            out[n, 1] = row * step
        elif side == 1:
            out[n, 0] = (column + 1) * step
            out[n, 1] = row * step + step * se // (se - ne)
        elif side == 2:
            out[n, 0] = column * step + step * nw // (nw - ne)
            out[n, 1] = (row + 1) * step
        else:
            out[n, 0] = column * step
            out[n, 1] = row * step + step * sw // (sw - nw)
        n += 1
        # Sharpest left first: at a saddle the two positive corners stay apart, as in the labelled mask.
        for turn in range(3, 0, -1):
            leave = (side + turn) % 4
            if leave == 0:
                crossed = sw < 0 < se
            elif leave == 1:
                crossed = se < 0 < ne
            elif leave == 2:
                crossed = ne < 0 < nw
            else:
                crossed = nw < 0 < sw
            if crossed:
                break
        if leave == 0:
            row -= 1
        elif leave == 1:
            column += 1
        elif leave == 2:
            row += 1
        else:
            column -= 1
        side = (leave + 2) % 4
        if row == start_row and column == start_column and side == 0:
            break
    return n
