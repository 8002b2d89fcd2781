"""The page of real cases: sober, sourced, off by default; and no other shipped text names anybody real."""

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from wording import unwanted

from nullisland.app import real_cases, words
from nullisland.app.registry import SCENES
from nullisland.app.server import routes
from nullisland.errors import DataError
from nullisland.tables import data_path, read_table

ROOT = Path(__file__).parents[2]
FORBIDDEN_TAGS = {
    "a", "audio", "button", "canvas", "details", "form", "iframe", "img", "input", "link", "map", "meter",
    "object", "progress", "script", "select", "svg", "table", "textarea", "video",
}  # fmt: skip
NOTE = (
    "This page is about real people, some of whom were persecuted. There is nothing to click or score. "
    "You may skip it; nobody will ask why."
)
REAL = (
    "Uyghur", "Uighur", "Turkic", "Muslim", "Islam", "Christian", "Jewish", "Jews?", "Buddhis[tm]", "Hindu",
    "Catholic", "Roma", "Kurd(s|ish)", "Tibetan?", "Rohingya", "Xinjiang", "China", "Chinese", "Norway",
    "Norwegian", "German(y|s)?", "France", "French", "Spain", "Spanish", "Ital(y|ian)", "Dutch", "Netherlands",
    "Austria", "Australia", "Melbourne", "Victoria", "America", "United States", "New York", "London", "England",
    "British", "Britain", "Russian?", "Ukrain(e|ian)", "Israel", "Palestin(e|ian)", "Iran", "Iraq", "Syria",
    "Turkey", "India", "Japan", "Korea", "Brazil", "Mexico", "Canada", "Africa", "Europe", "Paris", "Berlin",
    "SenseNets", "Strava", "Myki", "Kochava", "X-Mode", "Gravy Analytics", "Fog Data", "Volkswagen", "VW",
    "Cariad", "Gevers", "Spitz", "Snowden", "Google", "Apple", "Facebook", "Meta", "Microsoft", "Amazon",
    "Huawei", "Hikvision", "Clearview", "Palantir", "TikTok", "Uber", "Vodafone", "Telekom",
)  # fmt: skip
"""Peoples, faiths, places and firms that are real. Whole words, as they are written."""


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}


def test_the_page_is_off_unless_somebody_asked_for_it(monkeypatch):
    route = next(route for route in routes() if route.path == real_cases.ADDRESS)

    def answer():
        """Runs to its end at once; a loop of its own would not stand beside a browser's."""
        with pytest.raises(StopIteration) as done:
            route.endpoint(None).send(None)
        return done.value.value

    monkeypatch.delenv(real_cases.SWITCH, raising=False)
    assert answer().status_code == 404
    monkeypatch.setenv(real_cases.SWITCH, "1")
    assert (answer().status_code, answer().media_type) == (200, "text/html")
    assert answer().body.decode() == real_cases.page()


def test_nothing_on_it_can_be_pressed_scored_or_plotted():
    found = Tags(real_cases.page())

    assert not FORBIDDEN_TAGS & set(found.tags)
    assert not {name for name in found.attributes if name.startswith("on") or name in ("href", "src")}
    assert "default-src 'none'" in real_cases.page()


def test_the_content_note_stands_before_everything_else():
    page = real_cases.page()

    assert words.scene("real_cases")["note"] == NOTE
    assert page.index(NOTE) < page.index("<article")
    assert "Never ask a pupil to speak for a group." in page


def test_the_first_case_is_of_2019_and_says_what_it_is_not():
    first = real_cases.cases()[0]

    assert first.date == "February 2019"
    assert "identified data" in first.note
    assert "It does not show re-identification" in first.note


def test_at_least_nine_others_each_whole():
    cases = real_cases.cases()

    assert len(cases) >= 10
    assert len({case.id for case in cases}) == len(cases)
    for case in cases:
        assert re.search(r"20\d\d", case.date), case.id
        assert case.title, case.id
        assert case.agency, case.id
        assert case.agency_sources, case.id
        assert case.statements, case.id
        assert any(one.kind in ("established", "alleged") for one in case.statements), case.id
        for one in case.statements:
            assert one.text.endswith("."), case.id
            assert len(one.who) > 2, case.id
            assert all(len(source) > 2 for source in one.sources), case.id
            assert one.text in real_cases.page().replace("&quot;", '"').replace("&#x27;", "'"), case.id


