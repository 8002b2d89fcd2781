"""Under which addresses phones in the room reach this computer."""

import ipaddress
import socket

import psutil
import streamlit as st

__all__ = ["for_phones", "serves_the_room"]


def serves_the_room() -> bool:
    """Whether the server listens to more than this computer."""
    address = str(st.get_option("server.address") or "")
    return address not in ("127.0.0.1", "::1", "localhost")


def for_phones() -> list[str]:
    """`http://address:port` of every network card but the loopback; no connection is made to find them."""
    port = st.get_option("server.port")
    found = [
        one.address
        for cards in psutil.net_if_addrs().values()
        for one in cards
        if one.family == socket.AF_INET and not ipaddress.ip_address(one.address).is_loopback
    ]
    return [f"http://{address}:{port}" for address in sorted(found)]
