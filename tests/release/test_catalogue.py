import os
import subprocess
import sys

import pytest

import nullisland as ni
from drawers import traces_in, values_in
from nullisland.digest import digest
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, BoxRelease, FixRelease, Release, TotalsRelease
from nullisland.release import DEFENCES, UNPROTECTED, defence, defend, guarantees

KINDS = {"squares": Release, "fixes": FixRelease, "boxes": BoxRelease, "totals": TotalsRelease}
SECRET = 123_456_789_123
NAMES = [d.name for d in DEFENCES]


@pytest.fixture(scope="module")
def outcome():
    return ni.run(ni.Scenario(people=60, days=3, seed=5))


def test_the_cards_of_the_lesson_are_there():
    core = ["coarser_squares", "coarser_time", "new_codes", "jitter", "counts_only"]
    past = ["home_removed", "sensitive_removed", "constant_shift", "k_anonymous", "counts_dp"]

    assert [d.name for d in DEFENCES if d.core] == core
    assert set(past) <= set(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("strength", [0, 2])
def test_every_defence_makes_what_it_says_and_keeps_its_secrets(outcome, name, strength):
    made, key = defend(outcome, name, strength, SECRET)
    held = set(values_in(made))

    assert type(made) is KINDS[defence(name).kind]
    assert not made.reproducible
    assert SECRET not in held
    assert str(SECRET) not in " ".join(made.history)
    if not isinstance(made, TotalsRelease):
        people = key.person_of(made.pseudonyms)
        assert set(people.tolist()) <= {*range(60), NOWHERE}
        assert len(made) or strength
    assert guarantees(made, outcome.island).label == "secret seed"


@pytest.mark.parametrize("name", NAMES)
def test_the_same_secret_gives_the_same_release_and_another_does_not(outcome, name):
    """Counts without noise have no secret; in a town of one zone all synthetic people are alike."""
    once, again, other = (defend(outcome, name, 0, seed)[0] for seed in (SECRET, SECRET, 9))

    assert digest(once) == digest(again)
    if name not in ("counts_only", "synthetic"):
        assert digest(once) != digest(other)


@pytest.mark.parametrize("name", [*NAMES, UNPROTECTED])
def test_without_a_secret_a_release_says_that_anybody_can_redo_it(outcome, name):
    made, _ = defend(outcome, name, 0)

    assert made.reproducible
    assert guarantees(made).label == "reproducible, therefore not private"


def test_without_a_defence_the_release_is_that_of_the_pipeline(outcome):
    assert digest(defend(outcome, UNPROTECTED, 0)[0]) == digest(outcome.release)


@pytest.mark.parametrize("name", ["k_anonymous", "clustered"])
@pytest.mark.parametrize("strength", [0, 1, 2])
def test_the_k_of_the_card_is_the_k_of_the_badge(outcome, name, strength):
    made, _ = defend(outcome, name, strength, SECRET)

    assert guarantees(made).k >= defence(name).strengths[strength]["k"]


def test_a_stronger_suppression_leaves_a_part_of_what_a_weaker_one_leaves(outcome):
    for name in ("home_removed", "sensitive_removed", "rare_removed"):
        weak, middle, strong = (traces_in(defend(outcome, name, s, SECRET)[0]) for s in range(3))
        for more, less in ((weak, middle), (middle, strong)):
            assert all(set(rows) <= set(more[code]) for code, rows in less.items())


@pytest.mark.parametrize("sensor", ["tower", "card"])
def test_every_sensor_can_be_defended_in_squares(sensor):
    outcome = ni.run(ni.Scenario(people=60, days=3, seed=5), sensor=sensor)
    for name in ("coarser_squares", "jitter", "new_codes", "counts_dp", "synthetic", "home_removed"):
        made, _ = defend(outcome, name, 1, SECRET)
        assert made.sensor == sensor


def test_what_is_not_in_the_catalogue_is_refused(outcome):
    with pytest.raises(ConfigError, match=r"defence must be one of coarser_squares, .*, got 'magic'"):
        defend(outcome, "magic", 0)
    with pytest.raises(ConfigError, match="strength must be 0, 1 or 2, got 3"):
        defend(outcome, "jitter", 3)


_EVERYTHING = """
import numpy as np
from drawers import drawer
from nullisland.digest import digest
from nullisland.release import DEFENCES, defend
rng = np.random.default_rng(8)
def fix(t):
    return int(t), *map(int, rng.choice(4, 2) * 1500 + 900)
crowd = [[fix(t) for t in np.sort(rng.integers(0, 4320, 40))] for _ in range(13)]
for d in DEFENCES:
    release, _ = defend(drawer(crowd), d.name, 0, 77)
    print(d.name, digest(release))
"""


def test_compiled_or_not_every_defence_gives_the_same_bits(pytestconfig):
    """Twelve people under every defence, in processes with and without Numba's compiler."""
    printed = []
    path = os.pathsep.join([str(pytestconfig.rootpath / "tests"), *sys.path])
    for flag in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _EVERYTHING],
            env={**os.environ, "NUMBA_DISABLE_JIT": flag, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        printed.append(done.stdout.splitlines())

    assert len(printed[0]) == len(DEFENCES)
    assert printed[0] == printed[1]


def test_opendp_is_loaded_by_whoever_needs_it_only():
    code = "import sys, nullisland.release, nullisland.pipeline; print('opendp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_every_defence_is_described(pytestconfig):
    """Each card stands in docs/defences.md, and each strength in docs/model/release.md."""
    said = (pytestconfig.rootpath / "docs" / "defences.md").read_text(encoding="utf-8")
    model = (pytestconfig.rootpath / "docs" / "model" / "release.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in model.splitlines() if line.startswith("| `")}

    for d in DEFENCES:
        assert f"`{d.name}`" in said
        for parameter in d.strengths[0]:
            assert f"`{parameter}`" in rows[d.name] or parameter in ("epsilon_per_m", "shift_m"), d.name
        values = [v for strength in d.strengths for v in strength.values() if isinstance(v, int)]
        assert all(str(value) in rows[d.name] for value in values), d.name
