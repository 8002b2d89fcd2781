"""Scene 4, recounted from the diary and the records of the same run."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nullisland as ni
from nullisland.lesson import prepare, shown
from nullisland.release.fixes import publish_fixes
from nullisland.release.suppress import suppress_kinds

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.fixture(scope="module")
def scene(outcome):
    return shown.prepare(outcome, prepare(outcome))


@pytest.fixture(scope="module")
def seen(outcome):
    """Minutes at which each code has a record at a clinic's door, by code."""
    return seen_often(publish_fixes(outcome)[0], outcome.island.places)


def seen_often(fixes, places):
    """Codes with a record at a clinic's door on four days or more, with the minutes."""
    out = defaultdict(list)
    doors = [(int(places.x_dm[d]), int(places.y_dm[d])) for d in places.of_kind("clinic")]
    for i, code in enumerate(fixes.pseudonyms.tolist()):
        for row in range(int(fixes.first[i]), int(fixes.first[i + 1])):
            x, y = int(fixes.x_dm[row]), int(fixes.y_dm[row])
            if any(np.hypot(x - a, y - b) <= 400 for a, b in doors):
                out[code].append(int(fixes.t_min[row]))
    return {code: minutes for code, minutes in out.items() if len({m // 1440 for m in minutes}) >= 4}


def reason(outcome, person):
    """Why a person was there, read off the diary row by row."""
    people, visits, places = outcome.people, outcome.visits, outcome.island.places
    clinics = set(places.of_kind("clinic").tolist())
    rows = defaultdict(list)
    for who in np.flatnonzero(people.household == people.household[person]).tolist():
        for i in range(int(visits.first[who]), int(visits.first[who + 1])):
            if int(visits.place[i]) in clinics:
                rows[who].append((int(visits.place[i]), int(visits.arrive_min[i]), int(visits.leave_min[i])))
    if int(people.employer_place[person]) in clinics:
        return "staff"
    if not rows[person]:
        return "outside"
    routine = people.routines[people.routine[person]]
    if routine in ("courier", "cleaner"):
        return routine
    young = {who for who in rows if -people.birth_day[who] < 14 * 365}
    children = [row for who in young for row in rows[who]]
    together = all(any(p == q and a < d and c < b for q, c, d in children) for p, a, b in rows[person])
    return "child" if person not in young and together else "patient"


def test_who_was_seen_often_is_counted_from_the_records(scene, seen):
    assert scene.seen == len(seen)
    assert scene.asked.pseudonym == min(seen)
    assert scene.asked.days == len({minute // 1440 for minute in seen[min(seen)]})


def test_reasons_are_those_of_the_diary(outcome, scene, seen):
    reasons = [reason(outcome, int(outcome.key.person_of([code])[0])) for code in sorted(seen)]

    assert scene.guessed == tuple(reasons[:20])
    assert scene.patients == reasons.count("patient")
    assert scene.harm(left_out=False).secrets == reasons[:20].count("patient")
    assert sum(people for _, people in scene.people_by_reason) == len(scene.guessed)
    first = {}
    for code, why in zip(sorted(seen), reasons, strict=True):
        first.setdefault(why, code)
    first.pop("outside", None)
    assert [(case.reason, case.pseudonym) for case in scene.cards] == sorted(
        first.items(), key=lambda c: c[1]
    )


def test_stays_hold_every_record_and_lie_an_hour_apart(scene, seen):
    for case in (scene.asked, *scene.cards):
        minutes = seen[case.pseudonym]
        inside = [
            minute
            for minute in minutes
            for stay in case.stays
            if stay.day == minute // 1440 and stay.from_min <= minute % 1440 <= stay.to_min
        ]
        assert inside == minutes
        for a, b in zip(case.stays, case.stays[1:], strict=False):
            assert (b.day, b.from_min - a.to_min) >= (a.day, 60) or b.day > a.day


def test_leaving_the_clinics_out_takes_what_the_defence_takes(outcome, scene):
    fixes, _ = publish_fixes(outcome)
    left = suppress_kinds(fixes, outcome.island.places, radius_m=shown.LEFT_OUT_M, kinds=("clinic",))

    assert scene.records == len(fixes)
    assert scene.left_out == len(fixes) - len(left)
    assert seen_often(left, outcome.island.places) == {}
    assert scene.still_seen == 0
    harm = scene.harm(left_out=True)
    assert (harm.harmed, harm.none) == (0, len(scene.guessed))


def test_a_circle_smaller_than_the_door_leaves_some_who_are_seen_as_often(outcome, seen, monkeypatch):
    monkeypatch.setattr(shown, "LEFT_OUT_M", 30)
    fixes, _ = publish_fixes(outcome)
    left = suppress_kinds(fixes, outcome.island.places, radius_m=30, kinds=("clinic",))
    still = seen_often(left, outcome.island.places).keys() & set(sorted(seen)[:20])

    scene = shown.prepare(outcome, prepare(outcome))
    assert scene.still_seen == len(still)
    patients = [reason(outcome, int(outcome.key.person_of([code])[0])) for code in still].count("patient")
    harm = scene.harm(left_out=True)
    assert (harm.secrets, harm.wrong) == (patients, len(still) - patients)
    assert (harm.harmed, harm.none) == (len(still), len(scene.guessed) - len(still))
    assert 0 < len(still) < len(sorted(seen)[:20])


@given(st.integers(1, 99))
def test_the_score_is_proper(belief):
    """Whoever believes p loses least, on average over what p says, by saying p."""

    def expected(said):
        right, wrong = (said - 100) ** 2 / 100, said**2 / 100
        return (belief * right + (100 - belief) * wrong) / 100

    assert min(range(101), key=expected) == belief
    assert shown.points_lost(belief, truth=True) == round((belief - 100) ** 2 / 100)


def test_doubt_costs_a_quarter_and_false_certainty_everything():
    assert [shown.points_lost(p, truth=False) for p in (0, 50, 100)] == [0, 25, 100]
