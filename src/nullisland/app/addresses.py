"""Under which links phones in the room reach this lesson, and how a phone reads one off the wall."""

from typing import Final
from urllib.parse import urlencode

import segno
import streamlit as st

from nullisland import lan
from nullisland.app import numbers
from nullisland.app.registry import DEFAULT_PRESET
from nullisland.app.visit import Visit

__all__ = ["links_for_phones", "qr", "serves_the_room"]

_THIS_COMPUTER: Final = ("127.0.0.1", "::1", "localhost")
_QUIET: Final = 4
"""Empty modules around a QR code: what ISO/IEC 18004 asks for."""


def serves_the_room() -> bool:
    """Whether the server listens to more than this computer."""
    return str(st.get_option("server.address") or "") not in _THIS_COMPUTER


def links_for_phones(visit: Visit) -> list[str]:
    """A link for each network card, short enough to be typed, the likeliest first.

    It opens the start page with this island and this length of lesson, and names only those that differ from what
    the server gives by itself. What is switched on at the front of the room is not passed on.
    """
    asked = {}
    if visit.code != numbers.default_code():
        asked["code"] = visit.code
    if visit.preset != DEFAULT_PRESET:
        asked["preset"] = visit.preset
    rest = f"/?{urlencode(asked)}" if asked else ""
    port = st.get_option("server.port")
    return [f"http://{card.address}:{port}{rest}" for card in lan.cards()]


def qr(link: str) -> str:
    """The link as a QR code: a data address of an SVG, black on white in every theme."""
    code = segno.make(link, error="m", micro=False)
    return str(code.svg_data_uri(border=_QUIET, omitsize=True, light="#fff", dark="#000"))
