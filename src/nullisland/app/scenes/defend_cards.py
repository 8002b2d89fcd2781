"""Scene 5: the controls, the badge and what is said of an attempt."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import attempts, numbers, words
from nullisland.app.address import asked, showing, whole, write
from nullisland.app.visit import Visit
from nullisland.lesson.spoken import each, per_hundred

if TYPE_CHECKING:
    from nullisland.lesson.defend import Attempt

__all__ = ["Choice", "badge", "choose", "choose_task", "chosen", "computing", "deck_of", "listed", "said"]


_LONG: Final = ("90", "2x45")


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
    from nullisland.lesson.defend import ALL_CARDS
    from nullisland.measure.utility import TASKS

    card = asked("card") if asked("card") in ALL_CARDS else ALL_CARDS[0]
    names = [task.name for task in TASKS]
    before = _tried(asked("tried"), ALL_CARDS)
    now = card, whole(asked("strength"), 0, 2) or 0
    tried = before if now in before else (*before, now)
    task = names.index(asked("task")) if asked("task") in names else 0
    return Choice(*now, task, tried, bool(asked("card")))


def _tried(text: str, cards: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Attempts of an address: two digits each, card and strength; nonsense is left out."""
    pairs = [(int(p[0]), int(p[1])) for p in text.split("-") if len(p) == 2 and p.isdecimal()]
    return tuple(dict.fromkeys((cards[c], s) for c, s in pairs if c < len(cards) and s < 3))


def deck_of(visit: Visit) -> tuple[str, ...]:
    """The cards that are compared in the end: the core's, and in long lessons or once one was tried all ten."""
    from nullisland.lesson.defend import ALL_CARDS, CARDS

    further = any(card not in CARDS for card, _ in chosen().tried)
    return ALL_CARDS if further or visit.preset in _LONG else CARDS


def choose(visit: Visit, text: words.Words) -> Choice:
    """Which five cards, one of them, its strength and the question; every choice is noted in the address."""
    from nullisland.lesson.defend import CARDS, MORE_CARDS, STRENGTHS

    now = chosen()
    decks = {"core": CARDS, "more": MORE_CARDS}
    deck = "core" if now.card in CARDS else "more"
    st.segmented_control(
        text["deck"],
        tuple(decks),
        required=True,
        format_func=lambda name: text[f"deck.{name}"],
        key=showing("deck", deck),
        label_visibility="collapsed",
        on_change=_turn,
    )
    st.segmented_control(
        text["card"],
        decks[deck],
        required=True,
        format_func=lambda card: text[f"card.{card}"],
        key=showing(f"card-{deck}", now.card),
        label_visibility="collapsed",
        on_change=_note,
        args=(deck,),
    )
    st.segmented_control(
        text["strength"],
        STRENGTHS,
        required=True,
        format_func=lambda strength: text[f"strength.{now.card}.{strength}"],
        key=showing(f"strength-{now.card}", now.strength),
        on_change=_note,
        args=(deck,),
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
        format_func=lambda name: text[f"task.{name}"],
        key=showing("task", names[now]),
        on_change=_note,
    )
    return now


def _turn() -> None:
    """Callback: the other five cards, the first of them."""
    from nullisland.lesson.defend import CARDS, MORE_CARDS

    more = st.session_state.get("ni-deck") == "more"
    _write((MORE_CARDS if more else CARDS)[0], 0)


def _note(deck: str = "") -> None:
    """Callback: put card, strength, question and what was tried into the address."""
    state, before = st.session_state, chosen()
    card = state.get(f"ni-card-{deck}") or before.card
    strength = state.get(f"ni-strength-{card}")
    _write(card, before.strength if strength is None else strength)


