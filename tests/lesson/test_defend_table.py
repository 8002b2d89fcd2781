"""The attempts that ship with the default island, made again on the whole island: the core's cards at every strength,
the further ones at the middle one.

Of each row: the release with its promise, the planner's seven answers, homes found by averaging, and the strongest
attack with 1 to 10 records on every twentieth resident, which the table holds beside that on everybody; where an
attack is quick, on everybody. Codes that change are joined for the first seven days, or two weeks, alone: what comes
later changes none of that. With NULLISLAND_GRID, as in `make check-all`, the whole table.
"""

import os
from dataclasses import replace

import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import Chains, no_claims, relink
from nullisland.lesson import defend_attacks
from nullisland.lesson.defend import (
    ALL_CARDS,
    CARDS,
    SAMPLE_EVERY,
    STRENGTHS,
    Attempt,
    attempt_and_sample,
    known_of,
)
from nullisland.lesson.defend_table import sampled, shipped
from nullisland.model import Release

CODE = "NI-7-20000-28"
WHOLE = bool(os.environ.get("NULLISLAND_GRID"))
SLOW = ("jitter", "constant_shift", "home_removed", "sensitive_removed")
"""Cards whose attack takes seconds on everybody."""
ROWS = [
    (card, strength)
    for card in ALL_CARDS
    for strength in STRENGTHS
    if WHOLE or card in CARDS or strength == 1
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcome():
    return ni.run(ni.Scenario.from_code(CODE))


@pytest.fixture(scope="module")
def known(outcome):
    return known_of(outcome)


def as_printed(one: Attempt) -> Attempt:
    """To the six digits of the table."""
    scores = tuple(None if value is None else float(f"{value:.6g}") for value in one.scores)
    return one._replace(scores=scores, epsilon=float(f"{one.epsilon:.6g}"))


def first_lives(release: Release, *, optimal: bool) -> Chains:
    """`relink` of the codes of the first days or weeks; every later code stays alone."""
    days = 7 if "pseudonymise: policy=day" in release.history else 14
    rows = release.slot * release.slot_min < days * 1440
    early = np.flatnonzero(rows[release.first[:-1]])
    lengths = np.diff(release.first)[early]
    found = relink(
        replace(
            release,
            pseudonyms=release.pseudonyms[early],
            first=np.concatenate(([0], np.cumsum(lengths))),
            slot=release.slot[rows],
            cell=release.cell[rows],
        ),
        optimal=optimal,
    )
    n = len(release.pseudonyms)
    chain, period, claims = np.arange(n), np.full(n, 99), no_claims(n)
    chain[early], period[early], claims.person[early] = early[found.chain], found.period, found.claims.person
    return Chains(chain, claims, period, found.period_min)


@pytest.mark.parametrize(("card", "strength"), ROWS)
def test_a_shipped_attempt_is_what_the_library_makes(outcome, known, card, strength, monkeypatch):
    at = ALL_CARDS.index(card) * len(STRENGTHS) + strength
    row, sample = shipped(CODE)[at], sampled(CODE)[at]
    joined = row.attack == "relink" and not WHOLE
    if joined:
        monkeypatch.setattr(defend_attacks, "relink", first_lives)
    everybody = WHOLE or card not in SLOW

    made, small = attempt_and_sample(
        outcome, known if everybody else known.every(SAMPLE_EVERY), card, strength
    )

    made = as_printed(made)
    if joined:
        assert small.part == sample.part
        made = made._replace(singled_out=row.singled_out, attack="relink", part=row.part, curve=row.curve)
        made = made._replace(part_of=row.part_of)
    if everybody:
        assert made == row
        assert joined or (small.curve, small.part) == sample
    else:
        assert made.curve == sample.curve
        sought = {name: getattr(row, name) for name in ("people", "singled_out", "naive", "curve")}
        assert made._replace(**sought) == row
