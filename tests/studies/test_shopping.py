"""The study of card records against an obvious count over everybody's purchases."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.errors import ConfigError, DataError
from nullisland.movement import simulate
from nullisland.observation import PRICE_BINS, purchases
from nullisland.rng import stage_key
from nullisland.studies import Options, run_study, shopping
from nullisland.studies.streamed import by_lot

SMALL = Options(people=300, days=14, seed=3, targets=60)


@pytest.fixture(scope="module")
def mall():
    return shopping.mall_of(SMALL)


@pytest.fixture(scope="module")
def baskets(mall):
    """For everybody the set of (day, shop, price bin)."""
    first, t_min, place, bins = purchases(mall.tills, simulate(mall.town))
    rows = list(zip((t_min // 1440).tolist(), place.tolist(), bins.tolist(), strict=True))
    return [set(rows[first[i] : first[i + 1]]) for i in range(300)]


@pytest.fixture(scope="module")
def found():
    return run_study("shopping", SMALL)


def test_records_are_everybody_s_baskets(mall, baskets):
    first, code = shopping.records(mall, 0, 300)
    place_of = np.flatnonzero(mall.shop >= 0)

    for i, basket in enumerate(baskets):
        mine = code[first[i] : first[i + 1]]
        assert mine.tolist() == sorted(set(mine.tolist()))
        shop = mine // PRICE_BINS
        day, bins = shop // mall.n_shops, mine % PRICE_BINS
        place = place_of[shop % mall.n_shops]
        assert set(zip(day.tolist(), place.tolist(), bins.tolist(), strict=True)) == basket
        plain = shopping.without_price((np.array([0, len(mine)]), mine))[1]
        assert plain.tolist() == sorted({c // PRICE_BINS for c in mine.tolist()})


def test_uniqueness_is_that_of_the_obvious_count(mall, baskets, found):
    """The same draw of four purchases, matched against everybody by sets."""
    key = stage_key(SMALL.seed, "shopping", "known")
    place_of = np.flatnonzero(mall.shop >= 0).tolist()
    alone = {(k, priced): 0 for k in (1, 2, 3, 4) for priced in (False, True)}
    targets = 0
    for person in by_lot(300, SMALL.seed).tolist():
        codes = shopping.known_of(shopping.records(mall, person, person + 1)[1], key, person)
        if codes is None:
            continue
        targets += 1
        points = []
        for code in codes.tolist():
            shop, b = divmod(code, PRICE_BINS)
            points.append((shop // mall.n_shops, place_of[shop % mall.n_shops], b))
        for k in (1, 2, 3, 4):
            priced = sum(set(points[:k]) <= basket for basket in baskets)
            plain = sum({p[:2] for p in points[:k]} <= {p[:2] for p in basket} for basket in baskets)
            assert 1 <= priced <= plain
            alone[k, True] += priced == 1
            alone[k, False] += plain == 1
        if targets == SMALL.targets:
            break

    figures = {figure.id: figure for figure in found.figures}
    for (k, priced), count in alone.items():
        figure = figures[f"unicity_cards_{k}_points{'_price' if priced else ''}"]
        assert (figure.value, figure.n) == (count / targets, targets)
    assert found.points == sum(len({p[:2] for p in basket}) for basket in baskets)


def test_more_points_and_a_price_never_single_out_fewer(found):
    figures = {figure.id: figure.value for figure in found.figures}

    for price in ("", "_price"):
        values = [figures[f"unicity_cards_{k}_points{price}"] for k in (1, 2, 3, 4)]
        assert values == sorted(values)
    for k in (1, 2, 3, 4):
        assert figures[f"unicity_cards_{k}_points_price"] >= figures[f"unicity_cards_{k}_points"]
    plain, priced = ([figures[f"unicity_cards_{k}_points{p}"] for k in (2, 3, 4)] for p in ("", "_price"))
    gain = sum(q / p - 1 for p, q in zip(plain, priced, strict=True)) / 3
    assert figures["unicity_cards_price_gain"] == pytest.approx(gain)


def test_print_s_order_is_looked_for_only_where_there_is_room(found):
    """A price singles out more: asserted if 0.5 to 0.98 are alone without it, else called saturated."""
    figures = {figure.id: figure.value for figure in found.figures}
    words = [remark for remark in found.remarks if remark.startswith("Order of print")]

    assert len(words) == 3
    for k, sentence in zip((2, 3, 4), words, strict=True):
        plain = figures[f"unicity_cards_{k}_points"]
        assert ("saturated" in sentence) == (plain > 0.98)
        assert ("too few" in sentence) == (plain < 0.5)
    alone = np.zeros((2, 1000, 4), bool)
    alone[0, :600], alone[1, :700] = True, True
    assert all(sentence.endswith(": seen.") for sentence in shopping._order(alone))
    alone[1, 605:] = False
    assert all("not seen" in sentence for sentence in shopping._order(alone))


def test_shards_of_any_size_find_the_same(found, monkeypatch):
    monkeypatch.setattr(shopping, "_SHARD", 37)

    again = run_study("shopping", SMALL)

    assert again.figures == found.figures
    assert again.points == found.points


def test_an_interrupted_run_goes_on_and_finds_the_same(found, monkeypatch, tmp_path):
    """A finished shard is not lived again, a torn one is, and another size is refused."""
    monkeypatch.setattr(shopping, "_SHARD", 100)
    options = replace(SMALL, resume=tmp_path / "kept")
    first = run_study("shopping", options)
    lived = []
    matches = shopping._matches
    monkeypatch.setattr(
        shopping, "_matches", lambda mall, span, *w: lived.append(span) or matches(mall, span, *w)
    )

    again = run_study("shopping", options)
    assert lived == []
    torn = next((tmp_path / "kept").glob("100.np*"))
    torn.write_bytes(torn.read_bytes()[:-7])
    repaired = run_study("shopping", options)

    assert lived == [(100, 200)]
    assert first.figures == again.figures == repaired.figures == found.figures
    assert first.points == again.points == repaired.points == found.points
    with pytest.raises(ConfigError, match="resume"):
        run_study("shopping", replace(options, seed=4))


@given(st.sets(st.integers(0, 40), max_size=14), st.integers(0, 1000))
def test_what_is_known_are_four_purchases_of_one_s_own_at_different_shops_or_days(codes, person):
    mine = np.array(sorted(codes), np.int32)

    known = shopping.known_of(mine, stage_key(1, "x"), person)

    apart = {code // PRICE_BINS for code in codes}
    assert (known is None) == (len(apart) < 4)
    if known is not None:
        assert set(known.tolist()) <= codes
        assert len({code // PRICE_BINS for code in known.tolist()}) == len(known) == 4


def test_a_person_who_buys_on_many_days_is_known_by_any_of_them():
    """Of ten equal purchases each is drawn four times in ten; five standard errors."""
    mine = np.arange(0, 10 * PRICE_BINS, PRICE_BINS, dtype=np.int32)
    drawn = np.concatenate([shopping.known_of(mine, stage_key(1, "x"), person) for person in range(2_000)])

    share = np.bincount(drawn // PRICE_BINS) / 2_000
    assert np.abs(share - 0.4).max() < 5 * (0.4 * 0.6 / 2_000) ** 0.5


def test_nobody_with_four_purchases_is_an_error():
    with pytest.raises(DataError, match="4 purchases"):
        run_study("shopping", Options(people=2, days=2, seed=1))
