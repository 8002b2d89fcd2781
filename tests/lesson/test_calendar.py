"""A week of hand-made records: the picture's letters, and the same as spans of hours."""

import numpy as np

import nullisland as ni
from nullisland.lesson import prepare
from nullisland.lesson.calendar import Day, Span, calendar_of

HOME, WORK, SHOP = 7, 3, 9
RECORDS = [
    *((hour, HOME) for hour in (0, 1, 2, 7)),
    *((hour, WORK) for hour in (9, 10)),
    (12, SHOP),
    *((24 + hour, HOME) for hour in (22, 23)),
    (48, SHOP),
]


def made(records, days=4):
    return calendar_of(np.array(records, np.int32).reshape(-1, 2), days, 60)


def test_squares_go_by_how_often_they_were_seen():
    """Home six times, work and shop twice each: work was seen first."""
    assert made(RECORDS).squares == (HOME, WORK)
    assert made([]).squares == ()


def test_hours_that_follow_each_other_are_one_span():
    first, second, third, fourth = made(RECORDS).days

    assert first == Day(
        0,
        (Span(0, 180, HOME), Span(420, 480, HOME)),
        (Span(540, 660, WORK),),
        (Span(720, 780, SHOP),),
    )
    assert second == Day(1, (Span(1320, 1440, HOME),), (), ())
    assert third.other == (Span(0, 60, SHOP),)
    assert fourth == Day(3, (), (), ())


def test_letters_are_those_of_the_hours():
    first, second, *_ = made(RECORDS).hours
    assert "".join(letter or "." for letter in first) == "aaa....a.bb.c..........."
    assert "".join(letter or "." for letter in second) == "......................aa"


def test_the_same_hours_in_another_square_are_another_span():
    (day,) = made([(0, HOME), (1, HOME), (5, 1), (6, 2)], days=1).days
    assert day.second == (Span(300, 360, 1),)
    assert day.other == (Span(360, 420, 2),)


def test_the_spans_hold_every_record_of_the_guide():
    scenario = ni.Scenario(people=300, days=14, seed=1)
    lesson = prepare(ni.run(scenario))
    told = {
        (day.day * 24 + hour, span.cell)
        for day in calendar_of(lesson.guide_points, 14, 60).days
        for span in (*day.most, *day.second, *day.other)
        for hour in range(span.start_min // 60, span.stop_min // 60)
    }
    assert told == {(slot, cell) for slot, cell in lesson.guide_points.tolist()}
