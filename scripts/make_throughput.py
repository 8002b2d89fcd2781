"""Write README's tables of speed from what `nullisland bench` printed: `make_throughput.py FILE ...`.

What `bench --scale --json` printed makes the table of countries, what `bench --app --json` printed that of the lesson.
"""

import json
import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
SIZES = (4, 5, 6, 7)
STAGES = ("streets", "people-and-tables", "lives-watched-and-compared")
ROWS = (
    ("seconds for a million people", "us-per-person", "{:.1f}"),
    ("person-days lived a second and core", "person-days-per-core-s", "{:,.0f}"),
    ("points observed and compared a second and core", "points-per-core-s", "{:,.0f}"),
    ("most memory held, GB", "peak-gb", "{:.2f}"),
)


def figure(value, form):
    rounded = float(f"{value:.2g}") if value >= 1000 else value
    return form.format(rounded)


def shortly(value):
    """Two figures: these machines are noisy."""
    return f"{float(f'{value:.2g}'):g}"


def country(report):
    found = {one["name"]: one["median"] for one in report["benchmarks"]}
    machine = report["machine"]
    lines = [
        "A country whose people all live for four weeks, are watched by masts, and compared with the four points",
        f"of one in a thousand of them: everything from the first street on, on {machine['threads']} cores.",
        "",
        "| people | " + " | ".join(f"{10**size:,}" for size in SIZES) + " |",
        "|---|" + "---|" * len(SIZES),
    ]
    for words, key, form in ROWS:
        cells = [figure(found[f"scale-1e{size}-{key}"], form) for size in SIZES]
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    spent = {stage: found[f"stage-{stage}"] for stage in STAGES}
    parts = ", ".join(f"{stage.replace('-', ' ')} {value:.1f}" for stage, value in spent.items())
    lines += [
        "",
        f"A person of ten million costs {found['scale-growth']:.2f} times a person of a hundred thousand.",
        f"Where the time goes, in microseconds of one core for four weeks of a person in a town of 20,000: {parts}.",
        "Made by `nullisland bench --scale`; [what bounds it](docs/decisions/0091-ask-the-phone-first.md).",
        "",
    ]
    return "\n".join(lines)


def lesson(report):
    rows = [one for one in report["benchmarks"] if one["name"].startswith("app-")]
    lines = [
        "The lesson on the default island, in Chromium without a graphics card; server and browser share",
        f"{report['machine']['threads']} cores.",
        "",
        "| | promised | measured |",
        "|---|---|---|",
    ]
    for one in rows:
        unit = one["unit"]
        lines.append(f"| {one['what']} | {one['budget']:g} {unit} | {shortly(one['median'])} {unit} |")
    lines += ["", "Made by `nullisland bench --app`.", ""]
    return "\n".join(lines)


def main():
    text = README.read_text(encoding="utf-8")
    for path in sys.argv[1:]:
        report = json.loads(Path(path).read_text(encoding="utf-8"))
        of_the_app = any(one["name"].startswith("app-") for one in report["benchmarks"])
        name, write = ("lesson-speed", lesson) if of_the_app else ("throughput", country)
        begin, end = f"<!-- {name}: make_throughput.py -->\n", f"<!-- /{name} -->"
        pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        assert pattern.search(text), f"README has no place for {name}"
        made = begin + write(report) + end
        text = pattern.sub(lambda _, made=made: made, text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
