"""Every text has the placeholders the code fills, no text is unused, and no word is on screen that must not be."""

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wording import unwanted

from nullisland.app import registry, words
from nullisland.errors import DataError
from nullisland.tables import data_path, read_table

ROOT = Path(__file__).parents[2]
APP = ROOT / "src" / "nullisland" / "app"
SCENES = ("frame", "take_home", "real_cases", *(scene.parts[0] for scene in registry.SCENES.values()))
NOTES = {f"notes.{kind}" for kind in ("say", "ask", "expect", "wrong", "sensitive", "skip")}


def parsed(path):
    """In a thread of its own: a browser test before it leaves this one's recursion count off (Python 3.11)."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ast.parse, path.read_text(encoding="utf-8")).result()


def all_texts() -> dict[str, str]:
    return {
        f"{name}.{key}": text for name in (*SCENES, "components") for key, text in words.scene(name).items()
    }


def source_of(name: str) -> list[Path]:
    """Modules that speak with the words of a scene."""
    shared = [APP / f"{part}.py" for part in ("tables", "picture", "frame", "waiting", "predict", "told")]
    scenes = APP / "scenes"
    own = {"frame": [APP / "main.py"], "take_home": [APP / "take_home.py", APP / "offer.py"]}
    own["real_cases"] = [APP / "real_cases.py"]
    for scene in registry.SCENES.values():
        own[scene.parts[0]] = [scenes / f"{part}.py" for part in scene.parts]
    return shared + own[name]


def keys_in(path: Path) -> tuple[set[str], list[re.Pattern[str]], list[tuple[str, set[str]]]]:
    """Texts a module names outright, patterns of those it builds, and what it fills into `say`."""
    plain, built, filled = set(), [], []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            plain.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(v.value) if isinstance(v, ast.Constant) else r"\S+" for v in node.values]
            if re.match("[a-z]+" + r"(\\\.|_)", "".join(parts)):
                built.append(re.compile("".join(parts)))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                filled.append((str(first.value), {k.arg for k in node.keywords if k.arg}))
    return plain, built, filled


@pytest.mark.parametrize("name", SCENES)
def test_no_text_is_unused(name: str):
    plain: set[str] = set()
    built: list[re.Pattern[str]] = []
    for path in source_of(name):
        more, patterns, _ = keys_in(path)
        plain |= more
        built += patterns
    unused = [
        key for key in words.scene(name) if key not in plain and not any(p.fullmatch(key) for p in built)
    ]
    assert unused == []


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=lambda path: path.stem)
def test_what_the_code_fills_is_what_the_texts_want(path: Path):
    wanted: dict[str, list[frozenset[str]]] = {}
    for name in SCENES:
        for key, text in words.scene(name).items():
            wanted.setdefault(key, []).append(words.placeholders(text))
    for key, given_names in keys_in(path)[2]:
        assert frozenset(given_names) in wanted.get(key, []), (
            f"{path.name}: {key} is given {sorted(given_names)}"
        )


@pytest.mark.parametrize("name", [scene.parts[0] for scene in registry.SCENES.values() if scene.notes])
def test_every_scene_has_its_notes(name: str):
    assert set(words.scene(name)) >= NOTES


def test_every_kind_of_place_has_a_witness():
    kinds = {f"witness.{row['kind']}" for row in read_table("town/place_kinds.csv")}
    assert kinds == {key for key in words.scene("four_sightings") if key.startswith("witness.")}


def test_the_refuge_is_in_no_table_and_the_lesson_says_so():
    """A hidden place must not be in the data (storyboard), so only prose may name it."""
    data = data_path("lesson").parent
    tables = list(data.rglob("*.csv"))
    assert {data / "town" / "place_kinds.csv", data / "sample" / "places.csv"} <= set(tables)
    assert [path for path in tables if "refuge" in path.read_text(encoding="utf-8").lower()] == []
    for told in (words.scene("rules")["how"], words.scene("open_database")["how.audit"]):
        assert "refuge" in told
        assert "in none of our data, on purpose" in told
    assert "refuge" in (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")


def test_no_forbidden_word_on_screen():
    """In no text of the lesson, and in no name of a street, a shop or a place."""
    names = {path.name: path.read_text(encoding="utf-8") for path in data_path("town").glob("*.csv")}
    assert names
    assert {key: unwanted(text) for key, text in {**all_texts(), **names}.items() if unwanted(text)} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Suspected, suspects; Suspicion.",
        "targeted, un-targeted and untargeting",
        "a hit, two hits, hitting",
        "victimised, the victim's",
        "worshipped by worshippers",
        "caught, catches",
        "rightly\nlisted, rightly-listing",
    ],
)
def test_a_forbidden_word_is_found_in_any_of_its_forms(text: str):
    assert len(unwanted(text)) == len(re.findall(r"[,;]|\band\b|\bby\b", text)) + 1


@pytest.mark.parametrize(
    "text", ["Oystercatch Lane", "White sand within reach", "architects", "righteous lists"]
)
def test_a_word_that_only_looks_like_one_is_let_through(text: str):
    assert unwanted(text) == []


def test_no_island_code_and_no_emoji_in_prose():
    for key, text in all_texts().items():
        assert not re.search(r"NI-\d", text), key
        assert all(ord(c) < 0x2000 for c in text), key


def test_sentences_are_short():
    """Reading age about 12: at most 24 words between two stops."""
    for key, text in all_texts().items():
        for sentence in re.split(r"[.?!:;\n]\s*", text):
            assert len(sentence.split()) <= 24, f"{key}: {sentence}"


def test_no_prose_in_python():
    """A string that reads like a sentence is a docstring, an error for the developer, or wrong."""
    for path in APP.rglob("*.py"):
        tree = parsed(path)
        allowed = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise):
                allowed |= {id(n) for n in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed:
                assert not re.search(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+[.?!]$", node.value), (
                    f"{path.name}: {node.value}"
                )


@given(st.dictionaries(st.sampled_from(["who", "count", "place"]), st.integers(0, 10**6), max_size=3))
def test_say_wants_each_placeholder_and_no_other(values: dict[str, int]):
    text = words.Words("a scene", {"greeting": "{count} saw {who}"})
    if values.keys() == {"who", "count"}:
        assert text.say("greeting", **values) == f"{values['count']:,} saw {values['who']:,}"
    else:
        with pytest.raises(DataError, match=r"a scene\.greeting must be given \['count', 'who'\]"):
            text.say("greeting", **values)


def test_whatever_was_the_strongest_attack_can_be_said():
    from nullisland.app.scenes.defend_cards import said
    from nullisland.lesson.defend_table import shipped

    attempts = shipped("NI-7-20000-28")
    assert {one.attack for one in attempts} >= {
        "match",
        "pieces",
        "missing",
        "near",
        "relink",
        "shared",
        "none",
    }
    for one in attempts:
        assert said(words.scene("defend"), one, 0, 28)


def test_a_missing_text_is_named():
    with pytest.raises(DataError, match="start must have a section ## nothing"):
        words.scene("start")["nothing"]


def test_keys_stand_once():
    for path in data_path("lesson/en").glob("*.md"):
        keys = re.findall(r"^## (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(keys) == len(set(keys)), path.name
