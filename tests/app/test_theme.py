"""One palette: what Streamlit is told and what the style sheet says agree, and can be read."""

import tomllib
from pathlib import Path

import pytest

from nullisland.app.theme import DARK, LIGHT, SIZES, stylesheet

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
MARKS = ("resident", "guess", "claim", "truth", "crowd")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(("name", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_streamlit_is_told_the_same_colours(name: str, colours: dict[str, str]):
    theme = CONFIG["theme"][name]
    assert theme["primaryColor"] == theme["linkColor"] == colours["guess"]
    assert theme["backgroundColor"] == colours["paper"]
    assert theme["secondaryBackgroundColor"] == colours["land"]
    assert theme["textColor"] == colours["text"]
    assert theme["borderColor"] == colours["edge"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_can_be_seen(colours: dict[str, str]):
    for ground in ("paper", "land"):
        for role in ("text", "text-2", "guess"):
            assert contrast(colours[role], colours[ground]) >= 4.5, (role, ground)
        for role in (*MARKS, "edge"):
            assert contrast(colours[role], colours[ground]) >= 3, (role, ground)
    assert contrast(colours["guess"], colours["on-guess"]) >= 4.5


def test_both_themes_have_the_same_roles():
    assert LIGHT.keys() == DARK.keys()


def test_every_size_is_of_the_scale():
    import re

    sizes = {int(size) for size in re.findall(r"font-size: (\d+)px", stylesheet())}
    assert sizes <= {*SIZES, 56, 14}


def test_no_colour_is_written_twice():
    """The style sheet names roles; only the printed page, always light, writes colours."""
    rules = (ROOT / "src/nullisland/app/style.css").read_text(encoding="utf-8")
    screen = rules.split("@media print")[0]
    assert "#" not in screen.replace("#{", "")


def test_the_settings_that_keep_it_quiet_and_quick():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["browser"]["serverAddress"] == "localhost"
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["server"]["showEmailPrompt"] is False
    assert CONFIG["server"]["disconnectedSessionTTL"] == 3600
    assert CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["client"]["toolbarMode"] == "viewer"
    assert all(face["url"].startswith("/nullisland/") for face in CONFIG["theme"]["fontFaces"])
