"""Work in processes of our own, where half of it would wait for the interpreter's lock in threads."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import TypeVar

from nullisland.errors import DataError

__all__ = ["hands", "over_processes", "process_pool"]

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def process_pool(workers: int) -> Iterator[Executor]:
    """Processes that leave Ctrl-C to this one and end when it ends.

    They begin clean (`spawn`), so a script that comes here needs `if __name__ == "__main__":`. Raises DataError if
    one of them is ended from outside, as a system does that has no memory left.
    """
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_follow)
    try:
        yield pool
    except BrokenExecutor:
        raise DataError(
            "every process must live to its end, and one was ended: take fewer people, or fewer processes with "
            "NULLISLAND_THREADS, if memory was short"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def hands(count: int) -> Iterator[list[Executor]]:
    """So many processes that can be told apart; whoever is interrupted waits for what they have begun."""
    with ExitStack() as stack:
        pools = [stack.enter_context(process_pool(1)) for _ in range(count)]
        try:
            yield pools
        except BaseException:
            for pool in pools:
                pool.shutdown(wait=False, cancel_futures=True)
            raise


def over_processes(
    work: Callable[[Item], Result], items: Sequence[Item], pools: Sequence[Executor]
) -> Iterator[tuple[int, Result]]:
    """(i, work(items[i])) of every item, as they are done; `work` must be a function of a module.

    Each process goes along a run of neighbouring items of its own, so that what it remembers of one serves the
    next. Who is done first takes from the far end of the longest run that is left.
    """
    edges = [len(items) * k // len(pools) for k in range(len(pools) + 1)]
    runs = [deque(range(a, b)) for a, b in pairwise(edges)]
    at_work: dict[Future[Result], tuple[int, int]] = {}

    def go_on(hand: int) -> None:
        own, longest = runs[hand], max(runs, key=len)
        if own or longest:
            i = own.popleft() if own else longest.pop()
            at_work[pools[hand].submit(work, items[i])] = (hand, i)

    for hand in [*range(len(pools))] * 2:  # one item is made while the next one waits
        go_on(hand)
    while at_work:
        for future in wait(at_work, return_when=FIRST_COMPLETED).done:
            hand, i = at_work.pop(future)
            go_on(hand)
            yield i, future.result()


def _follow() -> None:
    """Ctrl-C reaches every process of a terminal: only the first one answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = parent_process()
    if first is not None:
        Thread(target=_end_with, args=(first,), daemon=True).start()


def _end_with(first: BaseProcess) -> None:
    """Wait for the first process; whatever ended it, nobody wants our results now."""
    first.join()
    os._exit(1)
