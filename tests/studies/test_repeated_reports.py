import math

import pytest

from nullisland.studies import Options, run_study
from nullisland.studies.repeated_reports import EPSILON_PER_M, NIGHTS


@pytest.fixture(scope="module")
def figures():
    found = run_study("repeated-reports", Options(people=1_500, seed=3))
    return {figure.id: figure for figure in found.figures}


@pytest.mark.parametrize(("name", "metres"), [("averaging_ln4_200_n30", 57), ("averaging_ln4_200_n100", 31)])
def test_the_error_is_that_of_print_within_a_tenth(figures, name, metres):
    assert figures[name].published == metres
    assert figures[name].value == pytest.approx(metres, rel=0.1)


def test_the_mean_follows_its_closed_form_at_every_number_of_reports(figures):
    """One report is off by 2 / epsilon; the mean of many by sqrt(3 pi / 2) / (epsilon sqrt n)."""
    assert figures["averaging_ln4_200_n1"].value == pytest.approx(2 / EPSILON_PER_M, rel=0.06)
    for n in NIGHTS[2:]:
        name = next(i for i in figures if i.endswith(f"_n{n}") and i.startswith("averaging"))
        law = math.sqrt(3 * math.pi / 2) / (EPSILON_PER_M * math.sqrt(n))
        assert figures[name].value == pytest.approx(law, rel=0.06)


def test_the_median_is_nearer_and_a_lasting_shift_is_not_undone(figures):
    for n in (30, 100):
        assert figures[f"averaging_ln4_200_n{n}_median"].high < figures[f"averaging_ln4_200_n{n}"].low
    assert figures["constant_shift_ln4_200_n100"].value == pytest.approx(2 / EPSILON_PER_M, rel=0.06)
