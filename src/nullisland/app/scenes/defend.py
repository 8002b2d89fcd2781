"""Scene 5: defend. Choose a card, the strongest attack is run again, and the planner says what is left."""

from nullisland.app import attempts, frame, numbers, words
from nullisland.app.predict import Question, ask
from nullisland.app.recipes import recipe
from nullisland.app.scenes import defend_cards, defend_plot
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

__all__ = ["show"]


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    lesson = numbers.begin(visit.code).lesson
    if lesson is None:
        wait(visit)
        return
    text = words.scene("defend")
    box = frame.open_frame(visit, text[f"question.{visit.step}"])
    answer = visit.reveal("card") if visit.step == "frontier" else visit.answer("card")
    ask(box, visit, _question(text))
    deck = defend_cards.deck_of(visit)
    made = {key: one for key, one in attempts.known_attempts(visit.code).items() if key[0] in deck}
    guess = None if answer is None else answer.value
    state = defend_plot.State(made=made, lesson=lesson, guess=guess)
    draw = {"predict": _predict, "cards": _cards, "frontier": _frontier}[visit.step]
    draw(box, visit, text, state)
    if visit.step == "predict":
        frame.sentence(box, text["before"])
        frame.announce(visit, text["before"])
    frame.stepper(box, visit, main=visit.step != "predict")
    _below(visit, text, state)


def _question(text: words.Words) -> Question:
    from nullisland.lesson.defend import CARDS

    names = [*(text[f"card.{card}"] for card in CARDS), text["none"]]
    return Question(
        name="card",
        prompt=text["prompt"],
        hint=text["hint"],
        options=range(len(names)),
        label=lambda value: names[value],
        said=lambda value: names[value],
        asked_at="predict",
        then="cards",
    )


def _predict(box: frame.Frame, visit: Visit, text: words.Words, state: defend_plot.State) -> None:
    """The empty chart with its goal, and where we start."""
    box.picture.html(defend_plot.draw(text, state, 0, tried=()))
    alone = state.lesson.singled_out
    frame.number(box, f"{alone.numerator:,}", text.say("number_predict", people=alone.n))


def _cards(box: frame.Frame, visit: Visit, text: words.Words, state: defend_plot.State) -> None:
    """One card at one strength: its dot, its number, and what the attacker did."""
    with box.act:
        choice = defend_cards.choose(visit, text)
    now = state.made.get((choice.card, choice.strength))
    box.picture.html(defend_plot.draw(text, state, choice.task, tried=choice.tried, now=now))
    people = state.lesson.singled_out.n
    if now is None:
        frame.number(box, None, text.say("number_of", people=people))
        with box.act:
            defend_cards.computing(visit.code, text)
        said = text["waiting_this"]
    else:
        frame.number(box, f"{now.singled_out:,}", text.say("number_of", people=people))
        with box.act:
            defend_cards.badge(text, now, state.lesson.days)
        said = defend_cards.said(text, now, choice.task, state.lesson.days)
    frame.sentence(box, said)
    part = f"{choice.card} {choice.strength} {choice.task} {now is not None}"
    frame.announce(visit, said, focus=(".st-key-ni-act",) if not choice.changed else (), part=part)


def _frontier(box: frame.Frame, visit: Visit, text: words.Words, state: defend_plot.State) -> None:
    """Every attempt, the best of them joined by a line."""
    from nullisland.lesson.defend import STRENGTHS, frontier, reaches

    with box.act:
        task = defend_cards.choose_task(text)
    count = len(defend_cards.deck_of(visit)) * len(STRENGTHS)
    everything = list(state.made.values())
    best = frontier(everything, task)
    with box.act:
        defend_cards.listed(text, best)
    box.picture.html(defend_plot.draw(text, state, task, tried=tuple(state.made), best=best))
    reach = len(reaches(everything))
    frame.number(box, f"{reach}", text.say("number_reach", all=len(everything)))
    said = text["sentence_frontier_some" if reach else "sentence_frontier_none"]
    if len(everything) < count:
        said = text.say("waiting", done=len(everything), all=count)
        with box.act:
            defend_cards.computing(visit.code, text)
    frame.sentence(box, said)
    frame.announce(visit, said, part=str(task))


def _below(visit: Visit, text: words.Words, state: defend_plot.State) -> None:
    """How we got it with every attempt as a table, and the lines that make the number on screen."""
    how = text["how"]
    if attempts.shipped_here(visit.code):
        how = f"{how}\n\n{text['shipped']}"
    code = None
    if visit.step == "cards":
        choice = defend_cards.chosen()
        command = f"lesson {{code}} --card {choice.card} --strength {choice.strength}"
        code = recipe("defend", visit.code, command, card=choice.card, strength=choice.strength)
    shown = defend_plot.table_of(text, state, defend_cards.chosen().task) if visit.step != "predict" else None
    frame.below(visit, text, how, shown, revealed=visit.step == "frontier", code=code)
