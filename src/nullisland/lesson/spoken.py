"""Numbers as a learner reads them: of a hundred, on a clock, in a week, in marks."""

__all__ = [
    "clock",
    "clock_s",
    "each",
    "marks",
    "of_a_hundred",
    "per_hundred",
    "portion",
    "span",
    "tenth",
    "week",
    "weekday",
]


def per_hundred(share: float) -> float:
    """A share as so many of a hundred.

    >>> per_hundred(0.25)
    25.0
    """
    return 100 * share


def portion(part: float, whole: float) -> float:
    """A part of a whole, of a hundred; 0 of nothing.

    >>> portion(3, 12), portion(0, 0)
    (25.0, 0.0)
    """
    return per_hundred(part / whole) if whole else 0.0


def of_a_hundred(share: float) -> str:
    """A share as "n of 100": whole numbers, but never 0 or 100 unless it is exactly that.

    >>> of_a_hundred(0.417), of_a_hundred(0.004), of_a_hundred(0.998), of_a_hundred(1)
    ('42', '0.4', '99.8', '100')
    """
    value = per_hundred(share)
    if 0 < value < 1 or 99 < value < 100:
        return f"{value:.1f}"
    return f"{value:.0f}"


def tenth(people: int) -> int:
    """How many 10 of 100 are.

    >>> tenth(300)
    30
    """
    return round(people / 10)


def each(count: int, squares: int) -> float:
    """How many each of so many squares stands for.

    >>> each(20_000, 200)
    100.0
    """
    return count / squares


def marks(count: int, one: int) -> int:
    """How many marks stand for a count, if each stands for at most `one`.

    >>> marks(41, 10), marks(40, 10), marks(0, 10)
    (5, 4, 0)
    """
    return -(-count // one)


def weekday(day: int) -> int:
    """Day of the week, Monday 0; day 0 is a Monday.

    >>> weekday(0), weekday(13)
    (0, 6)
    """
    return day % 7


def week(day: int) -> int:
    """Week of a day, the first is 1.

    >>> week(6), week(7)
    (1, 2)
    """
    return day // 7 + 1


def clock(minute: int) -> str:
    """A minute of the day.

    >>> clock(425)
    '7:05'
    """
    return f"{minute // 60}:{minute % 60:02d}"


def span(start_min: int, stop_min: int) -> str:
    """From one minute of the day until another: whole hours alone where both are whole.

    >>> span(0, 480), span(450, 1_440)
    ('0-8', '7:30-24:00')
    """
    if start_min % 60 or stop_min % 60:
        return f"{clock(start_min)}-{clock(stop_min)}"
    return f"{start_min // 60}-{stop_min // 60}"


def clock_s(second: int) -> str:
    """A second of the day.

    >>> clock_s(21_352)
    '05:55:52'
    """
    return f"{second // 3600:02}:{second % 3600 // 60:02}:{second % 60:02}"
