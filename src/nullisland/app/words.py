"""The words of the lesson: `data/lesson/<language>/<scene>.md`, one `## key` section a text.

Code holds no prose. A text has named placeholders in braces; `say` wants each of them and no other.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from nullisland.errors import DataError
from nullisland.tables import data_path

__all__ = ["FORBIDDEN", "LANGUAGE", "Words", "placeholders", "scene"]

LANGUAGE = "en"

FORBIDDEN = ("rightly listed", "hit", "suspect", "worshipper", "catch", "target", "victim")
"""Words the storyboard does not want on a screen, in any of their forms (a test looks for their stems)."""

_HEADING = re.compile(r"^## +(\S+) *$", re.MULTILINE)


def placeholders(text: str) -> frozenset[str]:
    """Names in braces.

    >>> sorted(placeholders("{count} of {people}"))
    ['count', 'people']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


class Words(Mapping[str, str]):
    """Texts of one scene by key."""

    def __init__(self, name: str, texts: Mapping[str, str]) -> None:
        """Keep `texts` under `name`, which errors mention."""
        self.name = name
        self._texts = dict(texts)

    def __getitem__(self, key: str) -> str:
        """The text as written, placeholders and all."""
        try:
            return self._texts[key]
        except KeyError:
            raise DataError(f"the words of {self.name} must have a section ## {key}, found none") from None

    def __contains__(self, key: object) -> bool:
        """Whether there is such a text."""
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """Keys, in file order."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._texts)

    def say(self, key: str, **values: object) -> str:
        """The text with its placeholders filled. Raises DataError if one is missing or left over.

        Whole numbers get a comma every three digits.
        """
        text = self[key]
        wanted = placeholders(text)
        if wanted != values.keys():
            raise DataError(f"{self.name}.{key} must be given {sorted(wanted)}, got {sorted(values)}")
        return text.format(**{name: _shown(value) for name, value in values.items()})

    def lines(self, key: str) -> list[str]:
        """The text's lines without list marks and empty ones."""
        return [line.lstrip("- ").strip() for line in self[key].splitlines() if line.strip()]


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


@cache
def scene(name: str, language: str = LANGUAGE) -> Words:
    """Words of one scene. Raises DataError if its file is not there or says a key twice."""
    text = data_path(f"lesson/{language}/{name}.md").read_text(encoding="utf-8")
    parts = _HEADING.split(text)
    keys, bodies = parts[1::2], parts[2::2]
    doubled = sorted({key for key in keys if keys.count(key) > 1})
    if doubled:
        raise DataError(f"{name}.md must have each key once, got twice: {doubled}")
    return Words(name, {key: body.strip() for key, body in zip(keys, bodies, strict=True)})
