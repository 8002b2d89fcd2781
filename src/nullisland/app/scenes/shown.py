"""Scene 4: shown or suggested? A guess in per cent, five codes to label, and twenty people with one guess."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.components import Ring, TownView, town
from nullisland.app.predict import Question, ask, class_dots
from nullisland.app.recipes import part_recipe
from nullisland.app.scenes import one_guess
from nullisland.app.tables import Share, share_line, table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait
from nullisland.lesson.spoken import clock, week, weekday
from nullisland.lesson.squares import around

if TYPE_CHECKING:
    from nullisland.lesson.shown import Case, Shown, Stay

__all__ = ["show"]

_LABELS: Final = (0, 1, 2)
_HALF_DM: Final = 2_000
_FIRST: Final = 4


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    shown = numbers.part(visit.code, "shown")
    if shown is None:
        wait(visit, "shown")
        return
    text = words.scene("shown")
    if shown.asked is None:
        box = frame.open_frame(visit, text["question.nobody"])
        frame.sentence(box, text.say("nobody", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["question.nobody"])
    elif visit.step in ("harm", "help"):
        one_guess.show(visit, text, shown)
    else:
        _one_code(visit, text, shown, shown.asked)


def _one_code(visit: Visit, text: words.Words, shown: "Shown", case: "Case") -> None:
    """Guess about one code, label five others, see who they were."""
    question = text.say("question", code=str(case.pseudonym), days=case.days)
    box = frame.open_frame(visit, question, act_in_picture=visit.step == "label")
    revealed = visit.step == "reveal"
    answer = visit.reveal("percent") if revealed else visit.answer("percent")
    guess = answer.value if answer is not None else None
    stays = ask(box, visit, _question(text, case), dots=False)
    if revealed:
        box.predict.html(_scale(visit, text, case, guess))
        frame.number(box, f"{shown.patients:,}", text.say("number_of", codes=shown.seen))
        said = _said(text, shown, case, guess)
    else:
        frame.number(box, None, text.say("number_unknown", codes=shown.seen))
        said = stays or text["before" if visit.step == "predict" else "during"]
    with box.picture:
        if visit.step == "predict":
            _map(visit, text, shown)
        else:
            _cards(visit, text, shown, revealed=revealed)
    if visit.step == "label":
        box.predict.html(f'<p class="ni-lead">{escape(text["act_label"])}</p>')
    frame.sentence(box, said)
    frame.stepper(box, visit, main=visit.step != "predict" or bool(stays))
    focus = ".st-key-ni-label-0" if visit.step == "label" else ".st-key-ni-next"
    frame.announce(visit, said, focus=(focus,), part="kept" if stays else "")
    cards = "" if visit.step == "predict" else _twin(text, shown, revealed=revealed)
    hands = class_dots(visit, _question(text, case)) if revealed else ""
    twin = f"{_log(text, case)}{cards}{hands}"
    code = part_recipe("shown", visit.code, visit.scene, "scene.patients", "scene.seen") if revealed else None
    frame.below(visit, text, _how(text, shown), twin, revealed=revealed, code=code)


def _question(text: words.Words, case: "Case") -> Question:
    return Question(
        name="percent",
        prompt=text.say("prompt", code=str(case.pseudonym)),
        hint=text["hint"],
        options=tuple(range(0, 101, 10)),
        label=lambda value: text.say("percent", percent=value),
        said=lambda value: text.say("percent", percent=value),
        asked_at="predict",
        then="label",
        most=100,
    )


def _map(visit: Visit, text: words.Words, shown: "Shown") -> None:
    """The code's records around the door, a dot each, and the circle that counts as the door."""
    from nullisland.lesson.shown import DOOR_M

    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text["caption"],
        dots=[("resident", shown.asked_dm.tolist())],
        dot_px=4,
        rings=[Ring("truth", *shown.door_dm, DOOR_M)],
        focus=around(*shown.door_dm, _HALF_DM),
        wall=visit.wall,
    )
    town(view, key="ni-shown-map")


