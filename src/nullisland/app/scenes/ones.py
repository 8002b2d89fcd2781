"""Scene 7: squares with one person in them, and hiding small counts as one thing that helps a little."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.address import choose, note
from nullisland.app.components import TownView, town
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson.totals import Hidden, Totals

__all__ = ["show"]

_HOUR: Final = 9
_LAST_HOUR: Final = 23


def show(visit: Visit, text: words.Words, totals: "Totals") -> None:
    """One hour of the day on the map; counts below a threshold are gone."""
    guide = totals.resident.name.split(" ")[0] if totals.resident else ""
    box = frame.open_frame(visit, text["question.ones"])
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_ones"])}</p>')
        hour = _hour(text)
        hidden = _threshold(text, totals)
    with box.picture:
        _map(visit, text, totals, hour, hidden.threshold)
    of = text.say("number_ones", counts=hidden.counts)
    frame.number(box, f"{hidden.ones:,}", of)
    if hidden.threshold:
        said = text.say(
            "sentence_hidden",
            gone=hidden.hidden,
            threshold=hidden.threshold,
            found=hidden.found,
            records=totals.records,
            guide=guide,
        )
    else:
        said = text["sentence_ones"]
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    frame.announce(visit, f"{hidden.ones:,} {of}. {said}", focus=(".st-key-ni-threshold",))
    both = ("scene.hidden[0].ones", "scene.hidden[0].counts")
    code = part_recipe("totals", visit.code, visit.scene, *both)
    tables = _tables(text, totals, hour, hidden.threshold)
    frame.below(visit, text, text["how_ones"], tables, revealed=True, code=code)


def _hour(text: words.Words) -> int:
    asked = st.query_params.get("hour", "")
    now = int(asked) if asked.isdigit() and int(asked) <= _LAST_HOUR else _HOUR
    chosen = st.number_input(
        text["hour"], 0, _LAST_HOUR, now, 1, key="ni-hour", on_change=note, args=("hour",)
    )
    return int(chosen)


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


def _map(visit: Visit, text: words.Words, totals: "Totals", hour: int, threshold: int) -> None:
    squares = [(cell, count) for cell, count in totals.squares_at(hour) if count >= threshold]
    most = max((count for _, count in squares), default=1)
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text.say("caption_ones", hour=hour),
        grid=totals.grid,
        show_grid=True,
        cells=[(cell, "resident" if count == 1 else "crowd", count / most) for cell, count in squares],
        wall=visit.wall,
    )
    town(view, key="ni-totals-map")


def _tables(text: words.Words, totals: "Totals", hour: int, threshold: int) -> str:
    """The squares with one person in that hour by name; what each threshold hides."""
    from nullisland.lesson.squares import cell_name

    squares = totals.squares_at(hour)
    alone = [cell_name(totals.grid, cell) for cell, count in squares if count == 1 and threshold <= 1]
    others = sum(count >= max(2, threshold) for _, count in squares)
    rows = [[text.say("twin_alone", hour=hour), str(len(alone))], [text["twin_others"], str(others)]]
    head = [text["table.what"], text["table.many"]]
    named = f"<p>{escape(text.say('twin_names', names=', '.join(alone)))}</p>" if alone else ""
    hides = table(
        [text[f"table.{key}"] for key in ("threshold", "gone", "still")],
        [[str(h.threshold), f"{h.hidden:,}", f"{h.found:,}"] for h in totals.hidden],
        text["table.thresholds"],
    )
    return f"{table(head, rows)}{named}{hides}"
