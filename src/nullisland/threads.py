"""Run a kernel that releases the GIL over blocks of people, in as many threads as there are cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from nullisland.errors import ConfigError

__all__ = ["over_blocks", "over_parts", "thread_count"]


def thread_count(threads: int | None = None) -> int:
    """How many threads to use: the argument, else `NULLISLAND_THREADS`, else the number of cores."""
    if threads is None:
        text = os.environ.get("NULLISLAND_THREADS", "")
        if text and not text.isdigit():
            raise ConfigError(f"NULLISLAND_THREADS must be a whole number, got {text!r}")
        threads = int(text) if text else (os.cpu_count() or 1)
    if not 1 <= threads <= 1024:
        raise ConfigError(f"threads must be in [1, 1024], got {threads}")
    return threads


def over_blocks(work: Callable[[int, int], object], n: int, threads: int | None = None) -> None:
    """Call `work(start, stop)` on contiguous blocks that cover [0, n).

    There are more blocks than threads, so that a slow block does not leave a core idle. `work` must write
    only what belongs to its block: then the result does not depend on the number of threads.
    """
    count = thread_count(threads)
    if count == 1 or n < 256:
        if n:
            work(0, n)
        return
    blocks = min(count * 8, n)
    edges = [n * i // blocks for i in range(blocks + 1)]
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(work, a, b) for a, b in pairwise(edges)]:
            done.result()


def over_parts(work: Callable[[int], object], parts: int, threads: int | None = None) -> None:
    """Call `work(part)` for each part in [0, parts), in threads: for a few long pieces of work.

    `work` must write only what belongs to its part.
    """
    count = min(thread_count(threads), parts)
    if count <= 1:
        for part in range(parts):
            work(part)
        return
    with ThreadPoolExecutor(count) as pool:
        try:
            for done in [pool.submit(work, part) for part in range(parts)]:
                done.result()
        except BaseException:  # whoever interrupts waits for the parts at work, not for those in line
            pool.shutdown(cancel_futures=True)
            raise
