import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import clues as naive
from nullisland.attack import Blur, Claims, Clues, MatchRule, blur_of, match_boxes, match_fixes
from nullisland.attack.blur import evidence
from nullisland.errors import DataError
from nullisland.model import NOWHERE, BoxRelease, FixRelease, Grid

GRID = Grid(0, 0, 100, 4, 4)
IDS = np.array([100, 200, 300, 400])


def fixes(rows, history=()):
    """FixRelease of rows (trace 0 .. 3, t_min, x_dm, y_dm); each trace has at least one."""
    who, t, x, y = np.array(sorted(rows), np.int64).reshape(-1, 4).T
    return FixRelease(
        sensor="gps", pseudonyms=IDS, first=np.searchsorted(who, np.arange(5)), t_min=t.astype(np.int32),
        x_dm=x.astype(np.int32), y_dm=y.astype(np.int32), history=history, reproducible=True,
    )  # fmt: skip


def boxes(rows):
    """BoxRelease of rows (trace, six bounds)."""
    columns = np.array(sorted(rows), np.int64).reshape(-1, 7).T
    names = ("col_from", "col_to", "row_from", "row_to", "slot_from", "slot_to")
    return BoxRelease(
        sensor="gps", slot_min=60, grid=GRID, pseudonyms=IDS, first=np.searchsorted(columns[0], np.arange(5)),
        history=(), reproducible=True, **{n: c.astype(np.int32) for n, c in zip(names, columns[1:], strict=True)},
    )  # fmt: skip


def clues(rows, **more):
    columns = np.array(rows, np.int64).reshape(len(rows), -1, 3)
    return Clues(
        person=np.arange(len(rows)), x_dm=columns[..., 0], y_dm=columns[..., 1], t_min=columns[..., 2], **more
    )


def test_the_nearest_at_the_time_is_the_best_guess():
    """Trace 1 is 20 m away at the time, trace 2 nearer but four hours later, the others far."""
    release = fixes([(0, 60, 9_000, 0), (1, 60, 200, 0), (2, 300, 0, 0), (3, 60, 5_000, 5_000)])

    found = match_fixes(release, clues([[(0, 0, 65)]]))

    assert found.person.tolist() == [200]
    assert found.candidates.tolist() == [1]
    assert 0.5 < found.confidence[0] < 1


def test_a_group_that_shares_boxes_shares_the_claim():
    """All clues fit two traces alike: neither is claimed, and each is at most as likely as not."""
    release = boxes(
        [(0, 0, 1, 0, 1, 5, 8), (1, 0, 1, 0, 1, 5, 8), (2, 3, 3, 3, 3, 5, 8), (3, 2, 2, 0, 0, 1, 1)]
    )

    found = match_boxes(release, clues([[(500, 500, 360)], [(3_500, 3_500, 400)]]))

    assert found.person.tolist() == [NOWHERE, 300]
    assert found.candidates.tolist() == [2, 1]
    assert found.confidence[0] == pytest.approx(0.95 / 2)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (("pseudonymise: policy=fixed",), Blur("disc", 50)),
        (("perturb: planar Laplace, epsilon_per_m=0.01 a report",), Blur("planar Laplace", 100)),
        (("perturb: normal noise, sigma_m=300",), Blur("normal", 300)),
        (("cluster: k=2, delta_m=200, step_min=60",), Blur("disc", 200)),
        (("round: cell_m=500",), Blur("disc", 500 / 2**0.5)),  # half a diagonal
    ],
)
def test_the_noise_is_what_the_release_says(history, expected):
    assert blur_of(fixes([(i, 0, 0, 0) for i in range(4)], history)) == expected


@pytest.mark.parametrize("law", ["disc", "planar Laplace", "normal"])
def test_evidence_adds_up_over_the_map(law):
    """A likelihood ratio has mean 1 over where anybody might be."""
    scale, area = 40.0, 4e6
    ratio = np.exp(evidence(Blur(law, scale), area, error=0.1))
    ring = np.pi * ((np.arange(len(ratio) - 1) + 1.0) ** 2 - np.arange(len(ratio) - 1) ** 2.0)

    inside = ((ratio[:-1] - 0.1) * ring).sum() / area

    assert inside == pytest.approx(0.9, rel=1e-6)
    assert ratio[-1] == pytest.approx(0.1)
    assert (np.diff(ratio) <= 1e-9).all()


