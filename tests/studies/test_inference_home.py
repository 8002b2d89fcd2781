import numpy as np
import pytest

from nullisland.model import Scenario
from nullisland.pipeline import run
from nullisland.release import publish_fixes
from nullisland.studies import Options, run_study
from nullisland.studies.inference_home import guesses, listed

SCENARIO = Scenario(people=250, days=5, seed=2)


@pytest.fixture(scope="module")
def outcome():
    return run(SCENARIO)


def test_the_directory_lists_one_adult_who_lives_there(outcome):
    people, n_places = outcome.people, len(outcome.island.places)
    names = listed(people, n_places, 7)

    addresses = np.flatnonzero(names >= 0)
    assert set(addresses) == set(people.home_place.tolist())
    assert (people.home_place[names[addresses]] == addresses).all()
    assert (people.birth_day[names[addresses]] < -17 * 365).all()


def test_a_right_address_is_near_and_a_right_name_has_a_right_address(outcome):
    fixes, key = publish_fixes(outcome)

    found = guesses(outcome, key, fixes, "last destination")

    assert (found.address | ~found.name).all()
    assert found.address.mean() > 0.5
    assert np.nanmax(found.error_m[found.address]) < np.nanmax(found.error_m)


def test_every_countermeasure_of_print_hides_addresses_and_names():
    found = run_study("inference-home", Options(people=250, days=5, seed=2))
    figures = {figure.id: figure for figure in found.figures}

    assert figures["home_error_median"].published == 60.7
    assert figures["home_error_median"].n == 172
    for suffix in ("_noise", "_rounding", "_deletion"):
        assert figures[f"home_address_rate{suffix}"].high < figures["home_address_rate"].low
        assert figures[f"home_name_rate{suffix}"].value <= figures["home_name_rate"].value
    assert (
        figures["home_error_median"].low
        <= figures["home_error_median"].value
        <= figures["home_error_median"].high
    )