def _write(card: str, strength: int) -> None:
    from nullisland.lesson.defend import ALL_CARDS

    tried = dict.fromkeys((*chosen().tried, (card, int(strength))))
    changes = {
        "card": card,
        "strength": str(strength),
        "tried": "-".join(f"{ALL_CARDS.index(name)}{how}" for name, how in tried),
    }
    if "ni-task" in st.session_state:
        changes["task"] = st.session_state["ni-task"]
    write(changes)


def computing(code: str, text: words.Words) -> None:
    """How many attempts of all ten cards are done or, when no more will come, why some are missing."""
    error = numbers.begin(code).attempts_error
    if error is None:
        _counting(code, text)
    else:
        st.html(f'<p class="ni-quiet">{escape(text.say("failed", why=error))}</p>')


@st.fragment(run_every=0.5)
def _counting(code: str, text: words.Words) -> None:
    """Look twice a second; once there is an attempt more, or none will come, the page runs again."""
    island = numbers.begin(code)
    done = len(attempts.known_attempts(island))
    before = st.session_state.setdefault("ni-attempts", done)
    if done != before or island.lesson is None or island.attempts_error is not None:
        st.session_state["ni-attempts"] = done
        st.rerun()
    st.progress(each(done, attempts.COUNT), text=text.say("waiting", done=done, all=attempts.COUNT))


def badge(text: words.Words, one: "Attempt", days: int) -> None:
    """What the release promises, counted again from it, and how the attacker went on."""
    promise, more = _promise(text, one), ""
    if one.card == "new_codes" and one.part_of:
        more = text.say(
            "more.new_codes", pieces=one.pieces, people=one.people, part=one.part, part_of=one.part_of
        )
    elif one.card == "jitter":
        more = text.say("more.jitter", nights=days, part=one.part, part_of=one.part_of)
    kind = "ni-badge ni-kept" if promise else "ni-badge"
    st.html(
        f'<p class="{kind}">{escape(promise or text["badge.none"])}</p><p class="ni-quiet">{escape(more)}</p>'
    )


def _promise(text: words.Words, one: "Attempt") -> str:
    """The promise in words, "" for none."""
    from nullisland.lesson.promises import odds

    if one.k is not None and one.k > 1:
        return text.say("badge.k", k=one.k)
    if one.unit == "one person-day":
        return text.say("badge.day", odds=odds(one.epsilon))
    if one.unit in ("one report", "one place"):
        return text[f"badge.{one.unit.removeprefix('one ')}"]
    return ""


def said(text: words.Words, one: "Attempt", task: int, days: int) -> str:
    """One sentence on what the strongest attack did."""
    from nullisland.lesson.defend import useful

    if useful(one, task) is None:
        return text["asked_not"]
    stops = round(one.scores[0] or 0)
    if one.card == "jitter":
        return text.say("said.jitter", nights=days, naive=one.naive, singled=one.singled_out)
    naive, singled = one.naive, one.singled_out
    match one.attack:
        case "pieces":
            return text.say("said.pieces", naive=naive, singled=singled, stops=stops)
        case "missing":
            return text.say("said.missing", naive=naive, singled=singled, stops=stops)
        case "near":
            return text.say("said.near", naive=naive, singled=singled)
        case "relink":
            return text.say("said.relink", naive=naive, singled=singled)
        case "shared":
            return text.say("said.shared", k=one.k or 0, stops=stops)
        case "match":
            return text.say("said.match", stops=stops)
    return text["said.none"]


def listed(text: words.Words, best: "list[Attempt]") -> None:
    """The attempts that no other beats in both, numbered as their dots are."""
    said = [
        text.say(
            "frontier.item",
            card=text[f"card.{one.card}"],
            strength=text[f"strength.{one.card}.{one.strength}"],
            share=f"{per_hundred(one.share):.1f}",
        )
        for one in best
    ]
    rows = "".join(f"<li>{escape(one)}</li>" for one in said)
    st.html(f'<p class="ni-quiet">{escape(text["frontier.lead"])}</p><ol class="ni-best">{rows}</ol>')
