from concurrent.futures import ThreadPoolExecutor

import pytest

from nullisland.classroom import Prediction, Room


def test_an_answer_can_be_changed_until_the_truth_is_shown():
    room = Room()
    assert room.predict("a", "how many", 3)
    assert room.predict("a", "how many", 4)
    assert room.reveal("a", "how many") == Prediction(4, final=True)
    assert not room.predict("a", "how many", 1)
    assert not room.withdraw("a", "how many")
    assert room.answer("a", "how many") == Prediction(4, final=True)


def test_withdrawn_is_as_if_never_said():
    room = Room()
    room.predict("a", "how many", 3)
    assert room.withdraw("a", "how many")
    assert room.answer("a", "how many") is None


def test_who_sees_the_truth_without_an_answer_has_passed():
    room = Room()
    assert room.reveal("a", "how many").passed
    assert room.answer("a", "how many").final


def test_a_full_room_forgets_the_seat_unused_for_longest():
    room = Room(most_seats=2)
    room.predict("a", "q", 1)
    room.predict("b", "q", 2)
    room.predict("a", "r", 1)
    room.predict("c", "q", 3)
    assert room.answers("b") == {}
    assert set(room.answers("a")) == {"q", "r"}


def test_forgotten_means_gone():
    room = Room()
    room.predict("a", "q", 1)
    room.predict("b", "q", 2)
    room.forget("a")
    assert room.answers("a") == {}
    room.erase()
    assert room.answer("b", "q") is None


def test_no_answer_is_lost_between_threads():
    room = Room()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: room.predict(f"seat {i}", "q", i % 3), range(600)))
    assert [room.answer(f"seat {i}", "q").value for i in range(600)] == [i % 3 for i in range(600)]


def test_hands_are_counted_anew_and_gone_when_nobody_counts():
    room = Room()
    room.count_hands("how many", {3: 2, 1: 5, 4: 0})
    room.count_hands("another", {0: 1})
    assert room.hands("how many") == {1: 5, 3: 2}
    assert list(room.hands("how many")) == [1, 3]
    room.count_hands("how many", {2: 1})
    assert room.hands("how many") == {2: 1}
    room.count_hands("how many", {2: 0})
    assert room.all_hands() == {"another": {0: 1}}
    room.erase()
    assert room.all_hands() == {}


def test_no_hand_is_negative():
    with pytest.raises(ValueError, match="hands must be at least 0, got -1"):
        Room().count_hands("how many", {1: 2, 2: -1})


def test_hands_belong_to_the_room_and_not_to_a_seat():
    room = Room()
    room.count_hands("how many", {3: 2})
    room.forget("a")
    assert room.answers("a") == {}
    assert room.hands("how many") == {3: 2}


def test_counts_of_hands_do_not_pile_up():
    room = Room(most_seats=2)
    for question in "abc":
        room.count_hands(question, {1: 1})
    assert room.all_hands().keys() == {"b", "c"}


def test_look_ups_are_kept_by_seat_and_island_in_their_order():
    room = Room()
    for seat, island, reason in [
        ("a", "x", "curious"),
        ("a", "x", "agreed"),
        ("a", "y", "list"),
        ("b", "x", "asked"),
    ]:
        room.look_up(seat, island, reason)
    assert room.look_ups("a") == {"x": ("curious", "agreed"), "y": ("list",)}
    assert room.look_ups("nobody") == {}


def test_look_ups_are_forgotten_with_the_seat_and_with_the_room():
    room = Room()
    room.look_up("a", "x", "curious")
    room.look_up("b", "x", "asked")
    room.forget("a")
    assert room.look_ups("a") == {}
    assert room.look_ups("b") == {"x": ("asked",)}
    room.erase()
    assert room.look_ups("b") == {}


def test_look_ups_do_not_pile_up():
    room = Room()
    for i in range(103):
        room.look_up("a", "x", str(i))
    assert room.look_ups("a")["x"] == tuple(str(i) for i in range(3, 103))
