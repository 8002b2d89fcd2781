from functools import cache

import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import Claims, Suggestion, Traits, View, in_squares, infer, traits_of
from nullisland.errors import ConfigError, DataError
from nullisland.measure import judge_visits, learn_suggestion, reliability, visitors_of
from nullisland.model import NOWHERE, FixRelease, Grid, Traces
from nullisland.release import publish_fixes
from towns import traces_of
from toy import toy_island

ISLAND = toy_island()
GRID = ISLAND.grid(100)
CLINIC = int(ISLAND.places.of_kind("clinic")[0])


def square(place):
    x, y = (int(v[place]) for v in (ISLAND.places.x_dm, ISLAND.places.y_dm))
    return (y - GRID.south_dm) // 1000 * GRID.columns + (x - GRID.west_dm) // 1000


def test_what_is_shown_counted_by_hand():
    """Three slots there in two runs; another trace never, and one that lives there."""
    there, away = square(CLINIC), 0 if square(CLINIC) else 1
    rows = [(1, there, 10), (1, there, 11), (1, away, 12), (1, there, 40), (2, away, 10)]
    rows += [(3, there, hour) for hour in (1, 2, 3, 25)]

    traits = traits_of(View(traces_of(rows), GRID, 60), ISLAND.places, "clinic")

    assert traits.slots.tolist() == [3, 0, 4]
    assert traits.visits.tolist() == [2, 0, 2]
    assert traits.table[:, 4].tolist() == [0, 0, 1]
    assert traits.table[0, 1:3] == pytest.approx(np.log([3, 4]))
    assert traits.table[:, 6] == pytest.approx([np.log(2 / 3), 0, np.log(2 / 3)])


def test_a_probability_is_claimed_from_the_stated_least_on():
    table = np.zeros((3, 7))
    table[:, 1] = (-2.0, 0.0, 2.0)
    traits = Traits(np.array([0, 1, 2]), np.array([0, 1, 2]), table)
    suggestion = Suggestion(np.array([0.0, 1, 0, 0, 0, 0, 0]))

    claims = infer(traits, suggestion, least=0.6)

    assert claims.confidence == pytest.approx(1 / (1 + np.exp([2.0, 0.0, -2.0])))
    assert claims.person.tolist() == [NOWHERE, NOWHERE, 1]
    assert claims.candidates.tolist() == [0, 1, 2]


def test_one_trait_that_decides_gets_the_weight_of_its_odds():
    """Of those with the trait 3 in 4 went, of the others 1 in 4: log odds differ by 2 log 3."""
    has = np.repeat([0.0, 1.0], 4_000)
    truth = np.tile(np.repeat([False, True], [3_000, 1_000]), 1)
    truth = np.concatenate((truth, ~truth))
    table = np.zeros((8_000, 7))
    table[:, 0], table[:, 1] = 1, has

    found = learn_suggestion([(Traits(np.zeros(8_000, int), np.zeros(8_000, int), table), truth)])

    assert found.weights[1] == pytest.approx(2 * np.log(3), rel=0.01)
    assert found.weights[0] == pytest.approx(-np.log(3), rel=0.01)


@cache
def town(seed):
    return ni.run(ni.Scenario(people=1_500, days=14, seed=seed))


def asked(outcome, kind="clinic"):
    fixes, key = publish_fixes(outcome)
    seen = in_squares(fixes, 50, 30)
    truth = visitors_of(outcome.visits, outcome.island.places, outcome.people, kind)
    return traits_of(seen, outcome.island.places, kind), truth[key.person_of(seen.traces.ids)]


@pytest.fixture(scope="module")
def learnt():
    return learn_suggestion([asked(town(seed)) for seed in (21, 22, 23)])


def test_probabilities_learnt_in_other_towns_mean_about_what_they_say(learnt):
    traits, truth = asked(town(24))
    claims = infer(traits, learnt)

    found = reliability(claims, truth)

    assert found.brier < found.blind
    assert judge_visits(claims, truth, "clinic").beats_guessing
    n = np.array([e.n for e in found.true])
    off = np.array([abs(said - e.value) for said, e in zip(found.said, found.true, strict=True)])
    assert (n * off).sum() / n.sum() < 0.1


def test_from_coarse_squares_nothing_is_told_from_the_base_rate():
    """250 m squares hold a whole quarter: to pass the clinic's square says next to nothing."""
    towns = [town(seed) for seed in (21, 24)]
    (learn, use) = [
        (traits_of(o.release, o.island.places, "clinic"),
         visitors_of(o.visits, o.island.places, o.people, "clinic")[o.key.person_of(o.release.pseudonyms)])
        for o in towns
    ]  # fmt: skip

    found = reliability(infer(use[0], learn_suggestion([learn])), use[1])

    assert found.brier > 0.9 * found.blind


def test_traces_of_somebody_else_suggest_nothing(learnt):
    """Pure noise: the same traits, given to others by lot."""
    traits, truth = asked(town(24))
    swap = np.random.default_rng(1).permutation(len(truth))
    shuffled = Traits(traits.slots[swap], traits.visits[swap], traits.table[swap])

    assert not judge_visits(infer(shuffled, learnt), truth).beats_guessing


def test_a_visit_counts_and_work_does_not():
    outcome = town(24)
    people, places, visits = outcome.people, outcome.island.places, outcome.visits
    went = visitors_of(visits, places, people, "clinic")

    clinics = set(places.of_kind("clinic").tolist())
    for person in range(60):
        own = visits.place[visits.first[person] : visits.first[person + 1]].tolist()
        employer = int(people.employer_place[person])
        assert went[person] == any(place in clinics and place != employer for place in own)


def test_reliability_counted_by_hand():
    claims = Claims(np.full(4, NOWHERE), np.array([0.1, 0.1, 0.8, 0.9]), np.zeros(4, int))

    found = reliability(claims, np.array([False, True, True, True]))

    assert [e.value for e in found.true] == [1 / 2, 1]
    assert found.said == pytest.approx([0.1, 0.85])
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.04 + 0.01) / 4)
    assert found.blind == pytest.approx(3 / 16)


def test_fixes_go_into_the_adversarys_own_squares():
    release = FixRelease(
        sensor="gps", pseudonyms=np.array([5]), first=np.array([0, 3]), t_min=np.array([0, 10, 95], np.int32),
        x_dm=np.array([-30, 470, 0], np.int32), y_dm=np.array([20, 20, 1_000], np.int32), history=(),
        reproducible=True,
    )  # fmt: skip

    seen = in_squares(release, 50, 30)

    assert seen.grid == Grid(-500, 0, 50, 2, 3)
    code = seen.traces.points.code
    assert seen.traces.cell_of(code).tolist() == [0, 1, 5]
    assert seen.traces.slot_of(code).tolist() == [0, 0, 3]


def test_what_makes_no_sense_is_refused():
    sites = View(Traces.from_arrays([1], [2], [3]), None, 60)
    with pytest.raises(DataError, match="squares"):
        traits_of(sites, ISLAND.places, "clinic")
    with pytest.raises(DataError, match="weights"):
        Suggestion(np.zeros(2))
    traits = Traits(np.zeros(1, int), np.zeros(1, int), np.zeros((1, 7)))
    with pytest.raises(ConfigError, match="least"):
        infer(traits, Suggestion(np.zeros(7)), least=2)
    with pytest.raises(DataError, match="not of all"):
        learn_suggestion([(traits, np.array([True]))])
    with pytest.raises(DataError, match="one a claim"):
        reliability(infer(traits, Suggestion(np.zeros(7))), np.array([True, False]))
