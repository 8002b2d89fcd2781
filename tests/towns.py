"""Small towns for tests of traces, attack and measure."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from nullisland.model import FixRelease, Traces

SENSITIVE = (
    "clinic", "advice_centre", "union_hall", "quiet_house", "night_school", "job_agency", "food_bank",
)  # fmt: skip
"""Kinds of place that say something about whoever goes there, as the page on the world lists them."""

LOW, HIGH = -(2**63), 2**63 - 1

near = st.integers(0, 4)
far = st.one_of(near, st.sampled_from([LOW, LOW + 1, -7, HIGH - 1, HIGH]), st.integers(LOW, HIGH))


def rows_of(values, max_size=60):
    """Lists of (id, cell, slot)."""
    return st.lists(st.tuples(st.integers(-2, 6), values, values), max_size=max_size)


rows = st.one_of(rows_of(near), rows_of(far))
towns = st.one_of(*(st.lists(st.tuples(near, v, v), min_size=1, max_size=60) for v in (near, far)))


def frame_of(town, id="person"):
    columns = np.array(town, np.int64).reshape(-1, 3).T
    return pd.DataFrame(dict(zip((id, "cell", "slot"), columns, strict=True)))


def traces_of(town):
    return Traces.from_frame(frame_of(town))


def fixes_of(rows):
    """FixRelease of rows (pseudonym, t_min, x_dm, y_dm), without a history."""
    who, t, x, y = np.array(sorted(rows), np.int64).reshape(-1, 4).T
    ids = np.unique(who)
    return FixRelease(
        sensor="gps",
        pseudonyms=ids,
        first=np.searchsorted(who, [*ids, ids[-1] + 1]),
        t_min=t.astype(np.int32),
        x_dm=x.astype(np.int32),
        y_dm=y.astype(np.int32),
        history=(),
        reproducible=True,
    )


def codes_of(traces, points):
    """Codes of naive points (slot, cell), any nesting: the last axis is the pair."""
    pairs = np.array(points, np.int64)
    return traces.codes_of(pairs[..., 1], pairs[..., 0])


def a_month(n_people=400, n_cells=40, n_slots=96, per_person=30, seed=5):
    """Rows of a made-up month: everybody has a home, and elsewhere by lot. (n, 3) int64 by (id, slot)."""
    rng = np.random.default_rng(seed)
    slot = np.sort(rng.integers(0, n_slots, (n_people, per_person)), axis=1)
    home = rng.integers(0, n_cells, (n_people, 1))
    away = (n_cells * rng.random((n_people, per_person)) ** 2).astype(int)
    cell = np.where(rng.random((n_people, per_person)) < 0.6, home, away)
    ids = np.repeat(np.arange(n_people) * 3 + 10, per_person)
    return np.column_stack((ids, cell.ravel(), slot.ravel()))
