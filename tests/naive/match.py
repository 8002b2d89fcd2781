"""People matched to places, the slow and obvious way: lists, sets and Python integers."""

from naive.rng import draw, person_key


def below(bits, n):
    return ((bits >> 32) * n) >> 32


def ceil_log2(n):
    return max(k for k in range(64) if k == 0 or 2 ** (k - 1) < n)


def first_free(taken, n, slot):
    return next((slot + i) % n for i in range(n) if (slot + i) % n not in taken)


def match_by_gravity(slots, workers, key, near_slots, near_m2):
    """Slots and workers are lists of tuples: (place, x, y) and (who, rank, x, y)."""
    n, taken, out = len(slots), set(), []
    least = ceil_log2(near_slots)
    levels = 1 + max(k for k in range(64) if k == 0 or 2 ** (least + k) <= n)
    for who, rank, x, y in workers:
        mine = person_key(key, who)
        offers = []
        for offer in range(2):
            reach = 2 ** (least + below(draw(mine, 0, offer), levels))
            step = below(draw(mine, 1, offer), reach)
            if draw(mine, 2, offer) < 2**63:
                step = -step
            slot = first_free(taken, n, (rank + step) % n)
            d2 = (slots[slot][1] - x) ** 2 + (slots[slot][2] - y) ** 2
            offers.append((slot, 2**40 // (near_m2 + d2)))
        (first, weight_1), (second, weight_2) = offers
        chosen = second if below(draw(mine, 3, 1), weight_1 + weight_2) < weight_2 else first
        taken.add(chosen)
        out.append(slots[chosen][0])
    return out


def match_nearest(places, rooms, pupils, reach):
    rooms, out = list(rooms), []
    for _who, rank, x, y in pupils:
        around = range(max(0, rank - reach), min(len(places), rank + reach))
        for candidates in (around, range(len(places))):
            free = [k for k in candidates if rooms[k] > 0]
            if free:
                best = min(free, key=lambda k: ((places[k][1] - x) ** 2 + (places[k][2] - y) ** 2, k))
                break
        rooms[best] -= 1
        out.append(places[best][0])
    return out
