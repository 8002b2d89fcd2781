"""The button that gives the page to take home."""

from html import escape

import streamlit as st

from nullisland.app import numbers, words
from nullisland.app.take_home import file_name, take_home
from nullisland.app.visit import Visit

__all__ = ["offer"]


def offer(visit: Visit) -> None:
    """A download of the page, made when it is asked for; nothing before the island is prepared."""
    if numbers.begin(visit.code).lesson is None:
        return
    text, code = words.scene("take_home"), visit.code
    st.download_button(
        text["offer"],
        data=lambda: _page(code),
        file_name=file_name(code),
        mime="text/html",
        key="ni-take-home",
        on_click="ignore",
        width="stretch",
    )
    st.html(f'<p class="ni-quiet">{escape(text["offer.what"])}</p>')


def _page(code: str) -> bytes:
    with numbers.for_one_run(code):
        return take_home(code).encode()
