"""One thing that helps: what each remedy leaves of the list, of the day, and of a search by name.

A remedy changes the rows and rights that a query meets, so every question afterwards gets another answer; it
never changes what is only drawn.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullisland.opendb.audit import WatchRule, follow, listed, watched
from nullisland.opendb.log import Log
from nullisland.opendb.trackers import Trackers
from nullisland.rng import stage_key, u64_many

__all__ = [
    "AGREED",
    "REASONS_GIVEN",
    "REMEDIES",
    "Store",
    "follow_query",
    "list_query",
    "remedied",
    "search_query",
]

REMEDIES = ("none", "retention", "nameless", "no_camera", "access")

AGREED = "agreed"
"""The one reason for a look-up that access control accepts: the person has agreed to it."""

REASONS_GIVEN = (AGREED, "curious", "asked", "list")
"""Reasons that can be given for a look-up."""

_DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What can be asked. `names[code]` is the resident behind the code in a row; None: the book is gone.

    With `guarded` a look-up needs a reason that holds, and there is none for whole lists.
    """

    log: Log
    trackers: Trackers
    names: NDArray[np.int64] | None
    guarded: bool = False


def list_query(store: Store, rule: WatchRule) -> NDArray[np.int64]:
    """The list of a watch rule: people, or codes where there are no names; nobody where lists are refused."""
    found = np.empty(0, np.int64) if store.guarded else listed(store.log, store.trackers, rule)
    return found if store.names is None else store.names[found]


def follow_query(store: Store, day: int) -> NDArray[np.int64]:
    """Everybody who can be followed through a day: people, or codes; nobody where lists are refused."""
    found = np.empty(0, np.int64) if store.guarded else follow(store.log, day)
    return found if store.names is None else store.names[found]


def search_query(store: Store, person: int, reason: str, day: int | None = None) -> NDArray[np.int64]:
    """Rows of a person, on one day if it is given, found by name: positions in the log, in the order of time.

    None without names, and none for a reason that does not hold where access is guarded.
    """
    if store.names is None or (store.guarded and reason != AGREED):
        return np.empty(0, np.int64)
    code = np.flatnonzero(store.names == person)
    rows = np.isin(store.log.person, code)
    if day is not None:
        rows &= store.log.t_s // _DAY_S == day
    return np.flatnonzero(rows)


def remedied(store: Store, remedy: str, rule: WatchRule, seed: int) -> Store:
    """The store after one remedy.

    `retention`: rows older than 24 hours before the end of the log's last day are gone. `nameless`: each name becomes
    a number by lot and the book is gone. `no_camera`: the trackers at the rule's doors are taken down.
    `access`: each look-up needs a reason that holds. `none`: as it stands. Raises ValueError for another name.
    """
    log = store.log
    match remedy:
        case "none":
            return store
        case "retention":
            last = int(log.t_s.max(initial=0)) // _DAY_S
            return replace(store, log=log.where(log.t_s >= last * _DAY_S))
        case "nameless":
            lot = u64_many(stage_key(seed, "opendb", "code"), np.arange(log.residents))
            code = np.argsort(np.argsort(lot, kind="stable")).astype(np.int32)
            return replace(store, log=replace(log, person=code[log.person]), names=None)
        case "no_camera":
            return replace(store, log=log.where(~np.isin(log.tracker, watched(store.trackers, rule))))
        case "access":
            return replace(store, guarded=True)
    raise ValueError(f"remedy must be one of {', '.join(REMEDIES)}, got {remedy!r}")
