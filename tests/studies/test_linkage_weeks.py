import numpy as np
import pytest

from nullisland.model import Traces
from nullisland.studies import Options, run_study
from nullisland.studies.linkage_weeks import linked


def lives(n, seed, per_person):
    """Each has a mast of their own, at hours by lot: 0 .. n - 1."""
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(n), per_person)
    return Traces.from_arrays(person, person, rng.integers(0, 168, len(person)))


def test_people_with_places_of_their_own_are_all_linked_and_strangers_are_not_rightly():
    """Persons 0 to 19 are in both feeds, 20 to 24 tap only."""
    phone, tapped = lives(20, 1, 40), lives(25, 2, 10)

    everybody, often = linked(phone, tapped, 20)

    assert everybody.right.value == 1 and everybody.n == 20
    assert everybody.control.n == 5
    assert often.n <= everybody.n


@pytest.fixture(scope="module")
def found():
    return run_study("linkage-weeks", Options(people=700, days=28, seed=1))


def test_the_weeks_that_fit_are_shown_with_their_denominators(found):
    figures = {figure.id: figure for figure in found.figures}

    for weeks in ("1_week", "2_weeks", "4_weeks"):
        figure = figures[f"linkage_{weeks}"]
        assert 0 < figure.n <= 700 and 0 <= figure.value <= 1
        assert figures[f"linkage_{weeks}_everybody"].n >= figure.n
    assert "linkage_11_weeks" not in figures
    assert figures["linkage_1_week"].published == 0.168


def test_more_weeks_never_lose_people(found):
    figures = {figure.id: figure for figure in found.figures}

    n = [figures[f"linkage_{w}_everybody"].n for w in ("1_week", "2_weeks", "4_weeks")]
    assert n == sorted(n)
