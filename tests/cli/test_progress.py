"""The bar is drawn on a terminal after a second, and nowhere else."""

import io
import time

import pytest

from nullisland import progress
from nullisland.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_nothing_is_written_where_nobody_watches():
    stream = io.StringIO()
    with Progress(stream) as bar:
        bar.tell("world", 0, 5)

    assert stream.getvalue() == ""


def test_nothing_is_written_within_the_first_second():
    stream = Terminal()
    with Progress(stream) as bar:
        bar.tell("world", 0, 5)

    assert stream.getvalue() == ""


def test_a_bar_is_drawn_and_taken_away(monkeypatch):
    monkeypatch.setattr(progress, "_WAIT_S", 0.0)
    monkeypatch.setattr(progress, "_TICK_S", 0.01)
    stream = Terminal()
    with Progress(stream) as bar:
        bar.tell("movement", 2, 4)
        time.sleep(0.2)

    assert "[############............]  50 %  movement  0 s" in stream.getvalue()
    assert stream.getvalue().endswith(" \r")


@pytest.mark.parametrize(("done", "total", "share"), [(0, 0, "  0 %"), (0, 5, "  0 %"), (5, 5, "100 %")])
def test_the_ends_of_the_bar(done, total, share):
    bar = Progress(Terminal())
    bar.tell("x", done, total)

    assert share in bar.line()
