"""The picture of the design system is what its source draws."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_picture_is_drawn_from_the_theme():
    """After a change of the theme: `python scripts/make_design_page.py`."""
    draw = runpy.run_path(str(ROOT / "scripts" / "make_design_page.py"))["picture"]
    assert (ROOT / "docs/pictures/design-system.svg").read_text(encoding="utf-8") == draw()
