"""The sandbox in a browser: a link holds every control, and each control moves the answer the right way."""

from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


def number(page: Page, app: App, **controls: str) -> int:
    page.goto(app.at("sandbox", "play", **controls))
    stage.arrived(page, "sandbox", "play", CODE)
    return int(page.locator(".ni-big b").inner_text().replace(",", ""))


def test_the_numbers_are_those_of_the_library(visit: Callable, app: App):
    from nullisland.lesson import prepare, sandbox
    from nullisland.lesson.sandbox import Setting, try_out
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    box = sandbox.prepare(outcome, prepare(outcome))
    page = visit().page
    for setting in (Setting(), Setting("gps", 1000, 180, "week", 3), Setting("camera", 250, 60, "day", 2)):
        controls = {"sensor": setting.sensor, "slot": str(setting.slot_min), "codes": setting.policy}
        if setting.sensor == "gps":
            controls["cell"] = str(setting.cell_m)
        shown = number(page, app, **controls, known=str(setting.n_known))
        alone = try_out(box, setting).curve[setting.n_known - 1]
        assert shown == alone.numerator
        expect(page.locator(".ni-big span")).to_contain_text(f"of {alone.n:,}")


def test_a_link_holds_every_control(visit: Callable, app: App):
    page = visit().page
    number(page, app, sensor="gps", cell="1000", slot="360", codes="week", known="3")
    for name in ("phone", "1 km", "6 hours", "each week"):
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    expect(page.get_by_label("Records known").first).to_have_value("3")
    page.get_by_role("radio", name="2 km", exact=True).click()
    page.wait_for_url("**cell=2000**")
    link = page.url
    again = visit().page
    again.goto(link)
    stage.arrived(again, "sandbox", "play", CODE)
    expect(again.get_by_role("radio", name="2 km", exact=True)).to_be_checked()
    assert again.locator(".ni-big b").inner_text() == page.locator(".ni-big b").inner_text()


def test_each_control_moves_the_answer_the_right_way(visit: Callable, app: App):
    page = visit().page
    by_known = [number(page, app, known=str(n)) for n in (1, 2, 4, 6)]
    assert by_known == sorted(by_known)
    assert by_known[0] < by_known[-1]
    assert number(page, app, slot="1440") < number(page, app, slot="60")
    assert number(page, app, cell="2000") <= number(page, app, cell="250")


def test_nonsense_as_an_island_gets_a_calm_answer(visit: Callable, app: App):
    visitor = visit()
    page = visitor.page
    number(page, app)
    field = page.get_by_label("Island code")
    field.fill("somewhere")
    field.press("Enter")
    expect(page.locator(".ni-lead")).to_contain_text("an island code must look like")
    assert visitor.errors == []
