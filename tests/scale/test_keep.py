"""Shards that are kept: torn, altered or missing ones are made again, and the answer stays the same."""

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from nullisland.errors import ConfigError
from nullisland.model import Country
from nullisland.scale import CrowdAttack, parcels, stream_uniqueness
from nullisland.scale.keep import LEDGER, MANIFEST, open_keep

COUNTRY = Country(people=1_200, days=4, seed=8, town_least=200, town_most=500)
ATTACK = CrowdAttack(n_points=3, n_targets=150, grains=((0, 1), (0, 4)))
PROGRAM = """
import sys
from pathlib import Path
from nullisland.model import Country
from nullisland.scale import CrowdAttack, parcels, stream_uniqueness
parcels._PARCEL = 100
country = Country(people=1_200, days=4, seed=8, town_least=200, town_most=500)
attack = CrowdAttack(n_points=3, n_targets=150, grains=((0, 1), (0, 4)))
stream_uniqueness(country, attack, folder=Path(sys.argv[1]), threads=1)
"""


@pytest.fixture(scope="module")
def whole():
    return stream_uniqueness(COUNTRY, ATTACK)


@pytest.fixture
def small_parcels(monkeypatch):
    monkeypatch.setattr("nullisland.scale.parcels._PARCEL", 100)


def same(a, b):
    assert (a.level == b.level).all() and (a.tally == b.tally).all() and (a.people == b.people).all()
    assert (a.targets.slot == b.targets.slot).all()


def shards(folder):
    return sorted(folder.glob("*.npy"))


def test_what_was_kept_is_loaded_and_gives_the_same(tmp_path, whole, small_parcels, monkeypatch):
    same(stream_uniqueness(COUNTRY, ATTACK, folder=tmp_path / "run"), whole)
    assert len(shards(tmp_path / "run")) >= 6

    monkeypatch.setattr("nullisland.scale.parcels.build_shard", None)  # nothing may be made again
    same(stream_uniqueness(COUNTRY, ATTACK, folder=tmp_path / "run"), whole)


@pytest.mark.parametrize("harm", ["torn", "altered", "gone", "ledger torn", "ledger gone"])
def test_a_harmed_shard_is_made_again(harm, tmp_path, whole, small_parcels, monkeypatch):
    stream_uniqueness(COUNTRY, ATTACK, folder=tmp_path)
    victim, ledger = shards(tmp_path)[1], tmp_path / LEDGER
    content, lines = victim.read_bytes(), ledger.read_text().splitlines()
    match harm:
        case "torn":
            victim.write_bytes(content[:-7])
        case "altered":
            victim.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "gone":
            victim.unlink()
        case "ledger torn":
            ledger.write_text("\n".join(lines[:-2]) + "\n" + lines[-2][:20])
        case "ledger gone":
            ledger.unlink()
    made = []
    build = parcels.build_shard
    monkeypatch.setattr("nullisland.scale.parcels.build_shard", lambda a, i: made.append(i) or build(a, i))

    same(stream_uniqueness(COUNTRY, ATTACK, folder=tmp_path), whole)

    assert 0 < len(made) <= (10**6 if harm == "ledger gone" else 3)
    assert victim.is_file()


def test_a_killed_run_is_gone_on_with(tmp_path, whole, small_parcels):
    folder = tmp_path / "run"
    run = subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder)])
    deadline = time.monotonic() + 120
    while not shards(folder) and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(run.pid, signal.SIGTERM)
    run.wait()
    kept = len(shards(folder))
    assert kept > 0

    same(stream_uniqueness(COUNTRY, ATTACK, folder=folder), whole)

    assert len(shards(folder)) >= kept


def test_another_run_s_folder_is_refused(tmp_path):
    open_keep(tmp_path / "a", {"days": 3})
    assert json.loads((tmp_path / "a" / MANIFEST).read_text()) == {"days": 3}
    open_keep(tmp_path / "a", {"days": 3})
    with pytest.raises(ConfigError, match="resume"):
        open_keep(tmp_path / "a", {"days": 4})
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "letter.txt").write_text("x")
    with pytest.raises(ConfigError, match="resume"):
        open_keep(tmp_path / "b", {"days": 3})


def test_arrays_come_back_as_they_were(tmp_path):
    keep = open_keep(tmp_path, {})
    arrays = [np.arange(6, dtype=np.uint8).reshape(2, 3), np.empty((0, 4)), np.array([2**40])]
    keep.save("one", arrays)
    for a, b in zip(arrays, open_keep(tmp_path, {}).load("one") or [], strict=True):
        assert a.dtype == b.dtype and a.shape == b.shape and (a == b).all()
    assert keep.load("two") is None
