"""Scene 5: defend. Choose a card, the strongest attack is run again, and the planner says what is left."""

from nullisland.app import attempts, frame, numbers, words
from nullisland.app.predict import Question, ask, verdict
from nullisland.app.recipes import Recipe, recipe
from nullisland.app.scenes import defend_cards, defend_plot, defend_reveal
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
    deck = defend_cards.deck_of(visit)
    made = {
        key: one for key, one in attempts.known_attempts(numbers.begin(visit.code)).items() if key[0] in deck
    }
    guess = None if answer is None else answer.value
    state = defend_plot.State(made=made, lesson=lesson, guess=guess, wall=visit.wall)
    question = _question(text, defend_reveal.truth_of(state) if visit.step == "frontier" else ())
    stays = ask(box, visit, question)
    if question.truth:
        box.predict.html(verdict(visit, question))
    draw = {"predict": _predict, "cards": _cards, "frontier": defend_reveal.show}[visit.step]
    draw(box, visit, text, state)
    if visit.step == "predict":
        frame.sentence(box, stays or text["before"])
        frame.announce(visit, stays or text["before"], part="kept" if stays else "")
    frame.stepper(box, visit, main=visit.step != "predict" or bool(stays))
    _below(visit, text, state)


def _question(text: words.Words, truth: tuple[int, ...]) -> Question:
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
        truth=truth,
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
        failed = numbers.begin(visit.code).attempts_error is not None
        said = text["failed_this" if failed else "waiting_this"]
    else:
        frame.number(box, f"{now.singled_out:,}", text.say("number_of", people=people))
        with box.act:
            defend_cards.badge(text, now, state.lesson.days)
        said = defend_cards.said(text, now, choice.task, state.lesson.days)
    frame.sentence(box, said)
    part = f"{choice.card} {choice.strength} {choice.task} {now is not None}"
    frame.announce(visit, said, focus=(".st-key-ni-act",) if not choice.changed else (), part=part)


def _below(visit: Visit, text: words.Words, state: defend_plot.State) -> None:
    """How we got it with every attempt as a table, and the lines that make the number on screen."""
    how = text["how"]
    if attempts.shipped_here(visit.code):
        how = f"{how}\n\n{text['shipped']}"
    shown = defend_plot.table_of(text, state, defend_cards.chosen().task) if visit.step != "predict" else None
    frame.below(visit, text, how, shown, revealed=visit.step == "frontier", code=_recipe(visit, state))


def _recipe(visit: Visit, state: defend_plot.State) -> Recipe | None:
    """What makes the number on screen, once there is one."""
    from nullisland.lesson.defend import ALL_CARDS, count_attempts

    if visit.step == "predict":
        return recipe("town_test", visit.code, "lesson {code}", most=len(state.lesson.curve))
    if visit.step == "cards":
        choice = defend_cards.chosen()
        command = f"lesson {{code}} --card {choice.card} --strength {choice.strength}"
        return recipe("defend", visit.code, command, card=choice.card, strength=choice.strength)
    deck = defend_cards.deck_of(visit)
    if len(state.made) < count_attempts(deck):
        return None
    cards, flag = ("ALL_CARDS", " --all-cards") if deck == ALL_CARDS else ("CARDS", "")
    return recipe("frontier", visit.code, f"lesson {{code}} --scene defend{flag}", cards=cards)
