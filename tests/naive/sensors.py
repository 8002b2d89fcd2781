"""Slow obvious twins of the sensors, for one person at a time. A diary is [(place, arrive, leave), ...]."""

from itertools import pairwise

from naive.rng import draw, person_key
from naive.ways import point_at

LOW32 = 2**32 - 1
DAY = 1440


def below(bits, n):
    return (bits >> 32) * n >> 32


def share32(share):
    return int(share * 2**32)


def chance(bits, share):
    return bits & LOW32 < share32(share)


def gps(stage_key, person, diary, config, normal, doors, line_of):
    """Fixes (t, x, y) of one person."""
    key = person_key(stage_key, person)
    low, high = config.error_low_m * 2560, config.error_high_m * 2560
    spread = (low + below(draw(key, 0, 3), high - low + 1)) * 52290 >> 16
    night = draw(key, 0, 4)
    night_from = 21 * 60 + 30 + below(night, 180)
    sleeps = chance(night, config.night_off)

    def off(t):
        dark = chance(draw(key, t // DAY, 2), config.no_data_days)
        return dark or (sleeps and (t - night_from) % DAY < config.night_min)

    def shifted(x, y, bits):
        dx, dy = normal[bits & 1023], normal[bits >> 10 & 1023]
        return x + (dx * spread + 2**19 >> 20), y + (dy * spread + 2**19 >> 20)

    fixes = []
    for v, (place, arrive, leave) in enumerate(diary):
        for period in range(leave // config.rest_every_min + 1):
            bits = draw(key, period, 0)
            t = period * config.rest_every_min + below(bits, config.rest_every_min)
            if arrive <= t < leave and not chance(bits, config.missing) and not off(t):
                fixes.append((t, *shifted(*doors[place], draw(key, period, 1))))
        if v + 1 < len(diary) and leave < diary[v + 1][1]:
            there = diary[v + 1][1]
            line = line_of(place, diary[v + 1][0])
            t = leave + below(draw(key, leave, 16), config.motion_every_min)
            while t < there:
                bits = draw(key, leave, 16 + t - leave + 1)
                if not bits >> 32 < share32(config.missing) and not off(t):
                    at = line[-1][2] * (t - leave) // (there - leave)
                    fixes.append((t, *shifted(*point_at(line, at), bits)))
                t += config.motion_every_min
    return fixes


def call_minutes(stage_key, person, days, sessions, again, rates, hours):
    """Minutes of one person's tower records, ascending."""
    key = person_key(stage_key, person)
    rate = rates[draw(key, 0, 0) >> 54]
    minutes = []
    for day in range(days):
        bits = draw(key, day, 1)
        expected = sessions * rate * (1, 2, 4, 9)[bits & 3] >> 14
        for session in range(expected + (bits >> 44) >> 20):
            bits, gaps = draw(key, day, 4096 + session), draw(key, day, 8192 + session)
            t = hours[bits >> 53]
            sign = 1 if t < 720 else -1
            minutes.append(day * DAY + t)
            for j in range(6):
                if bits >> 8 * j & 255 >= again:
                    break
                kind, low = gaps >> 8 * j + 6 & 3, gaps >> 8 * j & 63
                t += sign * (0, 1 + low % 2, 4 + low % 8, 12 + low % 32)[kind]
                minutes.append(day * DAY + t)
    return sorted(minutes)


def visit_at(diary, t):
    """Number of the visit a person is at; -1 - the number of the one before when they are on the way."""
    begun = [v for v, row in enumerate(diary) if row[1] <= t] or [0]
    v = begun[-1]
    return -1 - v if t >= diary[v][2] and v + 1 < len(diary) else v


def nearest(sites, x, y):
    """Id of the nearest of [(x, y), ...], the lowest of several."""
    return min(range(len(sites)), key=lambda s: ((sites[s][0] - x) ** 2 + (sites[s][1] - y) ** 2, s))


def card_taps(stage_key, person, diary, config, town):
    """Taps (t, site) of one person; `town` holds doors, purchase shares, stops, walks and the employer."""
    key = person_key(stage_key, person)
    habit = config.habit_low + below(draw(key, 0, 1), config.habit_span + 1)
    if draw(key, 0, 0) & LOW32 < config.cash_only:
        habit = 0
    rides = draw(key, 0, 2) & LOW32 < config.riders
    taps = []
    for v, (place, arrive, leave) in enumerate(diary):
        bits = draw(key, arrive, 8)
        if bits & LOW32 < town["purchase"][place] * habit >> 32 and place != town["employer"]:
            taps.append((max(arrive, leave - 1 - below(bits, 5)), place))
        if rides and v + 1 < len(diary) and draw(key, leave, 9) >> 63:
            (x, y), (to_x, to_y) = town["doors"][place], town["doors"][diary[v + 1][0]]
            boards = leave + town["walk"][place]
            if (to_x - x) ** 2 + (to_y - y) ** 2 >= config.bus_from_dm**2 and boards < diary[v + 1][1]:
                taps.append((boards, len(town["doors"]) + town["stop"][place]))
    return taps


def price_bins(stage_key, person, taps, percent_of):
    """Price bin of each purchase (t, place); `percent_of[place]` lists the percent of every bin."""
    key, bins = person_key(stage_key, person), []
    for t, place in taps:
        lot, below_it = draw(key, t, 10) & LOW32, 0
        for b, percent in enumerate(percent_of[place]):
            below_it += percent
            if lot < (below_it << 32) // 100:
                bins.append(b)
                break
    return bins


def sightings(stage_key, person, diary, missed, views, line_of):
    """Sightings (t, camera) of one person; `views`: {edge: [(camera, x, y), ...]}."""
    key = person_key(stage_key, person)
    seen = []
    for (place, _, leave), (to, arrive, _) in pairwise(diary):
        if arrive == leave or place == to:
            continue
        line = line_of(place, to)
        first = {}
        for (ax, ay, start, _), (bx, by, end, edge) in pairwise(line):
            span = (bx - ax) ** 2 + (by - ay) ** 2
            for camera, x, y in views.get(edge, ()):
                ahead = (x - ax) * (bx - ax) + (y - ay) * (by - ay)
                if span and 0 <= ahead <= span:
                    first.setdefault(camera, start + ahead * (end - start) // span)
        for camera, at in sorted(first.items(), key=lambda item: item[1]):
            if not draw(key, leave, camera) & LOW32 < share32(missed):
                seen.append((leave + min(at * (arrive - leave) // line[-1][2], arrive - leave - 1), camera))
    return seen
