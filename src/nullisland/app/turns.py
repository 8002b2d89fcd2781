"""Work that waits its turn: one island after another, on one thread, in the order they came."""

import threading
import traceback
from collections.abc import Callable

__all__ = ["Turns"]


class Turns:
    """A line of island codes in front of one worker. A code stands in it once, however often it is put in."""

    def __init__(self, name: str, work: Callable[[str], None]) -> None:
        """`work` is called with one code at a time, on a thread called `name` that lasts while somebody waits."""
        self._name, self._work = name, work
        self._lock = threading.Lock()
        self._line: dict[str, None] = {}
        self._manned = False

    def put(self, code: str) -> None:
        """Let this code wait its turn."""
        with self._lock:
            self._line[code] = None
            if self._manned:
                return
            self._manned = True
        threading.Thread(target=self._serve, name=self._name, daemon=True).start()

    def _serve(self) -> None:
        """Until nobody waits. What goes wrong with one code is told on the terminal, and the next one has its turn."""
        while True:
            with self._lock:
                if not self._line:
                    self._manned = False
                    return
                code = next(iter(self._line))
                del self._line[code]
            try:
                self._work(code)
            except Exception:  # a line whose worker has died would stand for ever
                traceback.print_exc()
