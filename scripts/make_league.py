"""Write docs/league.md and its picture from what `nullisland league --json` printed: `make_league.py league.json`."""

import json
import sys
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 540, 70, 40, 30, 70
CLAIM, TEXT, SOFT, LINE, GROUND = "#6A1B57", "#2E2A25", "#565E67", "#DAD5CC", "#FFFDF8"

HEAD = """# The league

Every defence at its three strengths, against every attack that applies, and asked everything a council
wants to know. What a defence is worth is two numbers, and they are not summed up: how many people the
strongest attack finds, and what the honest reader still learns. `nullisland league` makes all of it again;
this page and its picture are written by `scripts/make_league.py` from what it prints, for {code}:
{people:,} residents, {days} days of phones.

![Share found by the strongest attack, against busiest stops right of ten]({picture})

**Found.** The share of residents about whom the strongest attack makes a claim that is right; its n, in the
last column but one, is how many were attacked. The adversary has four sightings of each target from the
same phones, or an address book with home and work of everybody. *Wrong* is the share about whom somebody
else is named: they are harmed too. Of totals nobody can be named; there the attack says who was counted,
and half is a blind guess. A finding no better than guessing is marked so.

**What it cannot show.** One town, one sensor, these attacks. A low number is not a certificate: a better
attack may come. Every release here is reproducible, therefore not private; nobody in it exists.

"""

BESIDE = """## Beside print

Not asserted: print measured other people, with other sensors, in larger areas. What is asserted, because it
follows from the methods, is the order of points of interest retrieved (`tests/measure/test_interest.py`).

"""

EXPOSED = """## Who stays exposed

An average hides whom a defence does not help: found by the strongest attack, by routine, for the defence of
each kind at its middle strength. Groups of fewer than ten people are left out.

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
        for attack in row["attacks"]:
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
        f"{best['attack']}, {best['n']:,}{told}",
    ]


def table(header, rows):
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
        *(task.replace("_", " ") for task in tasks),
    ]
    rows = [
        [name(row), badge(row), *attacked(row), *(score(row["tasks"][t]) for t in tasks)]
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


def exposed_table(found):
    rows = [row for row in found["rows"] if row["strength"] in (None, 1) and row["exposed"]]
    groups = [e["group"] for e in rows[0]["exposed"] if e["by"] == "routine" and e["n"] >= 10]
    lines = []
    for row in rows:
        by = {e["group"]: e for e in row["exposed"] if e["by"] == "routine"}
        lines.append([name(row), *(f"{by[g]['value']:.0%}" if g in by else "" for g in groups)])
    return EXPOSED + table(["defence", *(group.replace("_", " ") for group in groups)], lines)


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


def picture(found):
    """Dots: x found by the strongest attack, y busiest stops right; the strongest strength is full, the others open."""

    def x(share):
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(right):
        return HEIGHT - BOTTOM - right / 10 * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Inter, sans-serif" '
        f'font-size="13" role="img"><title>Found by the strongest attack, and busiest stops right of ten</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>',
    ]
    for right in range(0, 11, 2):
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(right)}" y2="{y(right)}" stroke="{LINE}"/>'
        )
        parts.append(
            f'<text x="{LEFT - 10}" y="{y(right) + 4}" text-anchor="end" fill="{SOFT}">{right}</text>'
        )
    for percent in range(0, 101, 20):
        parts.append(
            f'<text x="{x(percent / 100)}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle" fill="{SOFT}">'
            f"{percent} %</text>"
        )
    parts.append(
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="{TEXT}">residents found by the strongest '
        f"attack on this release</text>"
    )
    parts.append(f'<text x="{LEFT}" y="18" fill="{TEXT}">busiest stops right, of ten</text>')
    taken = []
    for row in sorted(found["rows"], key=lambda r: r["strength"] if r["strength"] is not None else 9):
        share = row["strongest"]["right"]["value"] if row["strongest"] else 0.0
        right = row["tasks"]["busiest_stops"]["value"] or 0
        cx, cy = x(share), y(right)
        full = row["strength"] in (None, 2)
        inside = CLAIM if full else GROUND
        parts.append(
            f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="6" fill="{inside}" stroke="{CLAIM}" stroke-width="2"><title>'
            f"{name(row)}: {share:.1%} found, {right:.0f} stops right</title></circle>"
        )
        if full:
            place_label(parts, taken, cx, cy, row["defence"].replace("_", " "))
    return "\n".join([*parts, "</svg>\n"])


def place_label(parts, taken, cx, cy, words):
    """To the right of its dot, moved down or up until it meets no other; left out if there is no room."""
    width = 7.2 * len(words)
    for shift in (0, 15, -15, 30, -30, 45, -45, 60, -60, 75, 90, 105, 120):
        box = (cx + 10, cy + shift - 7, cx + 10 + width, cy + shift + 7)
        inside = box[2] < WIDTH and box[1] >= TOP and box[3] <= HEIGHT - BOTTOM + 8
        if inside and all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in taken):
            taken.append(box)
            parts.append(f'<text x="{cx + 10:.1f}" y="{cy + shift + 4:.1f}" fill="{TEXT}">{words}</text>')
            return


def main(path):
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    (DOCS / "pictures" / "league.svg").write_text(picture(found), encoding="utf-8")
    head = HEAD.format(
        code=found["code"], people=found["people"], days=found["days"], picture="pictures/league.svg"
    )
    page = head + main_table(found) + points_table(found) + exposed_table(found) + beside_table(found)
    (DOCS / "league.md").write_text(page.rstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
