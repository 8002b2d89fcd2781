"""The command `nullisland`: 0 done, 1 a difference or failure, 2 a mistake in one line, 130 interrupted."""

from nullisland.cli.main import main

__all__ = ["main"]
