import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive.release as naive
from drawers import values_in
from nullisland._kernels.publish import permute
from nullisland.errors import ConfigError
from nullisland.model import Observations, Scenario
from nullisland.release import PublishConfig, generalise, points_frame, pseudonymise, publish
from toy import toy_island

ISLAND = toy_island(side=6, homes=10)
DAYS = 9
WATCH = Scenario(people=9, days=DAYS, seed=1, visitors=3)


def observations(people, sensor="gps", start_person=0):
    """Observations of records [[(t, x, y, site), ...], ...], a list for each person."""
    rows = np.array(
        [row for person in people for row in sorted(person, key=lambda r: r[0])], np.int32
    ).reshape(-1, 4)
    return Observations(
        sensor=sensor,
        start_person=start_person,
        first=np.concatenate(([0], np.cumsum([len(person) for person in people]))).astype(np.int64),
        t_min=rows[:, 0].copy(),
        x_dm=rows[:, 1].copy(),
        y_dm=rows[:, 2].copy(),
        site=rows[:, 3].copy(),
    )


record = st.tuples(
    st.integers(0, DAYS * 1440 - 1), st.integers(-3000, 9000), st.integers(-3000, 9000), st.integers(0, 5)
)
crowds = st.lists(st.lists(record, max_size=25), min_size=1, max_size=5)
configs = st.builds(
    PublishConfig,
    policy=st.sampled_from(["fixed", "day", "week"]),
    cell_m=st.sampled_from([None, 50, 130, 1000]),
    slot_min=st.sampled_from([1, 60, 1440, 1000, 10080]),
)
PERIOD = {"fixed": 0, "day": 1440, "week": 10080}


def traces_of(release):
    """{pseudonym: [(slot, cell), ...]} as it stands in the release."""
    return {
        int(code): list(zip(release.slot[a:b].tolist(), release.cell[a:b].tolist(), strict=True))
        for code, a, b in zip(release.pseudonyms, release.first, release.first[1:], strict=False)
    }


@given(crowds, configs, st.integers(1, 6), st.integers(0, 2**63 - 1))
def test_a_release_is_the_set_of_points_of_each_trace(crowd, config, released, seed):
    made, key = publish(observations(crowd), ISLAND, config, seed, released=released, scenario=WATCH)
    grid = ISLAND.grid(config.cell_m or 250)
    records = [
        (who, t, naive.cell_of(grid, x, y))
        for who, person in enumerate(crowd[:released])
        for t, x, y, _ in sorted(person)
    ]
    expected = naive.points(records, config.slot_min, PERIOD[config.policy])

    traces = traces_of(made)

    assert {(int(key.person_of(p)), int(key.period_of(p))): t for p, t in traces.items()} == expected
    assert list(traces) == sorted(traces)
    assert made.grid == grid
    assert made.cell.min(initial=0) >= 0
    assert made.cell.max(initial=0) < grid.columns * grid.rows


@given(crowds, configs, st.integers(1, 6))
def test_sites_are_cells_of_the_other_sensors(crowd, config, released):
    config = PublishConfig(policy=config.policy, slot_min=config.slot_min)
    made, key = publish(observations(crowd, "tower"), ISLAND, config, released=released, scenario=WATCH)
    records = [(who, t, site) for who, person in enumerate(crowd[:released]) for t, _, _, site in person]

    found = {(int(key.person_of(p)), int(key.period_of(p))): trace for p, trace in traces_of(made).items()}

    assert found == naive.points(records, config.slot_min, PERIOD[config.policy])
    assert made.grid is None


@given(crowds, configs, st.integers(1, 4), st.integers(1, 4))
def test_coarser_is_what_publishing_coarser_gives(crowd, config, cells, slots):
    made, _ = publish(observations(crowd), ISLAND, config, released=9, scenario=WATCH)
    cell_m, slot_min = (config.cell_m or 250) * cells, config.slot_min * slots
    if slot_min > 7 * 1440:
        slot_min = config.slot_min

    coarse = generalise(made, cell_m=cell_m, slot_min=slot_min)
    wanted, _ = publish(
        observations(crowd), ISLAND, PublishConfig(policy=config.policy, cell_m=cell_m, slot_min=slot_min),
        released=9, scenario=WATCH,
    )  # fmt: skip

    assert traces_of(coarse) == traces_of(wanted)
    assert coarse.grid == wanted.grid
    assert len(coarse) <= len(made)
    assert coarse.history == (*made.history, f"generalise: cell_m={cell_m}, slot_min={slot_min}")


