"""When people use their phones: records in sessions, sessions in bursts, on busy days and quiet ones."""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.diary_rules import borrowing
from nullisland._kernels.random import draw, person_key

Calls = namedtuple("Calls", "key days sessions again")
"""Integers of a TowerConfig: sessions a day in 2**20ths for a mean person, the share of `again` in 256ths."""

MOODS = np.array([1, 2, 4, 9], np.int64)
"""A day's share of a person's mean, in quarters, equally likely: quiet days and busy ones."""

MORE = 6
"""Records of a session after the first, at most."""

_DAY = 1440
_RATE, _LENGTH, _START = 0, 1, 4096
_S44, _S53, _S54 = np.uint64(44), np.uint64(53), np.uint64(54)
_S8, _S48 = np.uint64(8), np.uint64(48)
_BYTE = np.uint64(255)


@borrowing
def _session_count(calls, key, day, rate):
    """Sessions of one day: by rate and mood, rounded up or down by lot, which keeps the mean."""
    bits = draw(key, day, _LENGTH)
    expected = calls.sessions * rate * MOODS[np.int64(bits & np.uint64(3))] >> 14
    return (expected + np.int64(bits >> _S44)) >> 20


@borrowing
def _session_length(again, bits):
    """Records of a session: one, and another for every byte in turn below `again`."""
    n = 1
    while n <= MORE and (bits & _BYTE) < again:
        n += 1
        bits >>= _S8
    return n


@borrowing
def _gap(byte):
    """Minutes between two records of a session: 0, 1 or 2, 4 to 11, or 12 to 43, all four alike."""
    kind, low = byte >> 6, byte & 63
    if kind == 0:
        return 0
    if kind == 1:
        return 1 + (low & 1)
    return 4 + (low & 7) if kind == 2 else 12 + (low & 31)


@borrowing
def _write_session(start, length, bits, minutes, n):
    """Put a session into sorted `minutes[:n]`: from its start on if before noon, else up to it."""
    t = start
    for j in range(length):
        if j > 0:
            gap = _gap(np.int64((bits >> np.uint64(8 * (j - 1))) & _BYTE))
            t += gap if start < _DAY // 2 else -gap
        i = n
        while i > 0 and minutes[i - 1] > t:
            minutes[i] = minutes[i - 1]
            i -= 1
        minutes[i] = t
        n += 1
    return n


@borrowing
def rate_of(rates, key):
    """How much the owner of a phone uses it, in 4096ths of the mean."""
    return rates[np.int64(draw(key, 0, _RATE) >> _S54)]


@borrowing
def day_minutes(calls, hours, key, rate, day, minutes):
    """Write the minutes of one day's records to the head of `minutes`, ascending; their number."""
    n = 0
    for session in range(_session_count(calls, key, day, rate)):
        bits = draw(key, day, _START + session)
        length = _session_length(calls.again, bits)
        start = hours[np.int64(bits >> _S53)]
        n = _write_session(start, length, draw(key, day, 2 * _START + session), minutes, n)
    return n


@njit(cache=True, nogil=True)
def call_minutes(calls, rates, hours, block, first, out):
    """Count or write the minutes of the records of `block`: first person, person after it, id of person 0.

    With `out` of no columns: count each person's records into `first[i + 1]`. Otherwise write the minutes
    from column `first[i]` on, ascending. `rates` are 4096ths of the mean, `hours` minutes of the day, both
    drawn from evenly.
    """
    for i in range(block[0], block[1]):
        key = person_key(calls.key, block[2] + i)
        rate = rate_of(rates, key)
        at = first[i] if out.shape[1] else 0
        for day in range(calls.days):
            begin = at
            if out.shape[1]:
                at += day_minutes(calls, hours, key, rate, day, out[0, at:])
                for k in range(begin, at):
                    out[0, k] += day * _DAY
            else:
                for session in range(_session_count(calls, key, day, rate)):
                    at += _session_length(calls.again, draw(key, day, _START + session))
        if not out.shape[1]:
            first[i + 1] = at


@njit(cache=True, nogil=True)
def visits_at(rows, block, first, minutes, out):
    """Row of `rows` in which each record was made; for one made on the way -1 - the row before the trip.

    Who has not arrived anywhere yet is where they arrive first.
    """
    visit_first, arrive, leave = rows.first, rows.arrive, rows.leave
    for i in range(block[0], block[1]):
        v, last = visit_first[i], visit_first[i + 1] - 1
        for k in range(first[i], first[i + 1]):
            t = minutes[k]
            while v < last and t >= arrive[v + 1]:
                v += 1
            out[k] = -1 - v if v < last and t >= leave[v] else v
