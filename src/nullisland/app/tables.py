"""Pictures made of plain HTML: the piece of the register, the four weeks of one code, and table twins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from nullisland.app.words import Words
from nullisland.lesson.spoken import span, week, weekday

if TYPE_CHECKING:
    from nullisland.lesson import Lesson
    from nullisland.lesson.calendar import Span

__all__ = ["Share", "calendar", "days_table", "register", "share_line", "span_mark", "table"]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A real HTML table; every column but the first is set as numbers."""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    top = "".join(f'<th scope="col"{_number(i)}>{escape(cell)}</th>' for i, cell in enumerate(head))
    body = "".join(
        "<tr>" + "".join(f"<td{_number(i)}>{escape(cell)}</td>" for i, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f'<table class="ni-table">{title}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _number(column: int) -> str:
    return ' class="n"' if column else ""


def register(lesson: "Lesson", text: Words, *, names: bool, found: bool) -> str:
    """A piece of the table, with names or with the codes that slid over them; `found` marks the guide."""
    from nullisland.lesson.squares import cell_name

    days = [day.strip() for day in text["days"].split(",")]
    guide = lesson.guide.name if lesson.guide is not None else ""
    rows = []
    for row in lesson.register:
        marked = found and names and row.name == guide
        first = escape(row.name) if names else _slid(row.name, str(row.pseudonym))
        start = '<tr class="ni-marked">' if marked else "<tr>"
        when = f"<td>{escape(days[weekday(row.day)])}</td><td class='n'>{row.hour}:00</td>"
        rows.append(
            f"{start}<td class='ni-who'>{first}</td><td>{cell_name(lesson.grid, row.cell)}</td>{when}</tr>"
        )
    label = text["column.name"] if names else text["column.code"]
    head = "".join(
        f'<th scope="col"{kind}>{escape(cell)}</th>'
        for cell, kind in (
            (label, ""),
            (text["column.square"], ""),
            (text["column.day"], ""),
            (text["column.hour"], ' class="n"'),
        )
    )
    caption = text.say("table_names", rows=len(rows)) if names else text["table_codes"]
    return (
        f'<table class="ni-register"><caption class="ni-unseen">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _slid(name: str, code: str) -> str:
    """The code, sliding over the name it hides; a screen reader hears the code alone."""
    old, new = f'<span class="ni-old" aria-hidden="true">{escape(name)}</span>', escape(code)
    return f'{old}<span class="ni-new">{new}</span>'


def calendar(lesson: "Lesson", text: Words, guess_days: int | None) -> str:
    """Every record of the guide's code: a column a day, a row an hour; below it guess and truth."""
    from nullisland.lesson.calendar import calendar_of

    made = calendar_of(lesson.guide_points, lesson.days, lesson.slot_min)
    columns = []
    for day, letters in zip(made.days, made.hours, strict=True):
        marks = "".join(f'<i class="{kind}"></i>' if kind else "<i></i>" for kind in letters)
        columns.append(f'<div class="ni-day{"" if weekday(day.day) else " ni-week"}">{marks}</div>')
    legend = "".join(
        f'<span><i class="{kind}"></i>{escape(text[f"legend.{key}"])}</span>'
        for key, kind in (("most", "a"), ("second", "b"), ("other", "c"), ("none", ""))
    )
    label = escape(text.say("picture", days=lesson.days))
    hours = "".join(f"<span>{escape(text[f'hours.{key}'])}</span>" for key in ("start", "middle", "end"))
    return (
        f'<div class="ni-cal" role="img" aria-label="{label}">'
        f'<div class="ni-weeks">{_weeks(lesson.days, text)}</div><p class="ni-hours">{hours}</p>'
        f'<div class="ni-days">{"".join(columns)}</div>{_span(lesson.days, guess_days, text)}'
        f'<p class="ni-legend">{legend}</p></div>'
    )


def days_table(lesson: "Lesson", text: Words) -> str:
    """When and where this code was seen on each day: the twin of the calendar."""
    from nullisland.lesson.calendar import calendar_of
    from nullisland.lesson.squares import cell_name

    made = calendar_of(lesson.guide_points, lesson.days, lesson.slot_min)
    days = [name.strip() for name in text["days"].split(",")]
    names = [cell_name(lesson.grid, cell) for cell in made.squares]
    head = [text["column.day"]]
    head.extend(
        text.say(f"column.{key}", square=name) for key, name in zip(("most", "second"), names, strict=False)
    )
    rows = []
    for day in made.days:
        name = text.say("day", day=days[weekday(day.day)], week=week(day.day))
        plain = [_hours(spans) for spans in (day.most, day.second)][: len(names)]
        other = [f"{_hours([one])} {cell_name(lesson.grid, one.cell)}" for one in day.other]
        rows.append([name, *plain, ", ".join(other)])
    told = table([*head, text["column.other"]], rows, text["table_days"])
    return f'<div class="ni-words">{told}</div>'


def _hours(spans: "Iterable[Span]") -> str:
    """From when until when."""
    return ", ".join(span(one.start_min, one.stop_min) for one in spans)


def _weeks(days: int, text: Words) -> str:
    weeks = -(-days // 7)
    return "".join(f"<span>{escape(text.say('week', week=week + 1))}</span>" for week in range(weeks))


def _span(days: int, guess: int | None, text: Words) -> str:
    """The line under the days, from none to all, with the guess and the truth as marks at its length."""
    marks = [span_mark("truth", 100.0, text["legend.truth"])]
    if guess is not None:
        marks.insert(0, span_mark("guess", 100.0 * guess / days, text["legend.guess"]))
    return f'<div class="ni-span">{"".join(marks)}</div>'


def span_mark(role: str, percent: float, label: str) -> str:
    """A mark with its label on a line (`ni-span`) that runs from 0 to 100 percent."""
    side = "ni-left" if percent > 50 else "ni-right"
    return f'<b class="ni-at {role} {side}" style="left:{percent:.1f}%"><i></i><em>{escape(label)}</em></b>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share in per cent as it is true and as it was guessed: by one learner, or by the hands of a class.

    `names` are the words at the guess and at the truth, `ends` those at the line's ends, `said` its sentence.
    """

    truth: float
    guess: int | None
    names: tuple[str, str]
    said: str
    ends: tuple[str, str] = ("0", "100")
    hands: Mapping[int, int] = field(default_factory=dict)


def share_line(share: Share) -> str:
    """From nobody to everybody: guess and truth as marks on one line, hands piled on it."""
    marks = [span_mark("truth", share.truth, share.names[1])]
    if share.guess is not None and not share.hands:
        marks.insert(0, span_mark("guess", share.guess, share.names[0]))
    piles = [
        f'<span class="ni-pile" style="left:{value}%">{"<i></i>" * count}</span>'
        for value, count in share.hands.items()
        if count
    ]
    high = -(-max(share.hands.values(), default=0) // 2)
    left, right = (escape(end) for end in share.ends)
    return (
        f'<div class="ni-share" role="img" aria-label="{escape(share.said)}" style="--high:{high}"><span>{left}</span>'
        f'<div class="ni-span">{"".join([*piles, *marks])}</div><span>{right}</span></div>'
    )
