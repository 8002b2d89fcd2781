"""The numbers of the scenes, recounted from the frames of the same run."""

import numpy as np
import pytest

import nullisland as ni
from nullisland.lesson import precision_at, prepare
from nullisland.lesson.cast import find_guide
from nullisland.lesson.settled import GRAINS

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.fixture(scope="module")
def lesson(outcome):
    return prepare(outcome)


@pytest.fixture(scope="module")
def points_of(outcome):
    """Set of (cell, slot) of each pseudonym."""
    frame = outcome.to_frames()["release"]
    return {
        pseudonym: set(zip(rows["cell"].tolist(), rows["slot"].tolist(), strict=True))
        for pseudonym, rows in frame.groupby("pseudonym")
    }


def test_masks_and_counts_are_those_of_the_release(outcome, lesson, points_of):
    _, sightings = find_guide(outcome)
    cards = [(card.cell, card.slot) for card in sightings]

    masks = [
        sum(1 << j for j, card in enumerate(cards) if card in points_of[pseudonym])
        for pseudonym in lesson.pseudonyms.tolist()
    ]
    assert lesson.masks.tolist() == masks
    assert lesson.counts.tolist() == [sum(mask & s == s for mask in masks) for s in range(64)]


def test_all_six_cards_fit_the_guide(lesson):
    assert lesson.masks[lesson.guide.row] == 63
    assert lesson.pseudonyms[lesson.guide.row] == lesson.guide.pseudonym


def test_the_guide_is_in_the_register_under_name_and_code(outcome, lesson):
    row = next(row for row in lesson.register if row.pseudonym == lesson.guide.pseudonym)

    assert row.name == lesson.guide.name
    people = outcome.to_frames()["people"].set_index("person")
    assert people.loc[lesson.guide.person, "name"] == lesson.guide.name
    assert people.loc[lesson.guide.person, "address"] == lesson.guide.address


def test_each_row_of_the_register_is_a_released_record_of_that_person(outcome, lesson, points_of):
    names = outcome.to_frames()["people"]["name"]
    for row in lesson.register:
        assert (row.cell, row.day * 24 + row.hour) in points_of[row.pseudonym]
        assert names[outcome.key.person_of([row.pseudonym])[0]] == row.name


def test_the_four_weeks_of_the_code_are_its_trace(lesson, points_of):
    trace = {(cell, slot) for slot, cell in lesson.guide_points.tolist()}

    assert trace == points_of[lesson.guide.pseudonym]


def test_the_town_wide_number_is_the_librarys(outcome, lesson):
    traces = ni.Traces.from_release(outcome.release)

    assert lesson.curve == ni.uniqueness_curve(traces, max_points=10)
    assert lesson.singled_out == lesson.curve[3]
    assert precision_at(lesson.town, 250, 60).singled_out == lesson.singled_out


def test_coarser_in_place_or_time_never_singles_out_more(lesson):
    share = {grain: precision_at(lesson.town, *grain).singled_out.value for grain in GRAINS}

    for cell_m, slot_min in GRAINS:
        for coarser in ((cell_m * 2, slot_min), (cell_m, slot_min * 2), (cell_m * 4, slot_min * 4)):
            if coarser in share:
                assert share[coarser] <= share[cell_m, slot_min]


@pytest.mark.parametrize("grain", [(300, 60), (250, 90), (0, 60), (100, 60)])
def test_a_grain_that_is_no_multiple_of_the_finest_is_refused(lesson, grain):
    with pytest.raises(ni.ConfigError, match="a grain must be a multiple of 250 m and 60 min"):
        precision_at(lesson.town, *grain)


def test_one_square_for_the_whole_island_singles_out_nobody(lesson):
    """Everybody is in the one square at some time of a day: only who is there on all days still differs."""
    wide = precision_at(lesson.town, 2000, 1440)

    assert wide.singled_out.value < lesson.singled_out.value
    assert wide.stops_right <= wide.stops_asked


def test_night_squares_are_mostly_the_homes(outcome, lesson):
    west, south, cell_m, columns, _ = lesson.grid
    home = outcome.people.home_place[outcome.key.person_of(lesson.pseudonyms)]
    x, y = outcome.island.places.x_dm[home], outcome.island.places.y_dm[home]
    square = (y - south) // (cell_m * 10) * columns + (x - west) // (cell_m * 10)

    assert np.mean(square == lesson.night_cell) > 0.8


def test_a_town_without_a_guide_still_has_its_numbers():
    outcome = ni.run(ni.Scenario(people=5, days=2, seed=1))

    lesson = prepare(outcome)

    assert lesson.guide is None
    assert lesson.cards == ()
    assert len(lesson.curve) == 10
    assert not lesson.masks.any()


def test_progress_ends_full(outcome):
    told = []
    prepare(outcome, progress=lambda *step: told.append(step))

    assert [done for _, done, _ in told] == list(range(4))
    assert {total for *_, total in told} == {3}
