"""The page of real cases: static, without a script, a picture or a link; off unless somebody asks for it."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Final

from nullisland.app.theme import DARK, LIGHT
from nullisland.app.words import Words, scene
from nullisland.errors import DataError
from nullisland.tables import data_path

__all__ = ["ADDRESS", "KINDS", "SWITCH", "Case", "Statement", "cases", "page", "switched_on"]

ADDRESS: Final = "/nullisland/real-cases"
"""Where the page lies when it is on; no scene links to it."""

SWITCH: Final = "NULLISLAND_REAL_CASES"
"""Environment variable that `nullisland demo --real-cases` sets."""

KINDS: Final = ("established", "alleged", "disputed")
"""What a statement can be."""

_STYLE: Final = """
body{margin:0;background:var(--paper);color:var(--text);font:18px/27px system-ui,sans-serif}
main{max-width:68ch;margin:0 auto;padding:0 24px 48px}
.note{min-height:100vh;display:flex;flex-direction:column;justify-content:center;gap:24px}
.note p{margin:0;font-size:28px;line-height:38px}.note .quiet{font-size:18px;line-height:27px}
h1{font-size:40px;line-height:48px;margin:0}h2{font-size:24px;line-height:32px;margin:0}
article,footer{padding:24px 0;border-top:1px solid var(--line)}h3{font-size:18px;margin:16px 0 0}
p{margin:8px 0 0}.quiet{color:var(--text-2);font-size:16px;line-height:24px}
.fact{border-left:3px solid var(--edge);padding-left:16px;margin-top:16px}
@media print{.note{min-height:0}body{background:#fff;color:#000}article{break-inside:avoid}}
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or two: of what kind, who says so, and the sources in full."""

    kind: str
    text: str
    who: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `note` says what it shows and what not, where that is easily mistaken."""

    id: str
    title: str
    date: str
    note: str
    statements: tuple[Statement, ...]
    agency: str
    agency_sources: tuple[str, ...]


def switched_on() -> bool:
    """Whether whoever started the app has asked for the page."""
    return os.environ.get(SWITCH) == "1"


@cache
def cases() -> tuple[Case, ...]:
    """All cases of `data/cases.toml`, in its order. Raises DataError if one lacks something or names no source."""
    raw = tomllib.loads(data_path("cases.toml").read_text(encoding="utf-8"))
    return tuple(_case(entry, raw["sources"]) for entry in raw["case"])


def _case(raw: Mapping[str, Any], sources: Mapping[str, str]) -> Case:
    try:
        return Case(
            id=raw["id"],
            title=raw["title"],
            date=raw["date"],
            note=raw.get("note", ""),
            statements=tuple(_statement(one, sources) for one in raw["statement"]),
            agency=raw["agency"],
            agency_sources=_sources(raw["agency_sources"], sources),
        )
    except KeyError as error:
        raise DataError(f"case {raw.get('id', '?')} of cases.toml must have {error}") from None


def _statement(raw: Mapping[str, Any], sources: Mapping[str, str]) -> Statement:
    if raw["kind"] not in KINDS:
        raise DataError(f"a statement of cases.toml must be one of {', '.join(KINDS)}, got {raw['kind']!r}")
    return Statement(raw["kind"], raw["text"], raw["who"], _sources(raw["sources"], sources))


def _sources(ids: list[str], sources: Mapping[str, str]) -> tuple[str, ...]:
    if not ids:
        raise DataError("every statement of cases.toml must name a source, found one with none")
    return tuple(sources[name] for name in ids)


@cache
def page() -> str:
    """The whole page as HTML; it loads nothing and there is nothing on it to press."""
    text = scene("real_cases")
    body = "".join(_article(case, text) for case in cases())
    colours = f":root{{color-scheme:light dark;{_colours(LIGHT)}}}"
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(text["title"])}</title>'
        '<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{colours}{dark}{_STYLE}</style></head><body><main>"
        f'<section class="note"><h1>{escape(text["title"])}</h1><p>{escape(text["note"])}</p>'
        f'<p class="quiet">{escape(text["note.below"])}</p></section><p>{escape(text["intro"])}</p>{body}'
        f"<footer><h2>{escape(text['teachers'])}</h2><p>{escape(text['teachers.text'])}</p></footer>"
        "</main></body></html>"
    )


def _colours(theme: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{theme[name]};" for name in ("paper", "text", "text-2", "line", "edge"))


def _article(case: Case, text: Words) -> str:
    parts = []
    for kind in KINDS:
        facts = [_fact(one, text) for one in case.statements if one.kind == kind]
        if facts:
            parts.append(f"<h3>{escape(text[kind])}</h3>{''.join(facts)}")
    source = text.say("sources", sources="; ".join(case.agency_sources))
    note = f"<p>{escape(case.note)}</p>" if case.note else ""
    return (
        f'<article id="{escape(case.id)}"><h2>{escape(case.title)}</h2><p class="quiet">{escape(case.date)}</p>{note}'
        f'{"".join(parts)}<h3>{escape(text["agency"])}</h3><div class="fact"><p>{escape(case.agency)}</p>'
        f'<p class="quiet">{escape(source)}</p></div></article>'
    )


def _fact(one: Statement, text: Words) -> str:
    says = text.say("says", who=one.who, sources="; ".join(one.sources))
    return f'<div class="fact"><p>{escape(one.text)}</p><p class="quiet">{escape(says)}</p></div>'
