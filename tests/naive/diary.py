"""Slow obvious twins of the diary's building blocks: whole numbers of Python, dictionaries and lists."""

from math import isqrt

MASK = (1 << 64) - 1


def mix64(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def draw(key, day, k):
    return mix64((key + ((day << 20) + k + 1) * 0xD1342543DE82EF95) & MASK)


def below(bits, n):
    return ((bits >> 32) * n) >> 32


def travel(a, b, rules):
    """a and b are (x_dm, y_dm) of different places."""
    metres = isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) * rules["detour_tenths"] // 100
    if metres <= rules["walk_up_to_m"]:
        return 1 + metres // rules["walk_m_per_min"]
    return rules["ride_overhead_min"] + metres // rules["ride_m_per_min"]


def latest(row, weekday, arrive):
    """`row` of opening_hours.csv with whole numbers."""
    day = "weekday" if weekday < 5 else ("saturday", "sunday")[weekday - 5]
    opens, closes = row[f"{day}_open_min"], row[f"{day}_close_min"]
    if (opens, closes) == (0, 1440):
        return 2880 if 0 <= arrive < 1440 else -1
    return closes if opens <= arrive < closes else -1


def choose(past, known, chance, look_up, address):
    """Explore or return: `past` stops of the group, `chance` per 2**31 by distinct places, `look_up(bits)`."""
    key, day, k = address
    bits = draw(key, day, k + 1)
    new = (draw(key, day, k) >> 33) < chance[min(known + 2, len(chance) - 1)]
    return look_up(bits) if new or not past else past[below(bits, len(past))]


def merged(visits, end):
    """Visits (place, arrive, leave) cut to [0, end), empty ones dropped, neighbours at one place joined."""
    out = []
    for place, arrive, leave in visits:
        arrive, leave = max(arrive, 0), min(leave, end)
        if arrive >= leave:
            continue
        if out and out[-1][0] == place:
            out[-1] = (place, out[-1][1], leave)
        else:
            out.append((place, arrive, leave))
    return out


def week_days(allowed, wanted, turn):
    """Days of the week (0 Monday) kept of the sorted list `allowed`: those after a run of days off."""
    off = max(len(allowed) - wanted, 0)
    gone = {allowed[(turn + i) % len(allowed)] for i in range(off)} if allowed else set()
    return [day for day in allowed if day not in gone]


def table(ids, pulls, bits, size):
    """Systematic sampling: the id at which the running sum of pulls first exceeds (j + lot) / size of the total."""
    total = sum(pulls)
    if total == 0:
        return [-1] * size
    lot = below(bits, min(total, 1 << 31))
    lot = lot if total <= 1 << 31 else lot * (total >> 31)
    out = []
    for j in range(size):
        want, reached, at = (j * total + lot) // size, 0, -1
        while reached <= want:
            at += 1
            reached += pulls[at]
        out.append(ids[at])
    return out
