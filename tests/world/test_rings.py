"""What lies open in a block, counted by hand."""

import numpy as np

from nullisland.world.rings import inset_rings, sound
from nullisland.world.streets import Network


def block(corners):
    """One block with these corners, counter-clockwise, between side streets; half-edge 2 e runs inside."""
    x, y = np.array(corners, np.int64).T
    n = len(corners)
    a, b = np.arange(n), (np.arange(n) + 1) % n
    length = np.hypot(x[b] - x[a], y[b] - y[a]).astype(np.int64)
    none = np.zeros(n, bool)
    face = np.tile([0, 1], n)
    turn = np.repeat(np.arange(n), 2)
    return Network(x, y, none, a, b, length, none, none), face, turn, np.array([0])


def test_a_square_park_keeps_9_metres_from_the_middle_of_each_street():
    """Corners 90 in from each side, 820 apart, each cut a sixth of the way (137) along both sides."""
    points, first = inset_rings(*block([(0, 0), (1000, 0), (1000, 1000), (0, 1000)]))
    assert first.tolist() == [0, 8]
    near, far = 90 + 820 // 6, 910 - -(-820 // 6)
    assert {tuple(p) for p in points.tolist()} == {
        (near, 90), (far, 90), (910, near), (910, far), (far, 910), (near, 910), (90, far), (90, near),
    }  # fmt: skip


def test_a_square_is_sound_and_a_sliver_is_not():
    assert sound(*block([(0, 0), (1000, 0), (1000, 1000), (0, 1000)])).tolist() == [True]
    assert sound(*block([(0, 0), (3000, 0), (3000, 150), (0, 150)])).tolist() == [False]


def test_a_block_with_a_narrow_neck_is_not_sound():
    """Two halls and a corridor of 12 m: drawn in by 9 m from both its walls, the ring crosses itself."""
    halls = [(0, 0), (1000, 0), (1000, 440), (2000, 440), (2000, 0), (3000, 0)]
    roof = [(3000, 1000), (2000, 1000), (2000, 560), (1000, 560), (1000, 1000), (0, 1000)]
    assert sound(*block(halls + roof)).tolist() == [False]
