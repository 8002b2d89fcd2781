"""Write docs/league.md and its picture from what `nullisland league --json` printed: `make_league.py league.json`."""

import json
import sys
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
COLUMNS, PANEL_X, PANEL_Y = 5, 196, 176
TITLE = "Residents found by the strongest attack, and busiest stops right of ten, for each defence"
CLAIM, TEXT, SOFT, LINE, GROUND = "#6A1B57", "#2E2A25", "#565E67", "#DAD5CC", "#FFFDF8"

HEAD = """# The league

Every defence at its three strengths, against every attack that applies, and asked everything a council
wants to know. What a defence is worth is two numbers, and they are not summed up: how many people the
strongest attack finds, and what the honest reader still learns. `nullisland league` makes all of it again;
this page and its picture are written by `scripts/make_league.py` from what it prints, for {code}:
{people:,} residents, {days} days of phones.

![{title}]({picture})

**Found.** The share of residents about whom the strongest attack makes a claim that is right; its n, in the
column beside, is how many were attacked. The adversary has four sightings of each target from the same phones, or
four taps of the target's card, or a whole card log under names, or an address book with home and work of everybody.
*Wrong* is the share about whom somebody else is named: they are harmed too. *By card* is what the strongest
attack reaches that knows cards alone, which is another sensor with gaps of its own. Of totals nobody can be named;
there the attack says who was counted, and half is a blind guess. A finding no better than guessing is marked so.

**Home within.** Half of all codes lead to their home within so many metres, by the best of the ways that apply.

**What it cannot show.** One town, one sensor, these attacks. A low number is not a certificate: a better
attack may come. Every release here is reproducible, therefore not private; nobody in it exists.

"""

BESIDE = """## Beside print

Not asserted: print measured other people, with other sensors, in larger areas. What is asserted, because it
follows from the methods, is the order of points of interest retrieved (`tests/measure/test_interest.py`).

"""

TRACES = """## What else is read off traces

Right / wrong, in per cent of all targets, and in brackets what a blind guess gets right; "no better" is *no better than
guessing*. *Card log linked*: the taps of each card, under a name, linked to the trace that resembles them most. *Lives
with*: who shares the household, among the first 2,000 residents; who lives alone is a control, and is tied to somebody
all the same. *At a clinic*: the likeliest patients, labelled after a lesson in three other towns. *Codes joined*: to an
earlier code of the same person. *Edge crossed*: where, within a quarter of a square's side, somebody went from one
square to the next, which rounding was to hide. Intervals, controls and denominators of all of them are in
`nullisland league --json`.

"""

TOTALS = """## What totals give away

*Membership*: was this person counted, of 100 residents and 100 visitors. *Recover*: where the first 500 residents were
in each hour of three days, out of nothing but counts; the control are visitors in their place, who were not counted:
what is right of them is what everybody does. *Difference*: where each of 20 residents was in each hour, from two
releases, one of them without that person; the control are visitors, of whom nothing should be claimed.

"""

EXPOSED = """## Who stays exposed

An average hides whom a defence does not help: found by the strongest attack, by routine, for the defence of
each kind at its middle strength. Beside each group is its number of people
(of the first row). Groups of fewer than ten people are left out.

"""


def badge(row):
    g = row["guarantees"]
    parts = [] if g["k"] is None else [f"k = {g['k']}"]
    for promise in g["promises"][-1:]:
        per = " a metre" if promise["per_m"] else ""
        parts.append(f"ε = {promise['epsilon']:.3g}{per}, {promise['unit']}")
    return ", ".join(parts) or "none"


def name(row):
    values = ", ".join(
        f"{k} {v:.3g}" if isinstance(v, float) else f"{k} {v}" for k, v in row["values"].items()
    )
    return f"{row['defence']}" + (f" ({values})" if values else "")


def score(task):
    value, unit = task["value"], task["unit"]
    if value is None:
        return "cannot be asked"
    if unit == "same or not":
        return "same" if value else "another"
    return f"{value:.0f}" if unit.startswith("right") else f"{value:.0%}"


