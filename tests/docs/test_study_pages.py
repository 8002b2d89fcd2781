"""The pages on realism and studies are what the commands printed, and the commands still print it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nullisland.model import MODEL_VERSION, Scenario
from nullisland.studies import STUDIES
from nullisland.studies.realism import realism

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "results"


@pytest.fixture(scope="module")
def pages():
    """Every file that the script would write now, by name."""
    code = (
        "import json, study_pages as s; "
        "print(json.dumps({p.relative_to(s.DOCS).as_posix(): t for p, t in s.written().items()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_pages_are_those_of_the_results(pages):
    assert {"model/realism.md", "studies.md"} <= set(pages)
    for name, text in pages.items():
        found = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert found == text, f"{name}: run scripts/study_pages.py"


def test_figures_of_the_page_on_realism_are_computed():
    """On 2,000 people; tests/studies/test_realism.py does the same on 20,000."""
    printed = json.loads((RESULTS / "realism-2000.json").read_text(encoding="utf-8"))

    again = realism(Scenario(people=2_000)).to_json()

    assert printed["code"] == again["code"]
    for name, figure in printed["figures"].items():
        for key in ("value", "low", "high"):
            assert again["figures"][name][key] == pytest.approx(figure[key], rel=1e-9), name
    assert printed["remarks"] == again["remarks"]


def test_every_result_belongs_to_a_study_and_says_its_size():
    """And it was made by the model of today: who changes the model makes the results anew."""
    for path in RESULTS.glob("*.json"):
        report = json.loads(path.read_text(encoding="utf-8"))
        assert report["model_version"] == MODEL_VERSION, path.name
        if path.stem.startswith("realism-"):
            assert report["code"] == f"NI-7-{path.stem[8:]}-28"
            continue
        entry = STUDIES[path.stem]
        assert report["study"] == entry.name
        assert report["settings"]["seed"] == entry.full.seed
        assert {"figures", "people", "points", "seconds", "peak_mb", "remarks"} <= set(report)


def test_every_study_has_a_section_with_its_command(pages):
    text = pages["studies.md"]

    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == list(STUDIES)
    for name in STUDIES:
        assert f"    nullisland study {name}" in text


def test_pictures_say_what_they_show(pages):
    pictures = {name: text for name, text in pages.items() if name.endswith(".svg")}

    assert len(pictures) == 11
    for name, svg in pictures.items():
        (title,) = re.findall(r"<title>(.+)</title>", svg)
        assert title in pages["model/realism.md"] + pages["studies.md"], name
        assert len(svg) < 20_000
