"""What README says is so: its figures are computed, its commands exist, its links lead somewhere."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from nullisland.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]


def test_printed_figures_are_computed():
    (block,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    said: list[str] = []

    result = doctest.DocTestRunner().run(test, out=said.append)

    assert result.failed == 0, "".join(said) + "after a change of the model: make sample"
    assert len(test.examples) <= 10


def test_it_names_the_commands_and_their_windows_equivalents():
    for command in ("make demo", "make test", r".venv\Scripts\python -m nullisland demo"):
        assert command in README


def commands():
    """Every command that a page shows, on a line of its own or within a sentence."""
    pages = [*PAGES, ROOT / "data" / "README.md"]
    said = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    lines = re.findall(r"^    (nullisland [^\n]+?)(?:   |$)", said, flags=re.MULTILINE)
    return sorted({*lines, *re.findall(r"`(nullisland [a-z][^`\n]*)`", said)})


@pytest.mark.parametrize("line", commands())
def test_every_command_a_page_shows_is_understood(line, capsys):
    """`--help` after the words stops before anything runs, but not before unknown words are refused."""
    words = shlex.split(line)[1:]

    assert main([words[0], "--help"]) == 0
    flags = re.findall(r"--[a-z-]+", capsys.readouterr().out)
    assert {word for word in words if word.startswith("--")} <= set(flags)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_first_screen_has_what_a_visitor_looks_for():
    first = "\n".join(README.splitlines()[:45])

    for part in ("![", "make demo", "make test", "```python", "What it is not", "No certificate"):
        assert part in first


def test_every_page_of_the_model_is_on_its_front_page():
    front = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")

    for page in (ROOT / "docs" / "model").glob("*.md"):
        assert f"(model/{page.name})" in front, page.name


def test_every_parameter_has_a_source_or_is_an_assumption():
    """Each row of a table of parameters fills its last column."""
    for page in (ROOT / "docs" / "model").glob("*.md"):
        for row in re.findall(r"^\|(.+)\|$", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
            cells = [cell.strip() for cell in row.split("|")]
            if len(cells) >= 4 and not set("".join(cells)) <= set("-: "):
                assert cells[-1], f"{page.name}: {row}"


def test_every_decision_has_its_own_number():
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]

    assert len(set(numbers)) == len(numbers)


def test_the_glossary_is_in_alphabetical_order():
    terms = re.findall(
        r"^\*\*(.+?)\.\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert len(terms) > 30
    assert terms == sorted(terms, key=str.lower)
