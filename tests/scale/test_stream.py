"""A country in a stream is the country in memory."""

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from naive import crowd as naive
from nullisland.attack import AdversaryKnowledge, draw_known, shared_points
from nullisland.attack.knowledge import Known
from nullisland.errors import ConfigError
from nullisland.model import Country, Traces
from nullisland.model.codes import Axis, CodeSpace
from nullisland.movement import prepare, simulate
from nullisland.observation import prepare_network, tower_points
from nullisland.people import build_people
from nullisland.scale import CrowdAttack, stream_uniqueness
from nullisland.scale.match import NOBODY, levels_of
from nullisland.scale.shard import build_shard
from nullisland.scale.targets import points_of
from nullisland.world import build_archipelago, build_island

FEW = """
from nullisland.model import Country
from nullisland.scale import CrowdAttack, stream_uniqueness
for first in (True, False):
    shares, grains = (30_000, 65_536), ((0, 1), (1, 4))
    attack = CrowdAttack(n_points=3, n_targets=30, grains=grains, shares=shares, ask_first=first)
    country = Country(people=70, days=2, seed=3, town_least=30, town_most=40)
    found = stream_uniqueness(country, attack, threads=1)
    print(found.level.ravel().tolist(), found.targets.slot.ravel().tolist(), found.tally.tolist())
"""
COUNTRY = Country(people=2_400, days=6, seed=5, town_least=300, town_most=1_000)
GRAINS = ((0, 1), (1, 1), (3, 1), (0, 2), (0, 8), (1, 4))
ATTACK = CrowdAttack(n_points=6, n_targets=240, seed=3, grains=GRAINS, shares=(4_096, 20_000, 65_536))


@cache
def in_memory(country=COUNTRY):
    """Everybody's points: first, hour, mast, and the group of every mast at each merge."""
    archipelago = build_archipelago(country)
    parts, groups = [], np.full((4, int(archipelago.mast_first[-1])), -1)
    for i in range(len(archipelago)):
        shard = build_shard(archipelago, i)
        parts.append(points_of(shard, np.arange(len(shard.reach))))
        own = slice(shard.masts.first[0], shard.masts.first[1])
        groups[:, shard.mast_id[own]] = shard.groups[:, own] + archipelago.mast_first[i]
    counts = np.concatenate([np.diff(first) for first, _, _ in parts])
    slot, mast = (np.concatenate([part[k] for part in parts]) for k in (1, 2))
    return archipelago, np.concatenate(([0], np.cumsum(counts))), slot, mast, groups


def traces_of(first, slot, mast, n_slots, n_masts):
    """Traces of points in which some may have become equal."""
    rows = np.unique(
        np.column_stack((np.repeat(np.arange(len(first) - 1), np.diff(first)), slot, mast)), axis=0
    )
    counts = np.bincount(rows[:, 0], minlength=len(first) - 1)
    space = CodeSpace(Axis(0, n_masts), Axis(0, n_slots))
    codes = (rows[:, 1] * n_masts + rows[:, 2]).astype(np.int32)
    return Traces.from_codes(
        np.arange(len(first) - 1), np.concatenate(([0], np.cumsum(counts))), codes, space
    )


@cache
def streamed():
    return stream_uniqueness(COUNTRY, ATTACK)


def test_points_are_drawn_as_in_memory():
    archipelago, first, slot, mast, _ = in_memory()
    n_masts = int(archipelago.mast_first[-1])
    traces = traces_of(first, slot, mast, COUNTRY.days * 24, n_masts)
    found = streamed().targets
    enough = np.flatnonzero(traces.points.counts() >= ATTACK.n_points)
    known = draw_known(traces, AdversaryKnowledge(n_known=6), ATTACK.seed, targets=found.person)

    assert np.isin(found.person, enough).all()
    assert len(np.unique(found.person)) == len(found.person) > 200
    assert (known.codes == found.slot * n_masts + found.mast).all()


