import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.digest import digest
from nullisland.errors import DataError
from nullisland.model import Release, Traces
from nullisland.model.codes import Axis, CodeSpace
from towns import HIGH, LOW, frame_of, rows, traces_of

FOUR = [(4, 1, 8), (4, 2, 9), (2, 1, 8), (4, 1, 8), (2, 7, 7), (9, 2, 9), (3, 5, 5)]


def read(traces, which):
    """{id: [(slot, cell), ...]} of `records` or `points`, in the order they stand."""
    rows = getattr(traces, which)
    return {
        who: list(zip(traces.slot_of(rows.of(i)).tolist(), traces.cell_of(rows.of(i)).tolist(), strict=True))
        for i, who in enumerate(traces.ids.tolist())
    }


def test_a_town_of_four_counted_by_hand():
    traces = traces_of(FOUR)

    assert traces.ids.tolist() == [2, 3, 4, 9]
    assert read(traces, "records") == {
        2: [(7, 7), (8, 1)],
        3: [(5, 5)],
        4: [(8, 1), (8, 1), (9, 2)],
        9: [(9, 2)],
    }
    assert traces.points.counts().tolist() == [2, 1, 2, 1]
    assert (len(traces), len(traces.records), len(traces.points)) == (4, 7, 6)


@given(rows)
def test_records_and_points_are_those_of_the_obvious_version(town):
    traces = traces_of(town)

    assert traces.ids.tolist() == sorted({row[0] for row in town})
    assert read(traces, "records") == naive.records(town)
    assert read(traces, "points") == {who: sorted(points) for who, points in naive.points(town).items()}


@given(rows, st.randoms())
def test_order_of_input_matters_only_among_records_of_one_slot(town, random):
    shuffled = random.sample(town, len(town))

    a, b = traces_of(town), traces_of(shuffled)

    assert digest(a.points) == digest(b.points)
    assert digest(a.space) == digest(b.space)
    assert a.records.counts().tolist() == b.records.counts().tolist()


@given(rows, st.tuples(st.integers(LOW, HIGH), st.integers(LOW, HIGH)))
def test_codes_tell_points_apart_and_unknown_pairs_from_known(town, other):
    traces = traces_of(town)
    pairs = sorted({(slot, cell) for _, cell, slot in town})

    codes = traces.codes_of([cell for _, cell in pairs], [slot for slot, _ in pairs])

    assert (np.diff(codes) > 0).all()
    assert (codes >= 0).all() and (codes < max(traces.n_codes, 1)).all()
    expected = other[::-1] in pairs
    assert (int(traces.codes_of(*other)) >= 0) == expected


def test_codes_broadcast():
    traces = traces_of(FOUR)

    codes = traces.codes_of([[1], [2]], [8, 9])

    assert codes.shape == (2, 2)
    assert (codes >= 0).tolist() == [[True, False], [False, True]]
    assert traces.codes_of(1, 8) == codes[0, 0]
    assert traces.codes_of(1, []).shape == (0,)


@pytest.mark.parametrize("cell", [1.0, True, "1", None, [1, None], 2**70, np.uint64(2**63)])
def test_codes_of_refuses_what_is_not_a_whole_number(cell):
    with pytest.raises(DataError):
        traces_of(FOUR).codes_of(cell, 8)


def test_extremes_of_64_bits_do_not_overflow():
    town = [(LOW, LOW, HIGH), (HIGH, HIGH, LOW), (0, 0, 0), (LOW, HIGH, HIGH)]

    traces = traces_of(town)

    assert traces.ids.tolist() == [LOW, 0, HIGH]
    assert traces.points.counts().tolist() == [2, 1, 1]
    assert traces.codes_of([LOW, HIGH, 1], [HIGH, LOW, 0]).tolist()[2] == -1
    assert (traces.codes_of([LOW, HIGH], [HIGH, LOW]) >= 0).all()


def test_many_places_in_one_slot_are_sorted_too():
    """More disorder than the insertion of `sort_distinct` takes: the other sort must give the same."""
    once, often = np.random.default_rng(1).permutation(9000), np.arange(4000)[::-1]
    cell = np.concatenate((once, often, often, once[:50], [9000]))
    frame = pd.DataFrame({"person": 1, "cell": cell, "slot": 3})

    traces = Traces.from_frame(frame)

    assert traces.cell_of(traces.points.code).tolist() == sorted(set(cell.tolist()))
    assert traces.cell_of(traces.records.code).tolist() == cell.tolist()