coordinate, minute = st.integers(0, 3_999), st.integers(-1, 300)
clue_rows = st.lists(
    st.lists(st.tuples(coordinate, coordinate, minute), min_size=2, max_size=2), min_size=1, max_size=3
)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 300), coordinate, coordinate), max_size=20),
    clue_rows,
)
def test_fixes_are_weighed_as_in_the_obvious_version(rows, asked):
    rows = [*rows, *((i, 1_000, 0, 0) for i in range(4))]
    release = fixes(rows)

    span = [np.ptp(v) / 10 + 1 for v in (release.x_dm, release.y_dm)]
    table = evidence(Blur("disc", 50.0), span[0] * span[1], 0.05)
    town = {who: [r[1:] for r in rows if r[0] == who] for who in range(4)}
    for then, window in ((False, (30, 0.7)), (True, (0, 0.95))):
        rule = MatchRule(least=0.0, inside=0.9)
        found = match_fixes(release, clues(asked), rule, to_the_minute=then)
        for i, row in enumerate(asked):
            known = [clue if clue[2] >= 0 else None for clue in row]
            scores = naive.fixes_scores(town, known, window, table)
            best = max(scores.values())
            first = min(who for who in scores if scores[who] > best - 1e-9)
            assert found.person[i] == (IDS[first] if best > 1e-9 else NOWHERE)
            total = sum(np.exp(s - best) for s in scores.values())
            assert found.confidence[i] == pytest.approx(0.9 / (total * 0.9 + 0.1 * 4 * np.exp(-best)))
            near = [s > 1e-9 and s >= best - np.log(20) for s in scores.values()]
            assert found.candidates[i] == sum(near)


def test_minutes_betray_whom_noise_hides():
    """Noise as wide as the map: the place says nothing, the minutes of three fixes say everything."""
    rng = np.random.default_rng(1)
    rows = [
        (who, int(t), *rng.integers(0, 100_000, 2)) for who in range(4) for t in rng.integers(0, 5_000, 60)
    ]
    release = fixes(rows, ("perturb: normal noise, sigma_m=5000",))
    asked = clues(
        [[(50_000, 50_000, t) for _, t, _, _ in [r for r in rows if r[0] == who][:3]] for who in range(4)]
    )

    by_place = match_fixes(release, asked, MatchRule(least=0.0))
    by_minute = match_fixes(release, asked, MatchRule(least=0.0), to_the_minute=True)

    assert by_minute.person.tolist() == IDS.tolist()
    assert by_place.person.tolist() != IDS.tolist()


def ordered(low, high):
    return st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)


box_rows = st.lists(
    st.tuples(st.integers(0, 3), ordered(0, 3), ordered(0, 3), ordered(0, 5)).map(
        lambda b: (b[0], *b[1], *b[2], *b[3])
    ),
    min_size=1,
    max_size=15,
)


@given(box_rows, clue_rows, st.integers(0, 1), st.integers(0, 120))
def test_boxes_fit_as_in_the_obvious_version(rows, asked, wrong, within_min):
    error = 0.2 if wrong else 0.0
    rule = MatchRule(wrong=wrong, error=error, least=0.0)
    found = match_boxes(boxes(rows), clues(asked, within_min=within_min), rule)

    for i, row in enumerate(asked):
        spans = [
            (x // 1000, x // 1000, y // 1000, y // 1000, (t - within_min) // 60, (t + within_min) // 60)
            if t >= 0
            else None
            for x, y, t in row
        ]
        town = {
            who: {
                (j, 0)
                for j, span in enumerate(spans)
                if span and any(naive.touches(box[1:], span) for box in rows if box[0] == who)
            }
            for who in range(4)
        }
        asked_as_slots = [None if span is None else ({0}, {j}) for j, span in enumerate(spans)]
        who, sure, fit = naive.best_trace(town, asked_as_slots, wrong, error, 0.95)
        assert found.person[i] == (NOWHERE if who is None else IDS[who])
        assert (found.confidence[i], found.candidates[i]) == (pytest.approx(sure), fit)


def test_sites_are_refused():
    asked = clues([[(0, 0, 0)]], site=np.array([[1]]))
    for attack, release in (
        (match_fixes, fixes([(i, 0, 0, 0) for i in range(4)])),
        (match_boxes, boxes([(0, 0, 0, 0, 0, 0, 0)])),
    ):
        with pytest.raises(DataError, match="sites"):
            attack(release, asked)


def test_whoever_wants_to_be_surer_claims_some_of_the_same():
    claims = Claims(np.array([5, 7, NOWHERE]), np.array([0.5, 0.4, 0.9]), np.ones(3, int))

    assert claims.at_least(0.5).person.tolist() == [5, NOWHERE, NOWHERE]
    assert claims.at_least(0.5).confidence.tolist() == [0.5, 0.4, 0.9]
