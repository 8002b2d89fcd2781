"""Figures from print."""

from nullisland.published import published
from nullisland.tables import read_table


def test_same_is_written_out():
    tract, reach = published("home_work_median_tract"), published("home_work_tract_upto5")

    assert tract is not None and reach is not None
    assert tract.value == 21
    assert tract.source == reach.source
    assert tract.source.startswith("Golle, Partridge 2009")
    assert published("unicity_60m_5_points_lower").conditions == "lower bound of the same"


def test_every_row_can_be_asked_for():
    for row in read_table("published.csv"):
        found = published(row["id"])
        assert found.value == float(row["value"])
        assert "same" not in (found.conditions, found.source)
    assert published("no_such_row") is None
