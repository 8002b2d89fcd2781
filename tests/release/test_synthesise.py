import math

import numpy as np
import pytest

from drawers import ISLAND, release_of, traces_in
from nullisland._kernels.synthetic import count_days, draw_days
from nullisland.errors import BudgetError, ConfigError
from nullisland.model import NOWHERE
from nullisland.release import Budget, Synthesis, guarantees, synthesise

PLACES = ISLAND.places
NO_LOT = np.uint64(0)


def counted(days, most=4, slots=4):
    """Tables of days [[(zone, slot of the day), ...], ...]."""
    edges = np.concatenate(([0], np.cumsum([len(day) for day in days])))
    zone, slot = (np.array([point[i] for day in days for point in day], np.int64) for i in (0, 1))
    tables = np.zeros(4, np.int64), np.zeros((slots - 1, 2, 3), np.int64), np.zeros((4, 4), np.int64)
    count_days(edges, slot, zone, most, NO_LOT, *tables)
    return tables


def test_a_day_on_paper():
    """Zones 2 2 1 2: stays at the first zone, goes elsewhere, comes back. One move elsewhere: from 2 to 1."""
    starts, steps, moves = counted([[(2, 0), (2, 1), (1, 2), (2, 3)]])

    assert starts.tolist() == [0, 0, 1, 0]
    assert np.argwhere(steps).tolist() == [[0, 0, 0], [1, 0, 2], [2, 1, 1]]
    assert np.argwhere(moves).tolist() == [[2, 1]]
    assert (starts.max(), steps.max(), moves.max()) == (1, 1, 1)


def test_a_gap_is_where_one_was_last_seen():
    """Seen in slots 1 and 3 only, zones 0 and 3: the day is 0 0 0 3."""
    starts, steps, moves = counted([[(0, 1), (3, 3)]])

    assert starts.tolist() == [1, 0, 0, 0]
    assert np.argwhere(steps).tolist() == [[0, 0, 0], [1, 0, 0], [2, 0, 2]]
    assert np.argwhere(moves).tolist() == [[0, 3]]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_day_adds_no_more_than_its_bounds(most):
    """The promise rests on it: 1 begin, slots - 1 steps and at most `most` moves a day."""
    rng = np.random.default_rng(most)
    for _ in range(50):
        starts, steps, moves = counted([[(int(z), s) for s, z in enumerate(rng.integers(0, 4, 4))]], most)

        assert (starts.sum(), steps.sum()) == (1, 3)
        assert moves.sum() <= most
        assert moves.sum() == min(most, steps[:, :, 2].sum())


def test_every_move_of_a_day_is_as_likely_to_be_counted():
    """Zones 0 1 2 3: three moves, two are counted; 3000 days count each 2000 times, within 5 standard errors."""
    _, _, moves = counted([[(zone, zone) for zone in range(4)]] * 3000, most=2)

    assert moves.sum() == 6000
    for a in range(3):
        assert abs(moves[a, a + 1] - 2000) < 5 * math.sqrt(3000 * 2 / 9)


def test_every_zone_of_a_slot_is_as_likely_to_be_read():
    """Two zones in one slot, 4000 days: each is read 2000 times, within 5 standard errors."""
    starts, _, _ = counted([[(1, 0), (3, 0)]] * 4000)

    assert starts[1] + starts[3] == 4000
    assert abs(starts[1] - 2000) < 5 * math.sqrt(1000)


def test_drawn_days_follow_the_tables():
    """Begins 1 : 3; at slot 0 half stay; those elsewhere always come back: 6000 people within 5 errors."""
    steps = np.array([[[1, 1, 2], [0, 1, 1]], [[1, 1, 1], [0, 1, 1]]])
    moves = np.array([[0, 1], [1, 1]])
    zones = np.empty((6000, 6), np.int32)

    draw_days((0, 6000), np.uint64(5), 2, np.array([1, 4]), steps, moves, zones)

    assert abs((zones[:, 0] == 0).sum() - 1500) < 5 * math.sqrt(6000 * 3 / 16)
    assert (zones[:, 0] == zones[:, 3]).all()
    left = zones[:, 1] != zones[:, 0]
    assert abs(left.sum() - 3000) < 5 * math.sqrt(1500)
    assert (zones[:, 2] == zones[:, 0])[left].all()
    assert abs((zones[:, 4] != zones[:, 3]).sum() - 3000) < 5 * math.sqrt(1500)


