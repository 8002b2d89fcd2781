"""Taps of cards: where people pay, and where they board a bus."""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key

Cards = namedtuple("Cards", "key cash_only habit_low habit_span riders bus_from_dm")
"""Integers of a CardConfig: shares as numbers below 2**32, decimetres."""

Counters = namedtuple("Counters", "x y purchase stop stop_min employer")
"""Of each place: its point, the share of visits with a purchase (below 2**32), its stop and the minutes to it
(-1: no bus). Of each person: where they work, and so do not pay."""

Taps = namedtuple("Taps", "first minute place")
"""Purchases of a shard: those of row i are `first[i] : first[i + 1]`."""

Prices = namedtuple("Prices", "kind below")
"""`kind` of every place; `below[kind, bin]`: draws under it are in this price bin or a lower one."""

_CASH, _HABIT, _RIDER = 0, 1, 2
_PAY, _BUS, _PRICE = 8, 9, 10
_LOW32, _S32 = np.uint64(0xFFFFFFFF), np.uint64(32)
_LATE = 5
"""A card is tapped within the last minutes of a visit, this one excluded."""


@njit(cache=True, nogil=True)
def card_taps(cards, counters, rows, block, first, out):
    """Count or write the taps of `block`: first row of `rows`, row after it, id of row 0.

    With `out` of no columns: count each person's taps into `first[i + 1]`. Otherwise write (minute, site)
    from column `first[i]` on, where stop s is site `n_places + s`. A visit is paid for with the share of
    purchases at such a place times the share that this person pays by card; half of a rider's long trips are
    by bus.
    """
    visit_first, place, arrive, leave = rows.first, rows.place, rows.arrive, rows.leave
    for i in range(block[0], block[1]):
        key = person_key(cards.key, block[2] + i)
        habit = np.uint64(cards.habit_low + below(draw(key, 0, _HABIT), cards.habit_span + 1))
        if (draw(key, 0, _CASH) & _LOW32) < cards.cash_only:
            habit = np.uint64(0)
        rides = (draw(key, 0, _RIDER) & _LOW32) < cards.riders
        at = first[i] if out.shape[1] else 0
        for v in range(visit_first[i], visit_first[i + 1]):
            here = place[v]
            bits = draw(key, arrive[v], _PAY)
            chance = (counters.purchase[here] * habit) >> _S32
            if (bits & _LOW32) < chance and here != counters.employer[block[2] + i]:
                if out.shape[1]:
                    out[0, at] = max(leave[v] - 1 - below(bits, _LATE), arrive[v])
                    out[1, at] = here
                at += 1
            if rides and v + 1 < visit_first[i + 1]:
                t = _boards(cards, counters, key, here, place[v + 1], leave[v], arrive[v + 1])
                if t >= 0:
                    if out.shape[1]:
                        out[0, at] = t
                        out[1, at] = len(counters.x) + counters.stop[here]
                    at += 1
        if not out.shape[1]:
            first[i + 1] = at


@njit(cache=True, nogil=True)
def _boards(cards, counters, key, origin, destination, leave, arrive):
    """The minute in which a trip's bus is boarded, -1 if it is not by bus."""
    dx = np.int64(counters.x[destination]) - counters.x[origin]
    dy = np.int64(counters.y[destination]) - counters.y[origin]
    far = dx * dx + dy * dy >= cards.bus_from_dm * cards.bus_from_dm
    t = leave + counters.stop_min[origin]
    if not far or counters.stop[origin] < 0 or t >= arrive or draw(key, leave, _BUS) >> np.uint64(63) == 0:
        return -1
    return t


@njit(cache=True, nogil=True)
def price_bins(card_key, prices, taps, block, out):
    """Price bin of every purchase of `block`: first row of `taps`, row after it, id of row 0."""
    for i in range(block[0], block[1]):
        key = person_key(card_key, block[2] + i)
        for at in range(taps.first[i], taps.first[i + 1]):
            lot = draw(key, taps.minute[at], _PRICE) & _LOW32
            kind = prices.kind[taps.place[at]]
            b = 0
            while lot >= prices.below[kind, b]:
                b += 1
            out[at] = b