def test_a_morning_on_paper():
    """Home twice in one hour and square, the bakery in the next hour, home; squares of 250 m from (-50, -50).

    Home (100, 100) m lies in column 0, row 0; the bakery (480, 300) m in column 2, row 1 of 3 x 3: cell 5.
    """
    home, bakery = (1000, 1000, -1), (4800, 3000, -1)
    diary = [(420, *home), (470, *home), (481, *bakery), (539, *home), (545, *home)]
    visitor = [(420, *bakery)]

    made, key = publish(observations([diary, visitor]), ISLAND, PublishConfig(), released=1)

    assert (made.grid.columns, made.grid.rows) == (3, 3)
    assert traces_of(made) == {int(key.pseudonym_of(0)): [(7, 0), (8, 0), (8, 5), (9, 0)]}
    assert made.history == ("pseudonymise: policy=fixed", "generalise: cell_m=250, slot_min=60")
    assert points_frame(made).to_dict("list") == {
        "pseudonym": [int(key.pseudonym_of(0))] * 4,
        "cell": [0, 0, 5, 0],
        "slot": [7, 8, 8, 9],
    }
    assert set(points_frame(made).dtypes.astype(str)) == {"int64"}


def test_nobody_whose_id_is_not_below_released_is_in_a_release():
    crowd = [[(t, 0, 0, 0)] for t in range(50)]
    made, key = publish(observations(crowd), ISLAND, PublishConfig(slot_min=1), released=30)

    assert made.slot.tolist() != list(range(30))
    assert sorted(made.slot.tolist()) == list(range(30))
    assert sorted(key.person_of(made.pseudonyms).tolist()) == list(range(30))


def test_a_shard_is_released_under_the_same_pseudonyms():
    crowd = [[(t, 500 * t, 0, 0)] for t in range(12)]
    config = PublishConfig(policy="week")
    whole, _ = publish(observations(crowd), ISLAND, config, released=9, scenario=WATCH)

    shards = {}
    for a, b in ((0, 5), (5, 8), (8, 12)):
        made, _ = publish(
            observations(crowd[a:b], start_person=a), ISLAND, config, released=9, scenario=WATCH
        )
        shards |= traces_of(made)

    assert shards == traces_of(whole)


def test_the_same_seed_publishes_the_same_in_one_thread_or_two(monkeypatch):
    rng = np.random.default_rng(3)
    crowd = [[tuple(row) for row in rng.integers(0, 5000, (8, 4)).tolist()] for _ in range(700)]
    made = []
    for threads in "12":
        monkeypatch.setenv("NULLISLAND_THREADS", threads)
        made.append(publish(observations(crowd), ISLAND, PublishConfig(policy="day"), released=600)[0])

    assert traces_of(made[0]) == traces_of(made[1])


# -- pseudonyms


@given(st.integers(1, 40), st.integers(1, 12), st.integers(0, 2**63 - 1))
def test_pseudonyms_are_a_bijection_apart_from_all_ids(released, periods, seed):
    key = pseudonymise(released, inhabitants=released + 7, periods=periods, period_min=1440, seed=seed)
    person, period = np.divmod(np.arange(released * periods), periods)

    codes = key.pseudonym_of(person, period)

    assert sorted(codes.tolist()) == list(range(key.low, key.low + key.size))
    assert key.low >= released + 7
    assert len({len(str(code)) for code in codes.tolist()}) == 1
    assert (key.person_of(codes) == person).all()
    assert (key.period_of(codes) == period).all()


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=9), st.integers(1, 60))
def test_the_permutation_agrees_with_the_obvious_one(rounds, size):
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    values, out, back = np.arange(size), np.empty(size, np.int64), np.empty(size, np.int64)
    key = np.array(rounds, np.uint64)
    key.flags.writeable = False

    permute(key, size, half, values, out)
    permute(key, size, -half, out, back)

    assert out.tolist() == [naive.permuted(rounds, size, half, value) for value in range(size)]
    assert (back == values).all()


def test_pseudonyms_are_not_in_the_order_of_the_people():
    """Of 10,000 people about half have a higher pseudonym than the one before: within 5 errors."""
    key = pseudonymise(10_001, inhabitants=10_500, periods=1, period_min=0, seed=5)
    codes = key.pseudonym_of(np.arange(10_001))
    rank = np.corrcoef(np.arange(10_001), codes)[0, 1]

    assert abs((np.diff(codes) > 0).sum() - 5_000) < 5 * np.sqrt(10_000 / 12)
    assert abs(rank) < 5 / np.sqrt(10_000)


