"""A shelf for what is costly to make and wanted again: the latest stay, up to a weight."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Shelf"]


Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


class Shelf(Generic[Key, Thing]):
    """Makes a thing when it is first asked for; who asks for the same meanwhile, in another thread, waits for it.

    Of what was asked for longest ago, as much goes as is needed for the rest to weigh at most `most`; what was made
    last always stays.
    """

    def __init__(self, make: Callable[[Key], Thing], weight: Callable[[Key], int], most: int) -> None:
        """`make(key)` makes a thing, `weight(key)` is what it weighs, before it is made."""
        self._make, self._weight, self._most = make, weight, most
        self._things: OrderedDict[Key, Future[Thing]] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def __len__(self) -> int:
        """Number of things on the shelf."""
        return len(self._things)

    def __call__(self, key: Key) -> Thing:
        """The thing of this key. What `make` raises is raised here, and not kept."""
        with self._lock:
            thing = self._things.get(key)
            if thing is not None:
                self._things.move_to_end(key)
            else:
                mine = self._things[key] = Future()
                self._held += self._weight(key)
                self._clear()
        if thing is not None:
            return thing.result()
        try:
            mine.set_result(self._make(key))
        except BaseException as error:
            with self._lock:
                if self._things.pop(key, None) is not None:
                    self._held -= self._weight(key)
            mine.set_exception(error)
        return mine.result()

    def _clear(self) -> None:
        while self._held > self._most and len(self._things) > 1:
            key, _ = self._things.popitem(last=False)
            self._held -= self._weight(key)