def test_the_frame_is_left_as_it_was():
    frame = frame_of(FOUR, id="pseudonym")
    before = frame.copy()

    traces = Traces.from_frame(frame, id="pseudonym")
    frame.loc[0, "cell"] = 99

    assert read(traces, "points") == read(traces_of(FOUR), "points")
    frame.loc[0, "cell"] = 1
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("dtype", ["int8", "int32", "uint16", "uint64", "Int64", "int64[pyarrow]"])
def test_any_integer_column_will_do(dtype):
    assert read(Traces.from_frame(frame_of(FOUR).astype(dtype)), "points") == read(traces_of(FOUR), "points")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("cell", [1.0, 2.0]),
        ("cell", [1.0, float("nan")]),
        ("slot", [True, False]),
        ("person", ["1", "2"]),
        ("person", [1, None]),
        ("cell", pd.array([1, None], "Int64")),
        ("cell", pd.array([1, 2], "Float64")),
        ("cell", pd.array([True, False], "boolean")),
        ("slot", pd.to_datetime(["2001-01-01", "2001-01-02"])),
        ("cell", np.array([1, 2**63], np.uint64)),
        ("cell", np.array([1, 2], object)),
        ("cell", pd.Categorical([1, 2])),
    ],
)
def test_columns_that_are_not_whole_numbers_are_refused(column, values):
    frame = pd.DataFrame({"person": [1, 2], "cell": [1, 2], "slot": [1, 2]}).assign(**{column: values})

    with pytest.raises(DataError, match=column) as error:
        Traces.from_frame(frame)

    assert "\n" not in str(error.value)


@pytest.mark.parametrize("missing", ["person", "cell", "slot"])
def test_a_missing_column_is_refused(missing):
    with pytest.raises(DataError, match=f"a column {missing}"):
        Traces.from_frame(frame_of(FOUR).drop(columns=missing))


def test_a_column_that_stands_twice_and_what_is_no_frame_are_refused():
    twice = pd.concat([frame_of(FOUR), frame_of(FOUR)[["cell"]]], axis=1)

    for frame in (twice, {"person": [1], "cell": [1], "slot": [1]}, None):
        with pytest.raises(DataError):
            Traces.from_frame(frame)


@pytest.mark.parametrize("frame", [frame_of([]), pd.DataFrame(columns=["person", "cell", "slot"])])
def test_an_empty_frame_is_a_town_without_traces(frame):
    traces = Traces.from_frame(frame)

    assert (len(traces), len(traces.records), len(traces.points), traces.n_codes) == (0, 0, 0, 0)
    assert traces.codes_of([1, 2], 3).tolist() == [-1, -1]


def release_of(town):
    traces = traces_of(town)
    return Release(
        sensor="gps",
        slot_min=60,
        grid=None,
        pseudonyms=traces.ids.copy(),
        first=traces.points.first.copy(),
        cell=traces.cell_of(traces.points.code).astype(np.int32),
        slot=traces.slot_of(traces.points.code).astype(np.int32),
        history=(),
        reproducible=True,
    )


small_rows = st.lists(st.tuples(st.integers(0, 5), *(st.sampled_from([0, 1, 2, 9, 10**6]),) * 2), max_size=40)


@given(small_rows)
def test_a_release_and_its_frame_give_the_same_traces(town):
    a, b = Traces.from_release(release_of(town)), traces_of(town)

    assert a.ids.tolist() == b.ids.tolist()
    assert read(a, "points") == read(b, "points") == read(a, "records")


def test_points_out_of_order_are_refused():
    ids, first = np.array([3, 5]), np.array([0, 2, 3])
    cell, slot = np.array([1, 2, 2], np.int32), np.array([6, 6, 5], np.int32)

    assert len(Traces.from_points(ids, first, cell, slot).points) == 3
    for wrong in [
        (ids, first, cell[[1, 0, 2]], slot),
        (ids, first, cell[[1, 1, 2]], slot),
        (ids[::-1], first, cell, slot),
        (ids, np.array([0, 2, 4]), cell, slot),
        (ids, np.array([0, 3]), cell, slot),
    ]:
        with pytest.raises(DataError):
            Traces.from_points(*wrong)


def test_codes_are_handed_over_without_a_copy():
    space = CodeSpace(Axis(0, 10), Axis(0, 4))
    codes = np.array([1, 12, 39, 12], np.int32)

    traces = Traces.from_codes(np.array([7, 8]), np.array([0, 3, 4]), codes, space)

    assert traces.points.code is codes and traces.records is traces.points
    assert read(traces, "points") == {7: [(0, 1), (1, 2), (3, 9)], 8: [(1, 2)]}
    with pytest.raises(DataError):
        Traces.from_codes(np.array([7]), np.array([0, 1]), np.array([40], np.int32), space)
    with pytest.raises(DataError):
        Traces.from_codes(np.array([7]), np.array([0, 1]), np.array([-1], np.int32), space)


def test_arrays_are_read_only_and_survive_a_pickle():
    traces = traces_of(FOUR)

    for array in (traces.ids, traces.seen, traces.points.code, traces.points.first, traces.records.code):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert digest(pickle.loads(pickle.dumps(traces))) == digest(traces)
    assert digest(traces_of(FOUR)) == digest(traces) != digest(traces_of([*FOUR[1:], (1, 1, 1)]))
