import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.attack import (
    AdversaryKnowledge,
    Known,
    anonymity_set_sizes,
    build_index,
    draw_known,
    index_of,
    matching_traces,
    shared_points,
    singled_out,
    subsets,
)
from nullisland.attack import index as index_module
from nullisland.errors import DataError
from nullisland.model import Traces
from towns import a_month, codes_of, traces_of
from towns import towns as random_towns

# Ann at the bakery (1) and the gym (2), Bob the same and the park (3), Cem at the bakery, Dee alone.
ANN, BOB, CEM, DEE = 10, 20, 30, 40
FOUR = [
    *((who, 1, 8) for who in (ANN, BOB, CEM)),
    *((who, 2, 18) for who in (ANN, BOB)),
    (BOB, 3, 20),
    (DEE, 5, 8),
]
BAKERY, GYM, PARK, NOBODY = (8, 1), (18, 2), (20, 3), (8, 2)


@pytest.mark.parametrize(
    ("known", "size"),
    [
        ([BAKERY], 3),
        ([GYM], 2),
        ([PARK], 1),
        ([(8, 5)], 1),
        ([BAKERY, GYM], 2),
        ([GYM, PARK], 1),
        ([BAKERY, GYM, PARK], 1),
        ([PARK, (8, 5)], 0),
        ([NOBODY], 0),
        ([BAKERY, NOBODY], 0),
        ([BAKERY, BAKERY, GYM], 2),
    ],
)
def test_set_sizes_of_four_people_counted_by_hand(known, size):
    traces = traces_of(FOUR)

    assert anonymity_set_sizes(traces, codes_of(traces, [known])).tolist() == [size]
    assert len(matching_traces(traces, codes_of(traces, known))) == size


def test_who_matches_is_told_by_position():
    traces = traces_of(FOUR)

    assert traces.ids[matching_traces(traces, codes_of(traces, [BAKERY, GYM]))].tolist() == [ANN, BOB]


@st.composite
def town_and_known(draw):
    """A town, and for each of its people some points of theirs and of others, with repeats."""
    rows = draw(random_towns)
    town = naive.points(rows)
    everything = sorted(set().union(*town.values()))
    k = draw(st.integers(1, 5))
    known = []
    for who in sorted(town):
        own = draw(st.lists(st.sampled_from(sorted(town[who])), min_size=k, max_size=k))
        other = draw(st.lists(st.sampled_from(everything), min_size=k, max_size=k))
        known.append(draw(st.sampled_from([own, other, own[:1] + other[1:]])))
    return rows, town, known


@given(town_and_known())
def test_set_sizes_are_those_of_the_obvious_version(drawn):
    rows, town, known = drawn
    traces = traces_of(rows)
    codes = codes_of(traces, known)

    sizes = anonymity_set_sizes(traces, codes)

    assert sizes.dtype == np.int64
    assert sizes.tolist() == [len(naive.matches(town, row)) for row in known]
    assert singled_out(traces, codes).tolist() == [size == 1 for size in sizes]
    for row, points in zip(codes, known, strict=True):
        assert traces.ids[matching_traces(traces, row)].tolist() == naive.matches(town, points)


@given(town_and_known(), st.randoms())
def test_order_and_repeats_do_not_matter(drawn, random):
    rows, _, known = drawn
    traces = traces_of(rows)
    codes = codes_of(traces, known)
    columns = random.sample(range(codes.shape[1]), codes.shape[1])

    sizes = anonymity_set_sizes(traces, codes)

    assert anonymity_set_sizes(traces, codes[:, columns]).tolist() == sizes.tolist()
    assert anonymity_set_sizes(traces, np.hstack((codes, codes[:, :1]))).tolist() == sizes.tolist()


@given(town_and_known())
def test_more_points_never_make_a_set_larger(drawn):
    rows, _, known = drawn
    traces = traces_of(rows)
    codes = codes_of(traces, known)

    sizes = [anonymity_set_sizes(traces, codes[:, :k]) for k in range(1, codes.shape[1] + 1)]

    assert (np.diff(sizes, axis=0) <= 0).all()


