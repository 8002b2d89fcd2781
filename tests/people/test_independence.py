"""Names say nothing about district, job, routine or work at a sensitive place.

Chi-square tests of independence at fixed seeds, each at 1 in 10,000. Family names run in households, so one
person a household is tested; given names are tested within one sex, because routines differ by sex. The
control plants a dependence in one name in ten, and each test must see it.
"""

from functools import cache

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from nullisland import names
from nullisland.model import Scenario
from nullisland.movement import prepare, simulate
from nullisland.people import build_people
from nullisland.world import build_island
from towns import SENSITIVE
from toy import toy_island

GROUPS = 8
TOO_UNLIKELY = 1e-4


@cache
def town():
    island = toy_island(side=40, homes=5_000, per_kind=20)
    return island, build_people(Scenario(people=20_000, seed=11), island)


def traits():
    island, p = town()
    x, y = island.places.x_dm[p.home_place], island.places.y_dm[p.home_place]
    kind = np.where(p.employer_place >= 0, island.places.kind[p.employer_place], 99)
    sensitive = np.isin(kind, [i for i, k in enumerate(island.places.kinds) if k in SENSITIVE])
    return {
        "district": x // 10_000 * 4 + y // 10_000,
        "job": p.job,
        "routine": p.routine,
        "sensitive": sensitive,
    }


def p_value(groups, trait):
    """Chi-square p of a table of groups and traits; traits of fewer than 80 people are pooled."""
    _, trait = np.unique(trait, return_inverse=True)
    trait = np.where(np.bincount(trait)[trait] < 80, -1, trait)
    _, trait = np.unique(trait, return_inverse=True)
    table = np.zeros((GROUPS, trait.max() + 1), int)
    np.add.at(table, (groups, trait), 1)
    return chi2_contingency(table).pvalue


def samples():
    """(who, group of the name): one person a household for family names, one sex for given names."""
    _, p = town()
    rng = np.random.default_rng(5)
    first, size = p.household_first[:-1], np.diff(p.household_first)
    one = first + rng.integers(0, size)
    female = len(names.pool("en", "given_female"))
    women, men = np.flatnonzero(p.sex == 0), np.flatnonzero(p.sex == 1)
    return {
        "family": (one, p.family[one] % GROUPS),
        "given, women": (women, p.given[women] % GROUPS),
        "given, men": (men, (p.given[men] - female) % GROUPS),
    }


@pytest.mark.parametrize("name", ["family", "given, women", "given, men"])
@pytest.mark.parametrize("trait", ["district", "job", "routine", "sensitive"])
def test_names_are_independent(name, trait):
    who, group = samples()[name]
    value = traits()[trait][who]

    assert p_value(group, value) > TOO_UNLIKELY

    planted = group.copy()
    lot = np.random.default_rng(1).random(len(who)) < 0.1
    _, code = np.unique(value, return_inverse=True)
    planted[lot] = code[lot] % GROUPS
    assert p_value(planted, value) < TOO_UNLIKELY


@pytest.mark.parametrize("trait", ["job", "routine", "sensitive"])
def test_an_id_says_nothing_and_visitors_are_a_fair_control(trait):
    """One person a household, by the eighth of the ids they lie in, visitors in the last one."""
    _, p = town()
    (one, _), value = samples()["family"], traits()[trait]
    group = np.where(one >= 20_000, GROUPS - 1, one * (GROUPS - 1) // 20_000)

    assert p_value(group, value[one]) > TOO_UNLIKELY

    by_rank = one.copy()
    works = p.employer_place[one] >= 0
    by_rank[works] = one[works][np.argsort(np.argsort(value[one[works]], kind="stable"))]
    planted = np.where(np.arange(len(one)) % 4 == 0, by_rank * (GROUPS - 1) // 21_001, group)
    assert p_value(planted, value[one]) < TOO_UNLIKELY


@pytest.mark.parametrize("pool", ["family", "own family", "given_female", "given_male"])
def test_every_name_of_a_pool_is_equally_likely(pool):
    """Chi-square of the counts against equal ones; a family name shared at home is counted once."""
    _, p = town()
    size, female = len(names.pool("en", pool.removeprefix("own "))), len(names.pool("en", "given_female"))
    drawn = {
        "family": p.family[p.household_first[:-1]],
        "own family": p.family[p.family != p.family[p.household_first[p.household]]],
        "given_female": p.given[p.given < female],
        "given_male": p.given[p.given >= female] - female,
    }[pool]
    counts = np.bincount(drawn, minlength=size)
    expected = len(drawn) / size
    z = ((counts - expected) ** 2 / expected).sum()

    assert abs(z - (size - 1)) < 5 * np.sqrt(2 * (size - 1))


@cache
def visited():
    """(people, for each sensitive kind who was at such a place in two weeks)."""
    scenario = Scenario(people=6_000, days=14, seed=3)
    island = build_island(scenario)
    p = build_people(scenario, island)
    visits = simulate(prepare(scenario, island, p))
    kind = island.places.kind[visits.place]
    who = visits.persons()
    return p, {name: np.unique(who[kind == island.places.kinds.index(name)]) for name in sorted(SENSITIVE)}


@pytest.mark.parametrize("pool", ["family", "given"])
def test_names_are_independent_of_visits_to_sensitive_places(pool):
    p, seen = visited()
    one = p.household_first[:-1] if pool == "family" else np.flatnonzero(p.sex == 0)
    group = (p.family if pool == "family" else p.given)[one] % GROUPS
    at_any = np.isin(one, np.concatenate(list(seen.values())))

    assert 50 < at_any.sum() < len(one) - 50
    assert p_value(group, at_any) > TOO_UNLIKELY
    for place in ("clinic", "advice_centre", "union_hall", "quiet_house", "night_school"):
        there = np.isin(one, seen[place])
        if 80 <= there.sum() <= len(one) - 80:
            assert p_value(group, there) > TOO_UNLIKELY, place

    planted = np.where(at_any & (np.arange(len(one)) % 4 == 0), 0, group)
    assert p_value(planted, at_any) < TOO_UNLIKELY
