"""docs/data-dictionary.md names every column of every frame, in order."""

import re
from pathlib import Path

import pytest

import nullisland as ni

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


@pytest.fixture(scope="module")
def frames():
    return ni.run(ni.Scenario(people=20, days=2, seed=1)).to_frames()


def columns_on_page(table):
    section = re.split(r"^##? ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (text,) = (part for part in section if part.startswith(f"{table}\n"))
    rows = re.findall(r"^\| (\w+) \| ([\w ]+) \|", text, flags=re.MULTILINE)
    return {name: kind for name, kind in rows if name != "column"}


@pytest.mark.parametrize("table", ["people", "places", "visits", "observations", "release"])
def test_the_page_names_the_columns_of_a_frame(frames, table):
    assert list(columns_on_page(table)) == frames[table].columns.tolist()


@pytest.mark.parametrize("table", ["people", "places", "visits", "observations", "release"])
def test_the_page_names_their_types(frames, table):
    kinds = {"integer": "iu", "integer or missing": "iu", "decimal": "f", "true or false": "b", "date": "M"}
    for name, kind in columns_on_page(table).items():
        found = frames[table][name].dtype
        if kind != "text":
            assert getattr(found, "kind", "O") in kinds[kind], name
        else:
            assert str(found) in ("object", "str", "string", "category"), name


def test_every_key_of_the_manifest_is_named(tmp_path):
    import json

    from nullisland.cli import main

    main(["generate", "--people", "20", "--days", "2", "--out", str(tmp_path / "out"), "--format", "csv"])

    text = PAGE.read_text(encoding="utf-8").split("# island.json")[1]
    for key in json.loads((tmp_path / "out" / "island.json").read_text()):
        assert key == "notice" or f"`{key}`" in text, key
