"""Both lines are those of the pipeline, and they cross where the town is the one of 20,000."""

from dataclasses import replace

import numpy as np
import pytest

from nullisland.measure import uniqueness, wilson
from nullisland.model import REFERENCE_PEOPLE, Scenario, Traces
from nullisland.pipeline import run
from nullisland.published import published
from nullisland.studies import Options, crowd_or_town, run_study
from nullisland.studies.crowd_or_town import all_traces


@pytest.mark.parametrize("same_area", [False, True])
def test_traces_are_those_of_the_pipeline_s_releases(same_area):
    scenario = Scenario(people=90, days=3, seed=4, same_area=same_area)

    for sensor, traces in all_traces(scenario):
        outcome = run(scenario, sensor=sensor)
        theirs = Traces.from_release(outcome.release)
        persons = outcome.key.person_of(theirs.ids)
        assert len(traces) == 90
        assert len(traces.points) == len(theirs.points)
        for row, person in enumerate(persons.tolist()):
            for column in (Traces.cell_of, Traces.slot_of):
                mine = column(traces, traces.points.of(person)).tolist()
                assert mine == column(theirs, theirs.points.of(row)).tolist()


def test_the_lines_meet_at_the_town_of_the_streets():
    crowd, town = (
        dict(all_traces(Scenario(people=REFERENCE_PEOPLE, days=2, same_area=same))) for same in (True, False)
    )

    for sensor in ("tower", "gps"):
        assert np.array_equal(crowd[sensor].points.code, town[sensor].points.code)


def test_shards_of_any_size_find_the_same(monkeypatch):
    options = Options(people=120, days=3, seed=2)
    whole = run_study("crowd-or-town", options)
    monkeypatch.setattr(crowd_or_town, "_SHARD", 50)

    assert run_study("crowd-or-town", options).figures == whole.figures


def test_a_crowd_on_the_same_streets_hides_and_the_remarks_say_what_was_seen():
    found = run_study("crowd-or-town", Options(people=3_000, days=10, seed=1))
    figures = {figure.id: figure for figure in found.figures}
    beside = {name: figures.pop(name) for name in list(figures) if name.startswith("unicity_")}

    assert set(figures) == {
        f"{line}_{sensor}_{people}"
        for line in ("crowd", "town")
        for sensor in ("tower", "gps")
        for people in (300, 1_000, 3_000)
    }
    few, many = figures["crowd_gps_300"], figures["crowd_gps_3000"]
    assert few.low > many.high
    for people in (300, 1_000, 3_000):
        assert figures[f"crowd_gps_{people}"].low > figures[f"town_gps_{people}"].high
    assert found.people == 3_000
    assert f"same streets, more people: from {few.value:.2f} to {many.value:.2f}" in " ".join(found.remarks)

    _beside_print(beside, figures)


def _beside_print(beside, figures):
    """Which line each published figure measured, by hand, and its nearer end."""
    line = {
        "unicity_4_points_antenna_hour": "town_tower_3000",
        "unicity_60m_4_points": "crowd_tower_3000",
        "unicity_cards_4_points": None,
        "unicity_multi_sensor_4_points": "crowd_gps_300",
    }
    assert set(beside) == set(line)
    for name, ours in line.items():
        row = published(name)
        assert (beside[name].published, beside[name].conditions) == (row.value, row.conditions)
        if ours is None:
            assert (beside[name].value, beside[name].n) == (None, 0)
        else:
            for key in ("value", "low", "high", "n"):
                assert getattr(beside[name], key) == getattr(figures[ours], key)


def test_too_few_points_for_anybody_is_no_figure():
    three = Traces.from_arrays([1, 1, 1, 2], [1, 2, 3, 1], [1, 2, 3, 1])

    assert crowd_or_town.count_alone(three, Options(people=2)) == (0, 0)
    assert crowd_or_town._figure("town", "gps", 2, np.array([0, 0, 4])).value is None


def test_counts_are_those_of_uniqueness():
    traces = dict(all_traces(Scenario(people=90, days=3, seed=4)))["gps"]

    alone, n = crowd_or_town.count_alone(traces, Options(people=90, targets=50, seed=6))

    assert wilson(alone, n) == uniqueness(traces, 4, 50, 6)


def test_an_interrupted_run_goes_on_and_may_be_extended(monkeypatch, tmp_path):
    options = Options(people=120, days=3, seed=2, resume=tmp_path / "kept")
    first = run_study("crowd-or-town", options)
    lived = []
    counts = crowd_or_town._counts
    monkeypatch.setattr(crowd_or_town, "_counts", lambda *town: lived.append(town[:2]) or counts(*town))

    again = run_study("crowd-or-town", options)
    more = run_study("crowd-or-town", replace(options, people=130))

    assert (again.figures, again.points) == (first.figures, first.points)
    assert lived == [("crowd", 130), ("town", 130)]
    assert len(more.figures) == 8
