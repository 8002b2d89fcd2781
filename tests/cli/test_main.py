"""Exit codes, one-line errors, and a quick start."""

import os
import subprocess
import sys

import pytest

from nullisland import __version__
from nullisland.cli import doctor, main

COMMANDS = ["demo", "generate", "uniqueness", "verify", "bench", "doctor"]


def one_line(capsys):
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("nullisland: ")
    assert captured.err.count("\n") == 1
    return captured.err


def python(*args, **options):
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("argv", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_is_no_error(argv, capsys):
    assert main(argv) == 0
    assert "usage: nullisland" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_json(command, capsys):
    main([command, "--help"])
    assert "--json" in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["bogus"],
        ["generate"],
        ["generate", "--out"],
        ["verify"],
        ["verify", "NI-7-20000-28", "extra"],
        ["doctor", "--nonsense"],
        ["uniqueness", "--peop", "300"],
        ["a\nb"],
        ["\ud800"],
    ],
)
def test_a_mistake_is_one_line(argv, capsys):
    assert main(argv) == 2
    one_line(capsys)


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"nullisland {__version__}\n"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MemoryError(), "more memory than this machine"),
        (OSError(28, "No space left on device", "out/people.csv"), "out/people.csv: No space left on device"),
    ],
)
def test_what_the_machine_refuses_is_one_line(monkeypatch, capsys, error, sentence):
    def fail():
        raise error

    monkeypatch.setattr(doctor, "examine", fail)

    assert main(["doctor"]) == 2
    assert sentence in one_line(capsys)


def test_ctrl_c_is_130(monkeypatch, capsys):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "examine", interrupt)

    assert main(["doctor"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_mistake_of_ours_is_not_hidden(monkeypatch):
    """A traceback is how a bug gets reported."""

    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(doctor, "examine", fail)

    with pytest.raises(ZeroDivisionError):
        main(["doctor"])


def test_module_and_script_are_the_same_command():
    done = python("-m", "nullisland", "--version")

    assert (done.returncode, done.stdout) == (0, f"nullisland {__version__}\n")


def test_help_loads_nothing_heavy():
    program = (
        "import sys; from nullisland.cli import main; main(['--help']);"
        "heavy = {'numpy', 'numba', 'pandas', 'scipy', 'streamlit', 'pyarrow'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = python("-c", program)

    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_is_no_error():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "nullisland", "doctor"], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (0, b"")
