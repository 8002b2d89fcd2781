"""Scripts and styles of the components, as they lie in this package."""

from functools import cache
from importlib.resources import files

__all__ = ["script", "style"]

_DRAWING = ("palette", "teller", "symbols", "geometry", "base", "labels", "day", "files")
_PARTS = {
    "town": (*_DRAWING, "town_overlay", "town", "town_time", "town_glide", "town_input"),
    "feed": (*_DRAWING, "town_overlay", "town", "town_time", "town_glide", "town_input", "feed"),
    "crowd": (*_DRAWING, "crowd_data", "crowd_dots", "crowd_view", "crowd"),
    "dial": ("palette", "dial"),
}


@cache
def script(component: str, *, streamlit: bool = True) -> str:
    """The JavaScript of one component, "town", "feed", "crowd" or "dial", as one module.

    With `streamlit=False` it only defines `mount`, `mountFeed` or `mountCrowd`: what a page without a server needs.
    """
    parts = _PARTS[component] + ((f"streamlit_{component}",) if streamlit else ())
    folder = files(__package__) / "js"
    return "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in parts)


@cache
def style(component: str) -> str:
    """The style sheet of one component, "town", "feed", "crowd" or "dial"; the feed is a town with more in it."""
    names = ("town", "feed") if component == "feed" else (component,)
    folder = files(__package__) / "css"
    return "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in names)
