"""What a page and its server say to each other: how often a script was asked for, and how often one has ended."""

from weakref import WeakKeyDictionary

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FRAME = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""Two frames have been drawn: what came in before is on screen."""


class Wire:
    """Counts both, from the messages themselves."""

    def __init__(self, page: Page) -> None:
        self.asked = 0
        self.ended = 0
        page.on("websocket", self._listen)
        _WIRES[page] = self

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, message: bytes | str) -> None:
        if isinstance(message, bytes):
            self.asked += BackMsg.FromString(message).WhichOneof("type") == "rerun_script"

    def _received(self, message: bytes | str) -> None:
        if isinstance(message, bytes):
            self.ended += ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"


_WIRES: WeakKeyDictionary[Page, Wire] = WeakKeyDictionary()


def wire_of(page: Page) -> Wire:
    """The wire of a page that a visitor has opened."""
    return _WIRES[page]
