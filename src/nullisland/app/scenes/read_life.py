"""Scene 2: read a life. Which square is home, which is work, of a code nobody has named?"""

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.components import Mark, TownView, town
from nullisland.app.predict import Question, ask, choose_for, in_hand
from nullisland.app.recipes import part_recipe
from nullisland.app.scenes import address_book, reading
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waiting import wait

if TYPE_CHECKING:
    from nullisland.lesson.read_life import ReadLife, Seen

__all__ = ["show"]

ELSEWHERE: Final = -2
"""The answer "somewhere else": no square, and not the NOWHERE of a rule without a claim."""

_PLACES: Final = ("home", "work")
_ASKED: Final = {"predict": "home", "work": "work"}
"""Which of them is asked at a step."""

_FOCUS: Final = {"work": "[class*=st-key-ni-pills-work]", "read": ".st-key-ni-dial"}
"""Where the focus goes when a step begins: to what is to be done."""

_BESIDE: Final = {"guess": (-8, 3), "truth": (0, 3), "claim": (8, 3)}
"""Where the marks lie in a square, in tenths of half its side: one row, and below it the hands of a class."""


def show(visit: Visit) -> None:
    """Draw the scene at the step of the address."""
    life = numbers.part(visit.code, "read_life")
    if life is None:
        wait(visit, "read_life")
        return
    text = words.scene("read_life")
    if visit.step in ("book", "help"):
        address_book.show(visit, text, life)
    elif life.resident is None:
        box = frame.open_frame(visit, text["question.nobody"])
        frame.sentence(box, text.say("nobody", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["question.nobody"])
    else:
        _one_code(visit, text, life)


def _one_code(visit: Visit, text: words.Words, life: "ReadLife") -> None:
    """Guess two squares, look at hours and days, see who was right."""
    box = frame.open_frame(visit, text.say("question", code=_code_of(life)))
    revealed, right = visit.step == "reveal", life.homes.right
    final = {p: visit.reveal(p).value for p in _PLACES} if revealed else {}
    seen = reading.everything(life)
    for place in _PLACES if visit.step != "predict" else _PLACES[:1]:
        stays = ask(box, visit, _question(visit, text, life, place), dots=False)
    if visit.step == "read":
        with box.predict:
            seen = reading.tool(text, life)
    with box.picture:
        _map(visit, text, life, seen, final, None if stays else _ASKED.get(visit.step))
    if revealed:
        off = "" if life.median_m is None else text.say("number_off", metres=round(life.median_m))
        of = text.say("number_of", people=right.n, off=off)
        frame.number(box, f"{right.numerator:,}", of)
        said = _sentence(text, life)
        box.predict.html(_claims(visit, text, life, final))
    else:
        frame.number(box, None, text.say("number_unknown", people=right.n))
        said = stays or (text["before"] if visit.step in _ASKED else reading.said(text, life, seen))
    frame.sentence(box, said)
    frame.stepper(box, visit, main=visit.step not in _ASKED or bool(stays))
    focus = (_FOCUS.get(visit.step, ".st-key-ni-next"), ".st-key-ni-next")
    frame.announce(visit, said, focus=focus, part="kept" if stays else "")
    how = _how(text, life, revealed=revealed)
    found = _found(visit, text, life) if revealed else ""
    twin = f"{_squares(text, life, seen)}{found}"
    right_now = ("scene.homes.right.numerator", "scene.homes.right.n")
    code = part_recipe("read_life", visit.code, visit.scene, *right_now) if revealed else None
    frame.below(visit, text, how, twin, revealed=revealed, code=code)


def name_of(life: "ReadLife", text: words.Words, cell: int | None) -> str:
    """Name of a square, that it is somewhere else, or that there is no guess or no claim."""
    from nullisland.lesson.squares import cell_name
    from nullisland.model import NOWHERE

    if cell is None:
        return text["none"]
    unnamed = {ELSEWHERE: "elsewhere", NOWHERE: "no_claim"}
    return text[unnamed[cell]] if cell in unnamed else cell_name(life.grid, cell)


def _question(visit: Visit, text: words.Words, life: "ReadLife", place: str) -> Question:
    """One of the two guesses; a tap on the map, or a hand counted for one, may add a square to the five busiest."""
    tapped = {st.session_state.get(f"ni-tapped-{place}", ELSEWHERE), *visit.class_counts(place)}
    i = _PLACES.index(place)
    return Question(
        name=place,
        prompt=text[f"prompt.{place}"],
        hint=text["hint"],
        options=(*life.busiest, *sorted(tapped.difference(life.busiest, (ELSEWHERE,))), ELSEWHERE),
        label=lambda cell: name_of(life, text, cell),
        said=lambda cell: text.say(f"said.{place}", square=name_of(life, text, cell)),
        asked_at=("predict", "work")[i],
        then=("work", "read")[i],
    )


def _picked(place: str, busiest: tuple[int, ...], cell: int) -> None:
    """Callback: a square was tapped; it answers the question in hand."""
    if cell not in busiest:
        st.session_state[f"ni-tapped-{place}"] = cell
    choose_for(place, cell)


def _map(
    visit: Visit,
    text: words.Words,
    life: "ReadLife",
    seen: "Seen",
    final: dict[str, int | None],
    asked: str | None,
) -> None:
    """The code's records; a tap answers for the place that is `asked`, if one is."""
    revealed = visit.step == "reveal"
    hands = _hands(visit) if revealed else []
    pearls = visit.step == "read" and reading.shown() == "pearls"
    confetti = [("resident", seen.confetti_dm.tolist())]
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text["caption.hands"] if hands else text.say("caption", code=_code_of(life)),
        grid=life.grid,
        show_grid=True,
        cells=[
            (cell, "resident", 0.0) for cell in (life.busiest if asked else [c for c, _ in seen.squares[:5]])
        ],
        cell_names=not revealed,
        dots=[] if pearls else confetti,
        strings=[("resident", line.tolist()) for line in seen.strings_dm] if pearls else [],
        marks=_marks(text, life, final) if revealed else [],
        hands=hands,
        pick=asked is not None,
        picked=_chosen_square(asked),
        focus=life.focus_dm,
        wall=visit.wall,
    )
    town(view, key="ni-life-map", on_pick=partial(_picked, asked, life.busiest) if asked else None)


