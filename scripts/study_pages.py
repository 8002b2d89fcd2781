"""Write docs/model/realism.md, its pictures and docs/studies.md from docs/results: python scripts/study_pages.py

docs/results holds what the commands printed, one JSON object a file. To renew one, run its command again, for
example `nullisland study home-work --json > docs/results/home-work.json`, and then this script.
"""

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from realism_pictures import Reports, pictures
from studies_pictures import country_scale, crowd_or_town, unique_in_the_crowd
from studies_tables import FOLDED

from nullisland.cli.figures import number
from nullisland.studies import STUDIES
from nullisland.studies.registry import Entry

DOCS = Path(__file__).resolve().parents[1] / "docs"
RESULTS = DOCS / "results"
SIZES = (2_000, 20_000, 100_000, 200_000)
DRAWN_SIZES = (2_000, 20_000, 200_000)
_HOLDS = {True: "", False: " (out)", None: " (n/a)"}

Report = dict[str, Any]

REALISM = """# Do they move like people?

Laws of human mobility from print, and four invented islands held to them. Everything is measured on visits, days are
cut at midnight, and a move from a place to itself does not count. No parameter was chosen by looking at uniqueness.
This page is written by `scripts/study_pages.py` from what these commands printed:

{commands}

A value is followed by *(out)* where it lies outside its band and by *(n/a)* where the law does not apply. Intervals
(95 %, from ten blocks of people) are in the JSON.

{table}

## Why some do not hold

{remarks}
- From about 84,000 to 180,000 people an island is more than 10 km across, and still more than 60 % of trips are under
  three miles: 75 % at 84,000, 71 % at 100,000, 64 % at 150,000. Densely built and bounded by the sea, such an island
  has no far places. Along the streets it is 68, 64 and 58 %, and from 130,000 people on the law holds. The model is
  left as it is; decisions [0100](../decisions/0100-laws-on-small-islands.md) and
  [0200](../decisions/0200-trip-lengths-again.md) say why.

## The curves

{pictures}
"""

PICTURES = {
    "visits": "How visits are spread over a person's places, with the slope that print has.",
    "entropy": "How evenly each of 20,000 people spreads visits over places: 0 is one place only, 1 all places alike.",
    "networks": "The 17 commonest networks of a day: dots are places, arrows are trips.",
    "places": "Distinct places visited, as days go by: ever more, ever more slowly.",
    "trips": "Trips on a weekday.",
    "lengths": "Trip lengths beside the bands of print; on the small island everything is near.",
    "gyration": "How far lives reach.",
    "commuting": "When people set out to work or school, or back.",
}

DRAWN = {
    "unique-in-the-crowd": unique_in_the_crowd,
    "country-scale": country_scale,
    "crowd-or-town": crowd_or_town,
}

STUDIES_PAGE = """# Published results, repeated

Each study takes a published result, builds invented people under the conditions print names, and measures the same
thing. Nothing was tuned to hit a figure; where ours differs, the page says where and, as far as we know, why. It is
written by `scripts/study_pages.py` from what the commands printed (`docs/results`), on a machine of two cores that
others used too. `nullisland study --list` names all studies, `--quick` runs a small size of any, and the long ones go
on after an interruption with `--resume DIR`. They use every core; `NULLISLAND_THREADS=1` in the environment keeps them
to one.

{contents}

{studies}
"""


