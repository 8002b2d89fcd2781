"""Serves `harness_components.py` with what it fetches: `streamlit run tests/app/harness_server.py`."""

import sys
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

sys.path.insert(0, str(Path(__file__).parents[1]))

from harness_town import day_bytes, town_bytes


async def bulk(request: Request) -> Response:
    """The town or the day."""
    made = {"town.json": town_bytes, "day.bin": day_bytes}.get(request.path_params["name"])
    return Response(made()) if made else Response(status_code=404)


app = st.App(Path(__file__).with_name("harness_components.py"), routes=[Route("/bulk/{name}", bulk)])
