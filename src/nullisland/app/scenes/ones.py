"""Scene 7: squares with one person in them, and hiding small counts as one thing that helps a little."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.address import choose, number
from nullisland.app.components import TownView, town
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson.hidden import Hidden, Hour
    from nullisland.lesson.totals import Totals

__all__ = ["show"]

_HOUR: Final = 9
_LAST_HOUR: Final = 23


def show(visit: Visit, text: words.Words, totals: "Totals") -> None:
    """One hour of the day on the map; counts below a threshold are gone."""
    box = frame.open_frame(visit, text["question.ones"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_ones"])}</p>')
        hour = number(text["hour"], "hour", 0, _LAST_HOUR, _HOUR)
        hidden = _threshold(text, totals)
    now = totals.at(hour, hidden.threshold)
    with box.picture:
        _map(visit, text, totals, hour, now)
    of = text.say("number_ones", counts=hidden.counts, days=totals.days)
    frame.number(box, f"{hidden.ones:,}", of)
    said = _said(text, totals, hour, hidden)
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, f"{hidden.ones:,} {of}. {said}", focus=(".st-key-ni-threshold",))
    at = f"scene.hidden[{totals.hidden.index(hidden)}]"
    code = part_recipe("totals", visit.code, visit.scene, f"{at}.ones", f"{at}.counts")
    tables = _tables(text, totals, hour, now)
    frame.below(visit, text, text["how_ones"], tables, revealed=True, code=code)


def _said(text: words.Words, totals: "Totals", hour: int, hidden: "Hidden") -> str:
    """What the chosen hour shows and, where small counts are hidden, what that does not stop."""
    now = totals.at(hour, hidden.threshold)
    if not hidden.threshold:
        return text.say("sentence_ones", hour=hour, alone=len(now.alone))
    return text.say(
        "sentence_hidden",
        hour=hour,
        alone=len(now.alone),
        gone=now.hidden,
        found=hidden.found,
        records=totals.records,
        guide=totals.resident.name.split(" ")[0] if totals.resident else "",
    )


def _threshold(text: words.Words, totals: "Totals") -> "Hidden":
    options = [hidden.threshold for hidden in totals.hidden]
    threshold = choose(
        text["threshold"],
        "threshold",
        options,
        options[0],
        lambda value: text.say("threshold.below", count=value) if value else text["threshold.none"],
    )
    return totals.hidden[options.index(threshold)]


def _map(visit: Visit, text: words.Words, totals: "Totals", hour: int, now: "Hour") -> None:
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text.say("caption_ones", hour=hour),
        grid=totals.grid,
        show_grid=True,
        cells=[(cell, "resident" if count == 1 else "crowd", share) for cell, count, share in now.shares],
        wall=visit.wall,
    )
    town(view, key="ni-totals-map")


def _tables(text: words.Words, totals: "Totals", hour: int, now: "Hour") -> str:
    """The squares with one person in that hour by name; what each threshold hides."""
    from nullisland.lesson.squares import cell_name

    rows = [
        [text.say("twin_alone", hour=hour), f"{len(now.alone)}"],
        [text["twin_others"], f"{now.shared}"],
        [text["twin_hidden"], f"{now.hidden}"],
    ]
    head = [text["table.what"], text["table.many"]]
    names = ", ".join(cell_name(totals.grid, cell) for cell in now.alone)
    named = f"<p>{escape(text.say('twin_names', names=names))}</p>" if names else ""
    hides = table(
        [text[f"table.{key}"] for key in ("threshold", "ones", "gone", "still")],
        [[f"{h.threshold}", f"{h.ones:,}", f"{h.hidden:,}", f"{h.found:,}"] for h in totals.hidden],
        text["table.thresholds"],
    )
    return f"{table(head, rows)}{named}{hides}"
