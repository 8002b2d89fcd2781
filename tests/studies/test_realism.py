"""The island keeps the laws of mobility, and says why where it does not."""

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from nullisland.measure.realism import BANDS
from nullisland.model import Scenario
from nullisland.movement import prepare, simulate
from nullisland.movement.paths import build_ways, route
from nullisland.people import build_people
from nullisland.published import published
from nullisland.studies import realism as module
from nullisland.studies.realism import realism
from nullisland.world import build_island

RESULTS = Path(__file__).parents[2] / "docs" / "results"


@cache
def default_island(seed):
    return realism(Scenario(people=20_000, days=28, seed=seed))


@pytest.mark.parametrize("seed", [1, 7, 2001])
def test_the_island_keeps_every_law(seed):
    """Everybody on the default island on three seeds; the trip lengths of print belong to larger ones."""
    found = default_island(seed)

    assert [law for law in found.laws if law.holds is False] == []
    assert {law.id for law in found.laws if law.holds is None} == {"trip_under_1_mile", "trip_under_3_miles"}


def test_figures_of_the_page_are_those_of_the_default_island():
    """`docs/results` holds what the command printed; the smaller island of the page is tested beside the page."""
    printed = json.loads((RESULTS / "realism-20000.json").read_text(encoding="utf-8"))

    again = default_island(7).to_json()

    assert printed["code"] == again["code"]
    for name, figure in printed["figures"].items():
        for key in ("value", "low", "high"):
            assert again["figures"][name][key] == pytest.approx(figure[key], rel=1e-9), name


@pytest.mark.parametrize("seed", [1, 7, 2001])
def test_a_large_island_keeps_them_all(seed, monkeypatch):
    """3,000 of 200,000 people, on islands of 15 km and more across."""
    monkeypatch.setattr(module, "WATCHED", 3_000)

    found = realism(Scenario(people=200_000, days=28, seed=seed))

    assert found.across_m > 10_000
    assert [(law.id, law.value) for law in found.laws if not law.holds] == []


@pytest.fixture(scope="module")
def hamlet():
    return realism(Scenario(people=500, days=28, seed=3))


def test_json_has_the_form_of_a_study_and_a_band_with_every_figure(hamlet):
    report = json.loads(json.dumps(hamlet.to_json(), allow_nan=False))

    assert list(report["figures"]) == list(BANDS)
    assert {"people", "points", "seconds", "peak_mb", "remarks", "curves", "code", "across_m"} <= set(report)
    for name, figure in report["figures"].items():
        low, high, _ = BANDS[name]
        row = published(name)
        assert figure["published"] == (row and row.value)
        assert figure["band"] == [low, high if np.isfinite(high) else None]
        within = low <= figure["value"] <= high
        assert figure["holds"] in (within, None)
        assert figure["low"] <= figure["value"] <= figure["high"]


def test_a_hamlet_says_why_it_breaks_laws(hamlet):
    broken = {law.id for law in hamlet.laws if law.holds is False}

    assert "visit_zipf" in broken
    assert any("places besides homes" in remark for remark in hamlet.study.remarks)
    assert any("trip lengths of print belong to 10 km" in remark for remark in hamlet.study.remarks)
    assert any("Ways are short" in remark for remark in hamlet.study.remarks) == ("time_indoors" in broken)


def test_an_island_of_eleven_kilometres_says_why_its_trips_are_short(monkeypatch):
    """The chance that two residents live within three miles, from the remark, against all pairs of 1,500 of them."""
    monkeypatch.setattr(module, "WATCHED", 400)
    scenario = Scenario(people=100_000, days=7)

    found = realism(scenario)

    assert found.across_m > 10_000
    broken = {law.id for law in found.laws if law.holds is False}
    assert "trip_under_3_miles" in broken
    (said,) = re.findall(r"with a chance of (\d\.\d\d)", " ".join(found.study.remarks))
    island = build_island(scenario)
    home = build_people(scenario, island).home_place[:1_500]
    xy_km = np.column_stack((island.places.x_dm[home], island.places.y_dm[home])) / 10_000
    assert float(said) == pytest.approx((pdist(xy_km) < 3 * 1.609344).mean(), abs=0.03)
    under = {law.id: law.value for law in found.laws}["trip_under_3_miles"]
    (along,) = re.findall(r"as surveys count miles, (\d\.\d\d) of", " ".join(found.study.remarks))
    assert 0.5 < float(along) < under, "no way is shorter than the straight line"


