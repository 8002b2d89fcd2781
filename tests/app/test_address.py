"""The address is right: Back and a link bring controls, picture and number; nonsense in it raises nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inside import control, go, page
from streamlit.runtime.state.query_params import QueryParams
from streamlit.testing.v1 import AppTest

from nullisland.app import visit
from nullisland.app.address import whole
from nullisland.app.registry import SCENES

STEPS = [(scene.name, step) for scene in SCENES.values() for step in scene.steps]

NONSENSE = (
    "",
    "²",
    "²-3",
    "3-²",
    "٣-٤",
    "-1",
    "1e9",
    "9" * 5_000,
    f"1-{'9' * 5_000}",
    "²²-99-0²",
    "None",
    "<b>\x00",
)
"""Powers and other alphabets' digits are digits to `str.isdigit`, and no number to `int`; nor are 5,000 nines."""

MOVES = [
    ("four-sightings", "help", "cell", 500),
    ("four-sightings", "help", "slot", 1440),
    ("four-sightings", "grow", "grow", "town"),
    ("read-life", "help", "square", 2000),
    ("read-life", "read", "show", "pearls"),
    ("shown", "help", "clinics", "shown"),
    ("defend", "cards", "card-core", "coarser_time"),
    ("defend", "cards", "strength-coarser_squares", 2),
    ("defend", "cards", "task", "commuters"),
    ("defend", "cards", "deck", "more"),
    ("manual", "average", "drawn", "once"),
    ("manual", "average", "nights", 5),
    ("manual", "found", "shift", 200),
    ("manual", "codes", "square", 1000),
    ("totals", "ones", "hour", 17),
    ("totals", "ones", "threshold", 5),
    ("totals", "promise", "epsilon", "2"),
    ("sandbox", "play", "known", 2),
    ("sandbox", "play", "codes", "day"),
    ("sandbox", "play", "defence", "jitter-1"),
    ("open-database", "audit", "rule", "two"),
    ("open-database", "help", "remedy", "access"),
    ("start", "look", "preset", "90"),
]


def looks(page: AppTest) -> tuple[dict[str, object], str, str]:
    """What every control shows, the number, and the sentence."""
    shown = {
        one.key: one.value for kind in ("button_group", "number_input", "selectbox") for one in page.get(kind)
    }
    html = [one.proto.body for one in page.get("html")]
    number, sentence = (
        next((part for part in html if f'"{name}' in part), "") for name in ("ni-big", "ni-sentence")
    )
    return shown, number, sentence


@pytest.mark.parametrize(("scene", "step", "key", "value"), MOVES)
def test_back_brings_the_controls_with_what_they_show(scene: str, step: str, key: str, value: object):
    """And what the address says is what a fresh page of it shows: that is what a copied link opens."""
    here = page(scene, step)
    before, old = dict(here.query_params), looks(here)

    control(here, f"ni-{key}").set_value(value).run()
    after, new = dict(here.query_params), looks(here)
    assert new[0] != old[0]
    assert looks(page(**after)) == new

    go(here, **before)
    assert looks(here) == old
    assert dict(here.query_params) == before
    go(here, **after)
    assert looks(here) == new


def test_a_second_control_that_is_moved_at_once_does_not_undo_the_first():
    """Its message left the browser before the first one's address had come."""
    here = page("four-sightings", "help")
    before = dict(here.query_params)
    control(here, "ni-cell").set_value(500).run()

    here.query_params.clear()
    here.query_params.update(before)
    control(here, "ni-slot").set_value(180).run()

    assert (here.query_params["cell"], here.query_params["slot"]) == ("500", "180")
    assert looks(here) == looks(page("four-sightings", "help", cell="500", slot="180"))


def test_next_pressed_at_once_does_not_undo_what_was_chosen():
    here = page("read-life", "read")
    before = dict(here.query_params)
    control(here, "ni-show").set_value("pearls").run()

    here.query_params.clear()
    here.query_params.update(before)
    here.button(key="ni-next").click().run()

    assert (here.query_params["step"], here.query_params["show"]) == ("reveal", "pearls")


def test_each_act_is_one_step_of_back(monkeypatch: pytest.MonkeyPatch):
    """The address is sent once, whatever changes in it."""
    sent = []
    send = QueryParams._send_query_param_msg
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda self: sent.append(1) or send(self))
    here = page("defend", "cards")
    acts = (
        lambda: control(here, "ni-card-core").set_value("new_codes"),
        lambda: control(here, "ni-deck").set_value("more"),
        lambda: here.button(key="ni-next").click(),
        lambda: here.button(key="ni-next").click(),
    )
    for act in acts:
        sent.clear()
        act().run()
        assert sent == [1]
    assert here.query_params["scene"] == "council"


def test_the_last_weekday_stays_chosen():
    """No weekday chosen used to be counted as all of them."""
    here = page("read-life", "read", days="5")
    shown = looks(here)
    assert shown[0]["ni-days"] == [5]

    control(here, "ni-days").set_value([]).run()

    assert looks(here) == shown
    control(here, "ni-days").set_value([5, 6]).run()
    assert here.query_params["days"] == "56"


@contextmanager
def asked_keys() -> Iterator[set[str]]:
    """Every key of the address that is looked for meanwhile."""
    keys: set[str] = set()
    plain = QueryParams.__getitem__

    def noting(self: QueryParams, key: str) -> str:
        keys.add(key)
        return plain(self, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QueryParams, "__getitem__", noting)
        yield keys


@pytest.mark.parametrize(("scene", "step"), STEPS, ids=[f"{scene}-{step}" for scene, step in STEPS])
def test_nonsense_under_every_key_of_the_address_raises_nothing(scene: str, step: str):
    with asked_keys() as keys:
        here = page(scene, step)
    plain = looks(here)
    under = sorted(keys - {"scene", "step", "code"})
    assert "preset" in under
    for text in NONSENSE:
        go(here, **dict.fromkeys(under, text), scene=scene, step=step, code=here.query_params["code"])
        assert [error.value for error in here.exception] == []
        assert looks(here) == plain, text


@given(
    st.text() | st.integers().map(str) | st.from_regex(r"\d{1,30}"), st.integers(0, 99), st.integers(0, 99)
)
def test_whole_takes_plain_digits_in_range_and_nothing_else(text: str, low: int, high: int):
    plain = re.fullmatch("[0-9]{1,9}", text) is not None
    assert whole(text, low, high) == (int(text) if plain and low <= int(text) <= high else None)


def test_a_reason_chosen_just_before_the_button_counts(monkeypatch: pytest.MonkeyPatch):
    """One message brings both: the page of before knew of no reason yet."""
    monkeypatch.setattr(visit, "_seat", lambda: "the one who looks")
    here = page("open-database", "search")
    control(here, "ni-reason").set_value("curious")
    here.button(key="ni-look-up").click().run()

    said = [one.proto.body for one in here.get("html")]
    assert any("I am curious" in part for part in said if "ni-look-ups" in part)
    assert not any('class="ni-warn"' in part for part in said)
