import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.attack import anchor, name_traces
from nullisland.errors import ConfigError, DataError
from nullisland.measure import address_book, named, observed_traces
from nullisland.model import NOWHERE, Observations, Scenario
from nullisland.people import build_people
from nullisland.release import PublishConfig, publish
from toy import toy_island

ISLAND = toy_island()
PEOPLE = build_people(Scenario(people=60, days=7, seed=3, visitors=12), ISLAND)


def gps(records, n_people):
    """Observations of records (person, t_min, x_dm, y_dm)."""
    person, t_min, x_dm, y_dm = np.array(sorted(records), np.int64).reshape(-1, 4).T
    return Observations(
        sensor="gps",
        start_person=0,
        first=np.searchsorted(person, np.arange(n_people + 1)),
        t_min=t_min.astype(np.int32),
        x_dm=x_dm.astype(np.int32),
        y_dm=y_dm.astype(np.int32),
        site=np.full(len(person), -1, np.int32),
    )


west, south, east, north = ISLAND.bounds_dm
records = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 1439), st.integers(west - 99, east + 99), st.integers(south, north)
    ),
    min_size=1,
    max_size=40,
)


@given(records, st.sampled_from([100, 250]), st.sampled_from([30, 60, 360]))
def test_whoever_is_released_has_the_same_trace_in_both(rows, cell_m, slot_min):
    observations = gps(rows, 5)
    config = PublishConfig(cell_m=cell_m, slot_min=slot_min)
    release, key = publish(observations, ISLAND, config, released=5)

    traces = observed_traces(observations, release, 0, 5)

    persons = key.person_of(release.pseudonyms)
    assert traces.ids.tolist() == sorted(persons.tolist())
    for i, person in enumerate(persons):
        own = slice(release.first[i], release.first[i + 1])
        row = int(np.searchsorted(traces.ids, person))
        codes = traces.points.of(row)
        assert traces.cell_of(codes).tolist() == release.cell[own].tolist()
        assert traces.slot_of(codes).tolist() == release.slot[own].tolist()


@given(records)
def test_some_people_are_a_part_of_all(rows):
    observations = gps(rows, 5)
    release, _ = publish(observations, ISLAND, PublishConfig(cell_m=100), released=2)

    visitors = observed_traces(observations, release, 2, 5)

    grid = release.grid

    def square(x, y):
        column = min(max((x - west) // 1000, 0), grid.columns - 1)
        return min((y - south) // 1000, grid.rows - 1) * grid.columns + column

    town = naive.points((who, square(x, y), t // 60) for who, t, x, y in rows if who >= 2)
    assert visitors.ids.tolist() == sorted(town)
    assert visitors.points.counts().tolist() == [len(town[who]) for who in sorted(town)]


def test_others_than_those_observed_are_refused():
    observations = gps([(0, 5, 0, 0), (1, 5, 0, 0)], 2)
    release, _ = publish(observations, ISLAND, PublishConfig(cell_m=100), released=1)

    assert len(observed_traces(observations, release, 1, 1)) == 0
    for start, stop in ((0, 3), (-1, 1), (2, 1)):
        with pytest.raises(ConfigError):
            observed_traces(observations, release, start, stop)


def test_everybody_stands_in_the_book_with_the_squares_of_their_places():
    release, _ = publish(gps([(0, 5, 0, 0)], 1), ISLAND, PublishConfig(cell_m=250), released=1)
    book, places, grid = address_book(PEOPLE, ISLAND.places, release), ISLAND.places, release.grid

    def square(place):
        column = (int(places.x_dm[place]) - grid.west_dm) // 2500
        return (int(places.y_dm[place]) - grid.south_dm) // 2500 * grid.columns + column

    assert len(book) == len(PEOPLE) == 72
    for person in range(72):
        home, employer = square(PEOPLE.home_place[person]), int(PEOPLE.employer_place[person])
        assert book.home_cell[person] == home
        works = employer != NOWHERE and square(employer) != home
        assert book.work_cell[person] == (square(employer) if works else NOWHERE)


def test_people_who_keep_to_home_and_work_are_named_and_nobody_absent_is():
    """Nights at home, days at work: everybody with a pair of their own is named, and rightly."""
    hours = [day * 24 + hour for day in range(3) for hour in (1, 2, 10, 11, 12)]
    rows = []
    for person in range(60):
        for hour in hours:
            at_work = hour % 24 >= 10 and PEOPLE.employer_place[person] != NOWHERE
            place = PEOPLE.employer_place[person] if at_work else PEOPLE.home_place[person]
            rows.append((person, hour * 60, int(ISLAND.places.x_dm[place]), int(ISLAND.places.y_dm[place])))
    observations = gps(rows, 72)
    release, _ = publish(observations, ISLAND, PublishConfig(cell_m=100), released=60)
    traces = observed_traces(observations, release, 0, 60)
    book = address_book(PEOPLE, ISLAND.places, release)

    claims = name_traces(anchor(traces, release.slot_min), book)
    found = named(claims, traces.ids, np.arange(60, 72), book_size=len(book))

    pairs = list(zip(book.home_cell.tolist(), book.work_cell.tolist(), strict=True))
    alone = sum(pairs.count(pairs[person]) == 1 for person in range(60))
    assert 0 < alone < 60
    assert (found.right.value, found.wrong.value) == (alone / 60, 0)
    assert found.control.value == 0 and found.risk.value == found.right.value


def test_towers_have_no_address_book_and_no_squares():
    observations = gps([(0, 5, 0, 0)], 1)
    release, _ = publish(observations, ISLAND, PublishConfig(cell_m=100), released=1)
    object.__setattr__(release, "grid", None)
    object.__setattr__(release, "sensor", "tower")

    with pytest.raises(DataError, match="squares"):
        address_book(PEOPLE, ISLAND.places, release)
    with pytest.raises(DataError, match="observations must be of tower"):
        observed_traces(observations, release, 0, 1)