@given(town_and_known())
def test_a_pair_that_nobody_has_fits_nobody(drawn):
    rows, _, known = drawn
    traces = traces_of(rows)
    codes = codes_of(traces, known)
    nobody = np.full((len(codes), 1), -1)

    assert anonymity_set_sizes(traces, np.hstack((codes, nobody))).tolist() == [0] * len(codes)
    assert anonymity_set_sizes(traces, np.hstack((nobody, codes))).tolist() == [0] * len(codes)


@given(random_towns, st.integers(1, 4))
def test_a_target_is_always_in_its_own_set(rows, k):
    traces = traces_of(rows)
    known = draw_known(traces, AdversaryKnowledge(n_known=k), seed=1)

    assert (anonymity_set_sizes(traces, known.codes) >= 1).all()
    for target, row in zip(known.targets, known.codes, strict=True):
        assert target in matching_traces(traces, row)


@given(random_towns, st.integers(1, 6))
def test_shared_points_are_those_of_the_obvious_version(rows, k):
    traces, town = traces_of(rows), naive.points(rows)
    known = draw_known(traces, AdversaryKnowledge(n_known=k), seed=3)

    shared = shared_points(traces, known)

    for target, row, got in zip(known.targets, known.codes, shared, strict=True):
        points = list(zip(traces.slot_of(row).tolist(), traces.cell_of(row).tolist(), strict=True))
        assert got == naive.shared_points(town, int(traces.ids[target]), points)
    for n in range(1, k + 1):
        alone = anonymity_set_sizes(traces, known.codes[:, :n]) == 1 if len(shared) else shared == 1
        assert (alone == (shared < n)).all()


