"""A publisher's drawer made by hand or by Hypothesis: an island, its people and their records."""

from dataclasses import dataclass, fields, is_dataclass, replace

import numpy as np
from hypothesis import strategies as st

from lives import people_of
from nullisland.model import FixRelease, Grid, Island, Observations, People, Release, Scenario
from toy import toy_island

ISLAND = toy_island(side=6, homes=10)
GRID = Grid(0, 0, 100, 8, 8)


@dataclass(frozen=True)
class Drawer:
    scenario: Scenario
    island: Island
    people: People
    observations: Observations


def observations_of(people, sensor="gps"):
    """Observations of fixes [[(t, x, y), ...], ...], a list for each person."""
    rows = np.array([row for person in people for row in person], np.int32).reshape(-1, 3)
    return Observations(
        sensor=sensor,
        start_person=0,
        first=np.concatenate(([0], np.cumsum([len(person) for person in people]))).astype(np.int64),
        t_min=rows[:, 0].copy(),
        x_dm=rows[:, 1].copy(),
        y_dm=rows[:, 2].copy(),
        site=np.full(len(rows), -1, np.int32),
    )


def drawer(people, days=3, island=ISLAND, visitors=1):
    """The drawer of a publisher who recorded `people`, of whom the last `visitors` are not released."""
    scenario = Scenario(people=max(2, len(people) - visitors), days=days, seed=1, visitors=visitors)
    homes = np.flatnonzero(island.places.kind == 0)[np.arange(len(people)) % 5]
    register = replace(people_of(len(people)), home_place=homes.astype(np.int32))
    return Drawer(scenario, island, register, observations_of(people))


def fixes_of(traces, **changes):
    """A release of fixes [[(t, x, y), ...], ...] under the pseudonyms 100, 101, ..."""
    seen = observations_of(traces)
    made = FixRelease(
        sensor="gps",
        pseudonyms=np.arange(100, 100 + len(traces)),
        first=seen.first,
        t_min=seen.t_min,
        x_dm=seen.x_dm,
        y_dm=seen.y_dm,
        history=("pseudonymise: policy=fixed",),
        reproducible=False,
    )
    return replace(made, **changes)


def release_of(traces, slot_min=60, grid=GRID, history=("pseudonymise: policy=fixed",)):
    """A release of points [[(cell, slot), ...], ...] under the pseudonyms 100, 101, ..."""
    traces = [sorted(set(trace), key=lambda point: (point[1], point[0])) for trace in traces]
    rows = np.array([row for trace in traces for row in trace], np.int32).reshape(-1, 2)
    return Release(
        sensor="gps",
        slot_min=slot_min,
        grid=grid,
        pseudonyms=np.arange(100, 100 + len(traces)),
        first=np.concatenate(([0], np.cumsum([len(trace) for trace in traces]))).astype(np.int64),
        cell=rows[:, 0].copy(),
        slot=rows[:, 1].copy(),
        history=history,
        reproducible=False,
    )


def traces_in(release):
    """{pseudonym: [row, ...]} of a release of fixes, points or boxes, as it stands there."""
    if isinstance(release, Release):
        columns = (release.cell, release.slot)
    elif isinstance(release, FixRelease):
        columns = (release.t_min, release.x_dm, release.y_dm)
    else:
        columns = release.edges()
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    spans = zip(release.pseudonyms.tolist(), release.first[:-1], release.first[1:], strict=True)
    return {code: rows[a:b] for code, a, b in spans}


def values_in(noun):
    """Everything a value holds, all the way down."""
    if is_dataclass(noun):
        yield from (v for field in fields(noun) for v in values_in(getattr(noun, field.name)))
    elif isinstance(noun, (tuple, list)):
        yield from (v for part in noun for v in values_in(part))
    elif isinstance(noun, np.ndarray):
        yield from noun.ravel().tolist()
    else:
        yield noun


def sorted_fixes(rows):
    return sorted(rows, key=lambda row: row[0])


spot = st.integers(0, 3).map(lambda i: 900 + 1500 * i)
fix = st.tuples(st.integers(0, 3 * 1440 - 1), spot, spot)
trace = st.lists(fix, min_size=1, max_size=14).map(sorted_fixes)
crowds = st.lists(trace, min_size=4, max_size=9)
anywhere = st.tuples(st.integers(0, 3 * 1440 - 1), st.integers(0, 8000), st.integers(0, 8000))
roaming = st.lists(anywhere, min_size=1, max_size=20).map(sorted_fixes)
points = st.lists(st.tuples(st.integers(0, 63), st.integers(0, 71)), min_size=1, max_size=20)
towns = st.lists(points, min_size=1, max_size=7)
