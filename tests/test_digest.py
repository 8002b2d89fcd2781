from dataclasses import dataclass

import numpy as np
import pytest

from nullisland.digest import digest


@dataclass(frozen=True)
class Noun:
    ids: np.ndarray
    names: tuple[str, ...] = ("a", "bc")


def test_equal_values_have_equal_digests_whatever_the_memory_layout():
    ids = np.arange(12, dtype=np.int32).reshape(3, 4)

    assert digest(Noun(ids)) == digest(Noun(np.asfortranarray(ids))) == digest(Noun(ids.astype(">i4")))


@pytest.mark.parametrize(
    "other",
    [
        Noun(np.arange(12, dtype=np.int64).reshape(3, 4)),
        Noun(np.arange(12, dtype=np.int32).reshape(4, 3)),
        Noun(np.arange(1, 13, dtype=np.int32).reshape(3, 4)),
        Noun(np.arange(12, dtype=np.int32).reshape(3, 4), ("ab", "c")),
    ],
)
def test_type_shape_value_and_the_place_where_a_string_ends_all_count(other):
    assert digest(Noun(np.arange(12, dtype=np.int32).reshape(3, 4))) != digest(other)


def test_a_value_without_defined_bytes_is_refused():
    with pytest.raises(TypeError, match="arrays, numbers"):
        digest(({1.5},))


def test_a_field_that_a_noun_gains_leaves_old_digests_alone():
    @dataclass(frozen=True)
    class Old:
        ids: np.ndarray

    @dataclass(frozen=True)
    class New:
        ids: np.ndarray
        spent: float = 0.0

    ids = np.arange(3)

    assert digest(New(ids)) == digest(Old(ids)) != digest(New(ids, 0.5)) != digest(New(ids, 0.25))
