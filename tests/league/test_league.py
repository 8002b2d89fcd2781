"""The league on a small town: everything that it must show, and that nothing else is summed up."""

import json

import pytest

from nullisland import Scenario
from nullisland.cli import main
from nullisland.league import play
from nullisland.measure.utility import TASKS
from nullisland.release import DEFENCES, UNPROTECTED

SCENARIO = Scenario(people=300, days=7, seed=7)


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def league(told):
    return play(SCENARIO, lambda what, done, total: told.append((what, done, total)))


def rows_of(league, defence):
    return [row for row in league.rows if row.defence == defence]


def test_every_defence_of_the_catalogue_plays_at_three_strengths(league):
    assert [(row.defence, row.strength) for row in league.rows] == [
        (UNPROTECTED, None),
        *((defence.name, strength) for defence in DEFENCES for strength in range(3)),
    ]
    assert all([s.task for s in row.scores] == [t.name for t in TASKS] for row in league.rows)


def test_the_bar_goes_from_nothing_to_all(league, told):
    done = [d for _, d, _ in told]
    assert done == list(range(len(league.rows) + 2))
    assert {total for _, _, total in told} == {len(league.rows) + 2}


def test_each_rate_has_its_denominator_and_names_what_was_given(league):
    for row in league.rows:
        for verdict in row.verdicts:
            assert verdict.n > 0 and verdict.attack and verdict.given
            assert verdict.right.value + verdict.wrong.value + verdict.passed.value == pytest.approx(1)
        if row.strongest:
            people = [v for v in row.verdicts if v.attack != "relink"]
            assert row.strongest.right.value == max(v.right.value for v in people)
            by = {e.by for e in row.exposed}
            assert by == {"routine", "district"}
            hits = sum(e.found.value * e.found.n for e in row.exposed if e.by == "routine")
            assert hits == pytest.approx(row.strongest.right.value * row.strongest.n)


def test_k_anonymous_traces_are_and_nobody_is_found_more_often_than_one_in_k(league):
    for row in rows_of(league, "k_anonymous"):
        k = row.values["k"]
        assert row.guarantees.k is None or row.guarantees.k >= k
        assert row.strongest.right.low <= 1 / k


def test_of_totals_it_is_asked_who_was_counted_and_nobody_is_named(league):
    for row in (*rows_of(league, "counts_only"), *rows_of(league, "counts_dp")):
        (verdict,) = row.verdicts
        assert verdict.attack == "membership" and row.strongest is None
        assert verdict.n == 100 + 15  # of 300 residents a hundred are asked about, and all visitors


def test_exact_totals_give_traces_back_and_noisy_ones_hardly(league):
    exact, noisy = rows_of(league, "counts_only")[0].recovered, rows_of(league, "counts_dp")[2].recovered

    assert exact.right.low > exact.baseline.high
    assert exact.right.low > noisy.right.high
    assert all((row.recovered is not None) == (row.kind == "totals") for row in league.rows)


def test_homes_are_found_by_the_way_that_fits_the_defence(league):
    plain = league.rows[0].home
    assert (
        plain.metres.value <= 125 * 2**0.5 and plain.metres.n == SCENARIO.people
    )  # within half a square's diagonal
    for row in rows_of(league, "jitter"):
        assert row.home.way == "average of the nights"  # 7 nights undo most of the noise
        assert row.home.metres.high < 2 / row.values["epsilon_per_m"]
    assert rows_of(league, "home_removed")[0].home.metres.value > plain.metres.value
    assert all(row.home is None for row in rows_of(league, "counts_only"))


def test_larger_squares_hide_more(league):
    found = [row.strongest.right.value for row in (league.rows[0], *rows_of(league, "coarser_squares"))]

    assert found == sorted(found, reverse=True)


def test_without_a_defence_the_planner_does_best_at_stops_and_routes(league):
    plain = league.rows[0]
    for row in league.rows:
        stops, demand = row.score("busiest_stops").value, row.score("route_demand").value
        assert stops <= plain.score("busiest_stops").best
        assert demand is None or 0 <= demand <= 1


def test_points_of_interest_are_measured_where_fixes_are_published(league):
    for row in league.rows:
        assert (row.points is not None) == (row.kind == "fixes")
    assert rows_of(league, "constant_speed")[1].points.f_score <= 0.05


def test_beside_print_stands_what_print_has(league):
    beside = {figure.id: figure for figure in league.beside}

    for name in ("geoi_ln4_200_poi_f_geolife", "promesse200_poi_f_geolife", "w4m_k2_error_geolife"):
        assert beside[name].published is not None and beside[name].n > 0
    assert beside["geoi_reid_strong_geolife"].n + beside["geoi_reid_strong_cabs"].n <= SCENARIO.people


def test_the_command_prints_both_ways(league, monkeypatch, capsys):
    monkeypatch.setattr("nullisland.cli.league.play", lambda scenario, tell: league)

    assert main(["league", "--people", "300", "--days", "7"]) == 0
    text = capsys.readouterr().out
    assert "found by the strongest attack" in text and "cannot be asked" in text
    assert main(["league", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["rows"]) == len(league.rows) and set(found["questions"]) == {t.name for t in TASKS}
    assert "score" not in " ".join(found["rows"][0])
    assert main(["league", "--people", "many"]) == 2
