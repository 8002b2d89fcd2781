"""Islands so small that a rule makes no claim, a trace is all gone or nobody fits: every screen still stands."""

import pytest
from inside import page

from nullisland.app.registry import SCENES
from nullisland.app.scenes.read_life import ELSEWHERE
from nullisland.model import NOWHERE

SMALL = ("NI-5-2-2", "NI-5-10-2", "NI-7-20-2", "NI-1-100-2")


def html_of(page: object, name: str) -> str:
    """The piece of the page that holds an element of this class."""
    return next(part.proto.body for part in page.get("html") if f'class="{name}"' in part.proto.body)


@pytest.mark.parametrize("code", SMALL)
@pytest.mark.parametrize("scene", SCENES)
def test_every_step_of_a_small_island_stands(scene: str, code: str):
    for step in SCENES[scene].steps:
        here = page(scene, step, code=code)
        assert [error.value for error in here.exception] == [], step
        assert len(here.get("html"))


def test_a_rule_without_a_claim_is_said_to_make_none():
    """On this island it is silent about home and work of the code; that is no answer "somewhere else"."""
    here = page("read-life", "reveal", code="NI-1-100-2")

    assert ELSEWHERE != NOWHERE
    rule, truth = html_of(here, "ni-claims").split("<tr>")[-2:]
    assert rule.count("<td>no claim</td>") == 2
    assert "no claim" not in truth
    assert "it makes no claim" in html_of(here, "ni-sentence")


def test_nobody_bears_the_name_of_a_resident_whose_trace_is_gone():
    here = page("manual", "hole", code="NI-7-20-2")

    (cases,) = (one for one in here.get("button_group") if one.key == "ni-case")
    assert all(name.isdecimal() for name in cases.options)
    assert "Too little is left of Marvin" in html_of(here, "ni-quiet")
