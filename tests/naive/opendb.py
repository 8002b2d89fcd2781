"""The vendor's log as an obvious loop over passages."""

from naive.rng import draw, person_key


def log_rows(passages, lookalike, keys, shares):
    """(second, person, tracker, seen) of every row, in the order of the log.

    `passages` are (person, minute, tracker) in the order of each person's way; `keys` those of the lots for
    second, missed and mistaken; `shares` the thresholds of missed and mistaken.
    """
    rows = []
    for who in sorted({person for person, _, _ in passages}):
        own = [p for p in passages if p[0] == who]
        seconds = sorted(60 * minute + u64(keys[0], _spot(who, minute, at)) % 60 for _, minute, at in own)
        for (_, minute, tracker), second in zip(own, seconds, strict=True):
            spot = _spot(who, minute, tracker)
            if u64(keys[1], spot) < shares[0]:
                continue
            wrong = u64(keys[2], spot) < shares[1]
            rows.append((second, lookalike[who] if wrong else who, tracker, who))
    return sorted(rows)


def _spot(person, minute, tracker):
    return person * 2**36 + minute * 2**15 + tracker


def u64(key, who):
    return draw(person_key(key, who), 0, 0)
