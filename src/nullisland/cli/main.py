"""From words on a command line to a command, and from whatever happens to an exit code."""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

from nullisland.cli.parser import make_parser
from nullisland.errors import IslandError

__all__ = ["main"]

DONE, MISTAKE, INTERRUPTED, TERMINATED = 0, 2, 130, 143


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` None: the arguments of this process.

    Every error a person can cause is one line on stderr and exit code 2.
    """
    signal_before = _raise_on_sigterm()
    try:
        return _run(sys.argv[1:] if argv is None else list(argv))
    except SystemExit as end:  # --help, --version, or SIGTERM
        return end.code if isinstance(end.code, int) else DONE
    except IslandError as error:
        return _say(str(error))
    except MemoryError:
        return _say("this needs more memory than this machine can give: take fewer people or days")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _say(f"{where}{error.strerror or error}")
    except KeyboardInterrupt as stopped:
        print(f"interrupted; {stopped or 'nothing was left behind'}", file=sys.stderr)
        return INTERRUPTED
    finally:
        if signal_before is not None:
            signal.signal(signal.SIGTERM, signal_before)


def _run(argv: list[str]) -> int:
    args = make_parser().parse_args(argv)
    command = import_module(f"nullisland.cli.{args.command.replace('-', '_')}")
    code: int = command.run(args)
    sys.stdout.flush()
    return code


def _say(message: str) -> int:
    line = " ".join(message.split())
    print(f"nullisland: {line}", file=sys.stderr)
    return MISTAKE


def _raise_on_sigterm() -> "signal._HANDLER | None":
    """Let SIGTERM unwind the stack, so that half-written folders vanish; None where that is not possible."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(TERMINATED)

    try:
        return signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread
        return None
