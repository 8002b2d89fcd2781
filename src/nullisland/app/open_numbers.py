"""The numbers of the open database: made when somebody opens the scene, then shared by every browser."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nullisland.app import numbers
from nullisland.errors import IslandError

if TYPE_CHECKING:
    from nullisland.opendb.scene import OpenScene

__all__ = ["OpenPreparation", "begin_open"]

_KEPT = 2
_lock = threading.Lock()
_prepared: "OrderedDict[str, OpenPreparation]" = OrderedDict()


@dataclass(slots=True)
class OpenPreparation:
    """`scene` or `error` is set at the end; the files of the feed then lie with those of the island.

    `share` of the work is done, in [0, 1].
    """

    code: str
    share: float = 0.0
    scene: "OpenScene | None" = None
    error: str | None = None
    files: dict[str, bytes] = field(default_factory=dict)


def begin_open(code: str) -> OpenPreparation:
    """The scene's numbers for an island whose lesson is ready; started if they are new. Two are kept."""
    with _lock:
        known = _prepared.get(code)
        preparation = _prepared.setdefault(code, OpenPreparation(code))
        _prepared.move_to_end(code)
        while len(_prepared) > _KEPT:
            _prepared.popitem(last=False)
    if known is not None:
        numbers.begin(code).bulk.update(known.files)  # the island may have been made again meanwhile
        return known
    threading.Thread(target=_work, args=(preparation,), name=f"open {code}", daemon=True).start()
    return preparation


def _work(preparation: OpenPreparation) -> None:
    from nullisland.model import Scenario
    from nullisland.opendb.feed_file import feed_binary, feed_json
    from nullisland.opendb.scene import prepare_scene

    def tell(done: int, total: int) -> None:
        preparation.share = done / total

    try:
        lesson = numbers.begin(preparation.code).lesson
        guide = lesson.guide.person if lesson is not None and lesson.guide is not None else None
        scene = prepare_scene(Scenario.from_code(preparation.code), guide, tell)
        preparation.files = {"feed.bin": feed_binary(scene), "feed.json": feed_json(scene)}
        numbers.begin(preparation.code).bulk.update(preparation.files)
        preparation.scene = scene
    except IslandError as error:
        preparation.error = str(error)
    except Exception as error:
        preparation.error = f"{type(error).__name__}: {error}"
        raise