def when(text: words.Words, stay: "Stay", *, short: bool = False) -> str:
    """Day and time of some records at the door; `short`: two letters of the day, and when they begin."""
    days = text.lines("weekdays")
    start, stop = clock(stay.from_min), clock(stay.to_min)
    day, nth = days[weekday(stay.day)], week(stay.day)
    if short:
        return text.say("at_short", day=day[:2], start=start)
    if start == stop:
        return text.say("at", day=day, week=nth, start=start)
    return text.say("from_to", day=day, week=nth, start=start, stop=stop)


def _cards(visit: Visit, text: words.Words, shown: "Shown", *, revealed: bool) -> None:
    """Five codes with their first records; labels to choose or, at the end, who it was."""
    with st.container(key="ni-cases"):
        for i, case in enumerate(shown.cards):
            with st.container(key=f"ni-case-{i}", horizontal=True, vertical_alignment="center"):
                first = "; ".join(when(text, stay, short=visit.wall) for stay in case.stays[:_FIRST])
                title = text.say("card", code=str(case.pseudonym), days=case.days)
                st.html(f'<p class="ni-case"><b>{escape(title)}</b><span>{escape(first)}</span></p>')
                if revealed:
                    st.html(_who(visit, text, case, i))
                else:
                    _label(visit, text, i)


def _label(visit: Visit, text: words.Words, i: int) -> None:
    answer = visit.answer(f"label-{i}")
    st.segmented_control(
        text[f"label.asked.{i}"],
        _LABELS,
        default=answer.value if answer is not None else None,
        format_func=lambda value: text[f"label.{value}"],
        key=f"ni-label-{i}",
        label_visibility="collapsed",
        on_change=_keep,
        args=(visit, i),
    )


def _keep(visit: Visit, i: int) -> None:
    chosen = st.session_state[f"ni-label-{i}"]
    visit.predict(f"label-{i}", None if chosen is None else int(chosen))


def _who(visit: Visit, text: words.Words, case: "Case", i: int) -> str:
    answer = visit.reveal(f"label-{i}").value
    yours = "" if answer is None else text.say("you_said", label=text[f"label.{answer}"])
    mark = '<i class="ni-mark truth"></i>'
    reason = escape(text[f"reason.{case.reason}"])
    return f'<p class="ni-who-was">{mark}<b>{reason}</b><span>{escape(yours)}</span></p>'


def _scale(visit: Visit, text: words.Words, case: "Case", guess: int | None) -> str:
    """A line from 0 to 100 per cent with the guess, the hands of a class and the truth as marks."""
    said = text.say("scale", code=str(case.pseudonym), reason=text[f"reason.{case.reason}"])
    share = Share(
        truth=100.0 if case.reason == "patient" else 0.0,
        guess=guess,
        names=(text["mark.guess"], text["mark.truth"]),
        said=said,
        ends=(text["scale.no"], text["scale.yes"]),
        hands=visit.class_counts("percent"),
    )
    return f'<p class="ni-lead">{escape(said)}</p>{share_line(share)}'


def _said(text: words.Words, shown: "Shown", case: "Case", guess: int | None) -> str:
    from nullisland.lesson.shown import points_lost, share_of_patients

    truth, common = case.reason == "patient", share_of_patients(shown)
    lost = points_lost(common, truth=truth)
    if guess is None:
        return text.say("sentence_passed", common=common, common_lost=lost)
    return text.say(
        "sentence", guess=guess, lost=points_lost(guess, truth=truth), common=common, common_lost=lost
    )


def _how(text: words.Words, shown: "Shown") -> str:
    from nullisland.lesson.shown import DAYS, DOOR_M, GUESSED

    return text.say("how", metres=DOOR_M, days=DAYS, codes=shown.seen, guessed=GUESSED)


def _log(text: words.Words, case: "Case") -> str:
    """What the file shows of the code at the door: the twin of the map."""
    rows = [[when(text, stay)] for stay in case.stays]
    return table([text["table.seen"]], rows, text.say("log", code=str(case.pseudonym)))


def _twin(text: words.Words, shown: "Shown", *, revealed: bool) -> str:
    head = [text["table.code"], text["table.days"], text["table.first"]]
    rows = []
    for case in shown.cards:
        first = "; ".join(when(text, stay) for stay in case.stays[:_FIRST])
        rows.append([str(case.pseudonym), str(case.days), first])
        if revealed:
            rows[-1].append(text[f"reason.{case.reason}"])
    return table([*head, text["table.reason"]] if revealed else head, rows, text["table.cards"])
