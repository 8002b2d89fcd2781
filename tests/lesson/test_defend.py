"""Scene 5: each attempt against what must hold of it, and the shipped table against the library."""

import csv
from collections import defaultdict

import pytest

import nullisland as ni
from nullisland.lesson import precision_at, prepare
from nullisland.lesson.defend import (
    CARDS,
    STRENGTHS,
    Attempt,
    attempt,
    frontier,
    known_of,
    reaches,
    useful,
)
from nullisland.lesson.defend_table import COLUMNS, row_of, shipped
from nullisland.measure.utility import TASKS
from nullisland.model import MODEL_VERSION
from nullisland.release import defend
from nullisland.tables import data_path

STOPS = [task.name for task in TASKS].index("busiest_stops")


@pytest.fixture(scope="module")
def outcome():
    return ni.run(ni.Scenario(people=600, days=14, seed=1))


@pytest.fixture(scope="module")
def known(outcome):
    return known_of(outcome)


@pytest.fixture(scope="module")
def made(outcome, known):
    return {(card, s): attempt(outcome, known, card, s) for card in CARDS for s in STRENGTHS}


def test_the_five_cards_are_those_of_the_core():
    assert CARDS == ("coarser_squares", "coarser_time", "new_codes", "jitter", "counts_only")


@pytest.mark.parametrize(
    ("card", "strength", "grain"),
    [
        ("coarser_squares", 0, (500, 60)),
        ("coarser_squares", 2, (2000, 60)),
        ("coarser_time", 0, (250, 180)),
        ("coarser_time", 2, (250, 1440)),
    ],
)
def test_coarser_cards_single_out_whom_the_precision_control_of_scene_3_does(
    outcome, made, card, strength, grain
):
    """Two ways to the same number: the released squares attacked, and the traces of scene 3 coarsened."""
    precision = precision_at(prepare(outcome).town, *grain)
    assert made[card, strength].singled_out == precision.singled_out.numerator
    assert made[card, strength].people == precision.singled_out.n


@pytest.mark.parametrize("card", ["coarser_squares", "coarser_time", "new_codes", "jitter"])
def test_stronger_cards_single_out_fewer(made, card):
    counts = [made[card, strength].singled_out for strength in STRENGTHS]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0]


@pytest.mark.parametrize("card", ["new_codes", "jitter"])
def test_the_attacker_who_read_the_manual_beats_the_one_who_did_not(made, card):
    assert made[card, 0].singled_out > made[card, 0].naive


def test_within_one_code_is_counted_as_by_hand(outcome, known, made):
    """Weekly codes: whose known records of some one week fit no other code of that week, by plain sets."""
    release, key = defend(outcome, "new_codes", 0)
    holds = defaultdict(set)
    for row, (a, b) in enumerate(zip(release.first, release.first[1:], strict=False)):
        for cell, slot in zip(release.cell[a:b].tolist(), release.slot[a:b].tolist(), strict=True):
            holds[cell, slot].add(row)
    found = 0
    for cells, slots in zip(known.cell.tolist(), known.slot.tolist(), strict=True):
        weeks = defaultdict(list)
        for point in zip(cells, slots, strict=True):
            weeks[point[1] * 60 // key.period_min].append(point)
        found += any(len(set.intersection(*(holds[p] for p in points))) == 1 for points in weeks.values())
    assert made["new_codes", 0].pieces == found


def test_counts_have_no_trace_and_cannot_say_who_went_where(made):
    for strength in STRENGTHS:
        one = made["counts_only", strength]
        assert (one.singled_out, one.k, one.attack) == (0, None, "none")
        cannot = {TASKS[i].name for i, score in enumerate(one.scores) if score is None}
        assert cannot == {"route_demand", "new_line", "commuters", "trip_lengths"}
        assert useful(one, STOPS) is not None


def test_only_jitter_keeps_a_promise_and_only_for_one_report(made):
    assert {(one.card, one.unit) for one in made.values() if one.unit != "none"} == {("jitter", "one report")}


def same(a: Attempt, b: Attempt) -> bool:
    """All numbers equal, and the scores to the six digits of the table."""
    scores = [[None if v is None else f"{v:.6g}" for v in one.scores] for one in (a, b)]
    return a._replace(scores=()) == b._replace(scores=()) and scores[0] == scores[1]


def example(singled_out: int, stops: float | None) -> Attempt:
    rest = (None,) * (len(TASKS) - 1)
    return Attempt("jitter", 0, 100, singled_out, "match", 0, (stops, *rest), 1, "none", 0, 0, 0)


def test_the_goal_is_under_ten_of_a_hundred_and_eight_stops():
    good = example(9, 8)
    assert reaches([good, example(10, 10), example(0, 7), example(0, None)]) == [good]


def test_the_frontier_holds_whom_nobody_beats_in_both():
    a, b, c = example(0, 3), example(5, 6), example(50, 10)
    assert frontier([c, example(5, 5), example(60, 10), a, example(7, 6), b, example(1, None)], STOPS) == [
        a,
        b,
        c,
    ]


def test_errors_count_down_and_hits_count_up():
    at = [task.name for task in TASKS].index("commuters")
    rest = list(example(0, 5).scores)
    rest[at] = 0.25
    one = example(0, 5)._replace(scores=tuple(rest))
    assert (useful(one, STOPS), useful(one, at)) == (0.5, 0.75)


def test_a_row_comes_back_as_the_attempt_it_was(made):
    for one in made.values():
        row = dict(zip(COLUMNS, row_of("NI-7-20000-28", one), strict=True))
        from nullisland.lesson.defend_table import _attempt

        assert same(_attempt(row), one)


def test_nothing_ships_for_another_island():
    assert shipped("NI-1-300-7") == ()


@pytest.mark.slow
def test_the_shipped_attempts_are_what_the_library_makes():
    """Those that take seconds; all of them: `python scripts/make_defend_table.py`, then `git diff`."""
    table = {(one.card, one.strength): one for one in shipped("NI-7-20000-28")}
    assert table.keys() == {(card, strength) for card in CARDS for strength in STRENGTHS}
    outcome = ni.run(ni.Scenario())
    known = known_of(outcome)
    for card in ("coarser_squares", "coarser_time", "counts_only"):
        one = attempt(outcome, known, card, 1)
        assert same(table[card, 1], one)


def test_every_shipped_row_is_of_this_model():
    with data_path("lesson/defend.csv").open(encoding="utf-8") as file:
        versions = {int(row["model_version"]) for row in csv.DictReader(file)}
    assert versions == {MODEL_VERSION}
