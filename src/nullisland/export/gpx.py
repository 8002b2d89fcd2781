"""GPX 1.1: places as waypoints; visits, observations and the release as one track a person or pseudonym.

GPX has no table of people: they go into `people.csv` beside it. A visit is two points of a track, its
beginning and its end; a published point stands at the middle of its cell and at the beginning of its slot.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nullisland.export.degrees import degrees, moments
from nullisland.export.spots import Spots, spots_of
from nullisland.export.tables import write_csv
from nullisland.pipeline import Outcome

__all__ = ["Tracks", "files", "write_tracks"]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Null Island" xmlns="{}">\n'
_NAMESPACE = "http://www.topografix.com/GPX/1/1"
_POINT = '<trkpt lat="%.7f" lon="%.7f"><time>%sZ</time></trkpt>\n'


class Tracks(NamedTuple):
    """Points in order, `ids[i]` owning those in first[i] : first[i + 1]; one without points gets no track."""

    kind: str
    ids: NDArray[np.integer]
    first: NDArray[np.int64]
    spots: Spots
    t_min: NDArray[np.integer]


def files(outcome: Outcome) -> dict[str, Callable[[Path], None]]:
    """One file a table."""
    frames = outcome.to_frames()
    return {
        "people.csv": partial(write_csv, frames["people"]),
        "places.gpx": partial(_write_places, frames["places"], spots_of("places", outcome)),
        "visits.gpx": partial(write_tracks, _visits(outcome)),
        "observations.gpx": partial(write_tracks, _observations(outcome)),
        "release.gpx": partial(write_tracks, _release(outcome)),
    }


def _persons(start: int, n: int) -> NDArray[np.int64]:
    return np.arange(start, start + n, dtype=np.int64)


def _visits(outcome: Outcome) -> Tracks:
    visits, spots = outcome.visits, spots_of("visits", outcome)
    twice = Spots(np.repeat(spots.x_dm, 2), np.repeat(spots.y_dm, 2))
    t_min = np.column_stack((visits.arrive_min, visits.leave_min)).ravel()
    return Tracks("person", _persons(visits.start_person, visits.n_people), visits.first * 2, twice, t_min)


def _observations(outcome: Outcome) -> Tracks:
    seen = outcome.observations
    ids = _persons(seen.start_person, seen.n_people)
    return Tracks("person", ids, seen.first, spots_of("observations", outcome), seen.t_min)


def _release(outcome: Outcome) -> Tracks:
    release = outcome.release
    t_min = release.slot.astype(np.int64) * release.slot_min
    return Tracks("pseudonym", release.pseudonyms, release.first, spots_of("release", outcome), t_min)


def write_tracks(tracks: Tracks, path: Path) -> None:
    """One `trk` an owner. Cost: about 2 microseconds a point."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD.format(_NAMESPACE))
        for i, owner in enumerate(tracks.ids.tolist()):
            start, stop = int(tracks.first[i]), int(tracks.first[i + 1])
            if start == stop:
                continue
            file.write(f"<trk><name>{tracks.kind} {owner}</name><trkseg>\n")
            file.writelines(_points(tracks, start, stop))
            file.write("</trkseg></trk>\n")
        file.write("</gpx>\n")


def _points(tracks: Tracks, start: int, stop: int) -> Iterator[str]:
    lat = degrees(tracks.spots.y_dm[start:stop]).tolist()
    lon = degrees(tracks.spots.x_dm[start:stop]).tolist()
    when = np.datetime_as_string(moments(tracks.t_min[start:stop]), unit="s").tolist()
    return (_POINT % point for point in zip(lat, lon, when, strict=True))


def _write_places(frame: pd.DataFrame, spots: Spots, path: Path) -> None:
    lat, lon = degrees(spots.y_dm).tolist(), degrees(spots.x_dm).tolist()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD.format(_NAMESPACE))
        for i, row in enumerate(frame.itertuples(index=False)):
            name, address, kind = (escape(str(text)) for text in (row.name, row.address, row.kind))
            file.write(
                f'<wpt lat="{lat[i]:.7f}" lon="{lon[i]:.7f}"><name>{name}</name>'
                f"<desc>{address}</desc><type>{kind}</type></wpt>\n"
            )
        file.write("</gpx>\n")
