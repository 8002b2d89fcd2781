"""Households: who lives together, how old they are, and what they are called.

Every draw is addressed by (seed, household) or (seed, household, member), so a household is the same
whatever else is built beside it. Parameters: `data/town/households.csv`, reasons in docs/model/people.md.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland import names
from nullisland.model import Scenario
from nullisland.rng import stage_key, threshold, u64_many
from nullisland.tables import read_table

__all__ = [
    "CHILD",
    "FLATMATE",
    "GRANDPARENT",
    "HEAD",
    "PARTNER",
    "Members",
    "below",
    "draw_households",
    "years",
]

HEAD, PARTNER, FLATMATE, GRANDPARENT, CHILD = range(5)
VISITORS_FROM = 1 << 40
"""Households of visitors are addressed from here: they do not depend on how many residents there are."""

Longs = NDArray[np.int64]
Bits = NDArray[np.uint64]

# Shares are ASSUMPTIONS unless docs/model/people.md names a source.
SAME_SEX = threshold(0.04)
OWN_FAMILY_NAME = threshold(0.25)
GRANDPARENT_OWN_NAME = threshold(0.5)
SEX_NOT_STATED = threshold(0.01)
HALF = threshold(0.5)


class HouseholdKinds(NamedTuple):
    """The table of household kinds as arrays; `children` holds cumulative weights of 0..4 children."""

    names: tuple[str, ...]
    cumulative: Longs
    adults_low: Longs
    adults_high: Longs
    age_low: Longs
    age_high: Longs
    shape: NDArray[np.str_]
    female_percent: Longs
    children: Longs


class Members(NamedTuple):
    """Everybody, household by household. `address` of the draws of a member, `home_of` of the household's."""

    kind: Longs
    first: Longs
    household: Longs
    role: Longs
    age_days: Longs
    sex: NDArray[np.uint8]
    given: NDArray[np.int32]
    family: NDArray[np.int32]
    address: Longs
    home_of: Longs


@cache
def household_kinds() -> HouseholdKinds:
    """The kinds of `data/town/households.csv`."""
    rows = read_table("town/households.csv")

    def column(name: str) -> Longs:
        return np.array([int(row[name]) for row in rows], np.int64)

    children = np.cumsum([[int(row[f"children_{k}"]) for k in range(5)] for row in rows], axis=1)
    return HouseholdKinds(
        names=tuple(row["household"] for row in rows),
        cumulative=np.cumsum(column("weight")),
        adults_low=column("adults_low"),
        adults_high=column("adults_high"),
        age_low=column("age_low"),
        age_high=column("age_high"),
        shape=np.array([row["age_shape"] for row in rows]),
        female_percent=column("female_percent"),
        children=children.astype(np.int64),
    )


def years(n: int | Longs) -> Longs:
    """Days in `n` years."""
    return np.asarray(n, np.int64) * 1461 // 4


def below(bits: Bits, n: int | Longs) -> Longs:
    """Integers in [0, n) from 64 random bits each, n < 2**32."""
    return (((bits >> np.uint64(32)) * np.asarray(n).astype(np.uint64)) >> np.uint64(32)).astype(np.int64)


def _compose(seed: int, people: int, start: int) -> tuple[Longs, Longs, Longs]:
    """Kind, adults and children of as many households as hold exactly `people`."""
    table = household_kinds()
    key = stage_key(seed, "people", "household")
    who = np.arange(start, start + people, dtype=np.int64)
    kind = np.searchsorted(table.cumulative, below(u64_many(key, who, 0), int(table.cumulative[-1])), "right")
    low = table.adults_low[kind]
    adults = low + below(u64_many(key, who, 1), table.adults_high[kind] - low + 1)
    sums = table.children[kind]
    children = (below(u64_many(key, who, 2), sums[:, -1])[:, None] >= sums).sum(axis=1)
    ends = np.cumsum(adults + children)
    last = int(np.searchsorted(ends, people))
    kind, adults, children = kind[: last + 1], adults[: last + 1], children[: last + 1]
    room = people - (int(ends[last - 1]) if last else 0)
    if room < adults[last] + children[last]:
        fallback = ("single_adult", "couple", "family")[min(room, 3) - 1]
        kind[last] = table.names.index(fallback)
        adults[last], children[last] = min(room, 2), max(0, room - 2)
    return kind.astype(np.int64), adults, children.astype(np.int64)


def _ages(key: np.uint64, home_of: Longs, kind: Longs, children: Longs) -> tuple[Longs, Longs]:
    """Age in days of the head: (n,), and of up to four children, youngest first: (n, 4)."""
    table = household_kinds()
    low = years(table.age_low)[kind]
    span = np.maximum(1, years(table.age_high)[kind] - low)
    one, other = below(u64_many(key, home_of, 3), span), below(u64_many(key, home_of, 4), span)
    head = low + np.where(table.shape[kind] == "falling", np.minimum(one, other), one)
    child = np.empty((len(kind), 4), np.int64)
    child[:, 0] = below(u64_many(key, home_of, 5), int(years(16)))
    for k in range(1, 4):
        child[:, k] = child[:, k - 1] + 450 + below(u64_many(key, home_of, 5 + k), 1_100)
    eldest = child[np.arange(len(kind)), np.maximum(children, 1) - 1]
    nine = int(years(9))
    at_birth = years(20) + below(u64_many(key, home_of, 9), nine) + below(u64_many(key, home_of, 10), nine)
    return np.where(children > 0, eldest + at_birth, head), child


