"""GPX 1.1: a reader that follows the schema finds what was written."""

from xml.etree import ElementTree

import numpy as np
import pytest

from nullisland.export import gpx

GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture(scope="module")
def written(outcome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gpx")
    for name, write in gpx.files(outcome).items():
        write(folder / name)
    return folder


def root(path):
    return ElementTree.parse(path).getroot()


def points(track):
    return [
        (float(p.get("lat")), float(p.get("lon")), p.findtext(f"{GPX}time"))
        for p in track.iter(f"{GPX}trkpt")
    ]


def test_version_and_creator_are_given(written):
    for path in written.glob("*.gpx"):
        assert root(path).tag == f"{GPX}gpx"
        assert root(path).get("version") == "1.1"
        assert root(path).get("creator") == "Null Island"


def test_a_track_a_person_in_time_order(written):
    tracks = root(written / "observations.gpx").findall(f"{GPX}trk")

    assert [track.findtext(f"{GPX}name") for track in tracks] == ["person 0", "person 1"]
    assert points(tracks[0]) == [(0.005, 0.0, "2001-01-01T00:00:00Z"), (0.0, 0.01, "2001-01-02T01:01:00Z")]


def test_a_visit_is_its_beginning_and_its_end(written):
    first = root(written / "visits.gpx").find(f"{GPX}trk")

    assert [when for _, _, when in points(first)] == [
        "2001-01-01T00:00:00Z",
        "2001-01-01T08:00:00Z",
        "2001-01-01T08:20:00Z",
        "2001-01-01T10:00:00Z",
    ]
    assert points(first)[0][:2] == points(first)[1][:2] != points(first)[2][:2]


def test_a_release_knows_pseudonyms_only(written):
    """The middle of cell 0 is 75 m east and north of the origin: its corner is (-50 m, -50 m)."""
    (track,) = root(written / "release.gpx").findall(f"{GPX}trk")

    assert track.findtext(f"{GPX}name") == "pseudonym 77"
    lat, lon, when = points(track)[0]
    assert np.array([lat, lon]) * 111_320 == pytest.approx([75, 75], abs=0.01)
    assert [when, points(track)[1][2]] == ["2001-01-01T00:00:00Z", "2001-01-02T01:00:00Z"]


def test_places_are_waypoints_and_names_are_escaped(outcome, tmp_path):
    frame = outcome.to_frames()["places"]
    frame["name"] = "Fish & <Chips>"

    gpx._write_places(frame, gpx.spots_of("places", outcome), tmp_path / "p.gpx")

    found = root(tmp_path / "p.gpx").findall(f"{GPX}wpt")
    assert len(found) == len(outcome.island.places)
    assert [child.tag.removeprefix(GPX) for child in found[0]] == ["name", "desc", "type"]
    assert found[0].findtext(f"{GPX}name") == "Fish & <Chips>"


def test_somebody_without_a_point_gets_no_track(tmp_path):
    empty = np.array([], np.int64)
    tracks = gpx.Tracks("person", np.array([3]), np.array([0, 0]), gpx.Spots(empty, empty), empty)

    gpx.write_tracks(tracks, tmp_path / "e.gpx")

    assert list(root(tmp_path / "e.gpx")) == []


def test_people_are_in_a_table_beside(written):
    assert (written / "people.csv").read_text(encoding="utf-8").startswith("person,name,")
