"""Rooms, predictions, pacing: what a class shares. No Streamlit in here."""

from nullisland.classroom.room import Prediction, Room
from nullisland.classroom.votes import votes_moved

__all__ = ["Prediction", "Room", "votes_moved"]
