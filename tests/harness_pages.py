"""A component on a page of its own, without a server: what a file on a stick would hold."""

import base64
import json

from harness_town import CARDS, day_bytes, lot_crowd, town_bytes
from nullisland.app.components import crowd_words, script, style, town_words
from nullisland.app.components._dial import dial_words

_PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>Null Island</title>
<meta name=viewport content="width=device-width"><meta http-equiv=Content-Security-Policy
content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"><style>{style}
html{{--st-background-color:{paper};background:{paper}}}body{{margin:16px}}</style>
<button id=before>Before</button><div id=root class=ni-root></div><button id=after>After</button>
<script>{script}
window.sent = []; window.shown = {mount}(document.getElementById("root"), {data},
{{emit: (name, value) => (document.body.dataset.sent = sent.push(value))}});</script>"""


def _page(component, mount, data, dark):
    return _PAGE.format(
        style=style(component),
        script=script(component, streamlit=False),
        mount=mount,
        data=json.dumps(data),
        paper="#14202A" if dark else "#FFFDF8",
    )


def town_page(*, dark=False, **changes):
    """The town with a day of invented walks, paused at 8:20 unless `play`."""
    plan = {"url": "", "first": 0, "count": 1, "minute": 500, "speed": 15, "play": changes.pop("play", False)}
    plan["bytes"] = [base64.b64encode(day_bytes()).decode()]
    words = town_words("cell" if changes.get("pick") else "")
    data = {"town": json.loads(town_bytes()), "day": plan, "words": words, "height": 420, "caption": "Some"}
    return _page("town", "mount", {**data, **changes}, dark)


def dial_page(**changes):
    """The dial at the whole day, ten records an hour."""
    return _page(
        "dial", "mountDial", {"hours": [0, 24], "counts": [10] * 24, "words": dial_words(), **changes}, False
    )


def crowd_page(*, dark=False, **changes):
    """The crowd with six sightings drawn by lot."""
    cards = [{"who": who, "text": text} for who, text in CARDS]
    data = {**lot_crowd(), "cards": cards, "most": 4, "guess": 3, "reveal": False}
    return _page(
        "crowd",
        "mountCrowd",
        {**data, "town": json.loads(town_bytes()), "words": crowd_words(), **changes},
        dark,
    )
