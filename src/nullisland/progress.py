"""A progress bar on stderr for whatever takes longer than a second; silent where nobody watches."""

import sys
import threading
import time
from types import TracebackType
from typing import Self, TextIO

__all__ = ["Progress"]

_WIDTH = 24
_WAIT_S = 1.0
_TICK_S = 0.2


class Progress:
    """A context in which `tell(what, done, total)` draws a bar after a second, if stderr is a terminal.

    A thread redraws it, so that the seconds go on while a kernel is at work.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        """`stream` None: stderr."""
        self._stream = sys.stderr if stream is None else stream
        self._watched = self._stream.isatty()
        self._state = ("", 0, 1)
        self._drawn = 0
        self._begin = time.monotonic()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def tell(self, what: str, done: int, total: int) -> None:
        """`what` begins now, `done` of `total` parts being finished."""
        self._state = (what, done, max(total, 1))

    def __enter__(self) -> Self:
        """Start the clock."""
        self._begin = time.monotonic()
        if self._watched:
            self._thread = threading.Thread(target=self._redraw, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
            self._write("")

    def line(self) -> str:
        """The bar as it is drawn now."""
        what, done, total = self._state
        filled = _WIDTH * done // total
        seconds = time.monotonic() - self._begin
        return (
            f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * done // total:3d} %  {what}  {seconds:.0f} s"
        )

    def _redraw(self) -> None:
        self._over.wait(_WAIT_S)
        while not self._over.wait(_TICK_S):
            self._write(self.line())

    def _write(self, text: str) -> None:
        if text or self._drawn:
            self._stream.write("\r" + text.ljust(self._drawn) + ("" if text else "\r"))
            self._stream.flush()
            self._drawn = len(text)
