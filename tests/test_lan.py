"""By which addresses the room comes in."""

import socket
from types import SimpleNamespace

import pytest

from nullisland import lan


@pytest.fixture
def wired(monkeypatch):
    def wire(**cards):
        """Each card by its name: its addresses, and whether it is up."""
        entries = {
            name: [SimpleNamespace(family=socket.AF_INET, address=one) for one in found]
            for name, (found, _) in cards.items()
        }
        states = {name: SimpleNamespace(isup=up) for name, (_, up) in cards.items()}
        monkeypatch.setattr(lan.psutil, "net_if_addrs", lambda: entries)
        monkeypatch.setattr(lan.psutil, "net_if_stats", lambda: states)

    return wire


def test_a_card_that_is_down_or_leads_nowhere_is_no_way_in(wired):
    wired(
        lo=(["127.0.0.1"], True),
        wlan0=(["192.168.1.5"], True),
        eth0=(["10.0.0.9"], False),
        eth1=(["169.254.7.7"], True),
    )
    assert lan.cards() == [("wlan0", "192.168.1.5")]


def test_cards_to_programs_on_this_computer_come_last(wired):
    wired(docker0=(["172.17.0.1"], True), wlan0=(["192.168.1.5"], True), eth0=(["192.168.0.2"], True))
    assert [card.name for card in lan.cards()] == ["eth0", "wlan0", "docker0"]


def test_a_card_without_a_state_is_left_out(wired, monkeypatch):
    wired(wlan0=(["192.168.1.5"], True))
    monkeypatch.setattr(lan.psutil, "net_if_stats", dict)
    assert lan.cards() == []
