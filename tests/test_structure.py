"""The house rules that a machine can check."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "nullisland"
MODULES = sorted(SOURCE.rglob("*.py"))
KERNELS = sorted((SOURCE / "_kernels").glob("*.py"))

MODULE_LINES, FUNCTION_LINES, KERNEL_LINES, PARAMETERS = 300, 40, 60, 6
PUBLIC = {"src/nullisland/pipeline.py": ("run",), "src/nullisland/observation/observe.py": ("observe",)}
"""Interfaces that were fixed with more parameters: keyword options with defaults."""
NUMERIC = {"numpy", "numba", "math"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Required and optional parameters, `self` and `cls` not counted."""
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return sum(name not in ("self", "cls") for name in names)


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = done.stdout.decode().split("\0") if done.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [p for p in ROOT.rglob("*") if ".venv" not in p.parts]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_is_short_and_takes_few_things(path: Path) -> None:
    limit = KERNEL_LINES if path in KERNELS else FUNCTION_LINES
    long = {f.name: code_lines(f) for f in functions(path) if code_lines(f) > limit}
    wide = {
        f.name: parameters(f) for f in functions(path) if parameters(f) > PARAMETERS and path not in KERNELS
    }
    for exempt in PUBLIC.get(name_of(path), ()):
        wide.pop(exempt, None)

    assert (long, wide) == ({}, {})


@pytest.mark.parametrize("path", KERNELS, ids=name_of)
def test_kernels_import_only_numbers(path: Path) -> None:
    allowed = {*NUMERIC, "hashlib", "os", "sys", "pathlib"} if path.name == "__init__.py" else NUMERIC
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            own = name.startswith("nullisland._kernels")
            assert own or name.split(".")[0] in allowed | {"typing", "collections"}, (
                f"{path.name} imports {name}"
            )


def packages_with_kernels() -> list[str]:
    """Packages that call kernels; a module at the top counts as its own package."""
    callers = (
        p for p in MODULES if p not in KERNELS and "nullisland._kernels." in p.read_text(encoding="utf-8")
    )
    return sorted({path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in callers})


@pytest.mark.parametrize("package", packages_with_kernels())
def test_kernels_are_tested_against_obvious_twins(package: str) -> None:
    """Whoever calls a kernel compares it with slow code of `tests/naive`."""
    tests = [*(ROOT / "tests").glob(f"{package}/test_*.py"), *(ROOT / "tests").glob(f"test_{package}.py")]

    assert any(
        re.search(r"^(import|from) naive\b", p.read_text(encoding="utf-8"), re.MULTILINE) for p in tests
    )


@pytest.mark.parametrize(
    "path", [p for p in MODULES if "app" not in p.relative_to(SOURCE).parts], ids=name_of
)
def test_nouns_are_frozen_and_verbs_are_functions(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Global):
            pytest.fail(f"global {node.names}")
        if not isinstance(node, ast.ClassDef):
            continue
        methods = {f.name for f in node.body if isinstance(f, ast.FunctionDef)}
        assert not methods & {"run", "fit", "evaluate", "execute"}, node.name
        for decorator in node.decorator_list:
            text = ast.unparse(decorator)
            if text.startswith("dataclass"):
                assert "frozen=True" in text, f"{node.name} is not frozen"


NO_NUMBER = {
    "exit_items.py": {"items.at + 1"},
    "manual.py": {"count + 1"},
    "defend_plot.py": {"len(places) // 2"},
}
"""Where a button leads, and which of several marks carries their name: nothing of it is a number on screen."""


@pytest.mark.parametrize("path", sorted((SOURCE / "app" / "scenes").glob("*.py")), ids=name_of)
def test_a_scene_shows_numbers_and_makes_none(path: Path) -> None:
    """No arithmetic in a scene: what it shows was computed, and tested, below the app."""
    operators = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
    made = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, operators)
    }
    assert made == NO_NUMBER.get(path.name, set())


def test_no_attic() -> None:
    assert [p.name for p in MODULES if p.stem in {"utils", "util", "helpers", "misc", "common", "core"}] == []


def test_every_package_has_tests() -> None:
    packages = {p.parent.name for p in SOURCE.glob("*/__init__.py")} - {"_kernels"}
    tested = {p.parent.name for p in (ROOT / "tests").glob("*/test_*.py")}

    assert packages - tested == set()


def test_no_test_is_skipped() -> None:
    word = re.compile(r"\b(pytest\.skip|mark\.skip\w*|importorskip|mark\.xfail|unittest\.skip\w*)\b")
    marked = [
        name_of(path)
        for path in (ROOT / "tests").rglob("*.py")
        if word.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    ]
    assert marked == []


def test_no_machine_and_no_registry_is_named() -> None:
    """Nothing in the tree depends on the machine it was written on."""
    places = re.compile(r"(?<![\w.])/(?:work|root|farm|home/\w+|Users/\w+)/")
    registries = re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|index-url|deb\.debian\.org", re.IGNORECASE
    )
    found = []
    for path in tracked_files():
        if path == Path(__file__) or path.suffix in {".png", ".woff2", ".bin", ".parquet"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [
            f"{name_of(path)}: {m[0]}" for pattern in (places, registries) for m in pattern.finditer(text)
        ]

    assert found == []


def test_no_tracked_file_is_large() -> None:
    assert [name_of(path) for path in tracked_files() if path.stat().st_size > 1_500_000] == []


@pytest.mark.parametrize("word", ["anonymous data", "privacy score"])
def test_words_we_do_not_use(word: str) -> None:
    shown = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md"), ROOT / "README.md", *MODULES]
    found = [
        name_of(p) for p in shown if word in p.read_text(encoding="utf-8").lower() and p.name != "glossary.md"
    ]

    assert found == []
