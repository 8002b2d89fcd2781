from dataclasses import replace

import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import anchor, attempts, average, match, view
from nullisland.attack import strongest as expects_most
from nullisland.errors import ConfigError
from nullisland.measure import ClueErrors, draw_clues, strongest, witnessed
from nullisland.release import to_squares
from nullisland.release.catalogue import defend

PEOPLE = 300


@pytest.fixture(scope="module")
def town():
    return ni.run(ni.Scenario(people=PEOPLE, days=7, seed=4))


@pytest.fixture(scope="module")
def known(town):
    return draw_clues(town.observations, np.arange(PEOPLE), 4, 1)


def test_clues_are_records_of_the_person_and_the_same_for_any_company(town, known):
    seen = town.observations
    for i in (0, 7, len(known) - 1):
        rows = slice(seen.first[known.person[i]], seen.first[known.person[i] + 1])
        own = set(
            zip(seen.t_min[rows].tolist(), seen.x_dm[rows].tolist(), seen.y_dm[rows].tolist(), strict=True)
        )
        told = list(zip(known.t_min[i].tolist(), known.x_dm[i].tolist(), known.y_dm[i].tolist(), strict=True))
        assert set(told) <= own

    alone = draw_clues(seen, [int(known.person[7])], 4, 1)
    assert np.array_equal(alone.t_min[0], known.t_min[7])
    assert known.given == "4 sightings from gps"


def test_errors_stay_within_what_is_stated(town, known):
    off = draw_clues(town.observations, np.arange(PEOPLE), 4, 1, ClueErrors(place_m=80, time_min=20))

    for moved, true, most in (
        (off.x_dm, known.x_dm, 800),
        (off.y_dm, known.y_dm, 800),
        (off.t_min, known.t_min, 20),
    ):
        assert np.abs(moved - true).max() <= most
        assert (moved != true).mean() > 0.9
    assert (off.within_m, off.within_min) == (80, 20)


def test_the_stated_share_of_sightings_is_of_somebody_else(town, known):
    mistaken = draw_clues(town.observations, np.arange(PEOPLE), 4, 1, ClueErrors(wrong=0.25))

    n = known.t_min.size
    share = (mistaken.t_min != known.t_min).mean()
    assert share == pytest.approx(0.25, abs=5 * (0.25 * 0.75 / n) ** 0.5)
    assert "25% of them of somebody else" in mistaken.given


def test_a_witness_saw_true_visits_to_the_kinds_that_are_asked_for(town):
    cafes = witnessed(town.visits, town.island.places, ("cafe", "restaurant"))

    kinds = np.array(town.island.places.kinds)[town.island.places.kind[cafes.site]]
    assert set(kinds.tolist()) == {"cafe", "restaurant"}
    assert len(cafes) == np.isin(town.visits.place, town.island.places.of_kind("cafe", "restaurant")).sum()
    few = draw_clues(cafes, np.arange(PEOPLE), 3, 1)
    assert 0 < len(few) < PEOPLE and (np.diff(cafes.first)[few.person] >= 3).all()


def test_the_strongest_is_the_one_that_is_right_most_often(town, known):
    visitors = draw_clues(town.observations, np.arange(PEOPLE, town.scenario.inhabitants), 4, 1)

    found = strongest(town.release, known, town.key, visitors=visitors)

    assert found.best in found.tried
    assert found.best.right.value == max(v.right.value for v in found.tried)
    assert found.best.n == len(known) and found.best.control.n == len(visitors)
    assert found.best.baseline.value == 1 / PEOPLE
    assert found.best.given == known.given
    assert expects_most(town.release, known)[0] in {v.attack for v in found.tried}


def test_codes_that_change_are_joined_first_by_who_adapts(town, known):
    """Paper: a new code each day leaves nothing to somebody who takes each code for a person."""
    release, key = defend(town, "new_codes", 1)

    rates = {v.attack: v.right for v in strongest(release, known, key).tried}

    claims = attempts(release, known)["relink, then match, best guess"]
    day = known.t_min.min(axis=1) // 1440
    assert (
        key.period_of(claims.person) == day
    ).mean() > 0.8  # the code of the day of the first clue is named
    for rule in ("all clues fit", "one may be wrong"):
        assert rates[f"relink, then match, {rule}"].low > rates[f"match, {rule}"].value
    assert rates["match, all clues fit"].value == 0