@given(random_towns, st.integers(1, 4), st.data())
def test_coarser_cells_and_slots_never_single_out_more(rows, k, data):
    """Generalisation can only merge points, so no anonymity set may shrink."""
    traces = traces_of(rows)
    coarse = traces_of([(who, cell // 3, slot // 5) for who, cell, slot in rows])
    known = draw_known(traces, AdversaryKnowledge(n_known=k), seed=data.draw(st.integers(0, 9)))

    fine_sizes = anonymity_set_sizes(traces, known.codes)
    coarse_codes = coarse.codes_of(traces.cell_of(known.codes) // 3, traces.slot_of(known.codes) // 5)

    assert (anonymity_set_sizes(coarse, coarse_codes) >= fine_sizes).all()


@given(town_and_known())
def test_the_subsets_of_cards_are_those_of_the_obvious_version(drawn):
    rows, town, known = drawn
    traces = traces_of(rows)
    cards = [*dict.fromkeys(known[0]), (99, 99)]

    found = subsets(traces, codes_of(traces, cards))

    assert found.counts.tolist() == naive.subset_counts(town, cards)
    masks = [sum(1 << j for j, card in enumerate(cards) if card in town[who]) for who in sorted(town)]
    assert found.masks.tolist() == masks


def test_six_cards_make_64_choices():
    traces = traces_of(FOUR)
    cards = codes_of(traces, [BAKERY, GYM, PARK, (8, 5), NOBODY, BAKERY])

    found = subsets(traces, cards)

    assert found.counts.shape == (64,)
    assert found.counts[0] == 4 and found.counts[0b000001] == 3 and found.counts[0b100011] == 2
    assert found.counts[0b010000] == 0
    assert traces.ids[found.masks & 0b111 == 0b111].tolist() == [BOB]


@pytest.mark.parametrize(
    "known",
    [
        np.zeros((2, 0), int),
        np.zeros(3, int),
        np.zeros((1, 1, 1), int),
        np.zeros((1, 2)),
        np.zeros((1, 2), bool),
        [[0, None]],
        [[0, 1], [0]],
        [[-2]],
        [[10**6]],
        [[2**63]],
        [["0"]],
        5,
    ],
)
def test_what_is_not_codes_is_refused(known):
    with pytest.raises(DataError) as error:
        anonymity_set_sizes(traces_of(FOUR), known)

    assert isinstance(error.value, ValueError)
    assert "\n" not in str(error.value)


def test_nobody_asked_and_nobody_there():
    traces, empty = traces_of(FOUR), traces_of([])

    assert anonymity_set_sizes(traces, np.zeros((0, 3), int)).tolist() == []
    assert anonymity_set_sizes(empty, [[-1, -1]]).tolist() == [0]
    assert anonymity_set_sizes(traces, np.zeros((1, 2), np.int8)).tolist() == [3]
    assert len(build_index(empty).posting) == 0
    assert matching_traces(empty, [-1]).tolist() == []
    assert subsets(empty, [-1]).counts.tolist() == [0, 0]


def test_own_points_are_not_unknown():
    with pytest.raises(DataError, match="own points"):
        shared_points(traces_of(FOUR), Known(np.array([0]), np.array([[-1]])))
    with pytest.raises(DataError, match="at most 8"):
        subsets(traces_of(FOUR), [0] * 9)


@given(random_towns)
def test_posting_lists_hold_every_point_once(rows):
    traces, town = traces_of(rows), naive.points(rows)
    index = build_index(traces)

    for code in range(traces.n_codes if traces.n_codes < 2000 else 0):
        point = int(traces.slot_of(code)), int(traces.cell_of(code))
        assert traces.ids[index.traces_with(code)].tolist() == [w for w in sorted(town) if point in town[w]]
    assert int(index.start[-1]) == len(traces.points) == len(index.posting)


def test_the_index_is_the_same_for_any_number_of_threads_and_buckets(monkeypatch):
    traces = Traces.from_arrays(*a_month().T)
    plain = build_index(traces, threads=1)

    monkeypatch.setattr(index_module, "_BUCKET_POINTS", 500)
    for threads in (1, 2, 3):
        other = build_index(traces, threads=threads)
        assert (other.start == plain.start).all() and (other.posting == plain.posting).all()


def test_results_are_the_same_for_any_number_of_threads():
    traces = Traces.from_arrays(*a_month().T)
    knowledge = AdversaryKnowledge(n_known=5)
    one, two = (draw_known(traces, knowledge, seed=4, threads=n) for n in (1, 2))

    assert (one.codes == two.codes).all() and (one.targets == two.targets).all()
    sizes = [anonymity_set_sizes(traces, one.codes, threads) for threads in (1, 2)]
    shared = [shared_points(traces, one, threads) for threads in (1, 2)]
    assert (sizes[0] == sizes[1]).all() and (shared[0] == shared[1]).all()


def test_the_index_is_built_once_and_goes_with_its_traces():
    traces = traces_of(FOUR)
    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(index_of, [traces] * 8)

    assert all(index is first for index in others)
    kept = weakref.ref(first)
    del traces, first, others
    assert kept() is None


SCRIPT = """
import numpy as np
from naive import attack as naive
from towns import a_month, traces_of
from nullisland.attack import *
from nullisland.measure import uniqueness_curve
rows = a_month(n_people=12, n_cells=4, n_slots=24, per_person=8)
traces, town = traces_of(rows), naive.points(rows.tolist())
with np.errstate(over="ignore"):
    known = draw_known(traces, AdversaryKnowledge(n_known=3, n_targets=8), seed=2)
    sizes = anonymity_set_sizes(traces, known.codes)
    shared = shared_points(traces, known)
    home = anchor(traces, 60)
    curve = uniqueness_curve(traces, 3, seed=2)
for codes, size in zip(known.codes, sizes):
    points = list(zip(traces.slot_of(codes).tolist(), traces.cell_of(codes).tolist()))
    assert len(naive.matches(town, points)) == size
print(known, sizes, shared, home, curve)
"""


@pytest.mark.parametrize("jit", ["0", "1"])
def test_another_process_and_the_interpreter_give_the_same(jit, pytestconfig):
    """Once with the JIT off: the kernels are plain Python then, and agree with the compiled ones."""
    here = {}
    exec(SCRIPT, {"print": lambda *values: here.update(text=" ".join(map(str, values)))})

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        env={"NUMBA_DISABLE_JIT": jit, "PYTHONPATH": str(pytestconfig.rootpath / "tests"), "PATH": ""},
        capture_output=True,
        text=True,
    )

    assert done.stderr == ""
    assert done.stdout.strip() == here["text"]
