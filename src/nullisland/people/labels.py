"""What things are called: people, addresses, places and identity numbers. Composed, never stored."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from nullisland import names
from nullisland.model import Island, People
from nullisland.rng import stage_key, u64_many
from nullisland.tables import read_table

__all__ = ["address_of", "id_numbers", "names_of", "place_names"]

Strings = NDArray[np.object_]

FAMILY_FIRST = {"hu": " ", "ja": "", "ko": "", "vi": " ", "zh": ""}
"""Languages in which the family name comes first, and what stands between the two."""

_BODY = 10**9
_DIGITS = 9


def _array(texts: tuple[str, ...] | list[str]) -> Strings:
    return np.array(texts, dtype=object)


def names_of(people: People, ids: NDArray[np.integer]) -> Strings:
    """Full names of these people: (n,) array of str. Cost: 0.1 microseconds each."""
    given = _array(names.pool(people.locale, "given_female") + names.pool(people.locale, "given_male"))
    family = _array(names.pool(people.locale, "family"))
    first, second = given[people.given[ids]], family[people.family[ids]]
    language = people.locale.split("_")[0]
    if language in FAMILY_FIRST:
        return np.asarray(second + FAMILY_FIRST[language] + first, dtype=object)
    return np.asarray(first + " " + second, dtype=object)


def id_numbers(people_ids: NDArray[np.integer], seed: int) -> Strings:
    """Identity numbers such as ZZ-123456789-4: (n,) array of str, one for each person, all different.

    Nine digits from a keyed permutation of the ids below 10**9, then a check digit that is always wrong by
    five: Luhn's rule (ISO/IEC 7812-1, annex B) would give another one. No such number can be a valid one.
    """
    key = int(u64_many(stage_key(seed, "people", "id number"), np.array([0]))[0])
    factor = 10_000_007 + 10 * (key % 98_999_999)  # ends in 7: prime to 10, so this permutes the numbers
    body = (np.asarray(people_ids, np.int64) * factor + key // 98_999_999 % _BODY) % _BODY
    digits = body[:, None] // 10 ** np.arange(_DIGITS - 1, -1, -1, dtype=np.int64) % 10
    printed = (luhn_digit(digits) + 5) % 10
    text = np.empty((len(body), 14), np.uint32)
    text[:, 0:2], text[:, 2], text[:, 12] = ord("Z"), ord("-"), ord("-")
    text[:, 3:12] = digits + ord("0")
    text[:, 13] = printed + ord("0")
    return text.view("<U14")[:, 0].astype(object)


def luhn_digit(digits: NDArray[np.int64]) -> NDArray[np.int64]:
    """The valid check digit of each row of digits: (n,)."""
    doubled = digits.copy()
    doubled[:, ::-1][:, ::2] *= 2
    return np.asarray(-(doubled // 10 + doubled % 10).sum(axis=1) % 10, np.int64)


def _street_of(island: Island, place_ids: NDArray[np.integer]) -> Strings:
    edge = island.places.edge[place_ids]
    named = _array(island.streets.names)[island.streets.edge_name[edge]]
    district = _array(island.districts)[island.places.district[place_ids]]
    return np.asarray(np.where(edge < 0, district, named), dtype=object)


def address_of(island: Island, place_ids: NDArray[np.integer]) -> Strings:
    """Addresses such as 12 Mill Lane, without a number in the open: (n,) array of str."""
    number = island.places.house_number[place_ids]
    digits = _array(["", *(f"{i} " for i in range(1, int(number.max(initial=0)) + 1))])
    return np.asarray(digits[number] + _street_of(island, place_ids), dtype=object)


def _employers(island: Island, firms: int, locale: str) -> Strings:
    """Names for so many firms, in an order drawn for the island; none is used twice before all are used."""
    pool = _array(names.pool(locale, "employers"))
    order = np.argsort(
        u64_many(stage_key(island.seed, "people", "firm"), np.arange(len(pool))), kind="stable"
    )
    return np.asarray(pool[order[np.arange(firms) % len(pool)]], dtype=object)


def _told_apart(plain: Strings, *more: Strings) -> list[str]:
    """`plain` where it is unique, else with the first of `more` that makes it so; the last one must."""
    result = plain
    for extra in more:
        seen = Counter(result.tolist())
        result = _array(
            [n if seen[n] == 1 else f"{p}, {e}" for n, p, e in zip(result, plain, extra, strict=True)]
        )
    return [str(name) for name in result]


def place_names(island: Island, locale: str = "en") -> list[str]:
    """A legible name for every place: its firm, its kind (Clinic), its kind and street (Bakery, Mill Lane).

    Places that are not homes have different names; a home is called by its address. Firms are named from the
    pool of `locale`. Cost: 1 microsecond a place.
    """
    kinds = island.places.kinds
    every = np.arange(len(island.places))
    address = address_of(island, every)
    rows = {row["kind"]: row for row in read_table("town/place_labels.csv")}
    label = _array([rows[kind]["label"] for kind in kinds])[island.places.kind]
    naming = np.array([rows[kind]["named_after"] for kind in kinds])[island.places.kind]
    firms = np.flatnonzero(naming == "employer")
    label[firms] = _employers(island, len(firms), locale)
    shown = np.flatnonzero(naming != "address")
    district = _array(island.districts)[island.places.district[shown]]
    street, at = _street_of(island, shown), address[shown]
    last = at + " (" + district + ", " + _array([str(i) for i in shown]) + ")"
    address[shown] = _told_apart(label[shown], street, at, at + " (" + district + ")", last)
    return [str(name) for name in address]
