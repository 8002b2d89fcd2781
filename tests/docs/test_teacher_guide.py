"""The guide for teachers names what the app has: presets, their scenes, and the switches."""

import re
from pathlib import Path

import pytest

from nullisland.app.registry import PRESETS, SCENES, stations
from nullisland.app.visit import FRONT
from nullisland.app.words import scene

GUIDE = (Path(__file__).parents[2] / "docs/teacher-guide.md").read_text(encoding="utf-8")
HEADINGS = {"10": "10 minutes", "45": "45 minutes", "90": "90 minutes", "2x45": "2 x 45 minutes"}


def section(heading: str) -> str:
    return re.split(r"^## ", GUIDE.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]


def test_every_preset_has_its_page():
    assert set(HEADINGS) == set(PRESETS)
    for heading in HEADINGS.values():
        assert GUIDE.count(f"\n## {heading}\n") == 1


@pytest.mark.parametrize("preset", ["45", "90", "2x45"])
def test_a_page_has_the_scenes_of_its_preset_and_no_other(preset: str):
    """Scenes stand in its table by their number; those of the lesson are 1 to 8."""
    numbers = {
        name: scene("frame")[f"station.{name}"].split(" ")[0] for name in SCENES if SCENES[name].presets
    }
    expected = {numbers[name] for name in stations(preset) if numbers[name].isdigit()}
    shown = set(re.findall(r"\| (\d) [A-Z]", section(HEADINGS[preset])))
    assert shown == expected


def test_every_switch_of_the_start_page_is_explained():
    text = scene("start")
    for name in FRONT:
        assert f"| {text[f'front.{name}']} |" in GUIDE
        assert f"`{name}=1`" in GUIDE


@pytest.mark.parametrize("label", ["knows", "knows.erase", "ready"])
def test_what_a_teacher_looks_for_is_called_as_on_screen(label: str):
    assert f"*{scene('start')[label]}*" in GUIDE
