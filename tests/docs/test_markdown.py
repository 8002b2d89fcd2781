"""What every page must keep, whoever writes it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.md")])


def cells(line: str) -> int:
    """Cells of a table's row; a bar behind a backslash or in code is text."""
    text = re.sub(r"`[^`]*`|\\\\\|", "", line.strip())
    return len(text.strip("|").split("|")) if text.strip("|") else 0


def tables(text: str) -> list[list[str]]:
    """Tables of a page: runs of lines that begin with a bar, outside code."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [run.strip().splitlines() for run in re.findall(r"(?:^\|.*\n?)+", plain, flags=re.MULTILINE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_row_of_a_table_has_the_cells_of_its_head(page: Path) -> None:
    for head, *rows in tables(page.read_text(encoding="utf-8")):
        uneven = [row for row in rows if cells(row) != cells(head)]
        assert uneven == [], f"{page.name}: {head}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    inside = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in inside if link and not (page.parent / link).exists()] == []
