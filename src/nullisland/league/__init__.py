"""The league: every defence at three strengths against every attack and every question, on one town.

What a defence is worth is two numbers that must not be summed: how many are found by the strongest attack on it, and
what the honest reader can still do.
"""

from nullisland.league.district import District, district
from nullisland.league.noun import Beside, League, Row
from nullisland.league.play import play

__all__ = ["Beside", "District", "League", "Row", "district", "play"]
