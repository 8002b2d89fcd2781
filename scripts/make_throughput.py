"""Write README's table of speed from what `nullisland bench --scale --json` printed: `make_throughput.py FILE`."""

import json
import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
SIZES = (4, 5, 6, 7)
STAGES = ("streets", "people-and-tables", "lives-watched-and-compared")
BEGIN, END = "<!-- throughput: make_throughput.py -->\n", "<!-- /throughput -->"
ROWS = (
    ("seconds for a million people", "us-per-person", "{:.1f}"),
    ("person-days lived a second and core", "person-days-per-core-s", "{:,.0f}"),
    ("points observed and compared a second and core", "points-per-core-s", "{:,.0f}"),
    ("most memory held, GB", "peak-gb", "{:.2f}"),
)


def figure(value, form):
    rounded = float(f"{value:.2g}") if value >= 1000 else value
    return form.format(rounded)


def section(report):
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


def main():
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = README.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    assert pattern.search(text), "README has no place for the table"
    README.write_text(pattern.sub(lambda _: BEGIN + section(report) + END, text), encoding="utf-8")


if __name__ == "__main__":
    main()
