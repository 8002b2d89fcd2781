"""What is typical of a trace: where it is, where it is when, how it goes on; and who resembles whom."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from nullisland._kernels.profiles import greedy_pairs, most_similar
from nullisland.attack.view import View
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN, NOWHERE
from nullisland.model._checks import freeze
from nullisland.model.codes import axis_of
from nullisland.threads import over_blocks

__all__ = ["PROFILES", "Profiles", "Similar", "assign", "in_common", "profiles", "similar"]

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

PROFILES = ("place", "place-time", "moves", "moment")
"""What a profile counts: squares; squares by part of the day; steps between squares; squares by moment."""

_PART_MIN = DAY_MIN // 6
_OWN = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """How often each trace shows each feature: (n_traces, n_features).

    A feature is a cell within a group: all time, a part of the day, the cell before, or a slot. `group` is
    the group of each feature: what a trace does is compared group by group. `fleeting`: a group that the other
    does not show says nothing, as for moments, when a sensor often sees nobody.
    """

    table: csr_array
    group: Longs
    fleeting: bool = False

    def rows(self, rows: Longs) -> "Profiles":
        """The profiles of some traces."""
        return Profiles(self.table[rows], self.group, self.fleeting)


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """The others that are most like each profile, best first: (n, k).

    `other` is a row of the other profiles, -1 where fewer have anything in common with it. `score` is the
    logarithm of how much likelier the profile is for this other than for anybody; -inf where there is none.
    """

    other: Longs
    score: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)


def profiles(views: tuple[View, ...], kind: str) -> tuple[Profiles, ...]:
    """Profiles of the traces of each view, with features in common.

    Views must have the same cells and slots of one length. Raises ConfigError otherwise and for an unknown
    `kind`. Sources: place, De Mulder et al. 2008, WPES; place and time, Unnikrishnan, Naini 2013, Allerton;
    moves, Gambs, Killijian, Nunez del Prado Cortez 2014, J. Comput. Syst. Sci. 80:1597; moment, Kondor et al.
    2018, IEEE Trans. Big Data. Cost: a sort of all points.
    """
    if kind not in PROFILES:
        raise ConfigError(f"a profile must be one of {', '.join(PROFILES)}, got {kind!r}")
    if len({(view.grid, view.slot_min) for view in views}) != 1:
        raise ConfigError("profiles must be of releases with the same cells and slots")
    rows, groups, cells = zip(*(_features(view, kind) for view in views), strict=True)
    _, group = axis_of(np.concatenate(groups))
    places, cell = axis_of(np.concatenate(cells))
    distinct, column = _distinct(group.astype(np.int64) * max(places.size, 1) + cell)
    columns = np.split(column, np.cumsum([len(row) for row in rows])[:-1])
    return tuple(
        Profiles(
            _counted(row, own, (len(view.traces), len(distinct))),
            distinct // max(places.size, 1),
            fleeting=kind == "moment",
        )
        for view, row, own in zip(views, rows, columns, strict=True)
    )


def similar(new: Profiles, others: Profiles, k: int = 3, threads: int | None = None) -> Similar:
    """The `k` rows of `others` that are most likely to be the same person as each row of `new`.

    With probability 0.8 a person does what the other's profile shows, else what anybody does: a feature shown
    by a share p of the other's, and q of everybody's counts in its group weighs log(0.2 + 0.8 p / q). Counts
    weigh by their square root, because points of one stay are no independent witnesses. Source: the likelihood
    ratio of a mixture, as in the language models of Jelinek, Mercer 1980. Cost: for each feature of each
    row, everybody who has it too.
    """
    if new.fleeting:
        return _best(*_with_groups(new, others), k, threads)
    found = in_common(new, others, k, threads)
    floor = np.asarray(new.table.sqrt().sum(axis=1)).ravel() * np.log(1 - _OWN)
    return Similar(found.other, found.score + floor[:, None])


def in_common(new: Profiles, others: Profiles, k: int = 3, threads: int | None = None) -> Similar:
    """As `similar`, but what only one of the two shows does not count against them."""
    return _best(new.table.sqrt(), _likelihoods(others), k, threads)


def _best(own: csr_array, columns: csc_array, k: int, threads: int | None) -> Similar:
    n = columns.shape[0]
    found = np.empty((own.shape[0], k), np.int64), np.empty((own.shape[0], k))
    by_feature = (columns.indptr.astype(np.int64), columns.indices.astype(np.int32), columns.data)
    by_row = (own.indptr.astype(np.int64), own.indices.astype(np.int64), own.data)
    over_blocks(lambda a, b: most_similar(by_feature, by_row, n, found, (a, b)), own.shape[0], threads)
    return Similar(*found)


def _with_groups(new: Profiles, others: Profiles) -> tuple[csr_array, csc_array]:
    """Features and groups side by side: whoever shows a group is held to it, whoever does not is not."""
    n_groups = int(new.group.max(initial=-1)) + 1
    shape = (len(new.group), n_groups)
    group_of = csr_array((np.ones(shape[0]), (np.arange(shape[0]), new.group)), shape=shape)
    own = new.table.sqrt()
    held = (others.table @ group_of).tocsr()
    held.data = np.full(held.nnz, np.log(1 - _OWN))
    right: list[Any] = [_likelihoods(others), held.tocsc()]
    left: list[Any] = [own, own @ group_of]
    columns = csc_array(hstack(right, format="csc"))
    columns.sort_indices()
    return csr_array(hstack(left, format="csr")), columns


def assign(found: Similar, n_others: int, optimal: bool = False) -> Longs:
    """One other at most for each profile, and no other twice: (n,) int64, NOWHERE for none.

    Only pairs with a positive score are made. Greedy: the highest score first; among equals the lower
    profile, then the lower other. `optimal`: the largest sum of scores among the pairs in `found`, by SciPy's sparse
    matching (Jonker, Volgenant 1987, Computing 38:325). Cost: for 20,000 profiles with 20 candidates each a second.
    """
    n, k = found.other.shape
    left, right, score = np.repeat(np.arange(n), k), found.other.ravel(), found.score.ravel()
    good = np.flatnonzero((right >= 0) & (score > 0))
    pair = np.full(n, NOWHERE, np.int64)
    if optimal and len(good):
        _, other = min_weight_full_bipartite_matching(
            _or_nobody(left[good], right[good], score[good], (n, n_others))
        )
        return np.where(other < n_others, other, NOWHERE).astype(np.int64)
    order = good[np.lexsort((right[good], left[good], -score[good]))]
    greedy_pairs(order, left, right, pair, np.full(n_others, NOWHERE, np.int64))
    return pair


def _or_nobody(left: Longs, right: Longs, score: Floats, shape: tuple[int, int]) -> csr_array:
    """Costs of all pairs, and for each profile a nobody of its own at the cost of a score of 0."""
    n, n_others = shape
    rows = np.concatenate((left, np.arange(n)))
    columns = np.concatenate((right, n_others + np.arange(n)))
    dearest = score.max() + 1.0
    costs = dearest - np.concatenate((score, np.zeros(n)))
    return csr_array((costs, (rows, columns)), shape=(n, n_others + n))


def _features(view: View, kind: str) -> tuple[Longs, Longs, Longs]:
    """Trace, group and cell of every point, or of every step between two points."""
    traces = view.traces
    code = traces.points.code
    row = np.repeat(np.arange(len(traces)), traces.points.counts())
    cell, slot = traces.cell_of(code), traces.slot_of(code)
    if kind == "moves":
        same = row[1:] == row[:-1]
        return row[1:][same], cell[:-1][same], cell[1:][same]
    if kind == "place-time":
        group = (slot * view.slot_min + view.slot_min // 2) % DAY_MIN // _PART_MIN
        return row, group, cell
    return row, slot if kind == "moment" else np.zeros_like(slot), cell


def _distinct(values: Longs) -> tuple[Longs, Longs]:
    """The distinct values, ascending, and the place of each among them; without a sort where they lie together."""
    axis, at = axis_of(values)
    there = np.zeros(axis.size, bool)
    there[at] = True
    return axis.value_at(np.flatnonzero(there)), (np.cumsum(there) - 1)[at]


def _counted(row: Longs, column: Longs, shape: tuple[int, int]) -> csr_array:
    table = csr_array((np.ones(len(row)), (row, column)), shape=shape)
    table.sum_duplicates()
    return table


def _likelihoods(others: Profiles) -> csc_array:
    """By feature, log(1 + 4 p / q) for everybody who shows it (4 = 0.8 / 0.2)."""
    table, group = others.table, others.group
    everybody = np.bincount(table.indices, weights=table.data, minlength=len(group))
    n_groups = int(group.max(initial=-1)) + 1
    share = everybody / np.maximum(np.bincount(group, weights=everybody, minlength=n_groups), 1)[group]
    row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    _, key = axis_of(row * n_groups + group[table.indices])
    own = table.data / np.bincount(key, weights=table.data)[key]
    weight = np.log1p(_OWN / (1 - _OWN) * own / share[table.indices])
    columns = csr_array((weight, table.indices, table.indptr), shape=table.shape).tocsc()
    columns.sort_indices()
    return columns
