"""`nullisland doctor` says what works and what to do about what does not."""

import json
import socket
from types import SimpleNamespace

import pytest

from nullisland import doctor, lan
from nullisland.cli import main

EXAMINED = {
    "python",
    "packages",
    "data files",
    "memory",
    "cores",
    "disk",
    "cache of compiled kernels",
    "port",
    "network addresses",
    "browser",
}


def finding(name):
    return next(found for found in doctor.examine() if found.name == name)


def test_everything_is_examined_and_what_is_needed_works_here(capsys):
    assert main(["doctor", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert {found["name"] for found in report["findings"]} == EXAMINED
    assert all(found["advice"] == "" for found in report["findings"] if found["works"])
    assert all(found["advice"] for found in report["findings"] if not found["works"])


def test_text_has_a_line_for_each(capsys):
    assert main(["doctor"]) == 0

    out = capsys.readouterr().out
    assert all(f"  {name}: " in out for name in EXAMINED)


def test_too_little_memory_is_a_failure(monkeypatch, capsys):
    memory = SimpleNamespace(available=500_000_000, total=4_000_000_000)
    monkeypatch.setattr(doctor.psutil, "virtual_memory", lambda: memory)

    assert main(["doctor"]) == 1
    assert "FAILS  memory: 0.5 GB free of 4.0 GB" in capsys.readouterr().out


def test_a_taken_port_is_said_and_harmless(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(doctor, "_PORT", taken.getsockname()[1])

        found = finding("port")

    assert (found.works, found.needed) == (False, False)
    assert "--port" in found.advice


@pytest.mark.parametrize(
    ("address", "reachable"), [("127.0.0.1", False), ("169.254.3.4", False), ("192.168.1.7", True)]
)
def test_only_addresses_that_others_reach_are_listed(monkeypatch, address, reachable):
    entry = SimpleNamespace(family=socket.AF_INET, address=address)
    monkeypatch.setattr(lan.psutil, "net_if_addrs", lambda: {"net0": [entry]})
    monkeypatch.setattr(lan.psutil, "net_if_stats", lambda: {"net0": SimpleNamespace(isup=True)})

    assert finding("network addresses").works is reachable
