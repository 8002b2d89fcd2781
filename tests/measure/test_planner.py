"""What the planner asks beyond the busiest stops: stays, areas, and answers beside the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import planner as naive
from nullisland._kernels.repeated import stays_of_fixes, stays_of_slots
from nullisland.measure import utility
from nullisland.measure.utility import answers
from nullisland.measure.utility.areas import Areas, areas_of_boxes, areas_of_grid, areas_of_squares
from nullisland.measure.utility.stays import Stays, stays_of
from nullisland.model import BoxRelease, FixRelease, Grid, Release, TotalsRelease, Visits
from toy import toy_island

ISLAND = toy_island()
FRAME = utility.frame_of(ISLAND, days=7)
HOUR = 60

points = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), max_size=30)
lives = st.lists(
    st.lists(st.tuples(st.integers(0, 218), st.integers(2, 900), st.integers(1, 40)), max_size=12),
    min_size=1,
    max_size=4,
)


def town_of(lives):
    """Visits of people given as (place, minutes there, minutes on the way)."""
    first, place, arrive, leave = [0], [], [], []
    for life in lives:
        now = 0
        for where, stay, way in life:
            place.append(where)
            arrive.append(now)
            leave.append(now + stay)
            now += stay + way
        first.append(len(place))
    columns = [np.array(c, np.int32) for c in (place, arrive, leave)]
    return Visits(
        start_person=0, first=np.array(first), place=columns[0], arrive_min=columns[1], leave_min=columns[2]
    )


def identity(visits):
    """The release that says everything: a fix in every minute of every visit, exactly at the place."""
    row = np.repeat(np.arange(len(visits)), visits.leave_min - visits.arrive_min)
    begin = np.searchsorted(row, np.arange(len(visits)))
    minute = visits.arrive_min[row] + np.arange(len(row)) - begin[row]
    return FixRelease(
        sensor="gps",
        pseudonyms=np.arange(visits.n_people),
        first=np.searchsorted(row, visits.first),
        t_min=minute.astype(np.int32),
        x_dm=ISLAND.places.x_dm[visits.place[row]],
        y_dm=ISLAND.places.y_dm[visits.place[row]],
        history=(),
        reproducible=True,
    )


@given(lives)
def test_the_identity_release_scores_perfectly_on_every_task(lives):
    visits = town_of(lives)
    truth = utility.true_answers(visits, ISLAND, FRAME, visits.n_people)

    found = utility.scores(truth, utility.answers_of(identity(visits), ISLAND, FRAME), len(FRAME.stops))

    assert [s.task for s in found] == [t.name for t in utility.TASKS]
    asked = dict(zip((s.task for s in found), found, strict=True))
    if not truth.clinic.sum():
        assert asked.pop("clinic_hours").value == 0  # nobody came: there is nothing to decide by
    assert all(s.value == pytest.approx(s.best) for s in asked.values())


def test_a_release_of_nothing_scores_badly_wherever_there_is_something_to_say():
    visits = town_of([[(place, 300, 10) for place in range(0, 210, 9)] for _ in range(3)])
    truth = utility.true_answers(visits, ISLAND, FRAME, 3)
    nothing = identity(town_of([[]]))

    found = {s.task: s for s in utility.scores(truth, utility.answers_of(nothing, ISLAND, FRAME), 10)}

    assert {n: found[n].value for n in ("route_demand", "visits_a_day", "trip_lengths")} == {
        "route_demand": 1,
        "visits_a_day": 1,
        "trip_lengths": 1,
    }
    assert found["new_line"].value == found["clinic_hours"].value == 0


@given(points, st.integers(1, 3))
def test_stays_of_slots_are_those_of_the_obvious_version(trace, least):
    rows = sorted(set(trace))
    slot, cell = (np.array([r[i] for r in rows], np.int32) for i in (0, 1))
    out, counts = np.empty((len(rows), 3), np.int64), np.zeros(1, np.int64)

    stays_of_slots(np.array([0, len(rows)]), cell, slot, least, out, counts, (0, 1))

    assert [tuple(r) for r in out[: counts[0]].tolist()] == naive.stays_of_slots(trace, least)


@given(st.lists(st.integers(-1, 3), max_size=20), st.integers(1, 3))
def test_stays_of_fixes_are_those_of_the_obvious_version(cells, least):
    out, counts = np.empty((len(cells), 3), np.int64), np.zeros(1, np.int64)

    stays_of_fixes(np.array([0, len(cells)]), np.array(cells, np.int32), least, out, counts, (0, 1))

    assert [tuple(r) for r in out[: counts[0]].tolist()] == naive.stays_of_fixes(cells, least)


def test_who_passes_through_a_square_does_not_stay_there():
    """At home from 7 to 8, through squares 5 and 6 at 8, at work from 8 on: one arrival."""
    release = squares([(0, 7), (0, 8), (5, 8), (6, 8), (7, 8), (7, 9), (7, 10)])

    stays = stays_of(release, ISLAND, FRAME)

    assert stays.area.tolist() == [0, 7]
    assert stays.begin_min.tolist() == [7 * HOUR, 8 * HOUR]
    assert stays.arrivals().tolist() == [1]


@pytest.mark.parametrize(("sensor", "stays"), [("gps", 0), ("tower", 2), ("camera", 2)])
def test_a_single_record_counts_where_records_are_events(sensor, stays):
    release = squares([(0, 7), (5, 9)], sensor=sensor)

    assert len(stays_of(release, ISLAND, FRAME)) == stays


def squares(points, sensor="gps"):
    cell, slot = np.array(points, np.int32).T
    return Release(
        sensor=sensor,
        slot_min=HOUR,
        grid=FRAME.grid,
        pseudonyms=np.array([10]),
        first=np.array([0, len(cell)]),
        cell=cell,
        slot=slot,
        history=(),
        reproducible=True,
    )


@given(st.data())
def test_spreading_is_that_of_the_obvious_version(data):
    grid, n = FRAME.grid, FRAME.n_squares
    spans = st.tuples(st.integers(0, grid.columns - 1), st.integers(0, grid.columns - 1))
    rows = st.tuples(st.integers(0, grid.rows - 1), st.integers(0, grid.rows - 1))
    boxes = data.draw(st.lists(st.tuples(spans.map(sorted), rows.map(sorted)), min_size=1, max_size=5))
    rectangles = [(*c, *r) for c, r in boxes]
    amounts = data.draw(st.lists(st.integers(0, 9), min_size=len(boxes), max_size=len(boxes)))
    weights = np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    areas = Areas(*np.array(rectangles).T, np.zeros(len(boxes), int), np.zeros(len(boxes), int))

    found = areas.spread(np.array(amounts, float), weights, FRAME)

    assert found.tolist() == pytest.approx(naive.spread(rectangles, amounts, weights, grid.columns))
    assert areas.district_shares(FRAME).sum(axis=1).tolist() == pytest.approx([1] * len(boxes))


def test_cells_of_a_coarser_grid_cover_the_planner_s_squares_once():
    same, coarse = areas_of_squares(FRAME), areas_of_grid(ISLAND.grid(500), FRAME)
    per_area = (coarse.column_to - coarse.column_from + 1) * (coarse.row_to - coarse.row_from + 1)

    assert (same.column_from == same.column_to).all() and len(same) == FRAME.n_squares
    assert per_area.max() == 4 and per_area.min() >= 1
    inside = areas_of_grid(ISLAND.grid(100), FRAME)  # finer: each is in one square
    assert (inside.column_from == inside.column_to).all()


def test_a_box_is_the_squares_it_says():
    edges = [np.array([v], np.int32) for v in (1, 2, 0, 1)]

    box = areas_of_boxes(tuple(edges), FRAME.grid, FRAME)

    assert [int(v[0]) for v in (box.column_from, box.column_to, box.row_from, box.row_to)] == [1, 2, 0, 1]
    boxes = BoxRelease(
        sensor="gps",
        slot_min=HOUR,
        grid=FRAME.grid,
        pseudonyms=np.array([5]),
        first=np.array([0, 1]),
        col_from=edges[0],
        col_to=edges[1],
        row_from=edges[2],
        row_to=edges[3],
        slot_from=np.array([3], np.int32),
        slot_to=np.array([4], np.int32),
        history=(),
        reproducible=True,
    )
    stays = stays_of(boxes, ISLAND, FRAME)
    assert (stays.begin_min.tolist(), stays.end_min.tolist()) == ([180], [300])


def stays_at(*rows, trace=None):
    """Stays of one trace: (square, begin, end)."""
    area, begin, end = (np.array(c, np.int64) for c in zip(*rows, strict=True))
    areas = areas_of_squares(FRAME)
    return Stays(np.array([0, len(rows)]), area, begin, end, areas.x_dm[area], areas.y_dm[area], areas)


def test_commuters_counted_by_hand():
    """Nights in a western square, working hours in an eastern one: one person who commutes west to east."""
    west, east = (int(np.flatnonzero(FRAME.inhabited & (FRAME.district == d))[0]) for d in (0, 1))
    days = (
        [(west, d * 1440, d * 1440 + 480) for d in range(3)],
        [(east, d * 1440 + 500, d * 1440 + 1000) for d in range(3)],
    )

    found = answers.commuters(stays_at(*(row for day in zip(*days, strict=True) for row in day)), FRAME)

    assert found.tolist() == [[0, 1], [0, 0]]


def test_trip_lengths_by_hand():
    """250 m, then back; 250 m is in the first class, up to 500 m."""
    assert answers.trip_lengths(stays_at((0, 0, 60), (1, 70, 90), (0, 95, 99))).tolist() == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("hour", "half"), [(9, answers.MORNING), (13, answers.AFTERNOON), (20, answers.MORNING)]
)
def test_the_clinics_open_when_most_come(hour, half):
    hours = np.zeros(24)
    hours[hour] = 5

    assert answers.opening(hours) == half


def test_totals_answer_some_questions_and_are_not_asked_the_others():
    counts = np.zeros((4, FRAME.n_squares), np.int64)
    stop = int(FRAME.stops[0])
    counts[:, stop] = [0, 5, 3, 4]  # comes: 5, then 1
    totals = TotalsRelease(
        sensor="gps",
        slot_min=HOUR,
        grid=FRAME.grid,
        counts=counts,
        threshold=0,
        history=(),
        reproducible=True,
    )

    answer = utility.answers_of(totals, ISLAND, FRAME)

    assert answer.stops[0] == 6 and answer.stops.sum() == 6
    assert (answer.demand, answer.commuters, answer.lengths) == (None, None, None)
    scores = {s.task: s for s in utility.scores(answer, answer, 10)}
    assert scores["new_line"].value is None and str(scores["new_line"]) == "cannot be asked"
    assert str(scores["busiest_stops"]) == "10 right of 10"


def test_sites_of_every_sensor_are_on_the_map():
    for sensor in ("tower", "card", "camera"):
        release = squares([(0, 1), (1, 2)], sensor=sensor)
        release = Release(**{f: getattr(release, f) for f in release.__dataclass_fields__} | {"grid": None})
        answer = utility.answers_of(release, ISLAND, FRAME)
        assert answer.stops is not None and answer.lengths is not None


def test_areas_of_a_shifted_grid_stay_on_the_island():
    grid = Grid(-5_000, -5_000, 700, 4, 4)
    areas = areas_of_grid(grid, FRAME)

    assert areas.column_from.min() >= 0 and areas.column_to.max() < FRAME.grid.columns
    assert (areas.column_from <= areas.column_to).all() and (areas.row_from <= areas.row_to).all()
