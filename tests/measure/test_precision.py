import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.attack import AdversaryKnowledge, anonymity_set_sizes, draw_known
from nullisland.errors import ConfigError, DataError
from nullisland.measure import coarsen, larger_squares, uniqueness
from nullisland.model import Grid, Traces
from towns import a_month, traces_of

cells = st.integers(0, 9)
rows = st.lists(
    st.tuples(st.integers(0, 4), cells, st.one_of(st.integers(-9, 9), st.sampled_from([-(2**63), 2**62]))),
    max_size=60,
)
maps = st.lists(
    st.one_of(st.integers(-2, 3), st.sampled_from([2**63 - 1, -(2**63)])), min_size=10, max_size=10
)


def points_of(traces):
    return {
        who: {(int(traces.slot_of(code)), int(traces.cell_of(code))) for code in traces.points.of(i).tolist()}
        for i, who in enumerate(traces.ids.tolist())
    }


@given(rows, maps, st.integers(1, 12))
def test_coarser_traces_are_those_of_coarser_rows(town, cell_map, factor):
    coarse = [(who, cell_map[cell], slot // factor) for who, cell, slot in town]

    found = coarsen(traces_of(town), cell_map, factor)

    assert points_of(found) == naive.points(coarse)
    assert found.ids.tolist() == sorted({row[0] for row in town})
    assert all(
        found.points.of(i).tolist() == sorted(set(found.points.of(i).tolist())) for i in range(len(found))
    )


@given(rows)
def test_nothing_coarser_is_the_same(town):
    traces = traces_of(town)
    assert points_of(coarsen(traces)) == points_of(traces)


def test_coarser_never_shrinks_a_set():
    traces = Traces.from_arrays(*a_month(300).T)
    known = draw_known(traces, AdversaryKnowledge(n_known=3), seed=1)
    sizes = anonymity_set_sizes(traces, known.codes)
    for cell_factor, slot_factor in ((2, 1), (1, 6), (4, 24)):
        coarse = coarsen(traces, np.arange(40) // cell_factor, slot_factor)
        codes = coarse.codes_of(
            traces.cell_of(known.codes) // cell_factor, traces.slot_of(known.codes) // slot_factor
        )
        assert (anonymity_set_sizes(coarse, codes) >= sizes).all()


def test_one_square_and_one_slot_single_out_nobody():
    traces = Traces.from_arrays(*a_month(50).T)

    assert uniqueness(coarsen(traces, np.zeros(40, int), 10**6), 1).value == 0


def test_squares_of_a_grid_are_put_together_from_the_south_west():
    grid = Grid(west_dm=-50, south_dm=7, cell_m=100, columns=5, rows=3)

    cell_map, larger = larger_squares(grid, 2)

    assert larger == Grid(west_dm=-50, south_dm=7, cell_m=200, columns=3, rows=2)
    assert cell_map.reshape(3, 5).tolist() == [[0, 0, 1, 1, 2], [0, 0, 1, 1, 2], [3, 3, 4, 4, 5]]


def test_a_map_that_does_not_cover_the_cells_is_refused():
    traces = traces_of([(1, 3, 0)])

    for cell_map in ([0, 1, 2], [[0, 1, 2, 3]], [0.0, 1, 2, 3]):
        with pytest.raises(DataError):
            coarsen(traces, cell_map)
    with pytest.raises(DataError):
        coarsen(traces_of([(1, -3, 0)]), [0, 1, 2, 3])
    for factor in (0, 1.5, True):
        with pytest.raises(ConfigError, match="slot_factor"):
            coarsen(traces, None, factor)
    with pytest.raises(ConfigError, match="factor"):
        larger_squares(Grid(0, 0, 100, 2, 2), 0)
