"""One component on a page, for the browser tests: the town, or with `?show=crowd` the crowd."""

import streamlit as st

from harness_town import CARDS, lot_crowd, small_island
from nullisland.app.components import Card, CrowdView, DayPlan, Mark, TownView, crowd, town

st.set_page_config(layout="wide")
st.html(
    "<style>.stMainBlockContainer{max-width:1280px;padding:16px}[data-testid=stHeader]{display:none}</style>"
)
island = small_island()
if st.query_params.get("show") == "crowd":
    data = st.session_state.setdefault("crowd_data", lot_crowd())
    view = CrowdView(crowd=data, cards=[Card(*card) for card in CARDS], town_url="/bulk/town.json", guess=3)
    crowd(view, key="crowd")
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.code(str(st.session_state["runs"]))
else:
    view = TownView(
        town_url="/bulk/town.json",
        day=DayPlan(url="/bulk/day.bin"),
        caption="Some of the residents",
        grid=island.grid(250),
        show_grid=True,
        pick=True,
        marks=[Mark("truth", int(island.places.x_dm[0]), int(island.places.y_dm[0]))],
    )
    town(view, key="town", on_pick=lambda cell: st.session_state.setdefault("picked", []).append(cell))
    st.code(str(st.session_state.get("picked")))
st.button("Again")
