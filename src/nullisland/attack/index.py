"""The inverted index: for each code the traces that hold it. Built once for a set of traces, and kept."""

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.postings import count_codes, fill_postings, rows_before
from nullisland.model import Traces
from nullisland.model._checks import freeze
from nullisland.threads import over_parts, thread_count

__all__ = ["Index", "build_index", "index_of"]

_BUCKET_POINTS = 1 << 17
_POINTS_A_VISIT = 3

_kept: "WeakKeyDictionary[Traces, Index]" = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Index:
    """Posting lists: `posting[start[code] : start[code + 1]]` are the traces that hold a code, ascending.

    A trace is its position in `traces.ids`.
    """

    start: NDArray[np.int32]
    posting: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def traces_with(self, code: int) -> NDArray[np.int32]:
        """Traces that hold `code`, ascending: a view."""
        return self.posting[self.start[code] : self.start[code + 1]]


def index_of(traces: Traces, threads: int | None = None) -> Index:
    """The index of these traces; built at the first call and kept for as long as the traces are."""
    with _lock:
        index = _kept.get(traces)
        if index is None:
            index = _kept[traces] = build_index(traces, threads)
        return index


def build_index(traces: Traces, threads: int | None = None) -> Index:
    """Posting lists of all codes, the same for any number of threads.

    Cost: two passes over the points, a few ns each; 4 bytes a point and 12 a code.
    """
    count = thread_count(threads) if len(traces.points) >= _BUCKET_POINTS else 1
    first, codes = traces.points.first, traces.points.code
    start = _list_starts(codes, traces.n_codes, count)
    posting = np.empty(len(codes), np.int32)
    free = start[:-1].copy()
    edges = _edges(start, len(traces), count)
    parts = np.array_split(np.arange(len(edges)), count)

    def fill(part: int) -> None:
        own = edges[parts[part][0] : parts[part][-1] + 2]
        cursor = first[:-1].copy()
        if own[0] > 0:
            rows_before(first, codes, own[0], cursor)
        fill_postings(first, codes, own, cursor, free, posting)

    over_parts(fill, count, count)
    return Index(start, posting)


def _list_starts(codes: NDArray[np.int32], n_codes: int, count: int) -> NDArray[np.int32]:
    counts = np.zeros((count, n_codes), np.int32)
    cuts = [len(codes) * i // count for i in range(count + 1)]
    over_parts(lambda part: count_codes(codes, counts[part], cuts[part], cuts[part + 1]), count, count)
    start = np.zeros(n_codes + 1, np.int32)
    np.cumsum(counts.sum(axis=0, dtype=np.int32), out=start[1:])
    return start


def _edges(start: NDArray[np.int32], n_traces: int, count: int) -> NDArray[np.int64]:
    """Codes that cut the points into equal buckets: small enough for the cache, yet several rows a visit."""
    n = int(start[-1])
    buckets = max(1, min(n // _BUCKET_POINTS, n // max(1, n_traces * _POINTS_A_VISIT)))
    buckets = -(-buckets // count) * count
    wanted = [n * i // buckets for i in range(1, buckets)]
    inner = np.searchsorted(start, wanted)
    return np.concatenate(([0], inner, [len(start) - 1])).astype(np.int64)
