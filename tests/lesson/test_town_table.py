from harness_town import small_island, town_bytes
from nullisland.lesson.town_table import town_table


def test_the_table_says_what_the_island_has():
    island, table = small_island(), town_table(town_bytes())
    assert table.districts == tuple(island.districts)
    assert dict(table.places) == {
        kind: len(island.places.of_kind(kind))
        for kind in island.places.kinds
        if kind != "home" and len(island.places.of_kind(kind))
    }
    assert table.streets == len(island.streets.names)
    assert table.stops == len(island.stops.names)
    assert table.buildings == len(island.buildings.place)
    assert [n for _, n in table.places] == sorted((n for _, n in table.places), reverse=True)
