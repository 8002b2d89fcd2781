"""The commands and their flags. Values stay text here: whoever takes them says what must hold."""

import argparse
from typing import NoReturn

from nullisland import __version__
from nullisland.errors import ConfigError

__all__ = ["make_parser"]

_RUN_FLAGS = (
    ("--people", "N", "20000", "residents, 2 to 100000000"),
    ("--days", "N", "28", "days watched, 2 to 1000"),
    ("--seed", "N", "7", "any whole number from 0: another seed, another island"),
    ("--sensor", "NAME", "gps", "gps, tower, card or camera"),
    ("--cell-m", "METRES", None, "side of a published square, 10 to 10000 (gps: 250)"),
    ("--slot-min", "MINUTES", "60", "length of a published time slot"),
)


class _Parser(argparse.ArgumentParser):
    """Mistakes are raised, so that they end up in one line like all others."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(f"{message} (see {self.prog} --help)")


def make_parser() -> argparse.ArgumentParser:
    """Parser of all commands; `args.command` is the name of a module of this package."""
    parser = _Parser(
        prog="nullisland",
        description="An invented island, its people's movements, and how few sightings single one out.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"nullisland {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _demo(_command(commands, "demo", "open the lesson in the browser"))
    _generate(_command(commands, "generate", "write an island's people, movements and release into a folder"))
    _uniqueness(_command(commands, "uniqueness", "how many residents a few known points single out"))
    _lesson(_command(commands, "lesson", "the numbers of the lesson's scenes for one island"))
    _open_database(
        _command(commands, "open-database", "write what a vendor of face cameras keeps on invented people")
    )
    _verify(_command(commands, "verify", "make an island again and compare it with a record or an export"))
    _realism(
        _command(commands, "realism", "whether people move like people: laws of mobility, each in its band")
    )
    _study(_command(commands, "study", "repeat a published study on invented people, beside print"))
    _league(
        _command(commands, "league", "every defence against every attack and every question of a council")
    )
    _bench(_command(commands, "bench", "measure how fast this machine does it"))
    _command(commands, "doctor", "what works on this machine, and what to do about what does not")
    return parser


def _command(
    commands: "argparse._SubParsersAction[_Parser]", name: str, what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=what, description=what[0].upper() + what[1:] + ".", allow_abbrev=False
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    return parser


def _add_run_flags(parser: argparse.ArgumentParser) -> None:
    for flag, metavar, default, what in _RUN_FLAGS:
        shown = f"{what}; default {default}" if default else what
        parser.add_argument(flag, metavar=metavar, default=default, help=shown)


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default=None, help="port to serve on; default 8501 or the next free one")
    parser.add_argument(
        "--address", default="127.0.0.1", help="127.0.0.1: this computer; 0.0.0.0: the whole room"
    )
    parser.add_argument("--code", default=None, help="island code; default NI-7-20000-28")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument(
        "--real-cases",
        action="store_true",
        help="for teachers: also serve a sourced page about real cases, linked from nowhere",
    )


def _generate(parser: argparse.ArgumentParser) -> None:
    _add_run_flags(parser)
    parser.add_argument("--out", required=True, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--format", default="parquet", help="parquet (default), csv, geojson or gpx")
    parser.add_argument("--force", action="store_true", help="write into a folder that is not empty")


def _uniqueness(parser: argparse.ArgumentParser) -> None:
    _add_run_flags(parser)
    parser.add_argument("--points", default="1-10", help="known points: one number or a range within 1-10")
    parser.add_argument("--policy", default="fixed", help="how long a code lasts: fixed, week or day")
    parser.add_argument(
        "--planner", action="store_true", help="also what the bus planner still gets right, by question"
    )


def _league(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--full", action="store_true", help="the island of 20,000 instead of a district of 2,000"
    )
    parser.add_argument("--people", metavar="N", help="residents; default 2000, with --full 20000")
    parser.add_argument("--days", metavar="N", default="28", help="days watched; default 28")
    parser.add_argument("--seed", metavar="N", default="7", help="another seed, another island; default 7")


def _lesson(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="island code, such as NI-7-20000-28")
    parser.add_argument("--scene", metavar="NAME", help="one scene, such as four-sightings")
    parser.add_argument("--cell-m", metavar="METRES", default="2000", help="larger squares; default 2000")
    parser.add_argument(
        "--card", metavar="NAME", help="one defence of scene 5, such as jitter, attacked anew"
    )
    parser.add_argument("--strength", metavar="N", default="0", help="of the defence, 0 to 2; default 0")
    parser.add_argument(
        "--all-cards", action="store_true", help="with --scene defend: all ten cards, not five"
    )
    parser.add_argument("--known", metavar="N", default="4", help="records known with --card; default 4")
    parser.add_argument("--slot-min", metavar="MINUTES", default="360", help="longer times; default 360")


def _open_database(parser: argparse.ArgumentParser) -> None:
    for flag, metavar, default, what in _RUN_FLAGS:
        if flag in ("--people", "--seed"):
            parser.add_argument(flag, metavar=metavar, default=default, help=f"{what}; default {default}")
    parser.add_argument("--hours", metavar="N", default="24", help="hours logged, 1 to 672; default 24")
    parser.add_argument(
        "--rows", metavar="N", help="keep exactly so many sightings; default: all but --missed"
    )
    parser.add_argument("--missed", metavar="SHARE", default="0.3", help="passages not noticed; default 0.3")
    parser.add_argument(
        "--mistaken", metavar="SHARE", default="0.01", help="rows under a wrong name; default 0.01"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--format", default="parquet", help="parquet (default) or csv")
    parser.add_argument("--sqlite", action="store_true", help="the same tables as one SQLite file too")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="island code, such as NI-7-20000-28")
    parser.add_argument("--against", metavar="DIR", help="folder of an export; default: the codes on record")


def _realism(parser: argparse.ArgumentParser) -> None:
    for flag, metavar, default, what in _RUN_FLAGS[:3]:
        parser.add_argument(flag, metavar=metavar, default=default, help=f"{what}; default {default}")


def _study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one of --list")
    parser.add_argument("--list", action="store_true", help="all studies and their size")
    parser.add_argument("--quick", action="store_true", help="a small size: only to see that it works")
    parser.add_argument("--people", metavar="N", help="people; default: the study's own size")
    parser.add_argument("--days", metavar="N", help="days watched; default: the study's own")
    parser.add_argument("--months", metavar="N", help="the same in months of 30 days")
    parser.add_argument("--targets", metavar="N", help="people who are attacked")
    parser.add_argument("--seed", metavar="N", help="another seed, other people; default 7")
    parser.add_argument("--resume", metavar="DIR", help="keep finished shards there, and go on from them")


def _bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="small sizes and one repetition")
    parser.add_argument(
        "--scale", action="store_true", help="the large ones too: 1,500,000 people, 10^8 points"
    )
    parser.add_argument("--app", action="store_true", help="the lesson in a browser instead")
    parser.add_argument("--only", metavar="NAME", help="one benchmark; '*' stands for anything")
