"""The pictures of the open database, of plain HTML: a page of the book, a list by reason, what remedies leave."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from nullisland.app.tables import table
from nullisland.app.waffle import dots
from nullisland.app.words import Words
from nullisland.lesson.spoken import clock_s, marks, portion

if TYPE_CHECKING:
    from nullisland.opendb.scene import Audit, Left, OpenScene

__all__ = ["book_page", "day_twin", "look_ups", "reasons_picture", "remedies_picture", "trackers_table"]

_FIELDS: Final = ("id_number", "expiry_date", "birth_date", "sex", "address", "employer")
_REASONS: Final = ("own", "work", "past", "never")
_MOST_DOTS: Final = 400
_SHOWN_ROWS: Final = 9


def book_page(scene: "OpenScene", text: Words, day: str, *, open_: bool) -> str:
    """What the system shows of the guide: their page of the book, and the rows of one day. Closed: only its cover."""
    if scene.entry is None:
        return ""
    if not open_:
        return (
            f'<div class="ni-book ni-closed"><p>{escape(text.say("closed", vendor=text["vendor"]))}</p></div>'
        )
    fields = scene.entry.fields
    photo = b64encode(str(fields["photo"]).encode()).decode()
    facts = "".join(
        f"<dt>{escape(text[f'field.{key}'])}</dt><dd>{escape(fields[key] or text['none'])}</dd>"
        for key in _FIELDS
    )
    rows = _rows(scene)
    more = len(rows[_SHOWN_ROWS:])
    note = f"<p>{escape(text.say('more', more=more))}</p>" if more else ""
    return (
        f'<div class="ni-book"><section><img alt="{escape(text["photo"])}" '
        f'src="data:image/svg+xml;base64,{photo}"><h2>{escape(str(fields["name"]))}</h2><dl>{facts}</dl></section>'
        f"<section>{_day_table(rows[:_SHOWN_ROWS], text, day)}{note}</section></div>"
    )


def day_twin(scene: "OpenScene", text: Words, day: str) -> str:
    """Every row of the guide's day: what the page has no room for."""
    return f'<div class="ni-words">{_day_table(_rows(scene), text, day)}</div>'


def _rows(scene: "OpenScene") -> list[list[str]]:
    return [[clock_s(row.second), row.place] for row in scene.guide_day]


def _day_table(rows: Sequence[Sequence[str]], text: Words, day: str) -> str:
    return table([text["column.time"], text["column.place"]], rows, text.say("table.day", day=day))


def look_ups(log: Sequence[str], guide: str, text: Words) -> str:
    """The log of look-ups, newest first: it is there to be read."""
    rows = [[f"{i}", guide, text[f"reason.{reason}"]] for i, reason in enumerate(log, start=1)][::-1]
    head = [text["column.number"], text["column.whom"], text["column.reason"]]
    return f'<div class="ni-look-ups"><p>{escape(text["logged"])}</p>{table(head, rows)}</div>'


def reasons_picture(audit: "Audit", text: Words) -> str:
    """The list as dots, by reason; a cross is somebody the system only claims to have seen."""
    each = 1 if audit.listed <= _MOST_DOTS else 10
    rows = []
    for reason, count in zip(_REASONS, audit.by_reason, strict=True):
        row = f'<span aria-hidden="true">{dots(marks(count, each))}</span>'
        label = escape(text[f"why.{reason}"])
        rows.append(
            f'<tr class="ni-why-{reason}"><th scope="row"><b>{count:,}</b> {label}</th><td>{row}</td></tr>'
        )
    caption = escape(text["each.1"] if each == 1 else text.say("each", each=each))
    return f'<table class="ni-why"><caption>{caption}</caption>{"".join(rows)}</table>'


def remedies_picture(left: Mapping[str, "Left"], chosen: str, text: Words) -> str:
    """What each remedy leaves of the list, the day and the search; the chosen one stands out."""
    before = left["none"]
    most = (before.listed, before.followed, before.found)
    head = "".join(f'<th scope="col">{escape(text[f"left.{key}"])}</th>' for key in ("list", "day", "search"))
    rows = []
    for name, one in left.items():
        cells = "".join(
            f"<td><b>{n:,}</b>{_bar(n, top)}</td>"
            for n, top in zip((one.listed, one.followed, one.found), most, strict=True)
        )
        mark = ' class="ni-chosen" aria-current="true"' if name == chosen else ""
        rows.append(f'<tr{mark}><th scope="row">{escape(text[f"remedy.{name}"])}</th>{cells}</tr>')
    caption = escape(text["table.help"])
    return (
        f'<table class="ni-remedies"><caption class="ni-unseen">{caption}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _bar(n: int, most: int) -> str:
    return f'<span class="ni-bar" aria-hidden="true"><i style="width:{portion(n, most):.1f}%"></i></span>'


def trackers_table(scene: "OpenScene", text: Words) -> str:
    """How many trackers watch which kind of place: the twin of the symbols on the map."""
    kinds = sorted(set(scene.trackers.kind))
    rows = [[text[f"kind.{kind}"], str(scene.trackers.kind.count(kind))] for kind in kinds]
    return table([text["column.kind"], text["column.trackers"]], rows, text["table.trackers"])