def test_other_secrets_give_other_pseudonyms():
    codes = [
        pseudonymise(50, inhabitants=50, periods=1, period_min=0, seed=seed)
        .pseudonym_of(np.arange(50))
        .tolist()
        for seed in (1, 2)
    ]
    assert codes[0] != codes[1]


def test_a_release_says_whether_anybody_could_redo_its_key():
    crowd = observations([[(0, 0, 0, 0)]])

    assert publish(crowd, ISLAND, PublishConfig(), released=1)[0].reproducible
    assert publish(crowd, ISLAND, PublishConfig(), ISLAND.seed, released=1)[0].reproducible
    assert not publish(crowd, ISLAND, PublishConfig(), 123456, released=1)[0].reproducible


@given(st.integers(2**20, 2**63 - 1))
def test_neither_key_nor_secret_is_in_the_release(seed):
    made, key = publish(
        observations([[(5, 0, 0, 0)], [(6, 0, 0, 0)]]), ISLAND, PublishConfig(), seed, released=2
    )
    held = set(values_in(made))
    text = " ".join(v for v in held if isinstance(v, str))

    assert not held & {seed, *key.rounds.tolist()}
    assert str(seed) not in text
    assert all(isinstance(v, (int, str, bool, type(None))) for v in held)


# -- what is refused


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"policy": "month"}, "policy must be one of fixed, day, week, trip, got 'month'"),
        ({"cell_m": 9}, r"cell_m must be in \[10, 10000\], got 9"),
        ({"cell_m": True}, "cell_m must be a whole number"),
        ({"slot_min": 0}, r"slot_min must be in \[1, 10080\], got 0"),
        ({"slot_min": 10081}, "slot_min"),
        ({"slot_min": 1.5}, "slot_min must be a whole number"),
        ({"grid": 1}, "grid must be True or False"),
    ],
)
def test_a_config_cannot_hold_nonsense(wrong, message):
    with pytest.raises(ConfigError, match=message):
        PublishConfig(**wrong)


def test_squares_of_a_sensor_that_has_sites_must_be_asked_for():
    crowd = observations([[(0, 300, 4000, 2)]], "camera")
    with pytest.raises(ConfigError, match="cell_m only applies to gps, or with grid=True"):
        publish(crowd, ISLAND, PublishConfig(cell_m=500), released=1)

    made, _ = publish(crowd, ISLAND, PublishConfig(cell_m=500, grid=True), released=1)

    assert made.grid == ISLAND.grid(500)
    assert made.cell.tolist() == [naive.cell_of(ISLAND.grid(500), 300, 4000)]


def test_coarsening_must_fit():
    made, _ = publish(observations([[(0, 0, 0, 0)]]), ISLAND, PublishConfig(), released=1)
    sites, _ = publish(observations([[(0, 0, 0, 0)]], "tower"), ISLAND, PublishConfig(), released=1)

    with pytest.raises(ConfigError, match="cell_m must be a multiple of the release's 250, got 300"):
        generalise(made, cell_m=300)
    with pytest.raises(ConfigError, match="slot_min must be a multiple of the release's 60, got 90"):
        generalise(made, slot_min=90)
    with pytest.raises(ConfigError, match="cell_m only applies to squares"):
        generalise(sites, cell_m=500)
    with pytest.raises(ConfigError, match="scenario must reach the last record, on day 9, got 9 days"):
        publish(observations([[(9 * 1440, 0, 0, 0)]]), ISLAND, PublishConfig(), released=1, scenario=WATCH)


def test_a_number_that_is_no_pseudonym_is_refused():
    key = pseudonymise(5, inhabitants=6, periods=1, period_min=0, seed=1)
    with pytest.raises(ValueError, match="pseudonym must be in"):
        key.person_of(3)
    with pytest.raises(ValueError, match="person must be in"):
        key.pseudonym_of(5)


def test_nobody_and_nothing_is_a_release_too():
    made, _ = publish(observations([[], []]), ISLAND, PublishConfig(policy="day"), released=2)

    assert len(made) == len(made.pseudonyms) == 0
    assert len(generalise(made, slot_min=120)) == 0
    assert len(points_frame(made)) == 0
