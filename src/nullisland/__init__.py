"""Null Island: fake location traces that show how easily "anonymised" movement data is re-identified."""

__version__ = "0.1.0"
