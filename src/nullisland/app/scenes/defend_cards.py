"""Scene 5: the controls, the badge and what is said of an attempt."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from nullisland.app import attempts, words
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson.defend import Attempt

__all__ = ["Choice", "badge", "choose", "choose_task", "chosen", "computing", "listed", "said"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address says: card, strength, question, and the attempts tried so far in their order."""

    card: str
    strength: int
    task: int
    tried: tuple[tuple[str, int], ...]
    changed: bool


def chosen() -> Choice:
    """The choice that stands in the address; the first card at its weakest if there is none."""
    from nullisland.lesson.defend import CARDS
    from nullisland.measure.utility import TASKS

    query = st.query_params
    card = query.get("card", "")
    card = card if card in CARDS else CARDS[0]
    strength = query.get("strength", "")
    names = [task.name for task in TASKS]
    task = query.get("task", "")
    before = _tried(query.get("tried", ""), CARDS)
    now = card, int(strength) if strength in ("0", "1", "2") else 0
    tried = before if now in before else (*before, now)
    return Choice(*now, names.index(task) if task in names else 0, tried, "card" in query)


def _tried(text: str, cards: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Attempts of an address: two digits each, card and strength; nonsense is left out."""
    pairs = [(int(p[0]), int(p[1])) for p in text.split("-") if len(p) == 2 and p.isdecimal()]
    return tuple(dict.fromkeys((cards[c], s) for c, s in pairs if c < len(cards) and s < 3))


def choose(visit: Visit, text: words.Words) -> Choice:
    """Card, strength and question as controls; every choice is noted in the address."""
    from nullisland.lesson.defend import CARDS, STRENGTHS

    now = chosen()
    st.segmented_control(
        text["card"],
        CARDS,
        default=now.card,
        required=True,
        format_func=lambda card: text[f"card.{card}"],
        key="ni-card",
        on_change=_note,
    )
    st.segmented_control(
        text["strength"],
        STRENGTHS,
        default=now.strength,
        required=True,
        format_func=lambda strength: text[f"strength.{now.card}.{strength}"],
        key=f"ni-strength-{now.card}",
        on_change=_note,
    )
    choose_task(text)
    return now


def choose_task(text: words.Words) -> int:
    """The planner's question as a control."""
    from nullisland.measure.utility import TASKS

    names = [task.name for task in TASKS]
    now = chosen().task
    st.selectbox(
        text["task"],
        names,
        index=now,
        format_func=lambda name: text[f"task.{name}"],
        key="ni-task",
        on_change=_note,
    )
    return now


def _note() -> None:
    """Callback: put card, strength, question and what was tried into the address."""
    from nullisland.lesson.defend import CARDS

    state, before = st.session_state, chosen()
    card = state.get("ni-card") or before.card
    strength = state.get(f"ni-strength-{card}")
    if strength is None:
        strength = before.strength
    st.query_params["card"], st.query_params["strength"] = card, str(strength)
    if "ni-task" in state:
        st.query_params["task"] = state["ni-task"]
    tried = dict.fromkeys((*before.tried, (card, int(strength))))
    st.query_params["tried"] = "-".join(f"{CARDS.index(name)}{how}" for name, how in tried)


@st.fragment(run_every=0.5)
def computing(code: str, text: words.Words) -> None:
    """How many attempts are done; once there is one more, the page runs again."""
    done = len(attempts.known_attempts(code))
    before = st.session_state.setdefault("ni-attempts", done)
    if done != before:
        st.session_state["ni-attempts"] = done
        st.rerun()
    st.progress(done / attempts.COUNT, text=text.say("waiting", done=done, all=attempts.COUNT))


def badge(text: words.Words, one: "Attempt", days: int) -> None:
    """What the release promises, counted again from it, and how the attacker went on."""
    if one.k is not None and one.k > 1:
        promise, kept = text.say("badge.k", k=one.k), True
    elif one.unit == "one report":
        promise, kept = text["badge.report"], True
    else:
        promise, kept = text["badge.none"], False
    more = ""
    if one.card == "new_codes" and one.part_of:
        more = text.say(
            "more.new_codes", pieces=one.pieces, people=one.people, part=one.part, part_of=one.part_of
        )
    elif one.card == "jitter":
        more = text.say("more.jitter", nights=days, part=one.part, part_of=one.part_of)
    kind = "ni-badge ni-kept" if kept else "ni-badge"
    st.html(f'<p class="{kind}">{escape(promise)}</p><p class="ni-quiet">{escape(more)}</p>')


def said(text: words.Words, one: "Attempt", task: int, days: int) -> str:
    """One sentence on what the strongest attack did."""
    from nullisland.lesson.defend import useful

    if useful(one, task) is None:
        return text["asked_not"]
    stops = round(one.scores[0] or 0)
    if one.card == "jitter":
        return text.say("said.jitter", nights=days, naive=one.naive, singled=one.singled_out)
    if one.attack == "match":
        return text.say("said.match", stops=stops)
    if one.attack == "pieces":
        return text.say("said.pieces", naive=one.naive, singled=one.singled_out, stops=stops)
    if one.attack == "relink":
        return text.say("said.relink", naive=one.naive, singled=one.singled_out)
    return text["said.none"]


def listed(text: words.Words, best: "list[Attempt]") -> None:
    """The attempts that no other beats in both, numbered as their dots are."""
    rows = "".join(
        "<li>"
        + escape(
            text.say(
                "frontier.item",
                card=text[f"card.{one.card}"],
                strength=text[f"strength.{one.card}.{one.strength}"],
                share=f"{100 * one.share:.1f}",
            )
        )
        + "</li>"
        for one in best
    )
    st.html(f'<p class="ni-quiet">{escape(text["frontier.lead"])}</p><ol class="ni-best">{rows}</ol>')
