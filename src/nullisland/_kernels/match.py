"""Who works and learns where: people matched to places by distance, within capacity.

Places are ordered along a Morton curve, so that neighbours in the arrays are mostly neighbours on the map.
"""

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key

_WEIGHT = 1 << 40


@njit(cache=True, nogil=True)
def free_slot(next_free, slot):
    """First free slot from `slot` on, round the end; one must be free. Shortens the path it walks."""
    n = next_free.size - 1
    while next_free[slot] != slot or slot == n:
        if slot == n:
            slot = 0
        else:
            next_free[slot] = next_free[next_free[slot]]
            slot = next_free[slot]
    return slot


@njit(cache=True, nogil=True)
def match_by_gravity(slots, workers, key, near, out):
    """Give every worker one slot, and no slot twice.

    `slots` (place, x_m, y_m) along the Morton curve; `workers` (who, rank, x_m, y_m) in the order in which
    they choose, `rank` where they live on that curve. `near` is (slots, m2) of the neighbourhood in which
    distance hardly matters. Each is offered two free slots at distances along the curve that are uniform in
    their logarithm beyond the neighbourhood, and takes one with odds 1 / (m2 + distance squared).
    """
    n = slots.place.size
    next_free = np.arange(n + 1).astype(np.int32)
    least = 0
    while (1 << least) < near.slots:
        least += 1
    levels = 1
    while (1 << (least + levels)) <= n:
        levels += 1
    for i in range(workers.who.size):
        mine = person_key(key, workers.who[i])
        total, best = 0, 0
        for offer in range(2):
            reach = 1 << (least + below(draw(mine, 0, offer), levels))
            step = below(draw(mine, 1, offer), reach)
            if draw(mine, 2, offer) < np.uint64(1 << 63):
                step = -step
            slot = free_slot(next_free, (workers.rank[i] + step) % n)
            dx = slots.x_m[slot] - workers.x_m[i]
            dy = slots.y_m[slot] - workers.y_m[i]
            weight = _WEIGHT // (near.m2 + dx * dx + dy * dy)
            total += weight
            if below(draw(mine, 3, offer), total) < weight or offer == 0:
                best = slot
        out[i] = slots.place[best]
        next_free[best] = best + 1


@njit(cache=True, nogil=True)
def match_nearest(places, rooms, pupils, reach, out):
    """Give every pupil the nearest place with room among the `reach` before and after on the Morton curve.

    `places` (place, x_m, y_m), `pupils` (who, rank, x_m, y_m) in the order in which they choose; `rooms` is
    used up. If all near ones are full, any place with room will do; there must be room for everybody.
    """
    n = places.place.size
    for i in range(pupils.who.size):
        best, least = -1, np.int64(0)
        low, high = max(0, pupils.rank[i] - reach), min(n, pupils.rank[i] + reach)
        for _ in range(2):
            for k in range(low, high):
                dx = places.x_m[k] - pupils.x_m[i]
                dy = places.y_m[k] - pupils.y_m[i]
                d2 = dx * dx + dy * dy
                if rooms[k] > 0 and (best < 0 or d2 < least):
                    best, least = k, d2
            if best >= 0:
                break
            low, high = 0, n
        rooms[best] -= 1
        out[i] = places.place[best]
