"""Peak memory is what the process held, in millions of bytes."""

import numpy as np
import psutil

from nullisland.memory import peak_mb


def test_the_peak_covers_what_is_held_and_never_falls():
    before = peak_mb()
    room = np.ones(40_000_000, np.uint8)
    held = psutil.Process().memory_info().rss / 1e6
    after = peak_mb()

    assert room.sum() == 40_000_000
    assert after >= max(before, 0.98 * held)
    del room
    assert peak_mb() >= after
