"""The two pictures of the lesson, drawn in the browser: the living town and the crowd.

Both are Streamlit components of plain canvas and readable scripts; their drawing code needs no Streamlit,
so the same files also make a page that plays without a server.
"""

from nullisland.app.components._assets import script, style
from nullisland.app.components._crowd import Card, CrowdView, crowd, crowd_words
from nullisland.app.components._dial import SPANS, dial
from nullisland.app.components._feed import FeedView, feed, feed_words
from nullisland.app.components._town import DayPlan, Mark, Ring, TownView, town, town_words

__all__ = [
    "SPANS",
    "Card",
    "CrowdView",
    "DayPlan",
    "FeedView",
    "Mark",
    "Ring",
    "TownView",
    "crowd",
    "crowd_words",
    "dial",
    "feed",
    "feed_words",
    "script",
    "style",
    "town",
    "town_words",
]
