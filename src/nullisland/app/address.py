"""Controls whose value stands in the address: a link reproduces them, and the browser's Back brings them back.

The address is right. At every run a control shows what it says; a hand on the control changes the address.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

__all__ = ["asked", "choose", "note", "number", "showing", "whole", "write"]

T = TypeVar("T", int, str)

_MOST_DIGITS = 9
_SHOWN = "ni-shown"
"""Where the session keeps what the address said of each control when the page was last drawn."""


def asked(key: str) -> str:
    """What the address says under `key`; "" if nothing."""
    return st.query_params.get(key, "")


def whole(text: str, low: int, high: int) -> int | None:
    """The whole number that `text` is, in plain digits, if it lies in [low, high].

    >>> whole("12", 1, 30), whole("31", 1, 30), whole("²", 1, 30), whole("", 0, 30)
    (12, None, None, None)
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        return None
    return int(text) if low <= int(text) <= high else None


def showing(key: str, value: object) -> str:
    """The widget `ni-<key>`, by its key, once it shows `value`: what was found in the address."""
    widget = f"ni-{key}"
    if widget not in st.session_state or st.session_state[widget] != value:
        st.session_state[widget] = value
    st.session_state.setdefault(_SHOWN, {})[key] = st.query_params.get(key)
    return widget


def choose(
    label: str,
    key: str,
    options: Sequence[T],
    start: T,
    name: Callable[[T], str] = str,
    *,
    pills: bool = False,
) -> T:
    """One of `options`, named by `name`: what the address says under `key`, else `start`.

    A choice of one is none: it can be read, and the keyboard passes it by. `pills` stand apart from each other.
    """
    now = {str(option): option for option in options}.get(asked(key), start)
    control = st.pills if pills else st.segmented_control
    control(
        label,
        options,
        required=True,
        format_func=name,
        disabled=len(options) < 2,
        key=showing(key, now),
        on_change=note,
        args=(key,),
    )
    return now


def number(label: str, key: str, low: int, high: int, start: int) -> int:
    """A whole number in [low, high]: what the address says under `key`, else `start`."""
    found = whole(asked(key), low, high)
    now = start if found is None else found
    st.number_input(label, low, high, step=1, key=showing(key, now), on_change=note, args=(key,))
    return now


def note(key: str) -> None:
    """Callback: put the value of the control `ni-<key>` into the address."""
    value = st.session_state[f"ni-{key}"]
    write({key: None if value is None else str(value)})


def write(changes: Mapping[str, str | None]) -> None:
    """Callback: change the address at once, so that Back is one step; None takes a key away.

    Who moves two controls in quick succession sends the second with the address from before the first: of the
    other controls on screen, what the page showed is put back.
    """
    shown = st.session_state.setdefault(_SHOWN, {})
    on_screen = {key: text for key, text in shown.items() if f"ni-{key}" in st.session_state}
    shown.update(changes)
    before = st.query_params.to_dict()
    wanted = {**before, **on_screen, **changes}
    after = {key: text for key, text in wanted.items() if text is not None}
    if after != before:
        st.query_params.from_dict(after)
