"""Scene 2, the end: the address book turns squares into names; larger squares as one thing that helps."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import choose
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.app.waffle import Part, waffle
from nullisland.lesson.spoken import each

if TYPE_CHECKING:
    from nullisland.lesson.read_life import Book, ReadLife

__all__ = ["show"]

_SQUARES: Final = 200
_START: Final = 1000
_HOUR: Final = 60


def show(visit: Visit, text: words.Words, life: "ReadLife") -> None:
    """Named correctly, named wrongly, no claim; in the last step with squares of any size."""
    helps = visit.step == "help"
    box = frame.open_frame(visit, text["question.help"] if helps else text["question.book"])
    book = _chosen(box, text, life) if helps else life.books[0]
    right, wrong, passed = counts(book)
    people = book.named.right.n
    with box.predict:
        if not helps:
            st.html("".join(f'<p class="ni-lead">{escape(line)}</p>' for line in text.lines("book")))
    box.picture.html(_block(text, book))
    frame.number(box, f"{right:,}", text.say("number_book", people=people))
    plain = text.say("sentence_book", wrong=wrong, passed=passed)
    said = _help_sentence(visit, text, book) if helps else plain
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    focus = (".st-key-ni-square",) if helps else (".st-key-ni-next",)
    frame.announce(visit, f"{right:,} {text.say('number_book', people=people)} {said}", focus=focus)
    named = f"scene.books[{life.books.index(book)}].named.right"
    code = part_recipe("read_life", visit.code, visit.scene, f"{named}.numerator", f"{named}.n")
    frame.below(visit, text, _how(text, life, helps=helps), _table(text, life), revealed=True, code=code)


def counts(book: "Book") -> tuple[int, int, int]:
    """Residents named correctly, wrongly and not at all."""
    right, wrong, passed = (e.numerator for e in (book.named.right, book.named.wrong, book.named.passed))
    return right, wrong, passed


def _chosen(box: frame.Frame, text: words.Words, life: "ReadLife") -> "Book":
    """The size of the squares, in the address too."""
    sizes = [book.cell_m for book in life.books]
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text["act_help"])}</p>')
        size = choose(text["squares"], "square", sizes, _START, lambda value: text[f"square.{value}"])
    return life.books[sizes.index(size)]


def _block(text: words.Words, book: "Book") -> str:
    from nullisland.lesson.blocks import blocks

    figures = counts(book)
    kinds = zip(("right", "wrong", "none"), blocks(figures, _SQUARES), figures, strict=True)
    parts = [Part(kind, marks, text.say(f"named.{kind}", count=count)) for kind, marks, count in kinds]
    label = text.say("book_twin", right=figures[0], wrong=figures[1], passed=figures[2])
    return waffle(
        parts,
        columns=20,
        label=label,
        note=text.say("book_note", each=f"{each(book.named.right.n, _SQUARES):g}"),
    )


def _help_sentence(visit: Visit, text: words.Words, book: "Book") -> str:
    homes = book.homes.right
    fits = numbers.precision(visit.code, book.cell_m, _HOUR)
    return text.say(
        "sentence_help",
        square=text[f"square.{book.cell_m}"],
        homes=homes.numerator,
        people=homes.n,
        stops=fits.stops_right,
        asked=fits.stops_asked,
    )


def _how(text: words.Words, life: "ReadLife", *, helps: bool) -> str:
    named = life.books[0].named
    control = (
        ""
        if named.control is None
        else text.say("how_control", found=named.control.numerator, visitors=named.control.n)
    )
    parts = [text["how_book"], control, text["how_help"] if helps else ""]
    return "\n\n".join(part for part in parts if part)


def _table(text: words.Words, life: "ReadLife") -> str:
    head = [text[f"table.{key}"] for key in ("size", "named_right", "named_wrong", "named_none", "homes")]
    rows = []
    for book in life.books:
        homes = book.homes.right
        cells = (*counts(book), homes.numerator)
        rows.append([text[f"square.{book.cell_m}"], *(f"{count:,}" for count in cells)])
    return table(head, rows, text.say("table.books", people=life.homes.right.n))
