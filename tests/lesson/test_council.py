"""The resident who asks the council, found anew from the people by hand."""

import numpy as np
import pytest

import nullisland as ni
from nullisland.lesson.council import find_parent
from nullisland.people import names_of


@pytest.fixture(scope="module")
def outcome():
    return ni.run(ni.Scenario(people=300, days=2, seed=1))


def test_the_parent_is_the_lowest_id_that_fits(outcome):
    people, released = outcome.people, outcome.scenario.people
    age = [-int(day) // 365 for day in people.birth_day]
    homes: dict[int, list[int]] = {}
    for person in range(released):
        homes.setdefault(int(people.household[person]), []).append(person)
    wanted = None
    for person in range(released):
        girls = [
            age[other]
            for other in homes[int(people.household[person])]
            if people.sex[other] == 0 and 3 <= age[other] < 11
        ]
        if 25 <= age[person] < 50 and girls:
            wanted = str(names_of(people, np.array([person]))[0]), min(girls), min(girls) + 10
            break
    found = find_parent(outcome)
    assert found is not None
    assert (found.name, found.age_now, found.age_later) == wanted
