"""Scene 5: each attempt against what must hold of it, and the shipped table against the library."""

import csv
from collections import defaultdict

import pytest

import nullisland as ni
from nullisland.lesson import precision_at, prepare
from nullisland.lesson.defend import (
    ALL_CARDS,
    CARDS,
    MORE_CARDS,
    SAMPLE_EVERY,
    STRENGTHS,
    Attempt,
    attempt,
    attempt_and_sample,
    attempts_of,
    core_that_reaches,
    frontier,
    known_of,
    not_published,
    reaches,
    useful,
)
from nullisland.lesson.defend_table import COLUMNS, row_of, sampled, shipped
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
    return {(card, s): attempt(outcome, known, card, s) for card in ALL_CARDS for s in STRENGTHS}


def test_the_five_cards_are_those_of_the_core():
    assert CARDS == ("coarser_squares", "coarser_time", "new_codes", "jitter", "counts_only")


def test_the_five_past_the_core_are_those_of_the_storyboard():
    assert MORE_CARDS == (
        "home_removed",
        "sensitive_removed",
        "constant_shift",
        "k_anonymous",
        "counts_dp",
    )


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


STEPPED = (
    "coarser_squares",
    "coarser_time",
    "new_codes",
    "jitter",
    "home_removed",
    "sensitive_removed",
    "constant_shift",
)


@pytest.mark.parametrize("card", STEPPED)
def test_stronger_cards_single_out_fewer(made, card):
    counts = [made[card, strength].singled_out for strength in STRENGTHS]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0]


