"""Days counted into a small model, and days drawn from it."""

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key


@njit(cache=True, nogil=True)
def _read_day(begin, end, slot, zone, lot, day):
    """Zone of every slot of a day: one of those seen in it, by lot; unseen slots as the one before, or the first."""
    day[:] = -1
    n_seen, last = 0, -1
    for row in range(begin, end):
        s = slot[row] % day.size
        n_seen = n_seen + 1 if s == last else 1
        if below(draw(lot, s, n_seen), n_seen) == 0:
            day[s] = zone[row]
        last = s
    first = 0
    while day[first] < 0:
        first += 1
    day[:first] = day[first]
    for s in range(1, day.size):
        if day[s] < 0:
            day[s] = day[s - 1]


@njit(cache=True, nogil=True)
def count_days(edges, slot, zone, most, key, starts, steps, moves):
    """Count each day (rows edges[i] .. edges[i + 1] - 1): its first zone, each step, at most `most` moves by lot.

    `starts[zone]`; `steps[slot, at, what]`: from the day's first zone (at 0) or elsewhere (1), it stayed (what 0),
    went to the first zone (1) or elsewhere (2); `moves[from, to]`: those elsewhere. A day adds 1, slots - 1 and at
    most `most`.
    """
    day = np.empty(steps.shape[0] + 1, np.int64)
    kept = np.empty((most, 2), np.int64)
    for run in range(edges.size - 1):
        lot = person_key(key, run)
        _read_day(edges[run], edges[run + 1], slot, zone, lot, day)
        starts[day[0]] += 1
        n = 0
        for s in range(day.size - 1):
            here, there = day[s], day[s + 1]
            what = 0 if here == there else (1 if there == day[0] else 2)
            steps[s, 0 if here == day[0] else 1, what] += 1
            if what == 2:
                at = n if n < most else below(draw(lot, day.size, n), n + 1)
                if at < most:
                    kept[at, 0], kept[at, 1] = here, there
                n += 1
        for i in range(min(n, most)):
            moves[kept[i, 0], kept[i, 1]] += 1


@njit(cache=True, nogil=True)
def _pick(upto, bits):
    """Position in a list of cumulated whole weights, by lot."""
    return np.searchsorted(upto, below(bits, upto[-1]), side="right")


@njit(cache=True, nogil=True)
def draw_days(block, key, days, starts, steps, moves, out):
    """Zones of invented people of `block`: (people, days * slots). Tables are cumulated along their last axis.

    Somebody begins every day in one zone, drawn once.
    """
    n_slots = steps.shape[0] + 1
    for who in range(block[0], block[1]):
        lot = person_key(key, who)
        home = _pick(starts, draw(lot, 0, 0))
        for day in range(days):
            here = home
            for s in range(n_slots):
                out[who, day * n_slots + s] = here
                if s == n_slots - 1:
                    break
                what = _pick(steps[s, 0 if here == home else 1], draw(lot, day + 1, 2 * s))
                if what == 1:
                    here = home
                elif what == 2:
                    here = _pick(moves[here], draw(lot, day + 1, 2 * s + 1))
