"""Check this room: can the back row read it, is the island ready, can phones reach us."""

from html import escape
from typing import Final

from nullisland.app import addresses, frame, numbers, words
from nullisland.app.visit import Visit

__all__ = ["show"]

_MARKS: Final = ("resident", "guess", "claim", "truth", "crowd")


def show(visit: Visit) -> None:
    """Draw the page."""
    text = words.scene("check_room")
    box = frame.open_frame(visit, text["question"])
    box.predict.html(f'<p class="ni-lead">{escape(text["lead"])}</p>')
    box.picture.html(_sample(text) + _checks(visit, text))
    frame.number(box, "96", text["number_of"])
    frame.sentence(box, text["sentence"])
    frame.stepper(box, visit, main=True)
    frame.announce(visit, text["sentence"])
    frame.below(visit, text, text["how"], revealed=False)


def _sample(text: words.Words) -> str:
    marks = "".join(
        f'<li><b class="ni-dot {role}"><i></i></b>{escape(text[f"mark.{role}"])}</li>' for role in _MARKS
    )
    return (
        f'<p class="ni-sample">{escape(text["sample"])}</p><p class="ni-quiet">{escape(text["marks"])}</p>'
        f'<ul class="ni-marks">{marks}</ul>'
    )


def _checks(visit: Visit, text: words.Words) -> str:
    """The four checks as a table; the window's size is told by the style sheet alone."""
    window = f'<span class="ni-if-large">{escape(text["window.good"])}</span>'
    window += f'<span class="ni-if-small">{escape(text["window.small"])}</span>'
    ready = numbers.begin(visit.code).lesson is not None
    states = {
        "window": window,
        "island": escape(text["island.ready" if ready else "island.waiting"]),
        "phones": escape(_phones(text)),
        "network": escape(text["network.quiet"]),
    }
    rows = "".join(
        f'<tr><th scope="row">{escape(text[f"check.{name}"])}</th><td>{state}</td></tr>'
        for name, state in states.items()
    )
    head = "".join(f'<th scope="col">{escape(text[key])}</th>' for key in ("column.what", "column.state"))
    return f'<table class="ni-checks"><thead class="ni-unseen"><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _phones(text: words.Words) -> str:
    if not addresses.serves_the_room():
        return text["phones.alone"]
    found = addresses.for_phones()
    return text.say("phones.room", addresses=", ".join(found)) if found else text["phones.none"]
