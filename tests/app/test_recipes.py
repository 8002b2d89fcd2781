"""Give me the code: what is shown is run as it stands, and prints the number on screen.

The script of the page runs in this process, as `streamlit.testing` does it; that the code can be opened and read is
seen in a browser, in the scene with the cards.
"""

import csv
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import inside
import pytest
import stage
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from nullisland.app import numbers, words
from nullisland.app.registry import SCENES
from nullisland.app.visit import room
from nullisland.cli import main
from nullisland.lesson.growth import LINES, growth
from nullisland.lesson.planner import MOST_STOPS
from nullisland.lesson.town_table import town_table
from nullisland.tables import data_path
from running_app import CODE, App

SCRIPT = Path(numbers.__file__).with_name("main.py")

Step = tuple[str, str]

WITH_CODE: dict[Step, dict[str, str]] = {
    ("names-off", "reveal"): {},
    ("read-life", "reveal"): {},
    ("read-life", "book"): {},
    ("read-life", "help"): {"square": "500"},
    ("four-sightings", "curve"): {},
    ("four-sightings", "grow"): {"grow": "crowd"},
    ("four-sightings", "help"): {"cell": "500", "slot": "180"},
    ("shown", "reveal"): {},
    ("shown", "harm"): {},
    ("shown", "help"): {},
    ("defend", "predict"): {},
    ("defend", "cards"): {"card": "coarser_time", "strength": "1"},
    ("defend", "frontier"): {},
    ("manual", "average"): {"nights": "5"},
    ("manual", "found"): {"shift": "200"},
    ("manual", "codes"): {"square": "500"},
    ("totals", "difference"): {},
    ("totals", "ones"): {"threshold": "5"},
    ("totals", "traces"): {"published": "hidden"},
    ("totals", "promise"): {"epsilon": "2"},
    ("council", "vote"): {},
    ("council", "resident"): {},
    ("council", "again"): {},
    ("council", "do"): {},
    ("sandbox", "play"): {"cell": "500", "slot": "180", "codes": "day", "known": "2"},
    ("open-database", "search"): {"looked-up": "1"},
    ("open-database", "feed"): {},
    ("open-database", "audit"): {"rule": "two", "error": "5"},
    ("open-database", "help"): {"rule": "two", "remedy": "retention"},
}
"""Steps that give their code, each with a choice of its controls."""

OTHER_CHOICES: list[tuple[Step, dict[str, str]]] = [
    (("shown", "help"), {"clinics": "shown"}),
    (("manual", "average"), {"nights": "20", "drawn": "once"}),
    (("four-sightings", "grow"), {"grow": "town"}),
    (("open-database", "audit"), {}),
    (("open-database", "help"), {}),
]
"""Further choices that have a number of their own."""

ASKS_FIRST = "a question mark until the guess is locked"
NO_NUMBER = "no number in its row"
WITHOUT: dict[Step, str] = {
    ("start", "look"): "how many residents there are stands in the island code",
    ("check-room", "look"): "a size of type",
    ("council", "shift"): "votes come from the room",
    ("council", "exit"): NO_NUMBER,
    ("four-sightings", "told"): "six numbers beside the cards: has a test of its own",
    ("rules", "read"): NO_NUMBER,
    ("four-sightings", "predict"): NO_NUMBER,
    ("four-sightings", "cards"): NO_NUMBER,
    **dict.fromkeys(
        (
            *(("names-off", step) for step in ("predict", "names", "codes")),
            *(("read-life", step) for step in ("predict", "work", "read")),
            ("four-sightings", "town"),
            *(("shown", step) for step in ("predict", "label")),
            *(("manual", step) for step in ("predict", "nights", "hole")),
            *(("totals", step) for step in ("predict", "tables")),
            ("open-database", "predict"),
        ),
        ASKS_FIRST,
    ),
}
"""Steps that give none, and why; the two common reasons are looked at."""

ROW_OF: dict[tuple[str, ...], Step] = {
    ("council", "again"): ("council", "vote"),
    ("shown", "help", "shown"): ("shown", "harm"),
}
"""Where the command prints the number of a step, with these choices, under the name of another step."""


