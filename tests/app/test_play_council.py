"""Scene 8 before leaving: no counter of pages stands where the numbers of the lesson stand."""

from collections.abc import Callable

import pytest
from layout import moved, settled
from playwright.sync_api import expect
from stage import answered, arrived

from running_app import CODE, App

pytestmark = pytest.mark.browser


def test_questions_before_leaving_say_where_we_are_and_nothing_jumps(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("council", "vote"))
    arrived(page, "council", "vote", CODE)
    row = settled(page)["number"]
    page.goto(app.at("council", "exit"))
    arrived(page, "council", "exit", CODE)
    before = settled(page)
    assert before["number"] == row
    for item, answer in enumerate(("no, many still can", "only one trace fits", "larger squares"), start=1):
        expect(page.locator(".st-key-ni-number")).to_have_text(f"Question {item} of 3")
        expect(page.locator(".ni-big")).to_have_count(0)
        with answered(page):
            page.get_by_role("radio", name=answer, exact=True).click()
        with answered(page):
            page.get_by_role("button", name="Lock my guess", exact=True).click()
        expect(page.locator(".ni-answers .truth")).to_have_count(1)
        assert moved(settled(page), before) == {}
        if item < 3:
            with answered(page):
                page.get_by_role("button", name="Next question", exact=True).click()
