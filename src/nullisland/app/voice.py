"""What a screen reader is told, where the focus goes when a step changes, and what the page fetches ahead."""

from importlib.resources import files
from typing import Final

import streamlit as st

from nullisland.app.ahead import ahead

__all__ = ["voice"]

_JS: Final = "\n".join(
    (files("nullisland.app") / name).read_text(encoding="utf-8") for name in ("ahead.js", "voice.js")
)
_CSS: Final = ".ni-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"


def voice(*, step: str, say: str, focus: tuple[str, ...], part: str = "") -> None:
    """Say one sentence politely; when `step` or `part` has changed, focus the first of `focus` (CSS) there is."""
    component = st.components.v2.component("null_island_voice", js=_JS, css=_CSS, isolate_styles=False)
    data = {"step": step, "say": say, "focus": list(focus), "part": part, "ahead": list(ahead())}
    component(key="ni-voice", data=data)
