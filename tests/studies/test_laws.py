"""Laws of uniqueness on the studies' own traces: more points, coarser records, a longer watch."""

from itertools import pairwise

import numpy as np
import pytest

from nullisland.attack import AdversaryKnowledge, anonymity_set_sizes, draw_known
from nullisland.model import Scenario, Traces
from nullisland.studies.crowd_or_town import all_traces

SENSORS = ("tower", "gps")


@pytest.fixture(scope="module")
def weeks():
    """One town, watched for one week and for two."""
    return [dict(all_traces(Scenario(people=400, days=days, seed=3))) for days in (7, 14)]


def sizes_of(traces, cell, slot):
    return anonymity_set_sizes(traces, traces.codes_of(cell, slot))


@pytest.fixture(scope="module", params=SENSORS)
def watched(request, weeks):
    short, long = (week[request.param] for week in weeks)
    known = draw_known(short, AdversaryKnowledge(n_known=4), seed=1)
    return short, long, short.cell_of(known.codes), short.slot_of(known.codes)


def test_more_points_never_enlarge_a_set(watched):
    short, _, cell, slot = watched
    sizes = [sizes_of(short, cell[:, :k], slot[:, :k]) for k in (1, 2, 3, 4)]

    assert len(cell) > 200
    for few, more in pairwise(sizes):
        assert (more >= 1).all() and (more <= few).all()


@pytest.mark.parametrize("hours", [2, 3, 6])
def test_coarser_records_never_shrink_a_set(watched, hours):
    short, _, cell, slot = watched
    person = np.repeat(short.ids, short.points.counts())
    codes = short.points.code
    coarse = Traces.from_arrays(person, short.cell_of(codes), short.slot_of(codes) // hours)

    assert (sizes_of(coarse, cell, slot // hours) >= sizes_of(short, cell, slot)).all()


def test_a_longer_watch_of_the_same_people_never_lowers_uniqueness_at_fixed_knowledge(watched):
    """The first week is the same in both, person for person; what is known lies in it."""
    short, long, cell, slot = watched
    for person in range(len(short)):
        first_week = long.points.of(person)[long.slot_of(long.points.of(person)) < 7 * 24]
        mine = short.points.of(person)
        assert long.cell_of(first_week).tolist() == short.cell_of(mine).tolist()
        assert long.slot_of(first_week).tolist() == short.slot_of(mine).tolist()

    alone = [int((sizes_of(traces, cell, slot) == 1).sum()) for traces in (short, long)]

    assert alone[1] >= alone[0] > 0
