"""The command `nullisland`: 0 done, 1 something differs or is missing, 2 a mistake in one line, 130 interrupted."""

from nullisland.cli.main import main

__all__ = ["main"]
