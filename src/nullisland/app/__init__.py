"""What the learner sees: scenes, charts, words. No arithmetic in here."""

from nullisland.app.launch import launch

__all__ = ["launch"]
