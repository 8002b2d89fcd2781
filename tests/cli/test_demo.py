"""`nullisland demo` refuses what it cannot serve, and hands the rest to the app."""

import json
import socket
from importlib import import_module

import pytest

from nullisland.cli import main


@pytest.fixture
def launched(monkeypatch):
    """What the app was started with, instead of starting it."""
    calls = []
    monkeypatch.setattr(import_module("nullisland.app.launch"), "launch", lambda **how: calls.append(how))
    return calls


def test_defaults(launched, capsys):
    assert main(["demo", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    (how,) = launched
    assert how == {"port": report["port"], "address": "127.0.0.1", "open_browser": True, "code": None}
    assert report["url"] == f"http://localhost:{report['port']}"


def test_flags(launched):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert (
        main(["demo", "--port", str(port), "--no-browser", "--code", "NI-1-300-7", "--address", "0.0.0.0"])
        == 0
    )
    assert launched == [{"port": port, "address": "0.0.0.0", "open_browser": False, "code": "NI-1-300-7"}]


@pytest.mark.parametrize(
    "flags",
    [
        ["--port", "0"],
        ["--port", "65536"],
        ["--port", "NaN"],
        ["--port", "-1"],
        ["--code", "NI"],
        ["--code", ""],
        ["--address", "nowhere"],
        ["--address", ""],
        ["--address", "300.0.0.1"],
    ],
)
def test_a_mistake_is_one_line(flags, launched, capsys):
    assert main(["demo", *flags]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert launched == []


def test_a_taken_port_is_one_line(launched, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        assert main(["demo", "--port", str(taken.getsockname()[1])]) == 2

    assert capsys.readouterr().err.count("\n") == 1
    assert launched == []


def test_the_page_of_real_cases_is_served_only_if_asked_for(launched, capsys, monkeypatch):
    monkeypatch.setenv("NULLISLAND_REAL_CASES", "")  # what the command sets is undone after the test
    assert main(["demo", "--json"]) == 0
    assert "real_cases" not in json.loads(capsys.readouterr().out)

    assert main(["demo", "--json", "--real-cases"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["real_cases"] == f"{report['url']}/nullisland/real-cases"
