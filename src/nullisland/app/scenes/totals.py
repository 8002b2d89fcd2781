"""Scene 7: only totals, and a promise. First: two tables of counts and a subtraction."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.components import Mark, TownView, town
from nullisland.app.predict import Question, ask, verdict
from nullisland.app.recipes import part_recipe
from nullisland.app.scenes import ones, promise, traces
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson.totals import Totals

__all__ = ["show"]

_SHOWN_HOURS: Final = range(7, 20)


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    totals = numbers.part(visit.code, "totals")
    if totals is None:
        wait(visit, "totals")
        return
    text = words.scene("totals")
    if visit.step == "promise":
        promise.show(visit, text)
    elif totals.resident is None:
        box = frame.open_frame(visit, text["question.nobody"])
        frame.sentence(box, text.say("nobody", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["question.nobody"])
    elif visit.step == "ones":
        ones.show(visit, text, totals)
    elif visit.step == "traces":
        traces.show(visit, text, totals)
    else:
        _two_tables(visit, text, totals)


def guide_of(totals: "Totals") -> str:
    """The given name of the resident of the question."""
    return totals.resident.name.split(" ")[0] if totals.resident else ""


def _two_tables(visit: Visit, text: words.Words, totals: "Totals") -> None:
    """Guess whether it can be learned, look at two tables, subtract them."""
    guide = guide_of(totals)
    box = frame.open_frame(visit, text.say("question", guide=guide))
    revealed = visit.step == "difference"
    if revealed:
        visit.reveal("learn")
    stays = ask(box, visit, _question(text, guide))
    if visit.step == "tables":
        with box.predict:
            st.html(f'<p class="ni-lead">{escape(text.say("act_tables", guide=guide))}</p>')
            st.button(
                text["subtract"],
                key="ni-do",
                type="primary",
                on_click=frame.go,
                args=(visit, (visit.scene, "difference")),
                width="stretch",
            )
    if revealed:
        box.predict.html(verdict(visit, _question(text, guide)))
        box.predict.html(f'<p class="ni-lead">{escape(text.say("act_difference", guide=guide))}</p>')
        with box.picture:
            _map(visit, text, totals)
        of = text.say("number_of", records=totals.records, guide=guide)
        frame.number(box, f"{len(totals.found_slots):,}", of)
        said = _said(text, totals, guide)
    else:
        box.picture.html(_counts(text, totals, second=visit.step == "tables"))
        frame.number(box, None, text.say("number_unknown", records=totals.records, guide=guide))
        said = stays or text["before" if visit.step == "predict" else "during"]
    frame.sentence(box, said)
    frame.stepper(box, visit, main=revealed or bool(stays))
    focus = ".st-key-ni-do" if visit.step == "tables" else ".st-key-ni-next"
    frame.announce(visit, said, focus=(focus,), part="kept" if stays else "")
    how = text.say("how", cell_m=totals.grid.cell_m, days=totals.days)
    both = ("len(scene.found_slots)", "scene.records")
    code = part_recipe("totals", visit.code, visit.scene, *both) if revealed else None
    frame.below(visit, text, how, _twin(text, totals) if revealed else None, revealed=revealed, code=code)


def _question(text: words.Words, guide: str) -> Question:
    return Question(
        name="learn",
        prompt=text.say("prompt", guide=guide),
        hint=text["hint"],
        options=(0, 1, 2),
        label=lambda value: text[f"option.{value}"],
        said=lambda value: text[f"option.{value}"],
        asked_at="predict",
        then="tables",
        truth=(0,),
    )


def _counts(text: words.Words, totals: "Totals", *, second: bool) -> str:
    """The square of the centre on that day, hour by hour: one table, or two beside each other."""
    columns = ["table.first", "table.second"] if second else ["table.first"]
    head = f'<th scope="col">{escape(text["table.hour"])}</th>'
    named = "".join(f'<th scope="col" class="n">{escape(text[key])}</th>' for key in columns)
    rows = []
    for hour, before, after in totals.hours():
        if hour in _SHOWN_HOURS:
            more = f'<td class="n">{after:,}</td>' if second else ""
            rows.append(f'<tr><td>{hour}:00</td><td class="n">{before:,}</td>{more}</tr>')
    title = escape(text.say("table.caption", place=totals.place))
    body = f"<thead><tr>{head}{named}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return (
        f'<div class="ni-counts-box"><table class="ni-counts"><caption>{title}</caption>{body}</table></div>'
    )


def _map(visit: Visit, text: words.Words, totals: "Totals") -> None:
    """Where the two tables differ on that day, and the centre of the question."""
    from nullisland.lesson.hidden import shares_of

    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text["caption"],
        grid=totals.grid,
        show_grid=True,
        cells=[(cell, "resident", share) for cell, _, share in shares_of(totals.found_on_day())],
        cell_names=True,
        marks=[Mark("candidate", *totals.place_dm, totals.place)],
        wall=visit.wall,
    )
    town(view, key="ni-totals-map")


def _said(text: words.Words, totals: "Totals", guide: str) -> str:
    hours = totals.seen_hours()
    if not hours:
        return text.say("sentence_not", guide=guide, place=totals.place)
    when = ", ".join(f"{hour}:00" for hour in hours)
    return text.say("sentence_there", guide=guide, place=totals.place, hours=when)


def _twin(text: words.Words, totals: "Totals") -> str:
    """Both tables with their difference, and the map as a list."""
    from nullisland.lesson.squares import cell_name

    head = [text[f"table.{key}"] for key in ("hour", "first", "second", "difference")]
    rows = [[f"{h}:00", f"{a:,}", f"{b:,}", f"{less}"] for h, a, b, less in totals.differences()]
    counts = table(head, rows, text.say("table.caption", place=totals.place))
    here = {totals.cell: text.say("table.here", place=totals.place)}
    found = [
        [f"{cell_name(totals.grid, cell)}{here.get(cell, '')}", f"{hours}"]
        for cell, hours in totals.found_on_day()
    ]
    where = table([text["table.square"], text["table.hours"]], found, text["table.found"])
    return f"{counts}{where}"
