"""The script Streamlit runs for every visit: page, style, and the scene that was asked for.

Scenes are told apart by the query, not by the path: on a deep path Streamlit's page asks for files that
are not there.
"""

import streamlit as st

from nullisland.app import words
from nullisland.app.scenes import four_sightings, names_off, rules, start
from nullisland.app.theme import stylesheet
from nullisland.app.visit import arrive
from nullisland.tables import data_path

st.set_page_config(
    page_title=words.scene("frame")["page_title"],
    page_icon=str(data_path("icon.png")),
    layout="wide",
    initial_sidebar_state="collapsed",
)
st.html(f"<style>{stylesheet()}</style>")
visit = arrive()
{
    "start": start.show,
    "rules": rules.show,
    "names-off": names_off.show,
    "four-sightings": four_sightings.show,
}[visit.scene](visit)
