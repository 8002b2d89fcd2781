"""Everything that leaves the project as pandas frames of other libraries or as files."""

from nullisland.export.folder import write_folder
from nullisland.export.frames import to_movingpandas, to_positionfixes, to_trajdataframe
from nullisland.export.manifest import FORMATS, FileNote, Manifest, Settings, read_manifest, run_settings

__all__ = [
    "FORMATS",
    "FileNote",
    "Manifest",
    "Settings",
    "read_manifest",
    "run_settings",
    "to_movingpandas",
    "to_positionfixes",
    "to_trajdataframe",
    "write_folder",
]
