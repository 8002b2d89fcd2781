"""The open database: predict, look the guide up, watch the log; the audit and the remedies follow."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.components import FeedView, feed
from nullisland.app.open_numbers import begin_open
from nullisland.app.predict import Question, ask, class_dots
from nullisland.app.recipes import open_recipe
from nullisland.app.scenes import open_audit
from nullisland.app.scenes.open_pictures import book_page, day_twin, look_ups, trackers_table
from nullisland.app.tables import Share, share_line
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait
from nullisland.lesson.spoken import tenth, weekday

if TYPE_CHECKING:
    from nullisland.opendb.scene import OpenScene

__all__ = ["show"]

_REASONS: Final = ("agreed", "curious", "asked", "list")


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    if numbers.begin(visit.code).lesson is None:
        wait(visit)
        return
    preparation = begin_open(visit.code)
    text = words.scene("open_database")
    if preparation.scene is None:
        _wait_open(visit, text, preparation.error)
    elif visit.step in ("audit", "help"):
        open_audit.show(visit, text, preparation.scene)
    elif visit.step == "search":
        _search(visit, text, preparation.scene)
    else:
        _follow(visit, text, preparation.scene)


def _wait_open(visit: Visit, text: words.Words, error: str | None) -> None:
    box = frame.open_frame(visit, text["waiting.question"])
    with box.act:
        st.html(f'<p class="ni-lead">{escape(error or text["waiting.lead"])}</p>')
        if error is None:
            _until_ready(visit.code, text["waiting.bar"])
    frame.stepper(box, visit, main=False)
    frame.announce(visit, error or text["waiting.lead"], part="waiting" if error is None else "")


@st.fragment(run_every=0.5)
def _until_ready(code: str, said: str) -> None:
    """How far it is, twice a second; the page runs again when everything is there."""
    preparation = begin_open(code)
    if preparation.scene is not None or preparation.error is not None:
        st.rerun()
    st.progress(preparation.share, text=said)


def question(text: words.Words, scene: "OpenScene") -> Question:
    """How many of a hundred can be followed through a day."""
    return Question(
        name="followed",
        prompt=text["prompt"],
        hint=text.say("hint", tenth=tenth(scene.people), people=scene.people),
        options=tuple(range(0, 101, 10)),
        label=str,
        said=lambda value: text.say("said", guess=value),
        asked_at="predict",
        then="search",
        most=100,
    )


def _follow(visit: Visit, text: words.Words, scene: "OpenScene") -> None:
    """Before and after: the prediction, and in the same frame the live log with what it adds up to."""
    revealed = visit.step == "feed"
    day = text["days"].split(", ")[weekday(scene.day)]
    box = frame.open_frame(visit, text[f"question.{visit.step}"])
    answer = visit.reveal("followed") if revealed else None
    if not revealed:
        with box.predict:
            lead = text.say(
                "lead", vendor=text["vendor"], trackers=len(scene.trackers), rows=len(scene.today)
            )
            st.html(f'<p class="ni-quiet">{escape(lead)}</p>')
    stays = ask(box, visit, question(text, scene), dots=False)
    with box.picture:
        feed(_view(visit, text, scene, scene.guide if revealed else None), key="ni-feed")
    said = stays or text["before"]
    if revealed:
        guess = answer.value if answer is not None else None
        of = text.say("number", people=scene.people, day=day)
        box.predict.html(_line(visit, text, scene, guess, f"{scene.followed:,} {of}"))
        frame.number(box, f"{scene.followed:,}", of)
        said = text["sentence.feed"]
    else:
        frame.number(box, None, text.say("number", people=scene.people, day=day))
    frame.sentence(box, said)
    frame.stepper(box, visit, main=revealed or bool(stays))
    frame.announce(visit, said, focus=(".st-key-ni-next",), part="kept" if stays else "")
    how = text.say(
        "how.feed", day=day, vendor=text["vendor"], rows=len(scene.today), trackers=len(scene.trackers)
    )
    hands = class_dots(visit, question(text, scene)) if revealed else ""
    code = open_recipe(visit.code, "scene.followed", "scene.people") if revealed else None
    frame.below(visit, text, how, f"{trackers_table(scene, text)}{hands}", revealed=False, code=code)


def _line(visit: Visit, text: words.Words, scene: "OpenScene", guess: int | None, said: str) -> str:
    """Guess and truth on a line from nobody to everybody."""
    names = text["guess"], text["truth"]
    hands = visit.class_counts("followed")
    return share_line(Share(truth=scene.followed_of_100, guess=guess, names=names, said=said, hands=hands))


def _view(visit: Visit, text: words.Words, scene: "OpenScene", guide: int | None) -> FeedView:
    return FeedView(
        town_url=f"/nullisland/{visit.code}/town.json",
        rows_url=f"/nullisland/{visit.code}/feed.bin",
        book_url=f"/nullisland/{visit.code}/feed.json",
        day=scene.day,
        guide=guide,
        height=388 if visit.wall else 420,
        caption=text.say("caption", trackers=len(scene.trackers)),
        large=visit.wall,
    )


def _search(visit: Visit, text: words.Words, scene: "OpenScene") -> None:
    """Look the guide up, for whatever reason; the look-up is logged."""
    if scene.entry is None:
        box = frame.open_frame(visit, text.say("question.search", guide=text["nobody"]))
        frame.sentence(box, text.say("no_guide", code=numbers.default_code()))
        frame.number(box, None, "")
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["nobody"])
        return
    guide = str(scene.entry.fields["name"]).split(" ")[0]
    day = text["days"].split(", ")[weekday(scene.day)]
    box = frame.open_frame(visit, text.say("question.search", guide=guide))
    log = visit.look_ups
    ask(box, visit, question(text, scene))
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text.say("ask", guide=guide))}</p>')
        st.pills(text["reason"], _REASONS, format_func=lambda key: text[f"reason.{key}"], key="ni-reason")
        st.button(
            text.say("look_up", guide=guide),
            key="ni-look-up",
            type="primary",
            on_click=_look_up,
            args=(visit,),
        )
        if "ni-no-reason" in st.session_state:
            st.html(f'<p class="ni-warn" role="alert">{escape(text["give_reason"])}</p>')
    if log:
        box.act.html(look_ups(log, guide, text))
    box.picture.html(book_page(scene, text, day, open_=bool(log)))
    said = text["sentence.search"] if log else text["before.search"]
    rows = f"{len(scene.guide_day):,}" if log else None
    frame.number(box, rows, text.say("number.search", total=len(scene.today), guide=guide, day=day))
    frame.sentence(box, said)
    frame.stepper(box, visit, main=bool(log))
    logged = f"{text['logged']} {text['column.number']} {len(log)}. {said}"
    frame.announce(visit, logged if log else said, focus=(".st-key-ni-reason",))
    code = open_recipe(visit.code, "len(scene.guide_day)", "len(scene.today)") if log else None
    how = text.say("how.search", guide=guide)
    frame.below(visit, text, how, day_twin(scene, text, day) if log else None, revealed=False, code=code)


def _look_up(visit: Visit) -> None:
    """Callback: write the look-up down, with the reason of this moment. Without one there is none."""
    reason = st.session_state.get("ni-reason")
    if reason is None:
        st.session_state["ni-no-reason"] = True
        return
    st.session_state.pop("ni-no-reason", None)
    visit.look_up(reason)
