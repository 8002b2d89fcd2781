"""Who holds what how often, and which others can match a target at all: the ground of worst-case risk."""

from typing import NamedTuple

import numpy as np
from numba import njit


class Held(NamedTuple):
    """What every person holds, and who holds what.

    Person p holds `code[first[p] : first[p + 1]]`, ascending, each `count` times. Code c is held by `who[start[c]
    : start[c + 1]]`, ascending, `many` times each. `total` is the number of records of each person.
    """

    first: np.ndarray
    code: np.ndarray
    count: np.ndarray
    start: np.ndarray
    who: np.ndarray
    many: np.ndarray
    total: np.ndarray


class Rule(NamedTuple):
    """When a candidate matches one item of a target.

    `leveled`: an item is as many levels as the target holds it, and a candidate reaches the level of its own
    count. Otherwise an item is one level, reached if |count x its whole - its count x whole| is at most
    `allowed[rank of its count, rank of whole]`; a whole is `whole[person]`, its rank `whole_rank[person]`.
    """

    leveled: bool
    whole: np.ndarray
    whole_rank: np.ndarray
    count_rank: np.ndarray
    allowed: np.ndarray


class Seats(NamedTuple):
    """Room to sort out the candidates of one target after the other: an entry a person in each.

    `shared` is 0 and `seat` is -1 for everybody between two targets; `seat` is then the place of each candidate
    among the candidates.
    """

    shared: np.ndarray
    touched: np.ndarray
    seat: np.ndarray


@njit(cache=True, nogil=True)
def seats_for(held):
    """Empty `Seats`."""
    n = held.total.size
    return Seats(np.zeros(n, np.int64), np.empty(n, np.int64), np.full(n, -1, np.int64))


@njit(cache=True, nogil=True)
def reach(rule, target, count, person, many):
    """Levels of an item, held `count` times by `target`, that `person`, who holds it `many` times, reaches."""
    if rule.leveled:
        return min(count, many)
    off = np.int64(count) * rule.whole[person] - np.int64(many) * rule.whole[target]
    return 1 if abs(off) <= rule.allowed[rule.count_rank[many], rule.whole_rank[target]] else 0


@njit(cache=True, nogil=True)
def candidates_of(held, rule, target, k, seats):
    """Other people who reach `k` levels of the target's items in all, ascending: nobody else can match k of them."""
    shared, touched = seats.shared, seats.touched
    n = 0
    for row in range(held.first[target], held.first[target + 1]):
        code, count = held.code[row], min(held.count[row], k)
        for p in range(held.start[code], held.start[code + 1]):
            person = held.who[p]
            levels = reach(rule, target, held.count[row], person, held.many[p])
            if levels == 0:
                continue
            if shared[person] == 0:
                touched[n] = person
                n += 1
            shared[person] += min(levels, count)
    found = 0
    for i in range(n):
        person = touched[i]
        if person != target and shared[person] >= k:
            touched[found] = person
            found += 1
        shared[person] = 0
    others = touched[:found].copy()
    others.sort()
    return others


@njit(cache=True, nogil=True)
def items_rare_first(held, target, others, seat):
    """Rows of the target's items, those held by the fewest of `others` first.

    `seat` holds -1 for everybody, and the place in `others` of each of them.
    """
    low, high = held.first[target], held.first[target + 1]
    holders = np.zeros(high - low, np.int64)
    for row in range(low, high):
        code = held.code[row]
        for p in range(held.start[code], held.start[code + 1]):
            holders[row - low] += seat[held.who[p]] >= 0
    return np.argsort(holders, kind="mergesort") + low


@njit(cache=True, nogil=True)
def take_seats(held, rule, target, k, seats):
    """The candidates of a target, each with a seat, the target's items rare ones first, and how many match at once.

    That is everybody else if nothing is known, and nobody if there are no candidates; else -1: it must be searched.
    """
    if k == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64), held.total.size - 1
    others = candidates_of(held, rule, target, k, seats)
    for at in range(others.size):
        seats.seat[others[at]] = at
    return others, items_rare_first(held, target, others, seats.seat), -1 if others.size else 0


@njit(cache=True, nogil=True)
def leave_seats(others, seats):
    """Nobody has a seat any more."""
    for at in range(others.size):
        seats.seat[others[at]] = -1
