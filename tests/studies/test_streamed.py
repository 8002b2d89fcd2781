import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nullisland.studies.streamed import Wanted, by_lot, draw_targets

lives = st.lists(st.sets(st.integers(0, 15), max_size=8), min_size=1, max_size=12)


def shard_of(people):
    rows = [sorted(codes) for codes in people]
    first = np.cumsum([0, *map(len, rows)])
    return first, np.array([code for row in rows for code in row], np.int32)


@given(
    lives, st.lists(st.lists(st.integers(0, 15), min_size=3, max_size=3), min_size=1, max_size=5), st.data()
)
def test_matches_over_shards_are_those_of_the_obvious_count(people, known, data):
    wanted = Wanted.of(np.array(known, np.int64), 16)
    cut = data.draw(st.integers(0, len(people)))

    found = sum(wanted.matches(shard_of(part)) for part in (people[:cut], people[cut:]))

    expected = [[sum(set(row[:k]) <= codes for codes in people) for k in (1, 2, 3)] for row in known]
    assert found.tolist() == expected


def test_targets_are_the_first_by_lot_of_whom_enough_is_known():
    order = by_lot(50, seed=4)
    assert sorted(order.tolist()) == list(range(50))
    asked = []

    def known_of(person):
        asked.append(person)
        return np.array([person, person + 1]) if person % 2 else None

    drawn = draw_targets(50, 5, 4, known_of)

    odd = [person for person in order.tolist() if person % 2]
    assert drawn.person.tolist() == sorted(odd[:5])
    assert drawn.codes.tolist() == [[p, p + 1] for p in sorted(odd[:5])]
    assert asked == order.tolist()[: len(asked)] and asked[-1] == odd[4]
    assert draw_targets(50, 99, 4, known_of).person.tolist() == list(range(1, 50, 2))
    assert len(draw_targets(50, 5, 4, lambda person: None).person) == 0
