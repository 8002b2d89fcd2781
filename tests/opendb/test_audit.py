"""The list a rule makes, who is on it and why: against a hand-written query, an obvious loop, and a closed form."""

import sqlite3
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom, chi2_contingency

from nullisland.model import Scenario
from nullisland.opendb.audit import REASONS, RULES, follow, listed, reasons, watched
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.files import open_files
from nullisland.opendb.log import lookalikes, passages, write_log
from nullisland.opendb.remedies import (
    AGREED,
    REASONS_GIVEN,
    REMEDIES,
    Store,
    follow_query,
    list_query,
    remedied,
    search_query,
)
from nullisland.opendb.tables import Town, database
from nullisland.opendb.town import live
from nullisland.opendb.trackers import trackers_of

from .conftest import WEEK

QUERIES = {
    "hall": """SELECT person FROM sightings JOIN trackers USING (tracker) WHERE kind = 'union_hall'
               GROUP BY person HAVING COUNT(*) >= 2 ORDER BY person""",
    "two": """SELECT person FROM sightings JOIN trackers USING (tracker)
              WHERE kind IN ('union_hall', 'advice_centre', 'quiet_house')
              GROUP BY person HAVING COUNT(DISTINCT tracker) >= 2 ORDER BY person""",
}
FOLLOWED = """SELECT person FROM sightings WHERE date(time) = '2001-01-03' GROUP BY person
              HAVING SUM(time(time) < '10:00:00') > 0
                 AND SUM(time(time) >= '10:00:00' AND time(time) < '16:00:00') > 0
                 AND SUM(time(time) >= '16:00:00') > 0 ORDER BY person"""


@pytest.fixture(scope="module")
def trackers(lives):
    return trackers_of(lives.island)


