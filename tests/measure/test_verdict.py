import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import Claims, no_claims, relink
from nullisland.errors import DataError
from nullisland.measure import judge, judge_chains, newcombe, owners
from nullisland.model import NOWHERE


def claims(person, candidates=None):
    n = len(person)
    return Claims(np.array(person), np.full(n, 0.5), np.array(candidates or [1] * n))


def test_six_claims_counted_by_hand():
    """Three rightly, one wrongly, two without a claim; four alone in the file."""
    claimed = claims([1, 2, 3, 9, NOWHERE, NOWHERE], [1, 1, 1, 1, 2, 0])

    verdict = judge(claimed, [1, 2, 3, 4, 5, 6], blind=0.1, control=claims([7, NOWHERE]), attack="match")

    shares = [verdict.right, verdict.wrong, verdict.passed, verdict.guesses, verdict.singled_out]
    assert [e.value for e in shares] == [3 / 6, 1 / 6, 2 / 6, 4 / 6, 4 / 6]
    assert {e.n for e in shares} == {6} == {verdict.n}
    assert (verdict.control.value, verdict.control.n) == (1 / 2, 2)
    assert verdict.risk == newcombe(3, 6, 1, 2)
    assert str(verdict) == "match: right 50.0%, wrong 16.7%, no claim 33.3% of 6"


def test_no_better_than_guessing_is_a_result():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 20, 4_000)
    by_lot, knowing = claims(rng.integers(0, 20, 4_000)), claims(truth)

    assert not judge(by_lot, truth, blind=0.05).beats_guessing
    assert judge(knowing, truth, blind=0.05).beats_guessing
    assert "no better than guessing" in str(judge(no_claims(3), [1, 2, 3], blind=0.05))


def test_who_is_nobody_is_never_named_rightly():
    assert judge(claims([NOWHERE, 5]), [NOWHERE, NOWHERE], blind=0).right.value == 0


def test_what_does_not_belong_together_is_refused():
    for truth, blind in (([1], 0.1), ([1.0, 2.0], 0.1), ([1, 2], 1.5)):
        with pytest.raises(DataError):
            judge(claims([1, 2]), truth, blind=blind)


def test_daily_codes_of_a_town_are_joined_beyond_chance_and_counted_by_person():
    outcome = ni.run(ni.Scenario(people=120, days=4, seed=5), policy="day")
    release, key = outcome.release, outcome.key
    chains = relink(release)

    verdict = judge_chains(chains, release, key)

    person, period = key.person_of(release.pseudonyms), key.period_of(release.pseudonyms)
    first_day = {who: period[person == who].min() for who in set(person.tolist())}
    later = [i for i in range(len(person)) if period[i] > first_day[int(person[i])]]
    named = owners(chains.claims, key).person
    assert verdict.n == len(later) and verdict.control.n == sum(day > 0 for day in first_day.values())
    assert verdict.right.value == sum(named[i] == person[i] for i in later) / len(later)
    assert verdict.right.low > 3 * verdict.baseline.value
    with pytest.raises(DataError, match="two codes"):
        judge_chains(
            *(lambda o: (relink(o.release), o.release, o.key))(ni.run(ni.Scenario(people=9, days=2)))
        )
