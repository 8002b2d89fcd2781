"""Pictures of scene 8, as plain HTML: choices with what is known of them, two votes side by side, three columns."""

from collections.abc import Mapping, Sequence
from html import escape

__all__ = ["answers", "choices", "columns", "shift"]


def answers(
    texts: Sequence[str], labels: tuple[str, str], guess: int | None = None, right: int | None = None
) -> str:
    """Answers to choose from; later the own guess (an open diamond) and the right one (a square) stand beside."""
    rows = "".join(
        f"<li{_kind(i == right)}>{escape(text)}<span>{_tag('guess', labels[0]) if i == guess else ''}"
        f"{_tag('truth', labels[1]) if i == right else ''}</span></li>"
        for i, text in enumerate(texts)
    )
    return f'<ul class="ni-answers">{rows}</ul>'


def _kind(right: bool) -> str:
    return ' class="ni-right-one"' if right else ""


def _tag(role: str, label: str) -> str:
    return f'<em class="{role}"><i></i>{escape(label)}</em>'


def choices(rows: Sequence[tuple[str, str, str]], head: Sequence[str]) -> str:
    """A table of choices: short name, what it means, what is known about it."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}<small>{escape(meaning)}</small></th><td>{escape(known)}</td></tr>'
        for name, meaning, known in rows
    )
    return f'<table class="ni-choices"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def shift(
    names: Sequence[str], before: Mapping[int, int], after: Mapping[int, int], head: Sequence[str]
) -> str:
    """Two votes as dots to the left and right of the choices: an open diamond a vote, and its number."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr{_won(i, after)}><td class="ni-before">{_votes(before.get(i, 0))}</td><th scope="row">{escape(name)}</th>'
        f'<td class="ni-after">{_votes(after.get(i, 0))}</td></tr>'
        for i, name in enumerate(names)
    )
    return f'<table class="ni-shift"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _won(choice: int, votes: Mapping[int, int]) -> str:
    most = max(votes.values(), default=0)
    return ' class="ni-most"' if most and votes.get(choice, 0) == most else ""


def _votes(n: int) -> str:
    return f'<div><b>{n or ""}</b><span aria-hidden="true">{"<i></i>" * n}</span></div>'


def columns(parts: Sequence[tuple[str, str]]) -> str:
    """Headed paragraphs beside each other."""
    cards = "".join(f"<section><h2>{escape(who)}</h2><p>{escape(what)}</p></section>" for who, what in parts)
    return f'<div class="ni-thirds">{cards}</div>'