def attacked(row):
    best = row["strongest"]
    if best is None:
        for attack in row["others"]:
            told = "" if attack["beats_guessing"] else ", no better than guessing"
            return [
                "nobody",
                "",
                f"{attack['attack']}: {attack['right']['value']:.0%} of {attack['n']:,} right{told}",
            ]
        return ["nobody", "", "no attack applies"]
    told = "" if best["beats_guessing"] else ", no better than guessing"
    return [
        f"{best['right']['value']:.1%}",
        f"{best['wrong']['value']:.1%}",
        f"{best['attack']}{' of cards' if 'from card' in best['given'] else ''}, {best['n']:,}{told}",
    ]


def by_card(row):
    """What is found by whoever knows cards and not phones."""
    return f"{row['by_card']['right']['value']:.1%}" if row["by_card"] else ""


def home(row):
    return f"{row['home']['value']:,.0f} m" if row["home"] else ""


def table(header, rows):
    assert all(len(row) == len(header) for row in rows)
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n\n"


def main_table(found):
    tasks = list(found["questions"])
    header = [
        "defence",
        "promise",
        "found",
        "wrong",
        "attack, n",
        "by card",
        "home within",
        *(task.replace("_", " ") for task in tasks),
    ]
    rows = [
        [
            name(row),
            badge(row),
            *attacked(row),
            by_card(row),
            home(row),
            *(score(row["tasks"][t]) for t in tasks),
        ]
        for row in found["rows"]
    ]
    asked = "".join(f"- *{task.replace('_', ' ')}*: {words}\n" for task, words in found["questions"].items())
    units = {t: found["rows"][0]["tasks"][t]["unit"] for t in tasks}
    unit = "; ".join(f"{t.replace('_', ' ')}: {u}" for t, u in units.items())
    return f"## All of it\n\n{asked}\nIn the columns: {unit}.\n\n" + table(header, rows)


def points_table(found):
    rows = [
        [name(row), f"{row['points_of_interest']['f_score']:.3f}", f"{row['path_error_m']:,.0f} m"]
        for row in found["rows"]
        if row["points_of_interest"] and row["path_error_m"] is not None
    ]
    return (
        "## Fixes: points of interest and the path\n\nF score of the places where somebody stayed, against those "
        "that the undefended fixes show (1), and how far a fix lies off the path on average.\n\n"
        + table(["defence", "F score", "off the path"], rows)
    )


def rates(attack):
    """Right, wrong and by lot in per cent of all targets."""
    if attack is None:
        return ""
    right, wrong, lot = (100 * attack[key]["value"] for key in ("right", "wrong", "baseline"))
    told = "" if attack["beats_guessing"] else ", no better"
    return f"{right:.0f} / {wrong:.0f} (by lot {lot:.2g}{told})"


def of_kind(attacks, start):
    """The attack of this name that is right most often; None if none applies."""
    mine = [a for a in attacks if a["attack"].startswith(start)]
    return max(mine, key=lambda a: a["right"]["value"], default=None)


def traces_table(found):
    kinds = {"link": "card log linked", "ties": "lives with", "infer": "at a clinic", "relink": "codes joined",
             "crossings": "edge crossed"}  # fmt: skip
    rows, sizes = [], dict.fromkeys(kinds, 0)
    for row in found["rows"]:
        others = {start: of_kind(row["attacks" if start == "link" else "others"], start) for start in kinds}
        if any(others.values()):
            rows.append([name(row), *(rates(attack) for attack in others.values())])
            sizes = {k: max(sizes[k], a["n"] if (a := others[k]) else 0) for k in kinds}
    header = ["defence", *(f"{words}, at most {sizes[k]:,}" for k, words in kinds.items())]
    return TRACES + table(header, rows)


def totals_table(found):
    rows = []
    for row in found["rows"]:
        for attack in row["others"] if row["kind"] == "totals" else []:
            right, control = attack["right"], attack["control"]
            rows.append([
                name(row), attack["attack"], f"{right['value']:.0%} ({right['low']:.0%} to {right['high']:.0%})",
                f"{attack['wrong']['value']:.0%}", "" if control is None else f"{control['value']:.0%}",
                f"{attack['baseline']['value']:.0%}", f"{right['n']:,}", attack["given"],
            ])  # fmt: skip
    return TOTALS + table(["defence", "attack", "right", "wrong", "control", "by lot", "of", "given"], rows)