class Shown(NamedTuple):
    """What a step shows: its key number and what stands behind it, "" for none, and its code."""

    number: str
    of: str
    unknown: bool
    sentence: str
    how: str
    code: list[str]


@pytest.fixture(scope="module", autouse=True)
def island() -> None:
    """Everything the scenes wait for is there."""
    inside.prepared(CODE)


def show(step: Step, query: dict[str, str]) -> Shown:
    """Run the page's script once."""
    page = AppTest.from_file(str(SCRIPT), default_timeout=120)
    for key, value in {"scene": step[0], "step": step[1], "code": CODE, **query}.items():
        page.query_params[key] = value
    seat = "-".join(("reader", *query))
    if "looked-up" in query:
        room().look_up(seat, CODE, "agreed")
    with patch("nullisland.app.visit._seat", return_value=seat):
        page.run()
    assert not page.exception, page.exception
    big = [html.proto.body for html in page.get("html") if '<p class="ni-big' in html.proto.body]
    number, of = re.findall(r"<b>(.*)</b> <span>(.*)</span>", big[0])[0] if big else ("", "")
    texts = [html.proto.body for html in page.get("html")]
    return Shown(
        number=number,
        of=of,
        unknown=any("ni-unknown" in one for one in big),
        sentence=next((text for text in texts if 'class="ni-sentence"' in text), ""),
        how="".join(text for text in texts if 'class="ni-how"' in text),
        code=[
            unescape(code) for text in texts for code in re.findall(r"<code>(.*?)</code>", text, re.DOTALL)
        ],
    )


def said(text: str) -> str:
    """The number that a line begins with."""
    return re.split(r"[^\d,]+", text)[0]


def denominator(text: str) -> str | None:
    """The number behind a leading "of"."""
    found = re.match(r"of ([\d,]+)", text)
    return found and found[1]


def test_every_step_gives_its_code_or_a_reason_stands_here():
    steps = [(scene.name, step) for scene in SCENES.values() for step in scene.steps]
    assert sorted((*WITH_CODE, *WITHOUT)) == sorted(steps)


@pytest.mark.parametrize(
    ("step", "query"), [*WITH_CODE.items(), *OTHER_CHOICES], ids=lambda value: "-".join(map(str, value))
)
def test_the_code_prints_the_number_on_screen(
    step: Step, query: dict[str, str], capsys: pytest.CaptureFixture[str]
):
    shown = show(step, query)
    number = shown.number.removesuffix(" m")
    python, command = shown.code
    assert len(python.splitlines()) <= 10
    if step[1] != "grow":
        exec(compile(python, "shown", "exec"), {})
        out = capsys.readouterr().out
        assert said(out) == number
        of = denominator(out.removeprefix(number).strip())
        assert of in (denominator(shown.of), None) or denominator(shown.of) is None
    assert command.startswith("nullisland ")
    assert main(command.split()[1:]) == 0
    out = capsys.readouterr().out
    if "--card" in command:
        assert said(out) == number
    elif command.startswith("nullisland uniqueness"):
        assert number in re.split(r"[^\d,]+", out)
    else:
        row = [*ROW_OF.get((*step, *query.values()), step), number]
        assert any(line.split()[:3] == row for line in out.splitlines()), (row, out)


@pytest.mark.parametrize("defence", ["none", "new_codes-1", "counts_only-0"])
@pytest.mark.parametrize("task", ["busiest_stops", "route_demand", "new_line", "visits_a_day"])
def test_the_sandbox_answers_the_planner_s_question_as_its_code_does(
    task: str, defence: str, capsys: pytest.CaptureFixture[str]
):
    """Lines of Python, command and sentence, with a defence and without."""
    query = {"task": task, "defence": defence}
    shown = show(("sandbox", "play"), query)
    python, command = shown.code
    assert len(python.splitlines()) <= 10
    exec(compile(python, "shown", "exec"), {})
    answer = capsys.readouterr().out.splitlines()[1]
    assert answer.startswith(f"{task}: ")
    assert main(command.split()[1:]) == 0
    assert answer in capsys.readouterr().out.splitlines()
    told = re.findall(r"\d+", answer)
    kind = "same" if answer.endswith("same") else "another" if answer.endswith("another") else ""
    sandbox = words.scene("sandbox")
    if "cannot be asked" in answer:
        expected = sandbox["planner.none"]
    elif kind:
        expected = sandbox[f"planner.{task}.{kind}"]
    else:
        best = {"best": told[1]} if len(told) > 1 else {}
        expected = sandbox.say(f"planner.{task}", value=told[0], **best)
    assert expected in shown.sentence