def _ages_of_members(key: np.uint64, m: Members, children: Longs, adults: Longs) -> Longs:
    table = household_kinds()
    head, child = _ages(stage_key_of(key, "ages"), m.home_of[m.first[:-1]], m.kind, children)
    h, own = m.household, stage_key_of(key, "member")
    at = np.clip(np.arange(len(h)) - m.first[h] - adults[h], 0, 3)
    four = int(years(4))
    gap = below(u64_many(own, m.address, 0), four) + below(u64_many(own, m.address, 1), four) - four
    eldest = child[np.arange(len(head)), np.maximum(children, 1) - 1]
    youngest_parent = np.where(children > 0, eldest + years(18), years(18) + 30)
    low = years(table.age_low)[m.kind][h]
    span = np.maximum(1, years(table.age_high)[m.kind][h] - low)
    flatmate = low + below(u64_many(own, m.address, 2), span)
    older = np.minimum(years(96), head[h] + years(22) + below(u64_many(own, m.address, 3), int(years(12))))
    partner = np.maximum(head[h] + gap, youngest_parent[h])
    return np.choose(m.role, [head[h], partner, flatmate, older, child[h, at]])


def stage_key_of(key: np.uint64, name: str) -> np.uint64:
    """Key of a named part of a stage whose key is given."""
    return stage_key(int(key), name)


def _sexes(key: np.uint64, m: Members) -> NDArray[np.uint8]:
    female = below(u64_many(key, m.address, 4), 100)
    head = (female >= household_kinds().female_percent[m.kind][m.household]).astype(np.uint8)
    even = (u64_many(key, m.address, 5) < HALF).astype(np.uint8)
    same = u64_many(key, m.address, 6) < SAME_SEX
    of_head = head[m.first[m.household]]
    partner = np.where(same, of_head, 1 - of_head).astype(np.uint8)
    sex = np.where(m.role == HEAD, head, np.where(m.role == PARTNER, partner, even))
    sex[u64_many(key, m.address, 7) < SEX_NOT_STATED] = 2
    return sex.astype(np.uint8)


def _given_names(key: np.uint64, m: Members, sex: NDArray[np.uint8], locale: str) -> NDArray[np.int32]:
    """Index into the female pool followed by the male pool; two of one family rarely share a name."""
    female, male = len(names.pool(locale, "given_female")), len(names.pool(locale, "given_male"))
    side = np.where(sex == 2, u64_many(key, m.address, 8) < HALF, sex == 1)
    size = np.where(side, male, female)
    pick = below(u64_many(key, m.address, 9), size)
    for back in range(1, min(6, len(pick))):
        same = (m.household[back:] == m.household[:-back]) & (pick[back:] == pick[:-back])
        same &= side[back:] == side[:-back]
        pick[back:][same] = (pick[back:][same] + back) % size[back:][same]
    return (pick + np.where(side, female, 0)).astype(np.int32)


def _family_names(key: np.uint64, m: Members, locale: str) -> NDArray[np.int32]:
    n = len(names.pool(locale, "family"))
    shared = below(u64_many(stage_key_of(key, "household"), m.home_of, 0), n)
    own = below(u64_many(key, m.address, 10), n)
    choice = u64_many(key, m.address, 11)
    keeps_own = (m.role == FLATMATE) | ((m.role == PARTNER) & (choice < OWN_FAMILY_NAME))
    keeps_own |= (m.role == GRANDPARENT) & (choice < GRANDPARENT_OWN_NAME)
    return np.where(keeps_own, own, shared).astype(np.int32)


def _roles(kind: Longs, adults: Longs, household: Longs, member: Longs) -> Longs:
    """Role of everybody: adults first, the head before all, children last."""
    flat = (kind == household_kinds().names.index("shared_flat"))[household]
    role = np.choose(np.minimum(member, 2), [HEAD, PARTNER, GRANDPARENT])
    role = np.where(flat & (member > 0), FLATMATE, role)
    return np.where(member >= adults[household], CHILD, role)


def draw_households(scenario: Scenario) -> Members:
    """Everybody of the town in households, residents first, then the visitors in households of their own."""
    parts = [_compose(scenario.seed, scenario.people, 0)]
    if scenario.visitors:
        parts.append(_compose(scenario.seed, scenario.visitors, VISITORS_FROM))
    kind, adults, children = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    addresses = np.concatenate(
        [np.arange(len(part[0])) + s for part, s in zip(parts, (0, VISITORS_FROM), strict=False)]
    )
    size = adults + children
    first = np.concatenate([[0], np.cumsum(size)])
    household = np.repeat(np.arange(len(size)), size)
    member = np.arange(first[-1]) - first[household]
    role = _roles(kind, adults, household, member)
    none = np.zeros(0, np.int64)
    m = Members(
        kind=kind,
        first=first,
        household=household,
        role=role,
        age_days=none,
        sex=none.astype(np.uint8),
        given=none.astype(np.int32),
        family=none.astype(np.int32),
        address=addresses[household] * 8 + member,
        home_of=addresses[household],
    )
    key = stage_key(scenario.seed, "people", "member")
    naming = stage_key(scenario.seed, "people", "names")
    sex = _sexes(key, m)
    return m._replace(
        age_days=_ages_of_members(key, m, children, adults),
        sex=sex,
        given=_given_names(naming, m, sex, scenario.locale),
        family=_family_names(naming, m, scenario.locale),
    )
