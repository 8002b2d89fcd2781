"""What a page will need later, so that a browser fetches and runs it while nobody waits: see `ahead.js`."""

from functools import cache

from nullisland.app.server import static_files

__all__ = ["ahead"]


@cache
def ahead() -> tuple[str, ...]:
    """Address of the script that draws charts: Streamlit's largest by far, and first needed in scene 3."""
    return tuple(address for address in static_files() if address.startswith("/static/js/PlotlyChart."))