def test_every_source_is_used_and_none_is_an_address():
    raw = tomllib.loads(data_path("cases.toml").read_text(encoding="utf-8"))
    used = {name for case in raw["case"] for one in case["statement"] for name in one["sources"]}
    used |= {name for case in raw["case"] for name in case["agency_sources"]}

    assert used == set(raw["sources"])
    assert not any("http" in text for text in raw["sources"].values())


def test_words_about_groups_are_chosen_with_care():
    """The people's own name, no other spelling; a researcher's phrase is given as his."""
    text = data_path("cases.toml").read_text(encoding="utf-8")

    assert "Uyghurs and other Turkic Muslims" in text
    assert not re.search(r"\b(Uighur|Uygur|Uigur)", text)
    assert len(re.findall(r"\bUyghur", text)) == text.count("Uyghurs and other Turkic Muslims")
    phrase = next(one for one in real_cases.cases()[0].statements if "Muslim tracker" in one.text)
    assert (phrase.kind, "Gevers" in phrase.who) == ("alleged", True)
    assert text.count("Muslim tracker") == 1


def test_no_forbidden_word():
    """But for what a program called lawful behaviour, as it was found to do."""
    text = data_path("cases.toml").read_text(encoding="utf-8") + " ".join(words.scene("real_cases").values())

    assert unwanted(text) == ["suspicious"]
    assert text.count("flagged completely lawful behaviour as suspicious") == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"agency": None}, "must have 'agency'"),
        ({"statement": [{"kind": "rumour", "text": "x.", "who": "y", "sources": ["s"]}]}, "must be one of"),
        ({"statement": [{"kind": "alleged", "text": "x.", "who": "y", "sources": []}]}, "must name a source"),
        ({"statement": [{"kind": "alleged", "text": "x.", "sources": ["s"]}]}, "must have 'who'"),
    ],
)
def test_a_case_that_lacks_something_is_refused(change, message):
    fact = {"kind": "established", "text": "x.", "who": "y", "sources": ["s"]}
    whole = {
        "id": "a", "title": "A", "date": "2019", "agency": "b.", "agency_sources": ["s"], "statement": [fact],
    }  # fmt: skip
    assert real_cases._case(whole, {"s": "Somebody, 2019"}).agency == "b."
    broken = {name: value for name, value in {**whole, **change}.items() if value is not None}

    with pytest.raises(DataError, match=message):
        real_cases._case(broken, {"s": "Somebody, 2019"})


def shipped_texts():
    """What a learner or a teacher may read, by file.

    Exempt: the page of real cases, citations of studies and the pages of sources that consist
    of them (docs/model, docs/decisions), pools of personal names and what is named after such people.
    """
    root = data_path("README.md").parent
    texts = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.glob("lesson/**/*.md")
        if path.stem != "real_cases"
    }
    for path in root.glob("town/*.csv"):
        rows = read_table(path.relative_to(root).as_posix())
        told = (value for row in rows for key, value in row.items() if key != "source")
        texts[path.relative_to(root).as_posix()] = "\n".join(told)
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
    return texts


@pytest.mark.parametrize("name", shipped_texts())
def test_no_other_text_names_a_real_people_company_or_place(name):
    text = re.sub(r"\b[A-Z][a-z]+( et al\.| and [A-Z][a-z]+)? (19|20)\d\d\b", "", shipped_texts()[name])

    assert [m.group() for word in REAL for m in re.finditer(rf"\b{word}\b", text)] == []


def test_no_scene_links_to_it():
    assert "real-cases" not in SCENES
    for path in data_path("lesson").glob("**/*.md"):
        if path.stem != "real_cases":
            assert "real-cases" not in path.read_text(encoding="utf-8"), path.name
