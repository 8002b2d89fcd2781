"""Each building block of the diary agrees with its slow obvious twin."""

from itertools import pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from naive import diary as naive
from nullisland._kernels import diary_rules as layout
from nullisland._kernels.diary_blocks import add_block, week_days
from nullisland._kernels.diary_choice import choice, choose, forget, latest, pick, remember, rule, travel
from nullisland._kernels.diary_moves import go, write
from nullisland._kernels.diary_rules import BEEN, END, KNOWN, LOCAL, MEMORY, MOST_KNOWN, ROOM, ROW
from nullisland._kernels.diary_town import fill_table, pull_of
from nullisland.tables import read_table

bits64 = st.integers(0, naive.MASK)
ROOM_FOR = 50


def life_of(local=0):
    life = np.zeros(MEMORY + 3 * ROOM_FOR + MOST_KNOWN, np.int64)
    life[ROOM] = ROOM_FOR
    life[LOCAL] = local
    return life


def rules_of():
    return {row["parameter"]: row["value"] for row in read_table("town/diary.csv")}


@given(st.data())
def test_travel_takes_the_time_of_its_distance(lives, data):
    island, _, town, _ = lives
    n = len(island.places)
    a, b = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    assume(a != b)
    at = [(int(island.places.x_dm[i]), int(island.places.y_dm[i])) for i in (a, b)]
    rules = {name: int(float(value)) for name, value in rules_of().items()}

    minutes = travel(town.tables, a, b)

    assert minutes == naive.travel(*at, rules)
    assert minutes > 0
    assert travel(town.tables, b, a) == minutes
    assert travel(town.tables, a, a) == 0


@given(st.data(), st.integers(0, 6), st.integers(0, 1439))
def test_latest_is_what_the_table_of_opening_hours_says(lives, data, weekday, arrive):
    island, _, town, _ = lives
    place = data.draw(st.integers(0, len(island.places) - 1))
    kind = island.places.kinds[island.places.kind[place]]
    row = next(row for row in read_table("town/opening_hours.csv") if row["kind"] == kind)
    numbers = {name: int(value) for name, value in row.items() if name != "kind"}

    assert latest(town.tables, place, weekday, arrive) == naive.latest(numbers, weekday, arrive)


@given(st.data(), bits64, st.integers(0, 400), st.integers(0, 400))
def test_exploration_and_return_agree_with_the_obvious_version(lives, data, key, day, k):
    _, _, town, _ = lives
    past = data.draw(st.lists(st.integers(0, 600), max_size=30))
    purpose = np.int64(data.draw(st.integers(0, len(layout.PURPOSES) - 1)))
    life = life_of(local=data.draw(st.integers(0, 65_536)))
    for place in past:
        remember(life, 1, place)
    chance = [0] + [int(row["chance_per_2_31"]) for row in read_table("town/exploration.csv")]

    chosen = choose(town.tables, life, 1, purpose, 0, (np.uint64(key), day, k))

    def look_up(bits):
        return pick(town.tables, purpose, 0, life[LOCAL], np.uint64(bits))

    assert chosen == naive.choose(past, len(set(past)), chance, look_up, (key, day, k))
    assert life[BEEN + 1] == len(past)
    assert life[KNOWN] == len(set(past))


@given(st.data(), bits64, st.integers(0, 400), st.integers(0, 400), st.integers(0, 65_536))
def test_some_new_places_are_looked_for_where_the_household_has_ties(lives, data, key, day, k, share):
    """With a zone in another town, the share of `TOWN_OUTSIDE` of new places is picked from there, but for children."""
    tables = lives.town.tables.copy()
    tables[layout.TOWN_OUTSIDE] = share
    zones = int(tables[layout.TOWN_RESIDENTS] - tables[layout.TOWN_CHOICES]) // (
        int(tables[layout.TOWN_KINDS]) * 128
    )
    zone = np.int64(data.draw(st.integers(0, zones - 1)))
    life = life_of()
    life[layout.OUTWARD] = zone
    life[layout.IS_CHILD] = data.draw(st.integers(0, 1))

    chosen = choose(tables, life, 1, layout.DAY, np.int64(0), (np.uint64(key), day, k))

    outside = naive.draw(key, day, (1 << 16) + k) >> 48 < share and not life[layout.IS_CHILD]
    bits = np.uint64(naive.draw(key, day, k + 1))
    assert chosen == pick(tables, layout.DAY, zone if outside else np.int64(0), life[LOCAL], bits)


