"""Give me the code, in the scenes past the core: what is shown is run as it stands and gives what is shown."""

import re
from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import expect

from nullisland.cli import main
from running_app import CODE, App

pytestmark = pytest.mark.browser

RECIPES = {
    ("read-life", "reveal"): {},
    ("read-life", "help"): {"square": "500"},
    ("shown", "reveal"): {},
    ("shown", "harm"): {},
    ("manual", "average"): {"nights": "5"},
    ("manual", "found"): {"shift": "200"},
    ("manual", "codes"): {"square": "500"},
    ("totals", "difference"): {},
    ("totals", "ones"): {},
    ("totals", "traces"): {"published": "hidden"},
    ("totals", "promise"): {"epsilon": "2"},
}


@pytest.mark.parametrize(("scene", "step"), RECIPES, ids="-".join)
def test_the_code_prints_the_number_on_screen(
    visit: Callable, app: App, scene: str, step: str, capsys: pytest.CaptureFixture[str]
):
    page = visit().page
    page.goto(app.at(scene, step, **RECIPES[scene, step]))
    stage.arrived(page, scene, step, CODE)
    shown = page.locator(".ni-big b").inner_text().removesuffix(" m")
    page.get_by_text("Give me the code").click()
    expect(page.locator(".st-key-ni-below code")).to_have_count(2)
    python, command = page.locator(".st-key-ni-below code").all_inner_texts()
    assert len(python.splitlines()) <= 10
    exec(compile(python, "shown", "exec"), {})
    assert shown == re.split(r"[^\d,]+", capsys.readouterr().out)[0]
    assert command.startswith("nullisland lesson ")
    assert main(command.split()[1:]) == 0
    assert any(line.split()[:3] == [scene, step, shown] for line in capsys.readouterr().out.splitlines()), (
        command
    )
