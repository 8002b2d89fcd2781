"""Rooms, predictions, pacing: what a class shares. No Streamlit in here."""

from nullisland.classroom.room import Prediction, Room
from nullisland.classroom.votes import by_hands, votes_moved

__all__ = ["Prediction", "Room", "by_hands", "votes_moved"]
