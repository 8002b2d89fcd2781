"""The log is the truth, but for what the trackers miss and mistake; each at its stated rate."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive.opendb import log_rows
from nullisland.errors import ConfigError
from nullisland.model import Observations, Scenario
from nullisland.movement import prepare, simulate
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.log import lookalikes, passages, write_log
from nullisland.opendb.town import live
from nullisland.rng import stage_key, threshold

from .conftest import WEEK


def rows_of(log):
    return list(
        zip(log.t_s.tolist(), log.person.tolist(), log.tracker.tolist(), log.seen.tolist(), strict=True)
    )


def observed(passages, residents):
    """Observations of (person, minute, tracker), each person's minutes ascending."""
    columns = np.array(sorted(passages, key=lambda p: p[:2]), np.int32).reshape(-1, 3)
    first = np.searchsorted(columns[:, 0], np.arange(residents + 1))
    zero = np.zeros(len(columns), np.int32)
    return Observations(
        sensor="camera",
        start_person=0,
        first=first,
        t_min=columns[:, 1],
        x_dm=zero,
        y_dm=zero,
        site=columns[:, 2],
    )


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(0, 3)), unique=True),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([0.0, 0.4, 1.0]),
    st.integers(0, 9),
)
def test_the_log_is_what_the_obvious_loop_writes(ways, missed, mistaken, seed):
    config = OpenDatabaseConfig(missed=missed, mistaken=mistaken)
    ways = sorted(ways, key=lambda p: p[:2])
    keys = [int(stage_key(seed, "opendb", name)) for name in ("second", "missed", "mistaken")]
    shares = [int(threshold(missed)), int(threshold(mistaken))]

    log = write_log(observed(ways, 5), seed, 5, config)

    assert rows_of(log) == log_rows(ways, lookalikes(seed, 5).tolist(), keys, shares)


@pytest.mark.parametrize("residents", [2, 3, 600])
def test_everybody_looks_like_one_other_and_is_looked_like_by_one(residents):
    other = lookalikes(5, residents)

    assert sorted(other.tolist()) == list(range(residents))
    assert (other != np.arange(residents)).all()


def test_misses_and_mistakes_come_at_their_rate(seen, log):
    kept = 1 - WEEK.missed
    assert len(log) == pytest.approx(len(seen) * kept, abs=5 * np.sqrt(len(seen) * kept * WEEK.missed))
    wrong = int((log.person != log.seen).sum())
    spread = np.sqrt(len(log) * WEEK.mistaken * (1 - WEEK.mistaken))
    assert wrong == pytest.approx(len(log) * WEEK.mistaken, abs=5 * spread)


def test_a_perfect_camera_misses_and_mistakes_nobody(seen, lives):
    log = write_log(seen, lives.scenario.seed, lives.scenario.people, replace(WEEK, missed=0.0, mistaken=0.0))

    assert len(log) == len(seen)
    assert (log.person == log.seen).all()


def test_every_row_is_a_moment_on_the_way_of_the_one_who_was_seen(lives, log):
    """Between two visits: nobody is logged who is inside."""
    visits = lives.visits
    for person in range(0, 600, 7):
        rows = slice(visits.first[person], visits.first[person + 1])
        leave, arrive = visits.leave_min[rows][:-1], visits.arrive_min[rows][1:]
        for second in log.t_s[log.seen == person].tolist():
            assert ((leave <= second // 60) & (second // 60 < arrive)).any()


def test_nobody_is_logged_who_is_not_in_the_book(lives, log):
    assert lives.scenario.visitors > 0
    assert max(log.person.max(), log.seen.max()) < lives.scenario.people


def test_rows_come_in_the_order_of_time_and_end_with_the_log(log):
    assert (np.diff(log.t_s) >= 0).all()
    assert log.t_s.min() >= 0
    assert log.t_s.max() < WEEK.hours * 3600


def test_a_longer_log_begins_with_the_shorter_one(lives, log):
    short = live(Scenario(people=600, days=2, seed=5))
    config = OpenDatabaseConfig(hours=24, mistaken=WEEK.mistaken)
    seen = passages(short.scenario, short.island, short.visits, config.minutes)

    day = write_log(seen, 5, 600, config)

    assert rows_of(day) == [row for row in rows_of(log) if row[0] < 24 * 3600]


@pytest.mark.parametrize(("since", "until"), [(0, 1440), (2000, 4320), (5000, 5001), (8640, 10080)])
def test_passages_of_a_part_of_the_week_are_that_part_of_the_weeks_passages(lives, seen, since, until):
    part = passages(lives.scenario, lives.island, lives.visits, until, since=since)

    inside = (seen.t_min >= since) & (seen.t_min < until)
    rows = [observations.persons()[k].tolist() for observations, k in ((part, slice(None)), (seen, inside))]
    assert rows[0] == rows[1]
    assert (part.t_min.tolist(), part.site.tolist()) == (
        seen.t_min[inside].tolist(),
        seen.site[inside].tolist(),
    )


def test_passages_of_a_shard_are_those_of_its_people(lives, seen):
    shard = simulate(prepare(lives.scenario, lives.island, lives.people), 590, 615)  # visitors from 600 on

    part = passages(lives.scenario, lives.island, shard, WEEK.minutes)

    inside = seen.persons() >= 590
    assert part.persons().tolist() == seen.persons()[inside].tolist()
    assert part.t_min.tolist() == seen.t_min[inside].tolist()
    assert part.site.tolist() == seen.site[inside].tolist()


def test_who_is_mistaken_changes_the_name_in_a_row_and_nothing_else(seen, lives, log):
    perfect = write_log(seen, 5, lives.scenario.people, replace(WEEK, mistaken=0.0))

    assert sorted(r[0::2] + r[3:] for r in rows_of(perfect)) == sorted(r[0::2] + r[3:] for r in rows_of(log))


@pytest.mark.parametrize("rows", [1, 1_000, 3_000])
def test_exactly_the_rows_asked_for(seen, rows):
    assert len(write_log(seen, 5, 600, replace(WEEK, rows=rows))) == rows


def test_more_rows_than_passages_are_refused(seen):
    with pytest.raises(ConfigError, match=f"at most the {len(seen)} passages"):
        write_log(seen, 5, 600, replace(WEEK, rows=len(seen) + 1))


def test_a_thinner_log_keeps_the_shape_of_the_day(seen):
    """Rows by lot among passages: every hour keeps its share within five standard errors."""
    rows = len(seen) // 3
    every = np.bincount(seen.t_min // 60 % 24, minlength=24)

    kept = np.bincount(write_log(seen, 5, 600, replace(WEEK, rows=rows)).t_s // 3600 % 24, minlength=24)

    assert (np.abs(kept - every / 3) <= 5 * np.sqrt(every * 2 / 9) + 1).all()
    assert kept[1:5].max() < kept[7:20].min(), "at night the streets are empty"


@pytest.mark.parametrize(
    "wrong",
    [{"hours": 0}, {"hours": 673}, {"missed": 1.1}, {"mistaken": -0.1}, {"missed": True}, {"rows": 0}],
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        OpenDatabaseConfig(**wrong)