@pytest.mark.parametrize(
    "name", ["jitter", "k_anonymous", "clustered", "home_removed", "counts_only", "synthetic"]
)
def test_every_kind_of_release_gets_a_verdict(town, known, name):
    release, key = defend(town, name, 0)

    found = strongest(release, known, key)

    assert found.best.n == len(known)
    names_off = strongest(town.release, known, town.key).best.right.value
    assert found.best.right.value < names_off
    if name in ("counts_only", "synthetic"):
        assert found.best.right.value == 0


def test_noise_is_fought_with_the_noise_that_is_declared(town, known):
    """Taking jittered fixes for exact ones finds fewer people than taking them for what they are."""
    release, key = defend(town, "jitter", 1)
    squares = strongest(ni.run(town.scenario).release, known, town.key)
    tried = attempts(release, known)

    from nullisland.attack import Blur, match_fixes
    from nullisland.measure import judge, owners

    blind = match_fixes(release, known, blur=Blur("disc", 50.0))
    rates = {
        "taken for exact": judge(owners(blind, key), known.person, blind=0).right.value,
        "taken for noisy": judge(
            owners(tried["match_fixes, best guess"], key), known.person, blind=0
        ).right.value,
    }
    assert rates["taken for exact"] < rates["taken for noisy"] < squares.best.right.value


def test_a_release_of_pure_noise_gives_every_attempt_its_baseline(town, known):
    """Cells dealt out anew among all points of a slot: the same counts, and nobody's trace."""
    release = town.release
    rng = np.random.default_rng(2)
    order = np.lexsort((rng.random(len(release)), release.slot))
    cell = np.empty_like(release.cell)
    cell[np.argsort(release.slot, kind="stable")] = release.cell[order]
    rows = np.unique(
        np.stack((np.repeat(np.arange(PEOPLE), np.diff(release.first)), release.slot, cell)), axis=1
    )
    noise = replace(
        release,
        first=np.searchsorted(rows[0], np.arange(PEOPLE + 1)),
        slot=rows[1].astype(np.int32),
        cell=rows[2].astype(np.int32),
    )

    for verdict in strongest(noise, known, town.key).tried:
        assert verdict.right.low <= verdict.baseline.value, verdict


def test_averaging_finds_homes_that_single_nights_hide(town):
    """Against jitter the mean of all nights beats one report, and the home rule in squares of the noisy fixes."""
    release, key = defend(town, "jitter", 1)
    person = key.person_of(release.pseudonyms)
    x, y = (v[town.people.home_place[person]] for v in (town.island.places.x_dm, town.island.places.y_dm))

    def error(found):
        return np.nanmedian(np.hypot(found.x_dm - x, found.y_dm - y)) / 10

    squares = to_squares(release, town.release.grid, 60)
    row, column = np.divmod(anchor(view(squares).traces, 60).home_cell, squares.grid.columns)
    in_squares = np.hypot(
        squares.grid.west_dm + column * 2_500 + 1_250 - x, squares.grid.south_dm + row * 2_500 + 1_250 - y
    )

    assert error(average(release)) < error(average(release, nights=1)) / 2
    assert error(average(release)) < np.median(in_squares) / 10 / 2


def test_who_is_not_observed_cannot_be_known(town):
    with pytest.raises(ConfigError, match="persons"):
        draw_clues(town.observations, [10_000], 4, 1)
    with pytest.raises(ConfigError, match="wrong"):
        ClueErrors(wrong=2)
    with pytest.raises(ConfigError, match="by_site"):
        ClueErrors(by_site=1)


def test_sites_are_known_by_site():
    cards = ni.run(ni.Scenario(people=200, days=7, seed=4), sensor="card")
    told = draw_clues(cards.observations, np.arange(200), 2, 1, ClueErrors(by_site=True))

    claims = match(cards.release, told)

    assert (
        cards.key.person_of(claims.person[claims.person >= 0]) == told.person[claims.person >= 0]
    ).mean() > 0.9