@pytest.mark.parametrize("card", ["new_codes", "jitter", "home_removed", "sensitive_removed"])
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
    for cells, slots in zip(
        known.sought.cell[:, :4].tolist(), known.sought.slot[:, :4].tolist(), strict=True
    ):
        weeks = defaultdict(list)
        for point in zip(cells, slots, strict=True):
            weeks[point[1] * 60 // key.period_min].append(point)
        found += any(len(set.intersection(*(holds[p] for p in points))) == 1 for points in weeks.values())
    assert made["new_codes", 0].pieces == found


@pytest.mark.parametrize("card", ["home_removed", "sensitive_removed"])
def test_the_simple_attack_on_what_was_left_out_is_counted_as_by_hand(outcome, known, made, card):
    """Whose first 1, 2, ... records are all still there, in their own trace and in no other, by plain sets."""
    release, key = defend(outcome, card, 1)
    rows = zip(release.first, release.first[1:], strict=False)
    holds = [set(zip(release.cell[a:b].tolist(), release.slot[a:b].tolist(), strict=True)) for a, b in rows]
    own = dict(zip(key.person_of(release.pseudonyms).tolist(), holds, strict=True))
    found = 0
    for person, cells, slots in zip(*(part.tolist() for part in known.sought[:3]), strict=True):
        points = set(zip(cells[:4], slots[:4], strict=True))
        found += points <= own.get(person, set()) and sum(points <= trace for trace in holds) == 1
    assert made[card, 1].naive == found


@pytest.mark.parametrize("card", ALL_CARDS)
def test_the_curve_is_the_attack_with_so_many_records(outcome, known, made, card):
    """The first two records of ten are a draw of two: the same attack, asked a second time."""
    sought = known.sought
    two = known._replace(sought=sought._replace(cell=sought.cell[:, :2], slot=sought.slot[:, :2]))
    one = made[card, 1]
    assert one.curve[3] == one.singled_out
    assert attempt(outcome, two, card, 1).singled_out == one.curve[1]


def test_the_sample_is_every_twentieth_resident_attacked_alone(outcome, known):
    for card in ("jitter", "home_removed", "new_codes"):
        _, sample = attempt_and_sample(outcome, known, card, 0)
        alone = attempt(outcome, known.every(SAMPLE_EVERY), card, 0)
        assert same(sample, alone)
        assert sample.people == len(known.sought.person[::SAMPLE_EVERY])


def test_shared_traces_single_nobody_out_and_the_badge_says_by_how_many(made):
    for strength, k in zip(STRENGTHS, (2, 5, 10), strict=True):
        one = made["k_anonymous", strength]
        assert (one.singled_out, one.attack) == (0, "shared")
        assert one.k >= k


def test_the_promise_of_noisy_counts_is_that_of_their_epsilon(made):
    found = [(made["counts_dp", s].unit, made["counts_dp", s].epsilon) for s in STRENGTHS]
    assert [unit for unit, _ in found] == ["one person-day"] * 3
    assert [epsilon for _, epsilon in found] == pytest.approx([5, 1, 0.1])


def test_an_island_with_too_few_people_for_a_card_publishes_nothing(known):
    one = not_published(known, "k_anonymous", 2)
    assert (one.people, one.singled_out, one.attack, one.k) == (len(known.sought.person), 0, "none", None)
    assert set(one.scores) == {None}
    assert not one.reaches_goal


def test_every_card_is_tried_at_every_strength_and_one_that_needs_more_people_publishes_nothing():
    """Of six people no trace can be shared by ten."""
    outcome = ni.run(ni.Scenario(people=6, days=7, seed=1))
    known = known_of(outcome)
    made = list(attempts_of(outcome, known, ("coarser_time", "k_anonymous")))

    assert [(one.card, one.strength) for one in made] == [
        (card, strength) for card in ("coarser_time", "k_anonymous") for strength in STRENGTHS
    ]
    assert made[:3] == [attempt(outcome, known, "coarser_time", strength) for strength in STRENGTHS]
    assert [one == not_published(known, one.card, one.strength) for one in made] == [False] * 5 + [True]


@pytest.mark.parametrize("card", ["counts_only", "counts_dp"])
def test_counts_have_no_trace_and_cannot_say_who_went_where(made, card):
    for strength in STRENGTHS:
        one = made[card, strength]
        assert (one.singled_out, one.k, one.attack) == (0, None, "none")
        cannot = {TASKS[i].name for i, score in enumerate(one.scores) if score is None}
        assert cannot == {"route_demand", "new_line", "commuters", "trip_lengths"}
        assert useful(one, STOPS) is not None


def test_noise_keeps_a_promise_and_nothing_else_does(made):
    assert {(one.card, one.unit) for one in made.values() if one.unit != "none"} == {
        ("jitter", "one report"),
        ("constant_shift", "one place"),
        ("counts_dp", "one person-day"),
    }
    assert {one.card for one in made.values() if (one.k or 1) > 1} == {"k_anonymous"}


def same(a: Attempt, b: Attempt) -> bool:
    """All numbers equal, and the scores to the six digits of the table."""
    scores = [[None if v is None else f"{v:.6g}" for v in one.scores] for one in (a, b)]
    plain = [one._replace(scores=(), epsilon=round(one.epsilon, 6)) for one in (a, b)]
    return plain[0] == plain[1] and scores[0] == scores[1]


def example(singled_out: int, stops: float | None) -> Attempt:
    rest = (None,) * (len(TASKS) - 1)
    curve = (0, 0, 0, singled_out)
    return Attempt("jitter", 0, 100, singled_out, "match", 0, (stops, *rest), 1, "none", 0.0, 0, 0, 0, curve)


def test_the_goal_is_under_ten_of_a_hundred_and_eight_stops():
    good = example(9, 8)
    assert reaches([good, example(10, 10), example(0, 7), example(0, None)]) == [good]


def test_a_dot_lies_at_its_shares_of_a_hundred():
    """30 of 100 singled out, 6 of 10 stops right; the simple attack, 45."""
    one = example(30, 6)._replace(naive=45)
    assert one.spot(0) == (30.0, pytest.approx(60.0))
    assert one.naive_spot(0) == (45.0, pytest.approx(60.0))
    assert example(30, None).spot(0) is None
    assert example(30, None).naive_spot(0) is None


def test_cards_of_the_core_that_reach_the_goal_are_named_once_all_of_it_is_made():
    """Far from the goal everywhere, but for two cards; what lies past the core is not asked."""
    core = [example(50, 8)._replace(card=card, strength=s) for card in CARDS for s in STRENGTHS]
    assert core_that_reaches(core) == ()
    at = {(one.card, one.strength): i for i, one in enumerate(core)}
    core[at["jitter", 2]] = example(9, 8)._replace(strength=2)
    core[at["coarser_time", 0]] = example(0, 10)._replace(card="coarser_time")
    beyond = example(0, 10)._replace(card="k_anonymous")
    assert core_that_reaches([beyond, *reversed(core)]) == ("coarser_time", "jitter")
    assert core_that_reaches([beyond, *core[:-1]]) is None
    assert core_that_reaches([*core[:-1], core[0]]) is None


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
        row = dict(zip(COLUMNS, row_of("NI-7-20000-28", one, one), strict=True))
        from nullisland.lesson.defend_table import _attempt

        assert same(_attempt(row), one)


def test_nothing_ships_for_another_island():
    assert shipped("NI-1-300-7") == ()


def test_every_attempt_ships_in_order_and_hangs_together():
    found = shipped("NI-7-20000-28")
    assert [(one.card, one.strength) for one in found] == [(c, s) for c in ALL_CARDS for s in STRENGTHS]
    for one, sample in zip(found, sampled("NI-7-20000-28"), strict=True):
        assert one.curve[3] == one.singled_out >= max(one.naive, one.pieces)
        assert len(one.curve) == len(sample.curve) == 10
        spread = 5 * (1000 * max(one.share * (1 - one.share), 1e-4)) ** 0.5
        assert abs(sample.curve[3] - 1000 * one.share) <= spread, one.card


def test_every_shipped_row_is_of_this_model():
    with data_path("lesson/defend.csv").open(encoding="utf-8") as file:
        versions = {int(row["model_version"]) for row in csv.DictReader(file)}
    assert versions == {MODEL_VERSION}