def test_memory_keeps_repeats_by_group_and_forgets():
    life = life_of()
    for group, place in ((0, 7), (1, 7), (1, 7), (1, 9)):
        remember(life, group, place)
    assert life[BEEN : BEEN + 3].tolist() == [1, 3, 0]
    assert life[MEMORY + ROOM_FOR : MEMORY + ROOM_FOR + 3].tolist() == [7, 7, 9]
    assert life[KNOWN] == 2
    forget(life)
    assert life[BEEN : KNOWN + 1].tolist() == [0, 0, 0, 0]


def test_chance_of_a_new_place_is_song_s_formula():
    rows = read_table("town/exploration.csv")
    assert [int(row["distinct_places"]) for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        expected = 0.6 * int(row["distinct_places"]) ** -0.21
        assert abs(int(row["chance_per_2_31"]) / 2**31 - expected) < 1e-8


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(1, 60)), max_size=30),
    st.integers(1, 900),
)
def test_written_visits_are_cut_merged_and_never_empty(steps, end):
    visits, at = [], -100
    for place, gap, length in steps:
        visits.append((place, at + gap, at + gap + length))
        at += gap + length
    life = life_of()
    life[END] = end
    rows = np.zeros((40, 3), np.int32)

    for place, arrive, leave in visits:
        write(life, rows, place, arrive, leave)

    assert [tuple(row) for row in rows[: life[ROW]].tolist()] == naive.merged(visits, end)


def test_going_takes_the_time_of_the_way(lives):
    _, _, town, _ = lives
    life = life_of()
    life[END] = 5_000
    life[layout.CUR], life[layout.SINCE] = 3, 100
    rows = np.zeros((9, 3), np.int32)

    go(town.tables, life, rows, 8, 400)
    go(town.tables, life, rows, 8, 450)  # already there
    go(town.tables, life, rows, 3, 0)  # too early: a minute after coming

    there = 400 + travel(town.tables, 3, 8)
    assert rows[: life[ROW]].tolist() == [[3, 100, 400], [8, there, there + 1]]
    assert life[layout.SINCE] == there + 1 + travel(town.tables, 8, 3)


@given(st.integers(0, 127), st.integers(0, 7), st.integers(0, 6))
def test_week_days_leave_out_one_run(allowed, wanted, turn):
    days = [day for day in range(7) if allowed >> day & 1]
    kept = week_days(allowed, wanted, turn)
    assert [day for day in range(7) if kept >> day & 1] == naive.week_days(days, wanted, turn)


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=20), bits64)
def test_tables_hold_places_in_proportion_to_their_pull(pulls, bits):
    ids = np.arange(100, 100 + len(pulls), dtype=np.int32)
    table = np.zeros(64, np.int32)

    fill_table(ids, np.array(pulls, np.int64), np.uint64(bits), table)

    assert table.tolist() == naive.table(ids.tolist(), pulls, bits, 64)
    total = sum(pulls)
    if total:
        counts = np.bincount(table - 100, minlength=len(pulls))
        assert (np.abs(counts - np.array(pulls) * 64 / total) < 1 + 1e-6).all()


def test_near_places_lose_with_the_fourth_power_of_distance_and_far_ones_with_distance():
    gravity = np.array([100, 100])
    near = [pull_of(1, metres, gravity, 0) for metres in (0, 100, 900)]
    far = [pull_of(1, metres, gravity, 1) for metres in (0, 100, 900)]
    assert np.allclose(np.array(near[0]) / near, (1, 16, 10_000), rtol=1e-4)
    assert np.allclose(np.array(far[0]) / far, (1, 2, 10), rtol=1e-4)


@given(st.data())
def test_choices_are_of_the_kind_asked_for(lives, data):
    island, _, town, _ = lives
    kind = data.draw(st.integers(1, len(island.places.kinds) - 1))
    place = choice(town.tables, 0, kind, data.draw(st.integers(0, 1)), data.draw(st.integers(0, 63)))
    assert island.places.kind[place] == kind


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 1400), st.integers(1, 200)), max_size=12))
def test_blocks_stay_in_order_with_time_to_travel(lives, wanted):
    _, _, town, _ = lives
    blocks = np.zeros((24, 4), np.int64)
    n = 0
    for place, arrive, length in wanted:
        n = add_block(town.tables, blocks, n, layout.BLOCK_STAY, place, arrive, arrive + length)
    assert n == 0 if not wanted else n >= 1
    for before, after in pairwise(blocks[:n]):
        way = travel(town.tables, before[layout.PLACE], after[layout.PLACE])
        assert before[layout.LEAVE] + way <= after[layout.ARRIVE]


def test_parameters_are_read_by_their_names(lives):
    _, _, town, _ = lives
    rows = read_table("town/diary.csv")
    for number, row in enumerate(rows):
        assert getattr(layout, row["parameter"].upper()) == number
        share = row["unit"].startswith("share")
        value = int(float(row["value"]) * 65_536) if share else int(row["value"])
        assert rule(town.tables, number) == value
