"""A shelf makes each thing once while it is kept, in any number of threads, and keeps to its weight."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from nullisland.scale.shelf import Shelf


def test_what_weighs_too_much_goes_in_the_order_of_asking():
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return -key

    shelf = Shelf(make, lambda key: key, most=6)
    assert [shelf(key) for key in (1, 2, 3, 1, 3)] == [-1, -2, -3, -1, -3]
    assert made == [1, 2, 3]
    assert shelf(2) == -2  # asked for again: 1 is now the oldest
    assert shelf(1) == -1
    assert made == [1, 2, 3]
    assert shelf(4) == -4  # 3, then 2 must go: 1 + 4 weigh 5
    assert len(shelf) == 2
    assert [shelf(1), shelf(4)] == [-1, -4]
    assert made == [1, 2, 3, 4]
    assert shelf(9) == -9  # heavier than the shelf: it alone
    assert len(shelf) == 1


def test_two_who_want_the_same_make_it_once():
    made, begun, go = [], Event(), Event()

    def make(key: str) -> object:
        made.append(key)
        begun.set()
        assert go.wait(10)
        return object()

    shelf = Shelf(make, lambda _: 1, most=4)
    together = Barrier(2)

    def ask() -> object:
        together.wait(10)
        return shelf("same")

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(ask) for _ in range(2)]
        assert begun.wait(10)
        go.set()
        first, second = (one.result(10) for one in both)
    assert first is second
    assert made == ["same"]


def test_what_fails_is_raised_and_not_kept():
    fails = [True]

    def make(key: str) -> str:
        if fails:
            raise ValueError(key)
        return key

    shelf = Shelf(make, lambda _: 1, most=4)
    with pytest.raises(ValueError, match="north"):
        shelf("north")
    assert len(shelf) == 0
    fails.clear()
    assert shelf("north") == "north"
