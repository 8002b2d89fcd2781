import pytest

from nullisland.errors import ConfigError
from nullisland.model import Estimate
from nullisland.studies import Options, Study, figure, figure_of


def test_a_figure_stands_beside_the_row_of_its_id():
    known = figure_of("home_work_median_tract", "what", Estimate(20.0, 18.0, 22.0, 7, "bootstrap"))

    assert (known.value, known.low, known.high, known.n) == (20, 18, 22, 7)
    assert (known.published, known.conditions) == (21, "tract (about 1,500 people each)")
    assert known.source.startswith("Golle, Partridge 2009")


def test_a_figure_without_print_and_one_that_cannot_be_told():
    alone = figure("no_such_row", "what", 3.0, 9)
    assert (alone.low, alone.high, alone.published, alone.conditions) == (3, 3, None, "")

    unknown = figure("no_such_row", "what", float("nan"), 0, (float("nan"), float("inf")))
    assert (unknown.value, unknown.low, unknown.high) == (None, None, None)


def test_no_id_twice():
    with pytest.raises(ValueError, match="differ"):
        Study(figures=(figure("a", "b", 1, 1),) * 2, people=2, points=2)


@pytest.mark.parametrize("wrong", [{"people": 1}, {"days": 1}, {"seed": -1}, {"targets": 0}, {"days": 2.5}])
def test_sizes_out_of_range_are_refused(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        Options(**{"people": 10, **wrong})


def test_a_file_is_no_folder_to_go_on_from(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(ConfigError, match="resume"):
        Options(people=10, resume=file)