@pytest.fixture(scope="module")
def base(lives, log, tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    with open_files(folder, "parquet", sqlite=True) as write:
        write(database(lives.island, lives.people, log, Town(name="Null Island", seed=5)))
    connection = sqlite3.connect(folder / "open-database.sqlite")
    yield connection
    connection.close()


@pytest.mark.parametrize("name", RULES)
def test_the_list_is_what_a_hand_written_query_returns(name, base, log, trackers):
    ids = listed(log, trackers, RULES[name])

    assert ids.tolist() == [row[0] for row in base.execute(QUERIES[name])]
    assert 0 < len(ids) < 600


def test_who_can_be_followed_is_what_a_hand_written_query_returns(base, log):
    ids = follow(log, 2)

    assert ids.tolist() == [row[0] for row in base.execute(FOLLOWED)]
    assert 0 < len(ids) < 600


def why(person, name, lives, trackers, passed):
    """The reason by hand, from one person's visits and passages."""
    doors = {int(trackers.place[i]) for i, kind in enumerate(trackers.kind) if kind in RULES[name].kinds}
    visits, people = lives.visits, lives.people
    own = slice(visits.first[person], visits.first[person + 1])
    inside = bool(doors & set(visits.place[own].tolist()))
    if int(people.employer_place[person]) in doors:
        return "work"
    if inside and people.routines[people.routine[person]] in ("courier", "cleaner"):
        return "work"
    if inside:
        return "own"
    kinds = {trackers.kind[t] for t in passed[person]}
    return "past" if kinds & set(RULES[name].kinds) else "never"


@pytest.mark.parametrize("name", RULES)
def test_reasons_are_those_of_the_true_lives(name, lives, seen, log, trackers):
    passed = defaultdict(set)
    for person, tracker in zip(seen.persons().tolist(), seen.site.tolist(), strict=True):
        passed[person].add(tracker)
    everybody = np.arange(600)

    found = reasons(everybody, RULES[name], trackers, lives, seen)

    assert [REASONS[k] for k in found] == [why(p, name, lives, trackers, passed) for p in everybody.tolist()]
    assert set(found.tolist()) >= {0, 1, 2}


def test_a_perfect_camera_lists_nobody_who_was_never_there(lives, seen, trackers):
    perfect = write_log(seen, 5, 600, replace(WEEK, mistaken=0.0))

    for rule in RULES.values():
        ids = listed(perfect, trackers, rule)
        assert len(ids)
        assert (reasons(ids, rule, trackers, lives, seen) != REASONS.index("never")).all()


def test_how_many_were_never_there_has_a_closed_form(lives, seen, trackers):
    """Of the S rows of one person at a door, the look-alike gets Binomial(S, error): two make a list."""
    error, rule = 0.2, RULES["hall"]
    door = watched(trackers, rule)
    expected = spread = found = 0.0
    for seed in range(60):
        perfect = write_log(seen, seed, 600, replace(WEEK, mistaken=0.0))
        rows = np.bincount(perfect.seen[np.isin(perfect.tracker, door)], minlength=600)
        never = np.ones(600, bool)
        never[seen.persons()[np.isin(seen.site, door)]] = False
        chance = np.zeros(600)
        chance[lookalikes(seed, 600)] = binom.sf(1, rows, error)
        expected += chance[never].sum()
        spread += (chance * (1 - chance))[never].sum()

        wrong = write_log(seen, seed, 600, replace(WEEK, mistaken=error))
        found += np.isin(listed(wrong, trackers, rule), np.flatnonzero(never)).sum()

    assert expected > 50
    assert found == pytest.approx(expected, abs=5 * np.sqrt(spread))


@pytest.fixture(scope="module")
def store(log, trackers):
    return Store(log=log, trackers=trackers, names=np.arange(600))


@pytest.fixture(scope="module")
def someone(log, trackers):
    """Lowest id on the first rule's list with rows on the last day and on the day before."""
    for person in listed(log, trackers, RULES["hall"]).tolist():
        days = set((log.t_s[log.person == person] // 86_400).tolist())
        if {5, 6} <= days:
            return person
    raise AssertionError


def answers(store, rule, person):
    """What every query returns."""
    return {
        "list": list_query(store, rule).tolist(),
        "day": follow_query(store, 6).tolist(),
        **{
            f"{reason} {day}": search_query(store, person, reason, day).tolist()
            for reason in REASONS_GIVEN
            for day in (5, 6)
        },
    }


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("remedy", REMEDIES[1:])
def test_each_remedy_changes_what_a_query_returns(remedy, name, store, someone):
    rule = RULES[name]
    before, after = (answers(remedied(store, r, rule, 5), rule, someone) for r in ("none", remedy))

    assert before["list"]
    assert before["agreed 5"]
    assert before["curious 6"] == before["agreed 6"], "as it stands, any reason will do"
    assert after != before


def test_a_day_of_retention_forgets_yesterday_and_keeps_today(store, someone, base):
    rule = RULES["hall"]
    after = answers(remedied(store, "retention", rule, 5), rule, someone)

    assert after["agreed 5"] == []
    assert len(after["agreed 6"]) == len(answers(store, rule, someone)["agreed 6"])
    one_day = QUERIES["hall"].replace("GROUP BY", "AND date(time) = '2001-01-07' GROUP BY")
    assert after["list"] == [row[0] for row in base.execute(one_day)]
    assert after["day"] == answers(store, rule, someone)["day"]


def test_without_names_the_codes_still_hang_together(store, someone):
    rule = RULES["hall"]
    after, before = (answers(remedied(store, r, rule, 5), rule, someone) for r in ("nameless", "none"))

    assert (len(after["list"]), len(after["day"])) == (len(before["list"]), len(before["day"]))
    assert after["list"] != before["list"]
    assert after["agreed 6"] == []
    code = remedied(store, "nameless", rule, 5).log.person
    assert len(set(zip(code.tolist(), store.log.person.tolist(), strict=True))) == len(set(code.tolist()))


def test_without_the_camera_at_the_door_no_row_is_from_there(store, someone):
    rule = RULES["two"]
    after = remedied(store, "no_camera", rule, 5)

    assert list_query(after, rule).size == 0
    gone = np.isin(store.log.tracker, watched(store.trackers, rule))
    assert len(after.log) == (~gone).sum()


def test_access_control_asks_for_a_reason_that_holds(store, someone):
    rule = RULES["hall"]
    after, before = (answers(remedied(store, r, rule, 5), rule, someone) for r in ("access", "none"))

    assert (after["list"], after["day"]) == ([], [])
    assert after[f"{AGREED} 6"] == before[f"{AGREED} 6"]
    for reason in REASONS_GIVEN:
        assert reason == AGREED or after[f"{reason} 6"] == []
    assert len(remedied(store, "access", rule, 5).log) == len(store.log), "everything is still there"


def test_an_unknown_remedy_is_refused(store):
    with pytest.raises(ValueError, match="remedy must be one of"):
        remedied(store, "hope", RULES["hall"], 5)


@pytest.fixture(scope="module")
def larger():
    lives = live(Scenario(people=4_000, days=7, seed=11))
    seen = passages(lives.scenario, lives.island, lives.visits, WEEK.minutes)
    log = write_log(seen, 11, 4_000, OpenDatabaseConfig(hours=168, mistaken=0.05))
    on = np.zeros(4_000, bool)
    on[listed(log, trackers_of(lives.island), RULES["hall"])] = True
    tables = database(lives.island, lives.people, log, Town(name="Null Island", seed=11))
    return on, tables.people.to_pandas()


def chance_of(groups, on):
    return chi2_contingency([np.bincount(groups[on == side], minlength=8) for side in (False, True)])[1]


@pytest.mark.parametrize("field", ["name", "id_number", "photo", "issued_date"])
def test_no_field_knows_who_is_on_a_list(field, larger):
    """Chi-square at 1 in 10,000, one sex at a time; the control gives half of the list one value."""
    on, people = larger
    adult = people.birth_date.astype(str) < "1976"
    for sex in ("female", "male"):
        rows = ((people.sex == sex) & adult).to_numpy()
        text = people[field].astype(str)[rows]
        value = text.str.split(" ").str[0] if field == "name" else text
        groups = value.map({known: i % 8 for i, known in enumerate(sorted(set(value)))}).to_numpy()
        assert chance_of(groups, on[rows]) > 1e-4
        planted = np.where(on[rows] & (np.arange(rows.sum()) % 2 == 0), 0, groups)
        assert chance_of(planted, on[rows]) < 1e-4


def test_other_names_make_the_same_list(lives, log):
    """The same town with the names of another country: not a row of the log is different."""
    other = live(lives.scenario.with_options(locale="de"))
    seen = passages(other.scenario, other.island, other.visits, WEEK.minutes)
    theirs = write_log(seen, 5, 600, WEEK)

    assert (theirs.person.tolist(), theirs.tracker.tolist()) == (log.person.tolist(), log.tracker.tolist())
    assert other.people.given.tolist() != lives.people.given.tolist()