def _chosen_square(asked: str | None) -> int | None:
    """The square that answers the question in hand so far, if it is one."""
    cell = None if asked is None else in_hand(asked)
    return None if cell == ELSEWHERE else cell


def _code_of(life: "ReadLife") -> str:
    return str(life.resident.pseudonym) if life.resident else ""


def _hands(visit: Visit) -> list[tuple[int, int, int]]:
    """Hands of the class by square: for home, for work. Who said somewhere else names no square."""
    home, work = (visit.class_counts(place) for place in _PLACES)
    cells = sorted({*home, *work}.difference((ELSEWHERE,)))
    return [(cell, home.get(cell, 0), work.get(cell, 0)) for cell in cells]


def _marks(text: words.Words, life: "ReadLife", final: dict[str, int | None]) -> list[Mark]:
    """Guess, claim and truth of both places, each at its own spot in the square."""
    from nullisland.lesson.squares import spot_in
    from nullisland.model import NOWHERE

    marks = []
    for i, place in enumerate(_PLACES):
        for role, cell in (("guess", final.get(place)), ("claim", life.rule[i]), ("truth", life.truth[i])):
            if cell is None or cell in (ELSEWHERE, NOWHERE):
                continue
            label = text.say(f"mark.{place}", square=name_of(life, text, cell)) if role == "truth" else ""
            marks.append(Mark(role, *spot_in(life.grid, cell, *_BESIDE[role]), label))
    return marks


def _claims(visit: Visit, text: words.Words, life: "ReadLife", final: dict[str, int | None]) -> str:
    """Who named which square: a small table with the marks of the map. A class is named by its most hands."""
    said = {
        "guess": [name_of(life, text, final.get(place)) for place in _PLACES],
        "claim": [name_of(life, text, cell) for cell in life.rule],
        "truth": [name_of(life, text, cell) for cell in life.truth],
    }
    who = {role: text[f"who.{role}"] for role in said}
    if any(visit.class_counts(place) for place in _PLACES):
        who["guess"] = text["who.class"]
        said["guess"] = [_most_hands(text, life, visit.class_counts(place)) for place in _PLACES]
    rows = []
    for role, cells in said.items():
        shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        mark = f'<i class="ni-mark {role}"></i>{escape(who[role])}'
        rows.append(f'<tr><th scope="row">{mark}</th>{shown}</tr>')
    head = "".join(f'<th scope="col">{escape(text[f"place.{place}"])}</th>' for place in _PLACES)
    body = f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<table class="ni-claims">{body}</table>'


def _most_hands(text: words.Words, life: "ReadLife", counts: dict[int, int]) -> str:
    if not any(counts.values()):
        return text["none"]
    cell, most = max(counts.items(), key=lambda pair: pair[1])
    return text.say("most_hands", square=name_of(life, text, cell), most=most, hands=sum(counts.values()))


def _sentence(text: words.Words, life: "ReadLife") -> str:
    """What the rule found of this code."""
    home, work = life.judged
    if home == work or "silent" not in life.judged:
        return text[f"sentence.{home}.{work}"]
    return f"{text[f'rule.home.{home}']} {text[f'rule.work.{work}']}"


def _how(text: words.Words, life: "ReadLife", *, revealed: bool) -> str:
    first = text.say("how", cell_m=life.grid.cell_m, days=life.days, records=len(life.points))
    if not revealed:
        return first
    homes, works = life.homes, life.works
    off = "" if life.median_m is None else text.say("how_off", metres=round(life.median_m))
    rule = text.say(
        "how_rule",
        right=homes.right.numerator,
        people=homes.right.n,
        works=works.right.numerator,
        workers=works.right.n,
    )
    return "\n\n".join(part for part in (first, rule, off) if part)


def _squares(text: words.Words, life: "ReadLife", seen: "Seen") -> str:
    """The map as a table: squares and records."""
    return table(
        [text["table.square"], text["table.records"]],
        [[name_of(life, text, cell), f"{count:,}"] for cell, count in seen.squares[:10]],
        text.say("table.squares", total=len(seen.confetti_dm)),
    )


def _found(visit: Visit, text: words.Words, life: "ReadLife") -> str:
    """After the reveal: which squares the class named, and who is invisible to the rule."""
    rows = [
        [text[f"routine.{routine}"], f"{right:,}", f"{people:,}"]
        for routine, right, people in life.homes_by_routine
    ]
    head = [text["table.routine"], text["table.right"], text["table.people"]]
    routines = table(head, rows, text["table.routines"])
    from nullisland.classroom import by_hands

    home, work = (visit.class_counts(place) for place in _PLACES)
    if not home and not work:
        return routines
    named = [
        [name_of(life, text, cell), str(home.get(cell, 0)), str(work.get(cell, 0))]
        for cell in by_hands(home, work)
    ]
    head = [text["table.square"], *(text[f"place.{place}"] for place in _PLACES)]
    return f"{table(head, named, text['table.hands'])}{routines}"
