"""Numbers as they are shown: three digits that mean something."""

import pytest

from nullisland.cli.figures import number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "-"),
        (0.0, "0"),
        (1.0, "1"),
        (21.0, "21"),
        (34980.4, "34,980"),
        (60.72, "60.7"),
        (0.0614, "0.061"),
        (-0.0931, "-0.093"),
        (0.0002, "< 0.001"),
        (0.99996, "> 0.999"),
        (0.9993, "0.999"),
    ],
)
def test_number(value, shown):
    assert number(value) == shown
