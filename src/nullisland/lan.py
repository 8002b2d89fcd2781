"""Under which addresses other devices in the room reach this computer. No connection is made to find them."""

import socket
from typing import Final, NamedTuple

import psutil

__all__ = ["Card", "cards"]

_NO_ROOM: Final = ("127.", "169.254.")
"""Loopback, and what a card gives itself when nobody answers: no other device comes in by these."""

_INSIDE: Final = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet", "tun", "utun", "tap")
"""How cards are called that lead to programs on this computer, or far away, and not into the room."""


class Card(NamedTuple):
    """A network card that is up, and its IPv4 address."""

    name: str
    address: str


def cards() -> list[Card]:
    """Every card by which the room may come in, the likeliest first."""
    states = psutil.net_if_stats()
    found = [
        Card(name, entry.address)
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if entry.family == socket.AF_INET
        and not entry.address.startswith(_NO_ROOM)
        and name in states
        and states[name].isup
    ]
    return sorted(found, key=lambda card: (card.name.startswith(_INSIDE), card.address))
