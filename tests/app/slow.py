"""A layer that makes the app's server slow and uneven, so that a test that waits for luck is found out."""

import asyncio
import os
from random import Random

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ANSWER_S, MESSAGE_S = 1.5, 0.25
"""The longest that an answer and a message are held back."""


class Slow:
    """Holds back every answer to a request, and one message in three both ways; their order stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.chance = Random(os.environ["NULLISLAND_SLOW"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await asyncio.sleep(self.chance.random() ** 2 * ANSWER_S)
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            turn = asyncio.Lock()

            async def send_late(message: Message) -> None:
                async with turn:
                    await self.hold()
                    await send(message)

            async def receive_late() -> Message:
                message = await receive()
                await self.hold()
                return message

            await self.app(scope, receive_late, send_late)
        else:
            await self.app(scope, receive, send)

    async def hold(self) -> None:
        if self.chance.random() < 1 / 3:
            await asyncio.sleep(self.chance.random() * MESSAGE_S)
