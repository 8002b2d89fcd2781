"""Controls whose value stands in the address, so that a link reproduces them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

__all__ = ["choose", "note"]

T = TypeVar("T", int, str)


def choose(label: str, key: str, options: Sequence[T], start: T, name: Callable[[T], str] = str) -> T:
    """One of `options`, named by `name`: what the address says under `key`, else `start`.

    A choice of one is none: it can be read, and the keyboard passes it by.
    """
    by_text = {str(option): option for option in options}
    now = by_text.get(st.query_params.get(key, ""), start)
    chosen = st.segmented_control(
        label,
        options,
        default=now,
        required=True,
        format_func=name,
        disabled=len(options) < 2,
        key=f"ni-{key}",
        on_change=note,
        args=(key,),
    )
    return now if chosen is None or chosen not in options else chosen


def note(key: str) -> None:
    """Callback: put the value of the control `ni-<key>` into the address."""
    st.query_params[key] = str(st.session_state[f"ni-{key}"])
