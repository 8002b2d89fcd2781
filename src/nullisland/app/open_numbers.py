"""The numbers of the open database: made when somebody opens the scene, then shared by every browser."""

import threading

from nullisland.app import numbers, preparing
from nullisland.app.preparation import OpenPreparation
from nullisland.app.turns import Turns

__all__ = ["begin_open"]

_lock = threading.Lock()


def begin_open(code: str) -> OpenPreparation:
    """The scene's numbers for an island; started if they are new and its lesson is ready. They go with the island."""
    island = numbers.begin(code)
    if island.lesson is None:
        return OpenPreparation()
    with _lock:
        if island.open is not None:
            return island.open
        island.open = OpenPreparation()
    _turns.put(code)
    return island.open


def _work(code: str) -> None:
    """Make the scene of an island that is still kept; the files of the feed then lie with those of the island."""
    from nullisland.model import Scenario
    from nullisland.opendb.feed_file import feed_binary, feed_json
    from nullisland.opendb.scene import prepare_scene

    island = numbers.kept(code)
    if island is None or island.lesson is None or island.open is None or island.open.scene is not None:
        return
    preparation, guide = island.open, island.lesson.guide

    def tell(done: int, total: int) -> None:
        preparation.share = done / total

    try:
        scene = prepare_scene(Scenario.from_code(code), guide.person if guide else None, tell)
        island.bulk.update({"feed.bin": feed_binary(scene), "feed.json": feed_json(scene)})
        preparation.scene = scene
    except Exception as error:
        preparation.error = preparing.told(error)


_turns = Turns("open database", _work)
