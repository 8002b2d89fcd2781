"""Work in processes: every item once, neighbours to one process, and nobody stays behind."""

import os
import subprocess
import sys
from concurrent.futures import Executor, Future
from operator import neg

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.errors import DataError
from nullisland.processes import hands, over_processes

ORPHANED = """
import time
from nullisland.errors import DataError
from nullisland.processes import hands
if __name__ == "__main__":
    with hands(1) as (pool,):
        print(pool.submit(int).result(), flush=True)
        time.sleep(600)
"""


class Here(Executor):
    """Does at once what it is given, and remembers it."""

    def __init__(self):
        self.given = []

    def submit(self, work, item):
        self.given.append(item)
        future = Future()
        future.set_result(work(item))
        return future


@given(st.lists(st.integers(), max_size=20), st.integers(1, 4))
def test_every_item_once_and_its_own_result(items, count):
    pools = [Here() for _ in range(count)]

    found = dict(over_processes(neg, items, pools))

    assert found == {i: -item for i, item in enumerate(items)}
    assert sum(len(pool.given) for pool in pools) == len(items)


def test_who_works_alone_goes_along_the_items():
    """In order, so that what is kept of one item serves the next."""
    pool = Here()

    list(over_processes(neg, range(9), [pool]))

    assert pool.given == list(range(9))


def test_two_begin_half_way_apart():
    pools = [Here(), Here()]
    list(over_processes(neg, range(10), pools))
    assert [pool.given[:2] for pool in pools] == [[0, 1], [5, 6]]


def test_an_error_over_there_is_an_error_here():
    with hands(2) as pools:
        assert dict(over_processes(int, ["1", "2", "3"], pools)) == {0: 1, 1: 2, 2: 3}
        with pytest.raises(ValueError, match="invalid literal"):
            list(over_processes(int, ["1", "x"], pools))


def test_a_process_that_is_ended_is_one_sentence():
    with pytest.raises(DataError, match="memory"), hands(1) as pools:
        list(over_processes(os._exit, [9, 9, 9], pools))


def test_nobody_outlives_the_one_who_asked(tmp_path):
    """Killed without a chance to say goodbye, it takes its processes with it."""
    script = tmp_path / "script.py"
    script.write_text(ORPHANED)
    first = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "0\n"
    others = psutil.Process(first.pid).children(recursive=True)
    assert others
    first.kill()
    first.wait()
    first.stdout.close()
    _, alive = psutil.wait_procs(others, timeout=20)
    assert alive == []
