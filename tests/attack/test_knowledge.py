import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.attack import AdversaryKnowledge, draw_known
from nullisland.errors import ConfigError, DataError
from nullisland.model import Traces
from nullisland.rng import stage_key
from towns import a_month, traces_of
from towns import towns as random_towns


@given(random_towns, st.integers(1, 8), st.integers(0, 2**63 - 1))
def test_draws_are_those_of_the_obvious_version(rows, k, seed):
    traces = traces_of(rows)

    known = draw_known(traces, AdversaryKnowledge(n_known=k), seed)

    assert known.targets.tolist() == np.flatnonzero(traces.points.counts() >= k).tolist()
    for target, codes in zip(known.targets, known.codes, strict=True):
        who, trace = int(traces.ids[target]), traces.points.of(target).tolist()
        assert codes.tolist() == naive.draw_points(int(stage_key(seed, "known")), who, trace, k)
        assert len(set(codes.tolist())) == k and set(codes.tolist()) <= set(trace)


@given(random_towns, st.integers(1, 6))
def test_fewer_points_are_the_first_of_more(rows, k):
    traces = traces_of(rows)
    more = draw_known(traces, AdversaryKnowledge(n_known=k + 1), seed=8)

    fewer = draw_known(traces, AdversaryKnowledge(n_known=k), seed=8, targets=more.targets)

    assert (more.codes[:, :k] == fewer.codes).all()


def test_a_draw_does_not_depend_on_who_else_is_a_target_or_in_the_town():
    rows = a_month(50)
    traces, half = Traces.from_arrays(*rows.T), Traces.from_arrays(*rows[: len(rows) // 2].T)
    knowledge = AdversaryKnowledge(n_known=4)
    everybody, few = draw_known(traces, knowledge, 1), draw_known(half, knowledge, 1)

    some = draw_known(traces, knowledge, 1, targets=[7, 3])

    assert (some.codes == everybody.codes[[7, 3]]).all()
    assert (half.cell_of(few.codes) == traces.cell_of(everybody.codes[: len(few.codes)])).all()


def test_targets_by_lot_are_nested_and_differ_with_the_seed():
    traces = Traces.from_arrays(*a_month(300).T)
    lots = {
        (n, seed): draw_known(traces, AdversaryKnowledge(n_targets=n), seed).targets
        for n in (20, 100)
        for seed in (1, 2)
    }

    assert [len(lots[n, 1]) for n in (20, 100)] == [20, 100]
    assert set(lots[20, 1]) < set(lots[100, 1])
    assert set(lots[20, 1]) != set(lots[20, 2])
    assert len(draw_known(traces, AdversaryKnowledge(n_targets=10**6), 1).targets) == 300


def test_every_point_is_as_likely_at_every_place():
    """30,000 people with 7 points each: each point in each column within 5 standard errors of 1 in 7."""
    n, m = 30_000, 7
    ids = np.repeat(np.arange(n), m)
    traces = Traces.from_arrays(ids, np.tile(np.arange(m), n), np.zeros(n * m, int))

    cells = traces.cell_of(draw_known(traces, AdversaryKnowledge(n_known=m), seed=6).codes)

    for column in cells.T:
        share = np.bincount(column, minlength=m) / n
        assert share == pytest.approx(np.full(m, 1 / m), abs=5 * (1 / m * (1 - 1 / m) / n) ** 0.5)
    assert (np.sort(cells, axis=1) == np.arange(m)).all()


@pytest.mark.parametrize("n_known", [0, -1, 101, 4.0, True, None, "4"])
def test_knowledge_cannot_hold_nonsense(n_known):
    with pytest.raises(ConfigError, match="n_known must be"):
        AdversaryKnowledge(n_known=n_known)


@pytest.mark.parametrize("n_targets", [0, -5, 1.5, False])
def test_targets_cannot_be_nonsense(n_targets):
    with pytest.raises(ConfigError, match="n_targets must be"):
        AdversaryKnowledge(n_targets=n_targets)


def test_targets_are_checked():
    traces = traces_of([(1, 1, 1), (1, 1, 2), (2, 1, 1)])
    knowledge = AdversaryKnowledge(n_known=2)

    with pytest.raises(DataError, match="at least 2 points, got 1"):
        draw_known(traces, knowledge, 0, targets=[0, 1])
    for targets in ([2], [-1], [[0]], [0.0], [True]):
        with pytest.raises(DataError, match="targets"):
            draw_known(traces, knowledge, 0, targets=targets)
    with pytest.raises(ConfigError, match="both"):
        draw_known(traces, AdversaryKnowledge(n_known=2, n_targets=1), 0, targets=[0])
    with pytest.raises(ConfigError, match="seed"):
        draw_known(traces, knowledge, -1)
    assert draw_known(traces, knowledge, 0, targets=[]).codes.shape == (0, 2)
