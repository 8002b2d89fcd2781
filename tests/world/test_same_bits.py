"""An island code fixes the island, in any process, with any number of threads."""

import subprocess
import sys
from dataclasses import fields
from hashlib import sha256

import numpy as np
import pytest

from nullisland.model import Scenario
from nullisland.world import build_island

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from world.test_same_bits import digest
print(digest(int(sys.argv[2])))
"""


def digest(seed, people=700):
    """A digest of every column of the island."""
    total = sha256()

    def add(value):
        if isinstance(value, np.ndarray):
            total.update(str(value.dtype).encode() + value.tobytes())
        elif hasattr(value, "__dataclass_fields__"):
            for field in fields(value):
                add(getattr(value, field.name))
        elif isinstance(value, tuple):
            for item in value:
                add(item)
        else:
            total.update(repr(value).encode())

    add(build_island(Scenario(people=people, seed=seed)))
    return total.hexdigest()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_builds_the_same_island(threads, pytestconfig, monkeypatch):
    monkeypatch.setenv("NULLISLAND_THREADS", threads)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(pytestconfig.rootpath / "tests"), "5"],
        capture_output=True, text=True, check=True, cwd=pytestconfig.rootpath,
    )  # fmt: skip
    assert ran.stdout.strip() == digest(5)


def test_another_seed_builds_another_island():
    assert len({digest(seed) for seed in range(5)}) == 5


def test_days_do_not_change_the_island():
    one, other = (build_island(Scenario(people=300, seed=3, days=days)) for days in (2, 28))
    assert (one.buildings.corners_dm == other.buildings.corners_dm).all()
    assert one.streets.names == other.streets.names