def test_an_attempt_that_ships_waits_for_nothing(monkeypatch: pytest.MonkeyPatch):
    """Neither the island nor the sandbox's part has been made; another setting waits."""
    monkeypatch.setattr(numbers, "begin", numbers.Preparation)
    rows = csv.DictReader(data_path("lesson/defend.csv").read_text(encoding="utf-8").splitlines())
    row = next(row for row in rows if (row["card"], row["strength"]) == ("jitter", "2"))
    shown = show(("sandbox", "play"), {"code": row["code"], "defence": "jitter-2", "known": "3"})
    assert shown.number == f"{int(row['curve'].split()[2]):,}"
    assert "ships with this island" in shown.how
    assert show(("sandbox", "play"), {"code": row["code"]}).number == ""
    assert town_table(data_path("sample_day/town.json").read_bytes()).stops >= MOST_STOPS


@pytest.mark.parametrize("line", LINES)
def test_the_lines_of_a_large_town_make_a_small_one_that_is_the_study_s(
    line: str, capsys: pytest.CaptureFixture[str]
):
    """What is shown makes the last town of the line, for minutes; with fewer people, it makes the first."""
    shown = show(("four-sightings", "grow"), {"grow": line})
    first, last = growth(line)[0], growth(line)[-1]
    assert shown.number == f"{last.singled_out.numerator:,}"
    python = shown.code[0].replace(f"people = {last.people} ", f"people = {first.people} ")
    assert python != shown.code[0]
    exec(compile(python, "shown", "exec"), {})
    out = capsys.readouterr().out
    assert out.startswith(f"{first.singled_out.numerator:,} of {first.singled_out.n:,} ")


@pytest.mark.parametrize("step", [step for step, why in WITHOUT.items() if why in (ASKS_FIRST, NO_NUMBER)])
def test_a_step_without_code_has_no_number_yet(step: Step):
    shown = show(step, {})
    assert shown.code == []
    assert shown.unknown if WITHOUT[step] is ASKS_FIRST else not shown.number


def test_lines_and_number_wait_for_what_is_still_counted():
    """Nobody looked up, and neither line chosen: a question mark, and nothing to give."""
    for step in (("open-database", "search"), ("four-sightings", "grow")):
        shown = show(step, {})
        assert (shown.unknown, shown.code) == (True, [])


@pytest.mark.browser
def test_the_code_of_the_cards_prints_what_stands_beside_them(
    visit: Callable, app: App, capsys: pytest.CaptureFixture[str]
):
    visitor = visit()
    page, asked = visitor.page, []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app.at("four-sightings", "told"))
    stage.arrived(page, "four-sightings", "told", CODE)
    beside = [re.findall(r"[\d,]+", left)[0] for left in page.locator(".ni-crowd .left").all_inner_texts()]
    page.get_by_text("Give me the code").click()
    expect(page.locator(".st-key-ni-below code")).to_have_count(2)
    python, command = page.locator(".st-key-ni-below code").all_inner_texts()
    exec(compile(python, "shown", "exec"), {})
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == beside
    assert main(command.split()[1:]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [row[2] for row in rows if row[1] == "told"] == beside
    visitor.context.grant_permissions(["clipboard-read"])
    for name, code in (("Copy the lines", python), ("Copy the command", command)):
        page.get_by_role("button", name=name, exact=True).press("Enter")
        assert page.evaluate("navigator.clipboard.readText()") == code
        expect(page.locator("[role=status] p").last).to_have_text("Copied.")
    assert asked
    assert [url for url in asked if "Highlighter" in url] == [], "megabytes that colour code are not loaded"
