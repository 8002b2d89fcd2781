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
        for verdict in (*row.naming, *row.others):
            assert verdict.n > 0 and verdict.attack and verdict.given
            assert verdict.right.value + verdict.wrong.value + verdict.passed.value == pytest.approx(1)
            for rate in verdict.rates().values():
                assert rate is None or (rate.low <= rate.value <= rate.high and rate.n > 0)
        if row.strongest:
            assert row.strongest.right.value == max(v.right.value for v in row.naming)
            by = {e.by for e in row.exposed}
            assert by == {"routine", "district"}
            hits = sum(e.found.value * e.found.n for e in row.exposed if e.by == "routine")
            assert hits == pytest.approx(row.strongest.right.value * row.strongest.n)


def test_k_anonymous_traces_are_and_nobody_is_found_more_often_than_one_in_k(league):
    for row in rows_of(league, "k_anonymous"):
        k = row.values["k"]
        assert row.guarantees.k is None or row.guarantees.k >= k
        assert row.strongest.right.low <= 1 / k


ATTACKS = {
    "squares": {"match", "home and work", "last destination", "link", "ties", "infer clinic"},
    "fixes": {"match_fixes", "home and work", "average of the nights", "link", "ties", "infer clinic"},
    "boxes": {"match_boxes"},
    "totals": {"membership", "recover", "difference"},
}
MORE = {
    "home_removed": {"centre of the hole"},
    "home_hidden": {"centre of the hole"},
    "rounded": {"match", "crossings"},
    "synthetic": {"match"},
}


def test_every_attack_that_applies_is_tried_on_every_release(league):
    for row in league.rows:
        tried = {v.attack for v in (*row.naming, *row.others)}
        expected = MORE.get(row.defence, set())
        if row.defence != "synthetic":  # nobody is behind those traces
            expected = expected | ATTACKS[row.kind]
        if row.defence == "new_codes" and row.values["policy"] == "day":
            expected = expected | {"relink", "relink, then match", "relink, then home and work"}
        if row.values.get("policy") == "trip":
            expected = expected - {"ties"}  # a trip is too short to live with somebody
        if row.kind != "totals" and row.guarantees.n_traces < SCENARIO.people / 3:
            continue  # in so small a town a wide hole leaves next to nobody
        if row.values.get("cell_m") == 1_000:
            expected = expected - {"crossings"}  # in so small a town hardly anybody leaves a square
        missing = [name for name in expected if not any(attack.startswith(name) for attack in tried)]
        assert not missing, (row.name, missing)


def test_knowledge_comes_from_the_same_phones_from_cards_and_from_an_address_book(league):
    plain = league.rows[0]

    given = {v.given: v for v in plain.naming}

    assert set(given) == {
        "4 sightings from gps",
        "4 sightings from card",
        "a card log with names",
        "an address book of the town",
    }
    assert given["a card log with names"].control.n <= SCENARIO.inhabitants - SCENARIO.people
    assert given["4 sightings from card"].n < SCENARIO.people  # who taps less often cannot be sought
    by_card = [v.right.value for v in plain.naming if "card" in v.given]
    assert plain.by_card.right.value == max(by_card) < plain.strongest.right.value


def test_of_totals_it_is_asked_who_was_counted_and_nobody_is_named(league):
    for row in (*rows_of(league, "counts_only"), *rows_of(league, "counts_dp")):
        assert row.strongest is None and not row.naming
        counted = next(v for v in row.others if v.attack == "membership")
        assert counted.n == 100 + 15  # of 300 residents a hundred are asked about, and all visitors


def other(row, attack):
    return next(v for v in row.others if v.attack == attack)


def test_exact_totals_give_traces_back_and_noisy_ones_hardly(league):
    exact, noisy = (
        other(row, "recover") for row in (rows_of(league, "counts_only")[0], rows_of(league, "counts_dp")[2])
    )

    assert exact.right.low > exact.baseline.high
    assert exact.right.low > noisy.right.high
    assert exact.control.n < exact.n


def test_two_exact_totals_tell_all_of_who_left_and_noise_tells_nothing(league):
    plain, _, hidden = (other(row, "difference") for row in rows_of(league, "counts_only"))
    drowned = other(rows_of(league, "counts_dp")[2], "difference")

    assert plain.right.value == 1 and plain.wrong.value == 0 and plain.control.value == 0
    assert hidden.right.value < plain.right.value and hidden.wrong.value == 0
    assert not drowned.beats_guessing and drowned.control.value == 1


def test_rounding_hides_less_than_the_side_of_a_square(league):
    found = other(rows_of(league, "rounded")[0], "crossings")

    assert found.beats_guessing and found.passed.value == 0


def test_what_rounding_to_squares_leaves_is_no_less_than_the_squares(league):
    """Rounded fixes say more than squares and hours of that size, so as many must be found."""
    rounded, squares = rows_of(league, "rounded"), rows_of(league, "coarser_squares")
    same = {row.values["cell_m"]: row.strongest.right.value for row in rounded}
    for row in squares:
        if row.values["cell_m"] in same:
            assert same[row.values["cell_m"]] >= row.strongest.right.value


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
    assert "by card alone" in text and "ties: right" in text and "difference: right 100.0%" in text
    assert main(["league", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["rows"]) == len(league.rows) and set(found["questions"]) == {t.name for t in TASKS}
    assert "score" not in " ".join(found["rows"][0])
    assert main(["league", "--people", "many"]) == 2
