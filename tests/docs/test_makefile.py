"""The two commands a fresh machine needs, without running them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*args):
    return subprocess.run(["make", "-C", str(ROOT), *args], capture_output=True, text=True, check=True).stdout


def find_python(**environment):
    script = ["/bin/sh", str(ROOT / "scripts" / "find_python.sh")]
    return subprocess.run(script, capture_output=True, text=True, check=False, env=environment)


def fake_python(folder, name, version, free_threaded=False):
    """A program that answers as a Python of that version would, by asking this one."""
    asked = f"import sys, sysconfig; sys.version_info = {version}; " + (
        "sysconfig.get_config_var = lambda name: 1; "
        if free_threaded
        else "sysconfig.get_config_var = lambda name: 0; "
    )
    path = folder / name
    path.write_text(f'#!/bin/sh\nshift\ncode=$1\nshift\nexec {sys.executable} -c "{asked}\n$code" "$@"\n')
    path.chmod(0o755)
    return path


def test_help_names_every_documented_command():
    documented = re.findall(r"^([a-z-]+):.*## (.+)$", MAKEFILE, flags=re.MULTILINE)

    out = make("help")
    assert len(documented) >= 6
    for name, what in documented:
        assert re.search(rf"^make {name} +{re.escape(what)}$", out, flags=re.MULTILINE)


def test_every_command_is_declared_not_to_be_a_file():
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)[1].split()

    assert set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE)) == set(phony)


@pytest.mark.parametrize(
    ("goal", "steps"),
    [
        ("demo", ["scripts/setup.sh run", "-m nullisland demo"]),
        ("test", ["scripts/setup.sh dev", "scripts/browser.py", "-m pytest"]),
        ("check", ["scripts/setup.sh dev", "ruff check", "ruff format --check", "mypy", "lint-imports"]),
    ],
)
def test_a_command_sets_up_what_it_needs_first(goal, steps):
    plan = make("-n", "-W", "constraints.txt", goal)

    at = [plan.index(step) for step in steps]
    assert at == sorted(at)


def test_nothing_newer_than_the_make_of_macos_is_used():
    assert not re.search(r"\.ONESHELL|!=|\$\(file|&:|\.RECIPEPREFIX|\$\(let|\$\(intcmp", MAKEFILE)


def test_ci_runs_the_test_command_of_the_readme():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in ci if line and not line.startswith("#")]

    assert commands == ['cd "$(dirname "$0")/.." && exec make test']
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", ["scripts/find_python.sh", "scripts/setup.sh", "scripts/peers.sh"])
def test_the_shell_scripts_are_well_formed(script):
    assert subprocess.run(["/bin/sh", "-n", str(ROOT / script)], check=False).returncode == 0


def test_the_python_that_was_chosen_is_taken():
    done = find_python(PATH=os.environ["PATH"], PYTHON=sys.executable)

    assert (done.returncode, done.stdout.strip()) == (0, sys.executable)


@pytest.mark.parametrize(("version", "free_threaded"), [((3, 10), False), ((3, 15), False), ((3, 13), True)])
def test_a_python_that_cannot_run_it_is_refused(tmp_path, version, free_threaded):
    path = fake_python(tmp_path, "python", version, free_threaded)
    done = find_python(PATH=os.environ["PATH"], PYTHON=str(path))

    assert done.returncode == 1
    assert "3.11 to 3.1" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_fake_is_taken_if_its_version_is_right(tmp_path):
    """Shows that the refusals above are for the version."""
    path = fake_python(tmp_path, "python", (3, 12))

    assert find_python(PATH=os.environ["PATH"], PYTHON=str(path)).returncode == 0


def test_what_is_pinned_is_what_is_needed():
    """Every dependency of pyproject.toml has an exact version."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0] for line in lines if not line.startswith("#")}

    assert {re.split(r"[><=\[ ]", name)[0].lower() for name in wanted} - pinned == set()


def test_every_machine_gets_exactly_one_exact_version():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"==[0-9][\w.]*", str(pin.specifier)) and pin.url is None for pin in pins)
    for system, processor in (
        ("linux", "x86_64"),
        ("darwin", "x86_64"),
        ("darwin", "arm64"),
        ("win32", "AMD64"),
    ):
        machine = {"sys_platform": system, "platform_machine": processor}
        names = [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate(machine)]
        assert len(names) == len(set(names)) == len({pin.name for pin in pins})
