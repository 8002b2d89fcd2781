"""The script Streamlit runs for every visit: page, style, and the scene that was asked for.

Scenes are told apart by the query, not by the path: on a deep path Streamlit's page asks for files that
are not there.
"""

import streamlit as st

from nullisland.app import numbers, words
from nullisland.app.registry import SCENES
from nullisland.app.theme import stylesheet
from nullisland.app.visit import arrive
from nullisland.tables import data_path

st.set_page_config(
    page_title=words.scene("frame")["page_title"],
    page_icon=str(data_path("icon.png")),
    layout="wide",
    initial_sidebar_state="collapsed",
)
visit = arrive()
st.html(f"<style>{stylesheet(wall=visit.wall)}</style>")
with numbers.for_one_run(visit.code):
    SCENES[visit.scene].show(visit)
