"""The numbers of the scene agree with each other and with the tables, and the feed's file holds the day's rows."""

import json
from collections import defaultdict

import numpy as np
import pytest

from nullisland.model import Scenario
from nullisland.opendb.audit import RULES
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.feed_file import feed_binary, feed_json
from nullisland.opendb.log import passages, write_log
from nullisland.opendb.remedies import REMEDIES
from nullisland.opendb.scene import ERRORS, prepare_scene
from nullisland.opendb.town import live

GUIDE = 1


@pytest.fixture(scope="module")
def scene():
    return prepare_scene(Scenario(people=600, days=2, seed=5), GUIDE)


def test_the_length_of_the_island_code_changes_nothing(scene):
    longer = prepare_scene(Scenario(people=600, days=28, seed=5), GUIDE)

    assert (longer.day, longer.audits, longer.left) == (scene.day, scene.audits, scene.left)


def test_everybody_on_a_list_has_one_reason(scene):
    assert set(scene.audits) == {(rule, error) for rule in RULES for error in ERRORS}
    for (_, error), audit in scene.audits.items():
        assert sum(audit.by_reason) == audit.listed <= scene.people
        assert error or audit.by_reason[3] == 0, "a perfect camera lists nobody who was never there"


def test_an_error_puts_some_on_the_list_and_takes_others_off_it(scene):
    """The same rows under other names: what is gained and lost adds up to the difference from a perfect camera."""
    for (rule, error), audit in scene.audits.items():
        perfect = scene.audits[rule, 0]
        assert audit.rows == perfect.rows
        assert audit.listed == perfect.listed + audit.gained - audit.lost
        expected = audit.rows * error / 100
        assert audit.wrong == pytest.approx(expected, abs=5 * np.sqrt(expected) + 1e-9)


def test_the_list_that_is_audited_is_the_list_that_remedies_start_from(scene):
    for rule in RULES:
        assert scene.left[rule, "none"].listed == scene.audits[rule, 1].listed
        assert {remedy for name, remedy in scene.left if name == rule} == set(REMEDIES)
    assert scene.left["hall", "none"].followed == scene.followed


def test_the_day_is_a_weekday_with_a_week_before_it(scene):
    assert 7 <= scene.day <= 11
    assert (scene.today.t_s // 86_400 == scene.day).all()
    assert scene.week_rows > len(scene.today)


def test_the_day_is_the_first_on_which_the_guide_can_be_followed():
    """Weekdays of the second week; parts of a day counted by hand from the log."""
    lives = live(Scenario(people=600, days=12, seed=5))
    seen = passages(lives.scenario, lives.island, lives.visits, 12 * 1440)
    log = write_log(seen, 5, 600, OpenDatabaseConfig(hours=288, mistaken=0.01))
    parts = defaultdict(set)
    for person, second in zip(log.person.tolist(), log.t_s.tolist(), strict=True):
        hour = second % 86_400 / 3600
        parts[person, second // 86_400].add(0 if hour < 10 else 1 if hour < 16 else 2)
    whole = {p: [d for d in range(7, 12) if len(parts[p, d]) == 3] for p in range(600)}
    guide = next(p for p, days in whole.items() if days and days[0] > 7)

    scene = prepare_scene(Scenario(people=600, days=2, seed=5), guide)

    assert scene.day == whole[guide][0]
    rows = [
        t % 86_400
        for p, t in zip(log.person.tolist(), log.t_s.tolist(), strict=True)
        if p == guide and t // 86_400 == scene.day
    ]
    assert [row.second for row in scene.guide_day] == rows
    assert scene.entry is not None
    assert scene.entry.fields["name"] == scene.names[guide]


def test_without_a_guide_nobody_is_looked_up():
    scene = prepare_scene(Scenario(people=300, days=2, seed=5), None)

    assert (scene.entry, scene.guide_day, scene.day) == (None, (), 7)
    assert all(left.found == 0 for left in scene.left.values())


def test_the_file_of_the_feed_holds_the_days_rows(scene):
    data, book = feed_binary(scene), json.loads(feed_json(scene))

    rows = int.from_bytes(data[8:12], "little")
    second = np.frombuffer(data, "<u4", rows, 12)
    person = np.frombuffer(data, "<u4", rows, 12 + 4 * rows)
    tracker = np.frombuffer(data, "<u2", rows, 12 + 8 * rows)
    assert data[:8] == b"NIFEED01"
    assert len(data) == 12 + 10 * rows
    assert rows == len(scene.today)
    assert (second + 86_400 * scene.day).tolist() == scene.today.t_s.tolist()
    assert (person.tolist(), tracker.tolist()) == (scene.today.person.tolist(), scene.today.tracker.tolist())
    assert len(book["names"]) == 600
    assert len(book["places"]) == len(scene.trackers)
