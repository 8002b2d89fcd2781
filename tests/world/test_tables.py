"""The world's committed tables."""

import math

from nullisland.tables import read_table
from nullisland.world.places import kinds_table


def test_cosines_are_rounded_to_the_nearest():
    rows = read_table("town/cosines.csv")
    assert [int(row["step"]) for row in rows] == list(range(1024))
    for k, row in enumerate(rows):
        assert abs(int(row["cosine_32768"]) - 32768 * math.cos(math.pi * k / 512)) <= 0.5 + 1e-6


def test_every_kind_of_place_can_be_built():
    sites = {"home", "market", "centre", "local", "spread", "edge", "harbour", "green", "shore"}
    kinds = kinds_table()
    assert kinds[0].name == "home"
    for kind in kinds:
        assert kind.site in sites, kind.name
        assert kind.jobs[0] <= kind.jobs[1], kind.name
        assert 1 <= kind.weight[0] <= kind.weight[1], kind.name
        assert kind.least >= 1, kind.name
        assert (kind.jobs[0] >= 1) == (kind.group != "home"), kind.name


def test_every_kind_has_opening_hours_and_a_label():
    names = [kind.name for kind in kinds_table()]
    for table in ("town/opening_hours.csv", "town/place_labels.csv"):
        assert [row["kind"] for row in read_table(table)] == names


def test_no_district_is_named_twice():
    names = [row["name"] for row in read_table("town/districts.csv")]
    assert len(set(names)) == len(names)
