"""Put what the examples of README.md print, on this model, into README.md. A test compares."""

import contextlib
import doctest
import io
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def with_figures(text: str) -> str:
    """The text with each expected output replaced by what its example prints."""
    lines = text.splitlines(keepends=True)
    names: dict[str, object] = {}
    shift = 0
    for example in doctest.DocTestParser().get_examples(text):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, str(README), "single"), names)
        if not example.want:
            continue
        start = example.lineno + example.source.count("\n") + shift
        old = len(example.want.removesuffix("```\n").splitlines())
        new = printed.getvalue().splitlines(keepends=True)
        lines[start : start + old] = new
        shift += len(new) - old
    return "".join(lines)


if __name__ == "__main__":
    README.write_text(with_figures(README.read_text(encoding="utf-8")), encoding="utf-8")