def test_trips_along_the_streets_are_as_long_as_their_ways():
    """The share of the remark, trip by trip from the line of each way on a small island."""
    scenario = Scenario(people=300, days=2, seed=3)
    island = build_island(scenario)
    people = build_people(scenario, island)
    visits = simulate(prepare(scenario, island, people))
    ways, places = build_ways(island.streets), island.places
    short = []
    for person in range(visits.n_people):
        stops = visits.place[visits.first[person] : visits.first[person + 1]].tolist()
        for a, b in pairwise(stops):
            if a != b:
                line = route(ways, places, a, b) / 10
                short.append(np.hypot(*np.diff(line, axis=0).T).sum() < module.MILE_M / 4)

    assert module._along_streets(visits, island, module.MILE_M / 4) == pytest.approx(
        np.mean(short), abs=5 * np.sqrt(0.25 / 50_000)
    )


def test_what_the_remark_on_visits_says_is_so(monkeypatch):
    """The same number of people with the streets and places of a town of 20,000 keep the law."""
    monkeypatch.setattr(module, "WATCHED", 1_000)
    values = [
        next(law for law in realism(scenario).laws if law.id == "visit_zipf")
        for scenario in (Scenario(people=1_000), Scenario(people=1_000, same_area=True))
    ]

    assert [law.holds for law in values] == [False, True]


def test_the_curves_are_those_of_the_figures(hamlet):
    curves, laws = hamlet.curves, {law.id: law.value for law in hamlet.laws}

    ranks = np.array(curves["visit_share_by_rank"])
    slope = np.polyfit(np.log(np.arange(1, len(ranks) + 1)), np.log(ranks), 1)[0]
    assert -slope == pytest.approx(laws["visit_zipf"], abs=0.01)
    assert sum(net["share"] for net in curves["networks"]) == pytest.approx(laws["motifs_17_cover"], abs=1e-3)
    assert len(curves["networks"]) == 17
    assert sum(curves["entropy"]) == pytest.approx(1, abs=1e-3)
    assert sum(curves["trips_a_weekday"]) == pytest.approx(1, abs=1e-3)
    trips = np.dot(curves["trips_a_weekday"], np.arange(len(curves["trips_a_weekday"])))
    assert trips == pytest.approx(laws["trips_per_day"], rel=0.03)  # 12 or more count as 12
    assert curves["trip_length"][3] == pytest.approx(laws["trip_under_1_mile"], abs=1e-3)
    assert curves["trip_length"][11] == pytest.approx(laws["trip_under_3_miles"], abs=1e-3)
    assert curves["gyration_m"][18] / curves["gyration_m"][0] == pytest.approx(
        laws["gyration_spread"], rel=1e-3
    )
    known = curves["distinct_places_by_day"]
    assert len(known) == 28 and known == sorted(known)
    assert np.log2(known[27] / known[13]) == pytest.approx(laws["distinct_places_growth"], abs=1e-3)
    for net in curves["networks"]:
        assert all(0 <= i < net["nodes"] and 0 <= j < net["nodes"] and i != j for i, j in net["edges"])


def test_a_handful_of_people_has_no_interval():
    found = realism(Scenario(people=2, days=2, seed=1))

    assert all(figure.low == figure.value == figure.high for figure in found.study.figures)
    json.dumps(found.to_json(), allow_nan=False)
