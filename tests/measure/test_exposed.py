import numpy as np
import pytest

import nullisland as ni
from nullisland.errors import DataError
from nullisland.measure import exposed
from nullisland.people import build_people


def test_every_target_is_counted_once_by_routine_and_once_by_district():
    scenario = ni.Scenario(people=300, days=2, seed=3)
    island = ni.build_island(scenario)
    people = build_people(scenario, island)
    persons = np.arange(0, 300, 2)
    found = persons % 3 == 0

    groups = exposed(found, persons, people, island)

    for by in ("routine", "district"):
        shares = [g.found for g in groups if g.by == by]
        assert sum(share.n for share in shares) == len(persons)
        assert sum(round(share.value * share.n) for share in shares) == found.sum()
    office = next(g for g in groups if g.group == "office")
    mine = people.routine[persons] == people.routines.index("office")
    assert office.found.value == found[mine].mean()
    with pytest.raises(DataError, match="one for each"):
        exposed(found[1:], persons, people, island)