TOWN = [[(cell, slot) for slot in range(48)] for cell in (0, 0, 0, 5, 63)]


def make(config=None, seed=3, budget=None):
    return synthesise(
        release_of(TOWN), PLACES, config or Synthesis(people=40, days=2, cell_m=100), seed, budget
    )


def test_everybody_is_somewhere_at_every_slot_and_is_nobody():
    made, key = make()

    traces = traces_in(made)
    assert len(traces) == 40
    assert all([slot for _, slot in rows] == list(range(48)) for rows in traces.values())
    assert (key.person_of(made.pseudonyms) == NOWHERE).all()


def test_with_little_noise_the_town_is_as_it_was():
    """Three of five live in cell 0 and nobody moves: so it is in the invented town, but for a few.

    600 steps a slot with noise of scale 23 / 40: somebody leaves a square with odds of about 0.3 / 600 a slot.
    """
    config = Synthesis(people=400, days=2, cell_m=100, epsilon=100.0)

    made, _ = synthesise(release_of(TOWN * 60), PLACES, config, 3)

    homes = [rows[0][0] for rows in traces_in(made).values()]
    at_home = max(homes.count(home) for home in set(homes))
    assert abs(at_home - 240) < 5 * math.sqrt(400 * 0.6 * 0.4)
    assert sum(len({cell for cell, _ in rows}) == 1 for rows in traces_in(made).values()) > 400 * 0.9


def test_all_three_accesses_are_in_the_ledger():
    made, _ = make(Synthesis(people=9, days=2, cell_m=100, epsilon=0.5))

    assert [entry.epsilon for entry in made.ledger.entries] == pytest.approx([0.1, 0.2, 0.2])
    assert {p.unit: p.epsilon for p in guarantees(made).promises} == pytest.approx(
        {"one report": 0.5, "one visit": 0.5, "one person-day": 0.5, "one person": 1.0}
    )


def test_the_budget_is_asked_first():
    budget = Budget(epsilon=1.0, unit="one person-day")
    made, _ = make(budget=budget)

    assert budget.after(made.ledger).left()[0] == pytest.approx(0, abs=1e-9)
    with pytest.raises(BudgetError, match="the release must cost one person-day"):
        make(budget=budget.after(made.ledger))


def test_the_same_seed_invents_the_same_people_and_another_does_not():
    assert traces_in(make(seed=4)[0]) == traces_in(make(seed=4)[0])
    assert traces_in(make(seed=4)[0]) != traces_in(make(seed=5)[0])
    assert traces_in(make(seed=None)[0]) != traces_in(make(seed=None)[0])


@pytest.mark.parametrize(
    ("release", "message"),
    [
        (release_of(TOWN, slot_min=50), "slots that divide a day, got 50 min"),
        (release_of(TOWN, grid=None), "release must have squares"),
        (release_of(TOWN, history=("pseudonymise: policy=week",)), "must keep one pseudonym a person"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(release, message):
    with pytest.raises(ConfigError, match=message):
        synthesise(release, PLACES, Synthesis(people=9, days=2, cell_m=100), 1)


@pytest.mark.parametrize(
    "wrong", [{"people": 0}, {"days": 0}, {"epsilon": 0}, {"cell_m": 1}, {"most_moves": 0}]
)
def test_a_config_cannot_hold_nonsense(wrong):
    with pytest.raises(ConfigError, match=f"{next(iter(wrong))} must be"):
        Synthesis(**{"people": 9, "days": 2, **wrong})
