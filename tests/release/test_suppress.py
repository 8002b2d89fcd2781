import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawers import ISLAND, crowds, drawer, fixes_of, release_of, towns, traces_in
from lives import people_of
from nullisland.attack import anonymity_set_sizes
from nullisland.errors import ConfigError
from nullisland.model import Traces
from nullisland.release import (
    generalise,
    home_circles,
    perturb_reports,
    publish_fixes,
    suppress_homes,
    suppress_kinds,
    suppress_rare,
    suppress_short,
    to_squares,
)
from nullisland.release.sensitive import sensitive_kinds
from toy import toy_island

PLACES = ISLAND.places


def left_of(before, after):
    """What is left of each trace; AssertionError if anything was added or moved."""
    for code, rows in after.items():
        assert rows
        assert not Counter(rows) - Counter(before[code])
        assert rows == [row for row in before[code] if row in set(rows)]
    return {code: after.get(code, []) for code in before}


@given(crowds, st.integers(50, 700))
def test_fixes_near_ones_own_home_are_gone_and_only_those(crowd, radius_m):
    source = drawer(crowd)
    fixes, key = publish_fixes(source, 2)

    made = suppress_homes(fixes, key, home_circles(source.people, PLACES), radius_m=radius_m)

    for code, rows in left_of(traces_in(fixes), traces_in(made)).items():
        person = int(key.person_of(code))
        home = source.people.home_place[person]
        at = (int(PLACES.x_dm[home]), int(PLACES.y_dm[home]))
        assert rows == [row for row in crowd[person] if math.dist(row[1:], at) > radius_m * 10]


def test_a_hole_around_the_true_home_voids_what_noise_promised():
    """What only looks at the release keeps the promise; what looks at the register does not."""
    source = drawer([[(0, 0, 0), (1, 8000, 8000)]] * 3)
    fixes, key = publish_fixes(source, 2)
    noisy = perturb_reports(fixes, epsilon_per_m=0.1, secret_seed=1)

    assert len(suppress_kinds(noisy, PLACES, radius_m=100).ledger) == 1
    assert len(suppress_homes(noisy, key, home_circles(source.people, PLACES), radius_m=100).ledger) == 0


def test_the_middle_of_a_moved_hole_is_not_the_home():
    """Centres lie evenly in a disc of 150 m: their mean distance is 100 m, deviation 150 / sqrt 18; one a home."""
    island = toy_island(side=12, homes=2000)
    homes = np.flatnonzero(island.places.kind == 0).astype(np.int32)
    people = replace(people_of(4000), home_place=np.concatenate((homes, homes)))
    plain, moved = (home_circles(people, island.places, shift_m=s, secret_seed=5) for s in (0, 150))

    dx, dy = ((after[0] - before[0]) / 10 for before, after in zip(plain, moved, strict=True))

    gap = np.hypot(dx, dy)
    assert gap.max() <= 150.1
    assert gap[:2000].mean() == pytest.approx(100, abs=5 * 150 / math.sqrt(18 * 2000))
    assert abs(dx[:2000].mean()) < 5 * 75 / math.sqrt(2000)
    assert (dx[:2000] == dx[2000:]).all()
    assert (home_circles(people, island.places, shift_m=150, secret_seed=5)[0] == moved[0]).all()
    assert (home_circles(people, island.places, shift_m=150, secret_seed=6)[0] != moved[0]).any()


@given(crowds, st.integers(10, 400))
def test_fixes_near_a_sensitive_place_are_gone_and_only_those(crowd, radius_m):
    fixes = fixes_of(crowd)
    spots = [(int(PLACES.x_dm[i]), int(PLACES.y_dm[i])) for i in PLACES.of_kind(*sensitive_kinds())]

    made = suppress_kinds(fixes, PLACES, radius_m=radius_m)

    for code, rows in left_of(traces_in(fixes), traces_in(made)).items():
        far = [r for r in crowd[code - 100] if min(math.dist(r[1:], spot) for spot in spots) > radius_m * 10]
        assert rows == far


def test_the_sensitive_kinds_are_those_of_the_table():
    assert sensitive_kinds() == (
        "clinic", "advice_centre", "union_hall", "quiet_house", "night_school", "job_agency", "food_bank",
    )  # fmt: skip


@given(towns, st.integers(2, 4))
def test_points_that_few_share_are_gone_and_only_those(town, least):
    release = release_of(town)
    shared = Counter(point for trace in town for point in set(trace))

    made = suppress_rare(release, least=least)

    for code, rows in left_of(traces_in(release), traces_in(made)).items():
        assert set(rows) == {point for point in town[code - 100] if shared[point] >= least}
    assert (
        min(Counter(point for rows in traces_in(made).values() for point in rows).values(), default=least)
        >= least
    )


@given(towns, st.integers(2, 9))
def test_short_traces_are_gone_and_only_those(town, least):
    release = release_of(town)

    made = suppress_short(release, least=least)

    left = left_of(traces_in(release), traces_in(made))
    assert all(rows == (before if len(before) >= least else []) for rows, before in zip(
        left.values(), traces_in(release).values(), strict=True))  # fmt: skip


@given(towns, st.integers(1, 4), st.integers(1, 4), st.data())
def test_generalising_never_shrinks_an_anonymity_set(town, cells, slots, data):
    """Whoever fitted what is known of a target still fits it in coarser squares and slots."""
    fine = release_of(town)
    coarse = generalise(fine, cell_m=100 * cells, slot_min=60 * slots)
    known = [
        data.draw(st.lists(st.sampled_from(sorted(set(trace))), min_size=2, max_size=2)) for trace in town
    ]
    cell, slot = (np.array([[point[i] for point in points] for points in known]) for i in (0, 1))
    wide = -(-8 // cells)

    before, after = (Traces.from_release(release) for release in (fine, coarse))
    sizes = anonymity_set_sizes(before, before.codes_of(cell, slot))
    coarser = after.codes_of(cell // 8 // cells * wide + cell % 8 // cells, slot // slots)

    assert (anonymity_set_sizes(after, coarser) >= sizes).all()
    assert (sizes >= 1).all()


def test_a_release_from_which_all_is_gone_is_a_release_too():
    fixes = fixes_of([[(0, 0, 0)], []])

    gone = suppress_kinds(fixes, PLACES, radius_m=5000)

    assert len(gone) == len(gone.pseudonyms) == 0
    assert len(suppress_rare(to_squares(gone, ISLAND.grid(100), 60), least=2)) == 0
    assert gone.history[-1].startswith("suppress: kinds clinic, advice_centre")


def test_what_cannot_be_left_out_is_refused():
    fixes = fixes_of([[(0, 0, 0)]])
    with pytest.raises(ConfigError, match=r"kinds must be among home, .*, got 'castle'"):
        suppress_kinds(fixes, PLACES, radius_m=100, kinds=("castle",))
    with pytest.raises(ConfigError, match=r"radius_m must be in \[10, 5000\], got 5"):
        suppress_kinds(fixes, PLACES, radius_m=5)
    with pytest.raises(ConfigError, match=r"least must be in \[2, 1000000\], got 1"):
        suppress_rare(release_of([[(0, 0)]]), least=1)
    with pytest.raises(ConfigError, match=r"shift_m must be in \[0, 5000\]"):
        home_circles(drawer([[(0, 0, 0)]] * 3).people, PLACES, shift_m=-1)
