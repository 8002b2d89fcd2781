"""The open database: what a vendor of face-recognition cameras keeps on everybody of an invented town.

Nothing in it is pseudonymised. It exists to show why such a collection must not.
"""

from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.log import Log, passages, write_log
from nullisland.opendb.tables import Database, database
from nullisland.opendb.trackers import Trackers, trackers_of

__all__ = [
    "Database",
    "Log",
    "OpenDatabaseConfig",
    "Trackers",
    "database",
    "passages",
    "trackers_of",
    "write_log",
]
