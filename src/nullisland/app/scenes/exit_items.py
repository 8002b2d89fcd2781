"""Scene 8, before leaving: three questions, or ten in 90 minutes. The answer comes with its reason."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import ballots, frame, words
from nullisland.app.address import asked, whole, write
from nullisland.app.predict import Question, ask
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson import Lesson

__all__ = ["show"]

_FEW: Final = 3
_MANY: Final = 10
_LETTERS: Final = "abc"


@dataclass(frozen=True, slots=True)
class _Items:
    """Where we are: item `at` of `most`."""

    at: int
    most: int

    @property
    def more(self) -> bool:
        return self.at < self.most


def show(visit: Visit, text: words.Words, lesson: "Lesson") -> None:
    """One item: its answers, and after the guess the right one and why."""
    items = _where(visit)
    box = frame.open_frame(visit, text[f"item.{items.at}"])
    question, answers = _question(text, items.at)
    given = visit.answer(question.name)
    if given is not None:
        visit.reveal(question.name)
    ask(box, visit, question)
    said = text["before_exit"] if given is None else text[f"item.{items.at}.why"]
    guess = None if given is None else given.value
    labels = text["yours"], text["right"]
    box.picture.html(ballots.answers(answers, labels, guess, None if given is None else question.truth[0]))
    frame.place(box, text.say("place_exit", item=items.at, items=items.most))
    frame.sentence(box, said)
    if given is not None and items.more:
        with box.act:
            st.button(
                text["next_item"],
                key="ni-item",
                type="primary",
                on_click=_on,
                args=(items.at + 1,),
                width="stretch",
            )
    frame.stepper(box, visit, main=given is not None and not items.more)
    focus = ("h1",) if given is None else (".st-key-ni-act", ".st-key-ni-next")
    frame.announce(visit, said, focus=focus, part=f"{items.at} {given is not None}")
    frame.below(visit, text, text["how"], revealed=False)


def _question(text: words.Words, at: int) -> tuple[Question, list[str]]:
    """The item as a prediction, and its answers."""
    answers = [text[f"item.{at}.{letter}"] for letter in _LETTERS if f"item.{at}.{letter}" in text]
    question = Question(
        name=f"exit-{at}",
        prompt=text["prompt.exit"],
        hint=text["hint_exit"],
        options=range(len(answers)),
        label=lambda value: answers[value],
        said=lambda value: answers[value],
        asked_at="exit",
        then="exit",
        truth=(int(text[f"item.{at}.right"]),),
    )
    return question, answers


def _where(visit: Visit) -> _Items:
    most = _MANY if visit.preset == "90" else _FEW
    return _Items(whole(asked("item"), 1, most) or 1, most)


def _on(item: int) -> None:
    """Callback: the next item; it stands in the address."""
    write({"item": str(item)})
