from nullisland.classroom import votes_moved


def test_only_what_the_counts_force_is_claimed():
    """Four of five left "0" for sure; that two swapped 1 and 2 cannot be seen."""
    assert votes_moved({0: 5, 1: 2, 2: 2}, {0: 1, 1: 3, 2: 5}) == (4, 9)


def test_the_same_counts_prove_nothing():
    assert votes_moved({0: 3, 1: 1}, {1: 1, 0: 3}) == (0, 4)


def test_nobody_voted():
    assert votes_moved({}, {}) == (0, 0)
