import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.attack import AddressBook, AnchorRule, Anchors, anchor, name_traces
from nullisland.errors import ConfigError, DataError
from nullisland.model import NOWHERE
from towns import traces_of

ANYTIME = AnchorRule(least_home=1, least_work=1)


def nights(cell, *hours, who=1):
    """Monday 01:00 is hour 1."""
    return [(who, cell, hour) for hour in hours]


def cells(anchors):
    return list(zip(anchors.home_cell.tolist(), anchors.work_cell.tolist(), strict=True))


def test_a_week_read_by_hand():
    """Sleeps in square 3, works in 8, goes to 5 at weekends in working hours and in the evening."""
    week = [
        *nights(3, 1, 25, 26, 23, 47),
        *nights(8, 10, 11, 34, 35, 36),
        *nights(5, 5 * 24 + 10, 5 * 24 + 11, 5 * 24 + 12, 6 * 24 + 13, 6 * 24 + 14, 6 * 24 + 15, 20, 44),
    ]

    assert cells(anchor(traces_of(week), 60)) == [(3, 8)]


def test_too_little_is_no_home_and_no_work():
    two_nights = [*nights(3, 1, 2), *nights(8, 10, 11, 12)]
    two_days = [*nights(3, 1, 2, 3), *nights(8, 10, 11)]

    assert cells(anchor(traces_of(two_nights), 60)) == [(NOWHERE, NOWHERE)]
    assert cells(anchor(traces_of(two_days), 60)) == [(3, NOWHERE)]
    assert cells(anchor(traces_of(two_days), 60, AnchorRule(least_work=2))) == [(3, 8)]


def test_ties_go_to_the_cell_seen_more_and_then_to_the_lower_number():
    tie = [*nights(7, 1, 2), *nights(4, 3, 4), *nights(9, 25, 26), (1, 9, 20)]

    assert cells(anchor(traces_of(tie), 60, ANYTIME))[0][0] == 9
    assert cells(anchor(traces_of(tie[:-1]), 60, ANYTIME))[0][0] == 4


def test_who_works_at_home_has_no_other_work():
    assert cells(anchor(traces_of(nights(3, 1, 2, 3, 10, 11, 12, 13)), 60)) == [(3, NOWHERE)]


def test_a_table_of_whole_days_shows_no_night():
    assert cells(anchor(traces_of(nights(3, 0, 1, 2, 3)), 1440)) == [(NOWHERE, NOWHERE)]


small = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([0, 1, 2, 5, 10**15]), st.integers(-50, 400)), max_size=60
)


@given(small, st.sampled_from([15, 60, 180, 360]), st.integers(1, 3))
def test_anchors_are_those_of_the_obvious_version(rows, slot_min, least):
    traces, town = traces_of(rows), naive.points(rows)

    found = anchor(traces, slot_min, AnchorRule(least_home=least, least_work=least))

    expected = [naive.anchors(town[who], slot_min, least) for who in sorted(town)]
    assert cells(found) == [tuple(NOWHERE if cell is None else cell for cell in both) for both in expected]


@given(small, st.integers(-10, 10), st.integers(1, 3))
def test_another_week_shows_the_same_anchors(rows, weeks, threads):
    shifted = [(who, cell, slot + weeks * 168) for who, cell, slot in rows]

    assert cells(anchor(traces_of(shifted), 60, ANYTIME, threads)) == cells(
        anchor(traces_of(rows), 60, ANYTIME, 1)
    )


def test_slots_of_64_bits_do_not_overflow():
    late = (2**63 - 1) // 168 * 168 - 168
    assert cells(anchor(traces_of(nights(3, late + 1, late + 2, late + 3)), 60)) == [(3, NOWHERE)]


def test_what_cannot_be_read_is_refused():
    with pytest.raises(DataError, match="negative"):
        anchor(traces_of([(1, -1, 0)]), 60)
    for slot_min in (0, -60, 1.5, True, None):
        with pytest.raises(ConfigError, match="slot_min"):
            anchor(traces_of([]), slot_min)
    with pytest.raises(ConfigError, match="night_from_min"):
        AnchorRule(night_from_min=1441)
    assert cells(anchor(traces_of([]), 60)) == []


BOOK = AddressBook(
    person=np.array([50, 51, 52, 53, 54]),
    home_cell=np.array([3, 3, 3, 3, 6]),
    work_cell=np.array([8, 9, 9, NOWHERE, NOWHERE]),
)


@pytest.mark.parametrize(
    ("home", "work", "person", "candidates"),
    [
        (3, 8, 50, 1),
        (3, 9, NOWHERE, 2),
        (3, NOWHERE, 53, 1),
        (6, NOWHERE, 54, 1),
        (6, 8, NOWHERE, 0),
        (99, 8, NOWHERE, 0),
        (NOWHERE, NOWHERE, NOWHERE, 0),
    ],
)
def test_the_address_book_gives_a_name_only_if_one_entry_fits(home, work, person, candidates):
    claims = name_traces(Anchors(np.array([home, 3]), np.array([work, 8])), BOOK)

    assert claims.person.tolist() == [person, 50]
    assert claims.candidates.tolist() == [candidates, 1]


def test_an_empty_book_names_nobody_and_a_crooked_one_is_refused():
    none = np.empty(0, np.int64)
    empty = AddressBook(person=none, home_cell=none, work_cell=none)

    assert name_traces(Anchors(np.array([3]), np.array([8])), empty).person.tolist() == [NOWHERE]
    assert len(name_traces(Anchors(none, none), BOOK).person) == 0
    for columns in ([none, none, np.array([1])], [np.array([1.0])] * 3, [np.array([[1]])] * 3):
        with pytest.raises(DataError):
            AddressBook(**dict(zip(("person", "home_cell", "work_cell"), columns, strict=True)))