def exposed_table(found):
    rows = [row for row in found["rows"] if row["strength"] in (None, 1) and row["exposed"]]
    groups = [e["group"] for e in rows[0]["exposed"] if e["by"] == "routine" and e["n"] >= 10]
    lines = []
    for row in rows:
        by = {e["group"]: e for e in row["exposed"] if e["by"] == "routine"}
        lines.append([name(row), *(f"{by[g]['value']:.0%}" if g in by else "" for g in groups)])
    n = {e["group"]: e["n"] for e in rows[0]["exposed"] if e["by"] == "routine"}
    return EXPOSED + table(
        ["defence", *(f"{group.replace('_', ' ')}, {n[group]}" for group in groups)], lines
    )


def beside_table(found):
    rows = [
        [
            f["what"],
            "-" if f["value"] is None else f"{f['value']:.3g}",
            f"{f['n']:,}",
            "" if f["published"] is None else f"{f['published']:g}",
            f["conditions"],
        ]
        for f in found["beside_print"]
    ]
    return BESIDE + table(["what", "here", "of", "print", "print's conditions"], rows)


def spot(row):
    """Share found by the strongest attack, and busiest stops right of ten."""
    share = row["strongest"]["right"]["value"] if row["strongest"] else 0.0
    return share, row["tasks"]["busiest_stops"]["value"] or 0


def picture(found):
    """A panel a defence: x found by the strongest attack, y stops right; the stronger, the fuller the dot."""
    rows = found["rows"]
    names = list(dict.fromkeys(row["defence"] for row in rows))
    lines = -(-len(names) // COLUMNS)
    width, height = COLUMNS * PANEL_X + 50, lines * PANEL_Y + 90
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="Inter, sans-serif" '
        f'font-size="13" role="img"><title>{TITLE}</title>',
        f'<rect width="{width}" height="{height}" fill="{GROUND}"/>',
        f'<text x="40" y="24" fill="{TEXT}">busiest stops right, of ten</text>',
        f'<text x="{width - 14}" y="{height - 14}" text-anchor="end" fill="{TEXT}">residents found by the strongest '
        "attack on the release; open dots: weaker, full: strongest; grey: all others</text>",
    ]
    crowd = [spot(row) for row in rows]
    for i, defence in enumerate(names):
        x0, y0 = 40 + i % COLUMNS * PANEL_X, 50 + i // COLUMNS * PANEL_Y
        mine = [row for row in rows if row["defence"] == defence]
        parts += panel((x0, y0), defence.replace("_", " "), mine, crowd, first=i % COLUMNS == 0)
    return "\n".join([*parts, "</svg>\n"])


def panel(corner, title, mine, crowd, *, first):
    x0, y0 = corner
    wide, high = PANEL_X - 28, PANEL_Y - 62

    def at(share, right):
        return x0 + share * wide, y0 + 20 + (1 - right / 10) * high

    parts = [f'<text x="{x0}" y="{y0 + 6}" fill="{TEXT}" font-weight="600">{title}</text>']
    for right in (0, 5, 10):
        y = at(0, right)[1]
        parts.append(f'<line x1="{x0}" x2="{x0 + wide}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE}"/>')
        if first:
            parts.append(f'<text x="{x0 - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{SOFT}">{right}</text>')
    for share, anchor in ((0, "start"), (0.5, "middle"), (1, "end")):
        x, y = at(share, 0)
        parts.append(
            f'<text x="{x:.1f}" y="{y + 17:.1f}" text-anchor="{anchor}" fill="{SOFT}">{share:.0%}</text>'
        )
    for share, right in crowd:
        x, y = at(share, right)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{LINE}"/>')
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*spot(row)) for row in mine))
    parts.append(f'<polyline points="{way}" fill="none" stroke="{CLAIM}" stroke-width="1.5"/>')
    for row in mine:
        share, right = spot(row)
        x, y = at(share, right)
        inside = CLAIM if row["strength"] in (None, 2) else GROUND
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{inside}" stroke="{CLAIM}" stroke-width="2"><title>'
            f"{name(row)}: {share:.1%} found, {right:.0f} stops right</title></circle>"
        )
    return parts


def main(path):
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    (DOCS / "pictures" / "league.svg").write_text(picture(found), encoding="utf-8")
    where = {"picture": "pictures/league.svg", "title": TITLE}
    head = HEAD.format(code=found["code"], people=found["people"], days=found["days"], **where)
    page = (
        head
        + main_table(found)
        + points_table(found)
        + traces_table(found)
        + totals_table(found)
        + exposed_table(found)
        + beside_table(found)
    )
    (DOCS / "league.md").write_text(page.rstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
