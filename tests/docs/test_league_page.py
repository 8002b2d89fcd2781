"""The page of the league is that of the catalogue, and its picture shows every defence."""

import re
from pathlib import Path

from nullisland.measure.utility import TASKS
from nullisland.release import DEFENCES, UNPROTECTED

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "league.md").read_text(encoding="utf-8")
PICTURE = (DOCS / "pictures" / "league.svg").read_text(encoding="utf-8")


def test_every_defence_and_strength_has_a_row():
    rows = re.findall(
        r"^\| (\w+)(?: \(|\s*\|)", PAGE.split("## All of it")[1].split("\n## ")[0], flags=re.MULTILINE
    )
    expected = [UNPROTECTED, *(d.name for d in DEFENCES for _ in range(3))]

    assert [row for row in rows if row != "defence"] == expected


def test_every_question_is_written_out():
    assert all(task.question in PAGE for task in TASKS)


def test_the_picture_has_a_panel_for_each_defence_and_words_for_who_cannot_see_it():
    for defence in (UNPROTECTED, *(d.name for d in DEFENCES)):
        assert f">{defence.replace('_', ' ')}</text>" in PICTURE
    (title,) = re.findall(r"^<svg[^>]+>\s*<title>(.+)</title>", PICTURE)
    assert title in PAGE


def test_it_is_no_certificate():
    assert "not a certificate" in PAGE and "Beside print" in PAGE