@pytest.mark.parametrize("grain", range(len(GRAINS)), ids=str)
def test_who_is_singled_out_in_the_stream_is_singled_out_in_memory(grain):
    """At every grain against the posting lists of `nullisland.attack`, in every crowd against sets of points."""
    archipelago, first, slot, mast, groups = in_memory()
    found, (merges, hours) = streamed(), GRAINS[grain]
    n_masts = int(archipelago.mast_first[-1])
    coarse = traces_of(first, slot // hours, groups[merges][mast], COUNTRY.days * 24 // hours, n_masts)
    codes = (found.targets.slot // hours) * n_masts + groups[merges][found.targets.mast]
    everybody = shared_points(coarse, Known(found.targets.person, codes))
    assert (everybody == (found.level[:, grain] != NOBODY).sum(axis=1)).all()

    level = levels_of(ATTACK, np.arange(COUNTRY.people))
    traces = [set(coarse.points.of(i).tolist()) for i in range(COUNTRY.people)]
    for t, person in enumerate(found.targets.person.tolist()):
        assert found.level[t, grain].tolist() == naive.levels(codes[t].tolist(), person, traces, level)


def test_the_town_has_something_to_tell():
    """The comparison above would be empty if everybody were singled out, or nobody, or all in one crowd."""
    found = streamed()
    assert {0, 1, 2, NOBODY} <= set(found.level[:, 0].ravel().tolist())
    assert 0.05 < found.uniqueness(2).value < 0.95
    assert found.tally[0] == COUNTRY.people


@pytest.mark.parametrize("few", [0, 10**9])
def test_sieve_and_sweep_find_the_same(few, monkeypatch):
    """Whether phones are asked before lives are lived, or everybody lives."""
    monkeypatch.setattr("nullisland.scale.match.FEW", few)
    again = stream_uniqueness(COUNTRY, ATTACK)

    assert (again.level == streamed().level).all()
    people, lived, days, lived_on, points = again.tally.tolist()
    if few:
        assert people == COUNTRY.people > lived > lived_on > 0 == points
        assert lived < days < (lived + lived_on) * COUNTRY.days
    else:
        assert people == lived == COUNTRY.people == days // COUNTRY.days
        assert points == len(in_memory()[2])


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_and_parcels_change_nothing(threads, monkeypatch):
    monkeypatch.setattr("nullisland.scale.parcels._PARCEL", 300)
    again = stream_uniqueness(COUNTRY, ATTACK, threads=threads)

    assert (again.level == streamed().level).all()
    assert (again.tally == streamed().tally).all()
    assert again.people.tolist() == streamed().people.tolist()


def test_processes_change_nothing_nor_do_shards_that_were_kept(monkeypatch, tmp_path):
    """Two processes make, in both passes, what is missing of a run in threads: every second shard."""
    monkeypatch.setattr("nullisland.scale.parcels._PARCEL", 300)
    monkeypatch.setattr("nullisland.scale.stream._WORTH_PROCESSES", 0)
    stream_uniqueness(COUNTRY, ATTACK, folder=tmp_path)
    shards = sorted(tmp_path.glob("*.npy"))
    assert len(shards) >= 8
    for shard in shards[::2]:
        shard.unlink()

    again = stream_uniqueness(COUNTRY, ATTACK, folder=tmp_path, threads=2, processes=True)

    assert sorted(tmp_path.glob("*.npy")) == shards
    assert again.beside_mb > 50
    assert (again.level == streamed().level).all()
    assert (again.tally == streamed().tally).all()
    assert again.people.tolist() == streamed().people.tolist()
    assert (again.targets.slot == streamed().targets.slot).all()


def test_only_what_is_asked_for_is_counted(monkeypatch):
    """With `least` 3 nobody lives who has no record in the hours of three points: the same answer for less."""
    monkeypatch.setattr("nullisland.scale.match.FEW", 10**9)
    whole = stream_uniqueness(COUNTRY, ATTACK)
    less = stream_uniqueness(
        COUNTRY, CrowdAttack(n_points=6, least=3, n_targets=240, seed=3, grains=GRAINS, shares=ATTACK.shares)
    )
    assert (less.level[:, :, 2:] == streamed().level[:, :, 2:]).all()
    assert (less.tally[1:3] < whole.tally[1:3]).all()
    with pytest.raises(ValueError, match=r"\[3, 6\]"):
        less.uniqueness(2)


def test_more_points_finer_grains_and_smaller_crowds_never_single_out_fewer():
    found = streamed()
    for grain in range(len(GRAINS)):
        for crowd in range(len(ATTACK.shares)):
            values = [found.uniqueness(k, grain, crowd).value for k in range(1, 7)]
            assert values == sorted(values)
        assert (found.level[:, grain] <= found.level[:, 0]).all()
    assert (found.level[:, 2] <= found.level[:, 1]).all()
    assert (found.level[:, 4] <= found.level[:, 3]).all()
    for crowd in range(2):
        assert found.uniqueness(3, 0, crowd).value >= found.uniqueness(3, 0, crowd + 1).value


def test_a_longer_watch_changes_nothing_about_points_of_the_first_days():
    """The same people, the same known points: nobody gains or loses a record by being watched longer."""
    longer = replace(COUNTRY, days=15)
    _, first, slot, mast, _ = in_memory()
    _, first_2, slot_2, mast_2, _ = in_memory(longer)
    early = slot_2 < 5 * 24
    before = slot < 5 * 24
    assert (slot_2[early] == slot[before]).all()
    assert (mast_2[early] == mast[before]).all()
    person, person_2 = (np.repeat(np.arange(COUNTRY.people), np.diff(f)) for f in (first, first_2))
    assert (person[before] == person_2[early]).all()


def test_a_country_of_one_town_is_that_island():
    """Points from the crowd's kernel are those of `tower_points` on the visits of `simulate`."""
    country = Country(people=400, days=9, seed=2, town_least=300, town_most=900)
    archipelago = build_archipelago(country)
    assert len(archipelago) == 1
    town = archipelago.town(0)
    island = build_island(town)
    visits = simulate(prepare(town, island, build_people(town, island)))
    first, code = tower_points(prepare_network(town, island), visits)
    n_masts = len(island.towers)

    mine, slot, mast = points_of(build_shard(archipelago, 0), np.arange(400))

    assert (mine == first).all()
    assert (slot * n_masts + mast == code).all()


def test_the_same_person_in_whatever_company():
    shard = build_shard(build_archipelago(COUNTRY), 1)
    n = len(shard.reach)
    first, slot, mast = points_of(shard, np.arange(n))
    for who in (np.arange(n)[::-1], np.array([n - 1]), np.arange(3, n, 7)):
        counts, slots, masts = points_of(shard, who)
        for at, person in enumerate(who.tolist()):
            a, b, c, d = counts[at], counts[at + 1], first[person], first[person + 1]
            assert (slots[a:b] == slot[c:d]).all() and (masts[a:b] == mast[c:d]).all()


def test_people_are_seen_in_other_towns():
    archipelago, first, _, mast, _ = in_memory()
    home = np.repeat(np.arange(len(archipelago)), archipelago.size)
    seen = np.searchsorted(archipelago.mast_first, mast, side="right") - 1
    away = seen != np.repeat(home, np.diff(first))
    assert 0.002 < away.mean() < 0.3
    for i in range(len(archipelago)):
        there = np.unique(seen[away & (np.repeat(home, np.diff(first)) == i)])
        assert set(there.tolist()) <= set(archipelago.near[i].tolist())
        reach, towns = build_shard(archipelago, i).reach, [i, *archipelago.near[i].tolist()]
        person = np.repeat(np.arange(len(home)), np.diff(first))
        for p, town in set(zip(person[away].tolist(), seen[away].tolist(), strict=True)):
            if home[p] == i:
                assert reach[p - archipelago.first[i]] >> towns.index(town) & 1


def test_the_same_with_and_without_the_compiler():
    compiled, plain = (
        subprocess.run(
            [sys.executable, "-c", FEW],
            env={**os.environ, "NUMBA_DISABLE_JIT": flag},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for flag in ("0", "1")
    )
    assert compiled == plain
    assert len(compiled.splitlines()) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"n_points": 0},
        {"least": 9},
        {"n_targets": 0},
        {"grains": ((4, 1),)},
        {"grains": ((0, 5),)},
        {"grains": ()},
        {"shares": (5, 5)},
        {"shares": (70_000,)},
    ],
)
def test_an_attack_out_of_range_is_refused(wrong):
    with pytest.raises(ConfigError):
        CrowdAttack(**wrong)
