"""Scene 5, the reveal: which cards of the core reach the goal, and which attempts no other beats in both."""

from typing import TYPE_CHECKING

from nullisland.app import frame, numbers, words
from nullisland.app.scenes import defend_cards, defend_plot
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson.defend import Attempt

__all__ = ["show", "truth_of"]


def truth_of(state: defend_plot.State) -> tuple[int, ...]:
    """Which options of the prediction are right: cards of the core, by number, or the one after the last: none of them.

    () while an attempt of the core is missing.
    """
    from nullisland.lesson.defend import CARDS, core_that_reaches

    cards = core_that_reaches(list(state.made.values()))
    if cards is None:
        return ()
    return tuple(CARDS.index(card) for card in cards) or (len(CARDS),)


def show(box: frame.Frame, visit: Visit, text: words.Words, state: defend_plot.State) -> None:
    """Every attempt, the best of them joined by a line; the sentence names the cards that reach the goal."""
    from nullisland.lesson.defend import count_attempts, frontier, reaches

    with box.act:
        task = defend_cards.choose_task(text)
    everything = list(state.made.values())
    best = frontier(everything, task)
    with box.act:
        defend_cards.listed(text, best)
    box.picture.html(defend_plot.draw(text, state, task, tried=tuple(state.made), best=best))
    frame.number(box, f"{len(reaches(everything))}", text.say("number_reach", all=len(everything)))
    count = count_attempts(defend_cards.deck_of(visit))
    if len(everything) == count:
        said = _said(text, everything)
    else:
        failed = numbers.begin(visit.code).attempts_error is not None
        said = text["failed_some"] if failed else text.say("waiting", done=len(everything), all=count)
        with box.act:
            defend_cards.computing(visit.code, text)
    frame.sentence(box, said)
    frame.announce(visit, said, part=str(task))


def _said(text: words.Words, everything: "list[Attempt]") -> str:
    """Which cards reach the goal, those of the core before the others."""
    from nullisland.lesson.defend import core_that_reaches, reaches

    cards = list(dict.fromkeys(text[f"card.{one.card}"] for one in reaches(everything)))
    if not cards:
        return text["sentence_frontier_none"]
    key = "sentence_frontier_some" if core_that_reaches(everything) else "sentence_frontier_more"
    return text.say(key, cards=", ".join(cards))
