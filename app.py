"""Null Island in the browser: `streamlit run app.py`, or `nullisland demo`."""

import streamlit as st

from nullisland.app import server

app = st.App(server.SCRIPT, lifespan=server.lifespan, routes=server.routes(), middleware=server.middleware())

if __name__ == "__main__":
    app.run()