def table(rows: list[list[str]]) -> str:
    """A table in Markdown; the first row is its head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def title_of(svg: str) -> str:
    """What a picture says to a screen reader."""
    return unescape(svg.split("<title>")[1].split("</title>")[0])


def realism_page(reports: Reports) -> str:
    """docs/model/realism.md."""
    commands = [f"    nullisland realism --people {size} --json" for size in reports]
    default = reports[20_000]["figures"]
    heads = [
        f"{size:,} people" + (f", {r['people']:,} watched" if r["people"] < size else "")
        for size, r in reports.items()
    ]
    rows = [["law", "print", "band", *heads]]
    for name, figure in default.items():
        low, high = figure["band"]
        band = (
            number(low)
            if low == high
            else f"over {number(low)}"
            if high is None
            else f"{number(low)} to {number(high)}"
        )
        ours = [
            f"{number(r['figures'][name]['value'])}{_HOLDS[r['figures'][name]['holds']]}"
            for r in reports.values()
        ]
        rows.append([figure["what"], number(figure["published"]), band, *ours])
    remarks = [
        f"- {size:,} people: {remark}" for size, report in reports.items() for remark in report["remarks"]
    ]
    titles = {
        name: unescape(svg.split("<title>")[1].split("</title>")[0])
        for name, svg in pictures(_drawn(reports)).items()
    }
    shown = [
        f"![{titles[name]}](../pictures/realism-{name}.svg)\n\n{words}" for name, words in PICTURES.items()
    ]
    return REALISM.format(
        commands="\n".join(commands),
        table=table(rows),
        remarks="\n".join(remarks),
        pictures="\n\n".join(shown),
    )


def _band(low: float, high: float | None) -> str:
    if high is None:
        return f"over {number(low)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def command_of(entry: Entry, report: Report) -> str:
    """The command that gives this report."""
    usual = {name: getattr(entry.full, name) for name in report["settings"]}
    flags = [f"--{name} {value}" for name, value in report["settings"].items() if value != usual[name]]
    return " ".join(["nullisland study", entry.name, *flags])


def study_section(entry: Entry, report: Report | None) -> str:
    """One study: command, figures beside print, and why they differ."""
    head = f"## {entry.name}\n\n{entry.what[0].upper()}{entry.what[1:]}."
    if report is None:
        return f"{head}\n\n    nullisland study {entry.name}\n\nNot run at its full size yet."
    folded, ids = FOLDED[entry.name](report) if entry.name in FOLDED else ([], set())
    rest = {name: figure for name, figure in report["figures"].items() if name not in ids}
    tables = [table(rows) for rows in (_one_a_row(rest), folded) if len(rows) > 1]
    conditions = [f"- Print, {source}: {'; '.join(said)}." for source, said in _printed(report).items()]
    remarks = [f"- {remark}" for remark in report["remarks"]]
    size = (
        f"{report['people']:,} people, {report['points']:,} points, {report['seconds']:,.0f} s, "
        f"at most {report['peak_mb']:,.0f} MB of memory."
    )
    drawn = (
        [f"![{title_of(DRAWN[entry.name](report))}](pictures/{entry.name}.svg)"]
        if entry.name in DRAWN
        else []
    )
    notes = "\n".join([*remarks, *conditions])
    return "\n\n".join([head, f"    {command_of(entry, report)}", *drawn, *tables, notes, size])


def _one_a_row(figures: dict[str, Any]) -> list[list[str]]:
    """What all figures say after their last semicolon stands in the head alone."""
    tails = {figure["what"].rpartition("; ")[2] for figure in figures.values()}
    tail = tails.pop() if len(tails) == 1 and len(figures) > 1 else ""
    head = f"measured: {tail}" if tail else "measured"
    rows = [[head, "ours", "95 % interval", "of", "print"]]
    for figure in figures.values():
        low_high = f"{number(figure['low'])} to {number(figure['high'])}"
        ours = [number(figure["value"]), low_high, f"{figure['n']:,}", number(figure["published"])]
        rows.append([figure["what"].removesuffix(f"; {tail}"), *ours])
    return rows


def _printed(report: Report) -> dict[str, list[str]]:
    """What print measured its figures on, by source."""
    said: dict[str, list[str]] = {}
    for figure in report["figures"].values():
        known = said.setdefault(figure["source"], []) if figure["source"] else []
        if figure["conditions"] not in known:
            known.append(figure["conditions"])
    return said


def studies_page(reports: dict[str, Report]) -> str:
    """docs/studies.md."""
    contents = "\n".join(f"- [{name}](#{name}): {entry.what}" for name, entry in STUDIES.items())
    sections = [study_section(entry, reports.get(name)) for name, entry in STUDIES.items()]
    return STUDIES_PAGE.format(contents=contents, studies="\n\n".join(sections)).rstrip() + "\n"


def read_results() -> tuple[Reports, dict[str, Report]]:
    """What the commands printed: of realism by size, of the studies by name."""
    realism = {size: _read(f"realism-{size}") for size in SIZES}
    return realism, {name: _read(name) for name in STUDIES if (RESULTS / f"{name}.json").is_file()}


def _drawn(reports: Reports) -> Reports:
    return {size: reports[size] for size in DRAWN_SIZES}


def _read(name: str) -> Report:
    report: Report = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return report


def written() -> dict[Path, str]:
    """Every file this script writes, with its text."""
    realism, studies = read_results()
    files = {
        DOCS / "pictures" / f"realism-{name}.svg": svg for name, svg in pictures(_drawn(realism)).items()
    }
    for name, draw in DRAWN.items():
        if name in studies:
            files[DOCS / "pictures" / f"{name}.svg"] = draw(studies[name])
    return {
        **files,
        DOCS / "model" / "realism.md": realism_page(realism),
        DOCS / "studies.md": studies_page(studies),
    }


if __name__ == "__main__":
    for path, content in written().items():
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(DOCS))
