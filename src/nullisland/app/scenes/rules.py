"""Scene 0: the rules of the house, on one card."""

from html import escape

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.visit import Visit

__all__ = ["show"]


def show(visit: Visit) -> None:
    """Draw the rule card."""
    text = words.scene("rules")
    box = frame.open_frame(visit, text["question"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["lead"])}</p>')
    filled = text["rule"].format(trusted_adult=text["trusted_adult"])
    rules = "".join(f"<li>{escape(line.lstrip('- '))}</li>" for line in filled.splitlines() if line.strip())
    box.picture.html(f'<ol class="ni-card">{rules}</ol>')
    frame.sentence(box, text["sentence"])
    frame.stepper(box, visit, main=True)
    frame.announce(visit, text["sentence"])
    frame.below(visit, text, text["how"], revealed=False)
