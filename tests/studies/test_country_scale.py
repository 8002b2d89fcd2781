import pytest

from nullisland.studies import Options, run_study
from nullisland.studies.country_scale import LEAST, MOST, SHARES


@pytest.fixture(scope="module")
def found():
    return run_study("country-scale", Options(people=4_000, days=10, targets=300, seed=4))


def test_uniqueness_rises_with_points_and_falls_with_the_crowd(found):
    figures = {figure.id: figure for figure in found.figures}
    for crowd, share in enumerate(SHARES):
        part = 65_536 // share
        curve = [figures[f"unicity_{k}_points_1_in_{part}"].value for k in range(LEAST, MOST + 1)]
        assert curve == sorted(curve)
        if crowd:
            before = [figures[f"unicity_{k}_points_1_in_{2 * part}"].value for k in range(LEAST, MOST + 1)]
            assert all(a >= b for a, b in zip(before, curve, strict=True))
    assert figures["unicity_2_points_1_in_64"].value > figures["unicity_2_points_1_in_1"].value


def test_all_of_the_country_is_what_stands_beside_print(found):
    figures = {figure.id: figure for figure in found.figures}
    for k in range(LEAST, MOST + 1):
        assert figures[f"unicity_60m_{k}_points"].value == figures[f"unicity_{k}_points_1_in_1"].value
    assert figures["unicity_60m_4_points"].published == 0.93
    for k, bound in ((4, 0.22), (5, 0.87)):
        lower = figures[f"unicity_60m_{k}_points_lower"]
        assert (lower.value, lower.published) == (figures[f"unicity_60m_{k}_points"].value, bound)


def test_a_small_country_names_the_command_of_the_full_one(found):
    assert any("--people 60000000" in remark for remark in found.remarks)
