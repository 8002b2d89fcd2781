"""Scene 6: the attacker reads your manual. First: noise that is drawn anew each night averages out."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import asked, choose, whole, write
from nullisland.app.components import Mark, Ring, TownView, town
from nullisland.app.predict import Question, ask
from nullisland.app.recipes import part_recipe
from nullisland.app.scenes import daily_codes, hole
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson.manual import Manual
    from nullisland.lesson.nights import Night, Nights, Step

__all__ = ["show"]

_OPTIONS: Final = (500, 250, 100, 50, 10)
_MOST_M: Final = 1_000
_SHOWN_NIGHTS: Final = (1, 2, 5, 10, 20, 30)
_DRAWN: Final = ("anew", "once")


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    manual = numbers.part(visit.code, "manual")
    if manual is None:
        wait(visit, "manual")
        return
    text = words.scene("manual")
    if visit.step == "codes":
        daily_codes.show(visit, text, manual)
    elif manual.resident is None:
        box = frame.open_frame(visit, text["question.nobody"])
        frame.sentence(box, text.say("nobody", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["question.nobody"])
    elif visit.step in ("hole", "found"):
        hole.show(visit, text, manual)
    else:
        _show_nights(visit, text, manual, manual.nights)


def _show_nights(visit: Visit, text: words.Words, manual: "Manual", nights: "Nights") -> None:
    """Guess a distance, add the nights, see the middle beside the home."""
    from nullisland.lesson.nights import MEAN_SHIFT_M, MOST_NIGHTS

    box = frame.open_frame(visit, text.say("question.nights", metres=MEAN_SHIFT_M, nights=MOST_NIGHTS))
    revealed = visit.step == "average"
    answer = visit.reveal("middle") if revealed else None
    stays = ask(box, visit, _question(text, manual))
    count, once = _controls(box, visit, text)
    now = nights.at(count, once=once)
    with box.picture:
        _map(visit, text, manual, now, answer.value if answer is not None else None)
    if revealed:
        of = text.say("number_of", people=nights.people, nights=count)
        frame.number(box, text.say("metres", metres=round(now.town_m)), of)
        said = _said(text, manual, now, once=once)
    else:
        frame.number(box, None, text.say("number_unknown", nights=MOST_NIGHTS))
        key = "before" if visit.step == "predict" else "night.none" if not count else "night"
        said = stays or (text.say(key, count=count) if key == "night" else text[key])
    frame.sentence(box, said)
    frame.stepper(box, visit, main=revealed or bool(stays) or count == MOST_NIGHTS)
    full = visit.step == "nights" and count == MOST_NIGHTS
    focus = ".st-key-ni-night" if visit.step == "nights" else ".st-key-ni-drawn"
    frame.announce(
        visit,
        said,
        focus=(".st-key-ni-next" if full else focus,),
        part="full" if full else "kept" if stays else "",
    )
    how = text.say("how_nights", metres=MEAN_SHIFT_M, people=nights.people)
    home = manual.home_dm if revealed else None
    twin = "" if visit.step == "predict" else _table(text, nights, nights.told(count, once=once), home)
    off = f"round(scene.nights.at({count}, once={once}).town_m)"
    code = part_recipe("manual", visit.code, visit.scene, off, str(MEAN_SHIFT_M)) if revealed else None
    frame.below(visit, text, how, twin, revealed=revealed, code=code)


def _question(text: words.Words, manual: "Manual") -> Question:
    name = manual.resident.name.split(" ")[0] if manual.resident else ""
    return Question(
        name="middle",
        prompt=text.say("prompt", guide=name),
        hint=text["hint"],
        options=_OPTIONS,
        label=lambda value: text.say("metres", metres=value),
        said=lambda value: text.say("metres", metres=value),
        asked_at="predict",
        then="nights",
        most=_MOST_M,
    )


def _controls(box: frame.Frame, visit: Visit, text: words.Words) -> tuple[int, bool]:
    """How many nights there are, and whether the noise was drawn once; both stand in the address."""
    from nullisland.lesson.nights import MOST_NIGHTS

    if visit.step == "predict":
        return 0, False
    if visit.step == "nights":
        count = whole(asked("nights"), 0, MOST_NIGHTS) or 0
        _night_buttons(box, text, count, MOST_NIGHTS)
        return count, False
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_average"])}</p>')
        drawn = choose(text["drawn"], "drawn", _DRAWN, _DRAWN[0], lambda value: text[f"drawn.{value}"])
        count = choose(text["nights"], "nights", _SHOWN_NIGHTS, MOST_NIGHTS)
    return count, drawn == "once"


def _night_buttons(box: frame.Frame, text: words.Words, count: int, most: int) -> None:
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text.say("act_nights", count=count, most=most))}</p>')
        for key, to, kind in (
            ("one", count + 1, "primary"),
            ("all", most, "secondary"),
            ("none", 0, "secondary"),
        ):
            st.button(
                text[f"press.{key}"],
                key="ni-night" if key == "one" else f"ni-night-{key}",
                type="primary" if kind == "primary" and count < most else "secondary",
                disabled=count == (0 if key == "none" else most),
                on_click=_set_nights,
                args=(min(to, most),),
                width="stretch",
            )


def _set_nights(count: int) -> None:
    write({"nights": str(count)})


def _map(visit: Visit, text: words.Words, manual: "Manual", now: "Night", guess: int | None) -> None:
    """Reports as confetti, their middle as a cross; at the reveal the home, and the guess as a ring around it."""
    if manual.nights is None:
        return
    marks, rings = [], []
    if visit.step == "average":
        marks.append(Mark("truth", *manual.home_dm, text["mark.home"]))
        rings = [] if guess is None else [Ring("guess", *manual.home_dm, guess)]
    if now.middle_dm is not None:
        marks.append(Mark("claim", *now.middle_dm))
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text.say("caption.nights", count=len(now.reports_dm)),
        dots=[("resident", now.reports_dm.tolist())],
        dot_px=5,
        marks=marks,
        glide=True,
        rings=rings,
        focus=manual.nights.around_dm,
        wall=visit.wall,
    )
    town(view, key="ni-manual-map")


def _said(text: words.Words, manual: "Manual", now: "Night", *, once: bool) -> str:
    name = manual.resident.name.split(" ")[0] if manual.resident else ""
    return text.say("sentence_once" if once else "sentence_average", guide=name, own=round(now.own_m))


def _table(
    text: words.Words, nights: "Nights", steps: "tuple[Step, ...]", home_dm: tuple[int, int] | None
) -> str:
    """The map in numbers: each night's report, the middle so far, how far it moved; after the reveal the home."""
    rows = []
    for one in steps:
        spots = [text.say("table.at", east=east, north=north) for east, north in (one.report_m, one.middle_m)]
        rows.append([f"{one.night}", *spots, f"{one.moved_m:,}"])
    head = [text[f"table.{key}"] for key in ("night", "report", "middle", "moved")]
    twin = table(head, rows, text["table.nights"])
    if home_dm is None:
        return twin
    east, north = nights.from_first(*home_dm)
    return f"<p>{escape(text.say('home_lies', east=east, north=north))}</p>{twin}"
