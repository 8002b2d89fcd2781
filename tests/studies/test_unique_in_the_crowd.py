import numpy as np
import pytest

from nullisland.studies import Options, noun, run_study
from nullisland.studies.unique_in_the_crowd import change, halving_remark


@pytest.fixture(scope="module")
def found():
    return run_study("unique-in-the-crowd", Options(people=4_000, days=10, targets=300, seed=4))


def test_the_change_is_counted_by_hand():
    """Four of five alone before, three of five after: a quarter less."""
    alone = np.array([[1, 1], [1, 0], [1, 1], [1, 1], [0, 0]], bool)
    assert change(alone, 0, 1) == pytest.approx(-0.25)
    assert np.isnan(change(np.zeros((3, 2), bool), 0, 1))


def test_more_points_never_single_out_fewer(found):
    figures = {figure.id: figure for figure in found.figures}
    curve = [figures[f"unicity_{k}_points_antenna_hour"].value for k in range(1, 12)]
    assert curve == sorted(curve)
    assert figures["unicity_4_points_antenna_hour"].published == 0.95


def test_a_halving_never_gains(found):
    for figure in found.figures:
        if figure.id.startswith(("unicity_halving", "unicity_space", "unicity_time")):
            assert figure.value <= 0 and figure.low <= figure.value <= figure.high


def test_the_summary_is_the_mean_of_the_first_halvings(found):
    figures = {figure.id: figure for figure in found.figures}
    for k in (4, 10):
        both = [figures[f"unicity_space_2_p{k}"].value, figures[f"unicity_time_2_p{k}"].value]
        assert figures[f"unicity_halving_p{k}"].value == pytest.approx(np.mean(both))
    assert figures["unicity_halving_p4"].published == -0.093


def test_orders_are_told_only_where_uniqueness_leaves_room(found):
    """At ten points nearly everybody of so small a country is alone."""
    figures = {figure.id: figure for figure in found.figures}
    assert figures["unicity_10_points_antenna_hour"].value > 0.98
    assert "saturated" in found.remarks[0]


@pytest.mark.parametrize(("low", "said"), [(-0.05, 1), (-0.09, 1), (-0.10, 0)])
def test_it_says_that_a_halving_costs_less_only_where_the_interval_stays_above_print(low, said):
    """Print: -9.3 % at four points, -6.2 % at ten."""
    figures = [
        noun.figure("unicity_3_points_antenna_hour", "", 0.9, 100),
        noun.figure("unicity_halving_p4", "", -0.04, 100, (low, -0.03)),
        noun.figure("unicity_halving_p10", "", -0.0002, 100, (-0.001, 0)),
    ]

    remarks = list(halving_remark(figures))

    assert len(remarks) == said
    for remark in remarks:
        assert "changes -4.0 % and 0.0 % at 4 and 10 points, in print -9.3 % and -6.2 %" in remark
        assert "90 % are alone by three points" in remark


def test_interrupted_studies_go_on(tmp_path, found):
    options = Options(people=4_000, days=10, targets=300, seed=4, resume=tmp_path)
    for _ in range(2):
        again = run_study("unique-in-the-crowd", options)
        assert again.figures == found.figures
        next(tmp_path.glob("*.npy")).unlink()
