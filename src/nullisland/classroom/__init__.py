"""Rooms, predictions, pacing: what a class shares. No Streamlit in here."""

from nullisland.classroom.room import Prediction, Room

__all__ = ["Prediction", "Room"]
