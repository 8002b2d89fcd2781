"""The charts of the lesson as figures: what is drawn in, where, in which role, and that the axes are honest."""

from collections.abc import Sequence

import plotly.graph_objects as go
import pytest

from nullisland.app import charts, words
from nullisland.app.scenes import town_test
from nullisland.app.theme import LIGHT
from nullisland.model import Estimate

LABELS = charts.Labels("records known", "singled out", "this island", "your guess: 40")
SHAPES = {"truth": "square", "guess": "diamond-open", "claim": "x-thin-open"}


def share(value: float) -> Estimate:
    return Estimate(value, value - 0.02, value + 0.01, 1_000, "wilson")


CURVE = [share(value) for value in (0.05, 0.3, 0.6, 0.8, 0.9, 0.95)]
PRINT = (charts.Published(4, 0.95, "phones, 2013: 95"), charts.Published(4, 0.90, "bank cards, 2015: 90"))


def drawn(figure: go.Figure, role: str) -> list[tuple[float, float]]:
    """Where the marks of a role stand: its colour and its shape, both."""
    return [
        (float(x), pytest.approx(float(y)))
        for trace in figure.data
        if trace.mode == "markers"
        and trace.marker.symbol == SHAPES[role]
        and trace.marker.color == LIGHT[role]
        for x, y in zip(trace.x, trace.y, strict=True)
    ]


def said(figure: go.Figure) -> dict[str, go.layout.Annotation]:
    return {note.text: note for note in figure.layout.annotations}


def uniqueness(
    guess: int | None = None, hands: dict[int, int] | None = None, curve: Sequence[Estimate] = CURVE
) -> go.Figure:
    return charts.uniqueness_chart(curve, LABELS, shown=True, guess=guess, published=PRINT, hands=hands)


EVERY = {
    "the reveal": uniqueness(40),
    "before the reveal": charts.uniqueness_chart(CURVE, LABELS, shown=False, guess=40, published=PRINT),
    "the sandbox": charts.known_chart(CURVE, LABELS, 4, (CURVE, "without a defence")),
    "growth": charts.growth_chart(
        [
            charts.Line("same streets", [(300, share(0.9)), (20_000, share(0.8))], chosen=True),
            charts.Line("more town", [(300, share(0.7)), (20_000, share(0.8))], chosen=False),
        ],
        LABELS,
    ),
}


@pytest.mark.parametrize("name", EVERY)
def test_shares_start_at_zero_and_end_at_a_hundred_on_light_horizontals(name: str):
    y, layout = EVERY[name].layout.yaxis, EVERY[name].layout
    assert (y.tickvals[0], y.tickvals[-1]) == (0, 100)
    assert -3 < y.range[0] <= 0
    assert y.range[1] >= 100
    assert y.gridcolor == LIGHT["line"]
    assert layout.xaxis.showgrid is False


@pytest.mark.parametrize("name", EVERY)
def test_words_stand_at_the_marks_and_not_in_a_legend(name: str):
    assert EVERY[name].layout.showlegend is False
    assert "singled out" in said(EVERY[name])


@pytest.mark.parametrize("guess", [0, 40, 79, 100])
def test_the_guess_is_an_open_diamond_at_four_records_with_its_words(guess: int):
    figure = uniqueness(guess)
    assert drawn(figure, "guess") == [(4, guess)]
    note = said(figure)["your guess: 40"]
    assert (note.x, note.y) == (4, guess)
    assert note.font.color == LIGHT["guess"]


def test_without_a_guess_there_is_no_diamond_and_no_word_of_one():
    figure = uniqueness()
    assert drawn(figure, "guess") == []
    assert "your guess: 40" not in said(figure)


def test_before_the_reveal_there_are_axes_and_nothing_else():
    figure = EVERY["before the reveal"]
    assert len(figure.data) == 0
    assert list(said(figure)) == ["singled out"]


def test_each_hand_of_a_class_is_a_diamond_at_the_height_of_its_guess():
    figure = uniqueness(hands={20: 3, 60: 1, 90: 0})
    assert [y for _, y in drawn(figure, "guess")] == [20, 20, 20, 60]
    assert said(figure)["your guess: 40"].y == 20


def test_the_truth_is_a_square_for_each_number_of_records_with_its_interval():
    figure = uniqueness(40)
    assert drawn(figure, "truth") == [(1, 5), (2, 30), (3, 60), (4, 80), (5, 90), (6, 95)]
    error = next(trace.error_y for trace in figure.data if trace.error_y.array is not None)
    assert list(error.array) == pytest.approx([1] * 6)
    assert list(error.arrayminus) == pytest.approx([2] * 6)
    assert said(figure)["this island"].x == 6


def test_what_was_printed_is_a_cross_beside_four_records_with_its_words():
    figure = uniqueness(40)
    crosses = drawn(figure, "claim")
    assert [y for _, y in crosses] == [95, 90]
    assert all(4 < x < 4.5 for x, _ in crosses)
    for one, (x, y) in zip(PRINT, crosses, strict=True):
        note = said(figure)[one.label]
        assert (note.x, note.y) == (x, y)
        assert note.font.color == LIGHT["claim"]


def test_print_is_shown_as_it_was_printed_and_never_without_its_conditions():
    """De Montjoye et al. 2013: 95 % of 1.5 million phones in 15 months; 2015: 90 % of 1.1 million cards in 3."""
    text = words.scene("four_sightings")
    shown = town_test.published(text)
    assert [(one.points, one.share, one.label) for one in shown] == [
        (4, 0.95, "phones, 2013: 95"),
        (4, 0.9, "bank cards, 2015: 90"),
    ]
    caption = town_test.caption(text)
    for condition in (
        "1.5 million phones",
        "15 months",
        "hourly",
        "1.1 million people",
        "3 months",
        "10,000 shops",
    ):
        assert condition in caption


def test_the_chosen_line_of_growth_alone_carries_marks_and_both_are_named():
    figure = EVERY["growth"]
    assert drawn(figure, "truth") == [(300, 90), (20_000, 80)]
    assert {"same streets", "more town"} <= set(said(figure))
