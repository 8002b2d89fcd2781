"""What everybody does by day: routine, job, and the place of it.

Workers are matched to workplaces by distance within capacity; within a workplace the posts of
`data/town/jobs.csv` are filled in proportion, so that every clinic has nurses, doctors and a cleaner.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import NOWHERE, Island
from nullisland.people.households import CHILD, FLATMATE, HALF, HEAD, PARTNER, Longs, Members, below, years
from nullisland.people.matching import enrol, hire
from nullisland.rng import stage_key, threshold, u64_many
from nullisland.tables import read_table

__all__ = ["Days", "Posts", "assign_days", "posts", "routine_names"]

# Shares are ASSUMPTIONS unless docs/model/people.md names a source.
CARES_FOR_TODDLER = threshold(0.35)
CARES_FOR_OTHERS = threshold(0.03)
LOOKS_FOR_WORK = threshold(0.05)
WORKS_FROM_HOME = threshold(0.06)
STUDIES = threshold(0.35)
RETIRES_EARLY = threshold(0.4)
WORKS_ON = threshold(0.06)
PARENTS_APART = threshold(0.35)
COMMUTES_BY_WEEK = threshold(0.08)


class Posts(NamedTuple):
    """`data/town/jobs.csv`: job names, and rows of posts sorted by place kind with cumulative weights."""

    jobs: tuple[str, ...]
    kind: Longs
    first: Longs
    job: Longs
    routine: Longs
    cumulative: Longs


class Days(NamedTuple):
    """Routine, job and places of everybody."""

    routine: NDArray[np.uint8]
    job: NDArray[np.uint8]
    employer_place: NDArray[np.int32]
    second_home: NDArray[np.int32]


@cache
def routine_names() -> tuple[str, ...]:
    """Names of all routines, in the order of `data/town/routines.csv`."""
    return tuple(row["routine"] for row in read_table("town/routines.csv"))


@cache
def posts(kinds: tuple[str, ...]) -> Posts:
    """Jobs and posts for these kinds of places: the posts of kind i are rows `first[i] : first[i + 1]`."""
    rows = read_table("town/jobs.csv")
    jobs = tuple(dict.fromkeys(row["job"] for row in rows))
    paid = sorted((r for r in rows if r["kind"]), key=lambda r: kinds.index(r["kind"]))
    kind = np.array([kinds.index(row["kind"]) for row in paid], np.int64)
    first = np.searchsorted(kind, np.arange(len(kinds) + 1))
    total = np.concatenate([[0], np.cumsum([int(row["weight"]) for row in paid])])
    return Posts(
        jobs=jobs,
        kind=kind,
        first=first.astype(np.int64),
        job=np.array([jobs.index(row["job"]) for row in paid], np.int64),
        routine=np.array([routine_names().index(row["routine"]) for row in paid], np.int64),
        cumulative=total.astype(np.int64),
    )


def _code(routine: str) -> int:
    return routine_names().index(routine)


def _statuses(seed: int, m: Members) -> Longs:
    """Routine of everybody before work is found; -1 for those who look for a workplace."""
    key, shared = stage_key(seed, "people", "status"), stage_key(seed, "people", "household status")
    age, h = m.age_days, m.household
    looks_after = u64_many(shared, m.home_of, 0) < CARES_FOR_TODDLER
    stays = (age < years(1)) | ((age < years(6)) & looks_after)
    cared = np.zeros(len(m.first) - 1, bool)
    cared[h[stays]] = True
    two_adults = np.zeros(len(m.first) - 1, bool)
    two_adults[h[m.role == PARTNER]] = True
    carer_role = np.where(two_adults[h] & (u64_many(shared, m.home_of, 1) < HALF), PARTNER, HEAD)

    def by_lot(k: int, share: np.uint64) -> NDArray[np.bool_]:
        return u64_many(key, m.address, k) < share

    young = (age < years(25)) & np.isin(m.role, (CHILD, FLATMATE, HEAD))
    old = ((age >= years(66)) & ~by_lot(0, WORKS_ON)) | ((age >= years(62)) & by_lot(1, RETIRES_EARLY))
    rules = [
        (stays, "small_child"),
        (age < years(6), "kindergarten"),
        (age < years(18), "school"),
        (cared[h] & (m.role == carer_role), "care_at_home"),
        (old, "retired"),
        (young & by_lot(2, STUDIES), "student"),
        (by_lot(3, CARES_FOR_OTHERS), "care_at_home"),
        (by_lot(4, LOOKS_FOR_WORK), "job_seeker"),
        (by_lot(5, WORKS_FROM_HOME), "home_worker"),
    ]
    return np.select([rule for rule, _ in rules], [_code(name) for _, name in rules], -1).astype(np.int64)


def _fill_posts(
    seed: int, island: Island, address: Longs, workplace: NDArray[np.int32]
) -> tuple[Longs, Longs]:
    """Job and routine of every worker: the posts of each place are filled in proportion to their weights.

    Who gets which is decided by lot (`address` of each worker), never by the order of ids.
    """
    table = posts(island.places.kinds)
    by_place = np.lexsort((u64_many(stage_key(seed, "people", "post"), address), workplace))
    place = workplace[by_place]
    staff = np.bincount(place)
    start = (np.cumsum(staff) - staff)[place]
    kind = island.places.kind[place].astype(np.int64)
    low, high = table.cumulative[table.first[kind]], table.cumulative[table.first[kind + 1]]
    mark = low + ((2 * (np.arange(len(place)) - start) + 1) * (high - low)) // (2 * staff[place])
    row = np.empty(len(place), np.int64)
    row[by_place] = np.searchsorted(table.cumulative, mark, "right") - 1
    return table.job[row], table.routine[row]


def _second_homes(
    seed: int, island: Island, m: Members, home: NDArray[np.int32], routine: Longs
) -> NDArray[np.int32]:
    """The other home of children whose parents live apart and of people who live near work on weekdays."""
    homes = island.places.of_kind("home")
    out = np.full(len(home), NOWHERE, np.int32)
    if len(homes) < 2:
        return out
    shared = stage_key(seed, "people", "second home")
    single_parent = np.bincount(m.household[m.role == CHILD], minlength=len(m.kind)) > 0
    single_parent[m.household[m.role == PARTNER]] = False
    apart = (u64_many(shared, m.home_of, 0) < PARENTS_APART) & single_parent[m.household]
    away = (u64_many(shared, m.home_of, 1) < COMMUTES_BY_WEEK) & (np.diff(m.first) == 1)[m.household]
    both = np.where(routine == _code("school"), apart, (routine == _code("office")) & away)
    pick = below(u64_many(shared, m.home_of, 2), len(homes) - 1)
    pick += pick >= np.searchsorted(homes, home)
    out[both] = homes[pick[both]]
    return out


def assign_days(seed: int, island: Island, m: Members, home: NDArray[np.int32]) -> Days:
    """Routine, job, workplace or school, and second home of everybody."""
    routine = _statuses(seed, m)
    employer = np.full(len(home), NOWHERE, np.int32)
    jobs = posts(island.places.kinds).jobs
    unpaid = {
        row["routine"]: jobs.index(row["job"]) for row in read_table("town/jobs.csv") if not row["kind"]
    }
    for kind, names in (("kindergarten", ("kindergarten",)), ("school", ("school", "student"))):
        pupils = np.flatnonzero(np.isin(routine, [_code(name) for name in names]))
        employer[pupils] = enrol(seed, island, m, home[pupils], kind, pupils)
    workers = np.flatnonzero(routine == -1)
    employer[workers] = hire(seed, island, m, home[workers], workers)
    routine[workers] = _code("home_worker")
    job = np.array([unpaid.get(name, 0) for name in routine_names()], np.int64)[routine]
    hired = workers[employer[workers] != NOWHERE]
    job[hired], routine[hired] = _fill_posts(seed, island, m.address[hired], employer[hired])
    second = _second_homes(seed, island, m, home, routine)
    routine[second != NOWHERE] = _code("two_homes")
    return Days(routine.astype(np.uint8), job.astype(np.uint8), employer, second)
