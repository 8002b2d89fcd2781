"""Scene 6: the attacker reads your manual. First: noise that is drawn anew each night averages out."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.components import Mark, Ring, TownView, town
from nullisland.app.predict import Question, ask
from nullisland.app.recipes import part_recipe
from nullisland.app.scenes import daily_codes, hole
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson.manual import Manual, Nights

__all__ = ["show"]

_OPTIONS: Final = (500, 250, 100, 50, 10)
_MOST_M: Final = 1_000
_SHOWN_NIGHTS: Final = (1, 2, 5, 10, 20, 30)
_DRAWN: Final = ("anew", "once")
_RIM_DM: Final = 3_000


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
    from nullisland.lesson.manual import MEAN_SHIFT_M, MOST_NIGHTS

    box = frame.open_frame(visit, text.say("question.nights", metres=MEAN_SHIFT_M, nights=MOST_NIGHTS))
    revealed = visit.step == "average"
    answer = visit.reveal("middle") if revealed else None
    ask(box, visit, _question(text, manual))
    count, once = _controls(box, visit, text)
    with box.picture:
        _map(visit, text, manual, (count, once), answer.value if answer is not None else None)
    if revealed:
        town_m = nights.town_m[0 if once else count - 1]
        of = text.say("number_of", people=nights.people, nights=count)
        frame.number(box, text.say("metres", metres=round(town_m)), of)
        said = _said(text, manual, nights, count, once=once)
    else:
        frame.number(box, None, text.say("number_unknown", nights=MOST_NIGHTS))
        key = "before" if visit.step == "predict" else "night.none" if not count else "night"
        said = text.say(key, count=count) if key == "night" else text[key]
    frame.sentence(box, said)
    frame.stepper(box, visit, main=revealed or count == MOST_NIGHTS)
    full = visit.step == "nights" and count == MOST_NIGHTS
    focus = ".st-key-ni-night" if visit.step == "nights" else ".st-key-ni-drawn"
    frame.announce(visit, said, focus=(".st-key-ni-next" if full else focus,), part="full" if full else "")
    how = text.say("how_nights", metres=MEAN_SHIFT_M, people=nights.people)
    twin = _table(text, nights, count) if visit.step != "predict" else None
    off = f"round(float(scene.nights.town_m[{0 if once else count - 1}]))"
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
    from nullisland.lesson.manual import MOST_NIGHTS

    asked = st.query_params.get("nights", "")
    count = min(int(asked), MOST_NIGHTS) if asked.isdigit() else 0
    if visit.step == "predict":
        return 0, False
    if visit.step == "nights":
        _night_buttons(box, text, count, MOST_NIGHTS)
        return count, False
    count = count if count in _SHOWN_NIGHTS else MOST_NIGHTS
    drawn = st.query_params.get("drawn", "")
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_average"])}</p>')
        st.segmented_control(
            text["drawn"],
            _DRAWN,
            default=drawn if drawn in _DRAWN else _DRAWN[0],
            required=True,
            format_func=lambda value: text[f"drawn.{value}"],
            key="ni-drawn",
            on_change=_note,
            args=("drawn",),
        )
        st.segmented_control(
            text["nights"],
            _SHOWN_NIGHTS,
            default=count,
            required=True,
            key="ni-nights",
            on_change=_note,
            args=("nights",),
        )
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
    st.query_params["nights"] = str(count)


def _note(key: str) -> None:
    st.query_params[key] = str(st.session_state[f"ni-{key}"])


def _map(
    visit: Visit, text: words.Words, manual: "Manual", chosen: tuple[int, bool], guess: int | None
) -> None:
    """Reports as confetti, their middle as a cross; at the reveal the home, and the guess as a ring around it."""
    nights, (count, once) = manual.nights, chosen
    if nights is None:
        return
    reports = nights.reports_dm[: 1 if once else count]
    x, y = manual.home_dm
    marks, rings = [], []
    if visit.step == "average":
        marks.append(Mark("truth", x, y, text["mark.home"]))
        rings = [] if guess is None else [Ring("guess", x, y, guess * 10)]
    if len(reports):
        middle = nights.middles_dm[len(reports) - 1]
        marks.append(Mark("claim", int(middle[0]), int(middle[1])))
    west, south = nights.reports_dm.min(axis=0) - _RIM_DM
    east, north = nights.reports_dm.max(axis=0) + _RIM_DM
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text.say("caption.nights", count=len(reports)),
        dots=[("resident", reports.tolist())],
        dot_px=5,
        marks=marks,
        glide=True,
        rings=rings,
        focus=(int(west), int(south), int(east), int(north)),
        wall=visit.wall,
    )
    town(view, key="ni-manual-map")


def _said(text: words.Words, manual: "Manual", nights: "Nights", count: int, *, once: bool) -> str:
    name = manual.resident.name.split(" ")[0] if manual.resident else ""
    own = round(nights.own_m[0 if once else count - 1])
    return text.say("sentence_once" if once else "sentence_average", guide=name, own=own)


def _table(text: words.Words, nights: "Nights", count: int) -> str:
    """How far the middle still moves from night to night: what the picture shows without the home."""
    from nullisland.lesson.manual import steps_m

    moved = steps_m(nights)
    rows = [[str(night), f"{moved[night - 1]:,.0f}"] for night in range(2, count + 1)]
    return table([text["table.night"], text["table.moved"]], rows, text["table.nights"])
