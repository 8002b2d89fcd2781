"""An outcome small enough to count on paper: two people, one of them released, on the hand-made island."""

import numpy as np
import pytest

from nullisland.model import Observations, People, Release, Scenario, Visits
from nullisland.pipeline import Outcome
from toy import toy_island


def ints(*values: int) -> np.ndarray:
    return np.array(values, np.int32)


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    """Person 0 stays at place 0 and reports twice; person 1, a visitor, reports once at 0.1 E 0.2 S."""
    island = toy_island()
    people = People(
        locale="en",
        released=1,
        routines=("office",),
        jobs=("clerk",),
        sex=np.array([0, 1], np.uint8),
        birth_day=ints(-9000, -12000),
        given=ints(0, 1),
        family=ints(2, 3),
        household=ints(0, 1),
        household_first=np.array([0, 1, 2]),
        home_place=ints(0, 1),
        second_home=ints(-1, -1),
        employer_place=ints(151, -1),
        job=np.zeros(2, np.uint8),
        routine=np.zeros(2, np.uint8),
    )
    visits = Visits(
        start_person=0,
        first=np.array([0, 2, 3]),
        place=ints(0, 151, 1),
        arrive_min=ints(0, 500, 0),
        leave_min=ints(480, 600, 2880),
    )
    observations = Observations(
        sensor="gps",
        start_person=0,
        first=np.array([0, 2, 3]),
        t_min=ints(0, 1501, 60),
        x_dm=ints(0, 11_132, 111_320),
        y_dm=ints(5_566, 0, -222_640),
        site=ints(-1, -1, -1),
    )
    release = Release(
        sensor="gps",
        slot_min=60,
        grid=island.grid(250),
        pseudonyms=np.array([77]),
        first=np.array([0, 2]),
        cell=ints(0, 1),
        slot=ints(0, 25),
        history=("pseudonymise(policy=fixed)", "generalise(cell_m=250, slot_min=60)"),
        reproducible=True,
    )
    return Outcome(
        scenario=Scenario(people=2, days=2, seed=1, visitors=0),
        island=island,
        people=people,
        visits=visits,
        observations=observations,
        release=release,
        key=None,
    )
