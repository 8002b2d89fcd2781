"""Drawing data of the feed: the rows of one day, and the book they are read with."""

import json

import numpy as np

from nullisland.opendb.scene import OpenScene

__all__ = ["feed_binary", "feed_json"]

_MAGIC = b"NIFEED01"


def feed_binary(scene: OpenScene) -> bytes:
    """The day's rows, 10 bytes each, little-endian: magic, number of rows, then three columns.

    Seconds since midnight (uint32), person (uint32), tracker (uint16), in the order of time.
    """
    log = scene.today
    second = (log.t_s.astype(np.int64) - scene.day * 86_400).astype("<u4")
    head = _MAGIC + np.array([len(log)], "<u4").tobytes()
    return head + second.tobytes() + log.person.astype("<u4").tobytes() + log.tracker.astype("<u2").tobytes()


def feed_json(scene: OpenScene) -> bytes:
    """Names of everybody and places of all trackers, by their numbers."""
    book = {"names": scene.names, "places": scene.trackers.place_name}
    return json.dumps(book, ensure_ascii=False, separators=(",", ":")).encode()
