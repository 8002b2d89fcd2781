"""Check this room: can the back row read it, is the island ready, can phones reach us."""

from html import escape
from typing import Final

import streamlit as st

from nullisland.app import addresses, frame, guests, numbers, words
from nullisland.app.visit import Visit

__all__ = ["show"]

_MARKS: Final = ("resident", "guess", "claim", "truth", "crowd")
_LOOK_AGAIN_S: Final = 2
"""A phone that has come in is counted on the wall within these seconds."""


def show(visit: Visit) -> None:
    """Draw the page."""
    text = words.scene("check_room")
    box = frame.open_frame(visit, text["question"])
    links = addresses.links_for_phones(visit) if addresses.serves_the_room() else []
    way_in = _way_in(links, text) if links else ""
    box.predict.html(f'<p class="ni-lead">{escape(text["lead"])}</p>{way_in}')
    with box.picture:
        if links:
            st.fragment(_guests, run_every=_LOOK_AGAIN_S)(visit, text)
        else:
            _draw(visit, text, text["phones.none" if addresses.serves_the_room() else "phones.alone"])
    frame.number(box, "96", text["number_of"])
    frame.sentence(box, text["sentence"])
    frame.stepper(box, visit, main=True)
    frame.announce(visit, text["sentence"])
    frame.below(visit, text, text["how"], revealed=False)


def _guests(visit: Visit, text: words.Words) -> None:
    """The checks, with how many other devices came in."""
    devices = guests.here()
    few = {0: "phones.nobody", 1: "phones.one"}
    _draw(visit, text, text[few[devices]] if devices in few else text.say("phones.came", devices=devices))


def _draw(visit: Visit, text: words.Words, phones: str) -> None:
    st.html(f"{_sample(text)}{_checks(visit, text, phones)}")


def _way_in(links: list[str], text: words.Words) -> str:
    """The likeliest link as a code to be read off the wall, and in letters; the others in letters."""
    others = "".join(f"<span>{escape(link)}</span>" for link in links[1:])
    more = f"<span>{escape(text['phones.or'])}</span>{others}" if others else ""
    code = f'<img class="ni-qr" alt="{escape(text["phones.qr"])}" src="{escape(addresses.qr(links[0]))}">'
    said = f"<figcaption>{escape(text['phones.open'])} <b>{escape(links[0])}</b>{more}</figcaption>"
    return f'<figure class="ni-way-in">{code}{said}</figure>'


def _sample(text: words.Words) -> str:
    marks = "".join(
        f'<li><b class="ni-dot {role}"><i></i></b>{escape(text[f"mark.{role}"])}</li>' for role in _MARKS
    )
    return (
        f'<p class="ni-sample">{escape(text["sample"])}</p><p class="ni-quiet">{escape(text["marks"])}</p>'
        f'<ul class="ni-marks">{marks}</ul>'
    )


def _checks(visit: Visit, text: words.Words, phones: str) -> str:
    """The four checks as a table; the window's size is told by the style sheet alone."""
    large, small = (escape(text[f"window.{size}"]) for size in ("good", "small"))
    ready = numbers.begin(visit.code).lesson is not None
    states = {
        "window": f'<span class="ni-if-large">{large}</span><span class="ni-if-small">{small}</span>',
        "island": escape(text["island.ready" if ready else "island.waiting"]),
        "phones": escape(phones),
        "network": escape(text["network.quiet"]),
    }
    rows = "".join(
        f'<tr><th scope="row">{escape(text[f"check.{name}"])}</th><td>{state}</td></tr>'
        for name, state in states.items()
    )
    head = "".join(f'<th scope="col">{escape(text[key])}</th>' for key in ("column.what", "column.state"))
    return f'<table class="ni-checks"><thead class="ni-unseen"><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
