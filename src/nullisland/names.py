"""Pools of names: given names, families, streets and employers, as Faker has them.

The shipped pools lie in `data/names/<locale>/`, drawn by `scripts/draw_names.py`, so that a code keeps its
people. Any other locale of Faker is drawn when it is asked for, and then depends on the Faker installed.
"""

from functools import cache
from pathlib import Path

from nullisland.errors import ConfigError
from nullisland.tables import data_path

__all__ = ["KINDS", "LOCALES", "pool"]

KINDS = ("given_female", "given_male", "family", "streets", "employers")
LOCALES = ("de", "en", "es", "fr", "it", "nl")
"""The shipped locales: a town in one of them is the same with every version of Faker."""

_DRAWS = 4_000
_METHODS = {
    "given_female": "first_name_female",
    "given_male": "first_name_male",
    "family": "last_name",
    "streets": "street_name",
    "employers": "company",
}


@cache
def pool(locale: str, kind: str) -> tuple[str, ...]:
    """Distinct names of one kind in one locale, sorted; never empty.

    Parameters
    ----------
    locale : one of `LOCALES`, or any locale of Faker such as fi_FI
    kind : one of `KINDS`

    Raises ConfigError if the locale is neither shipped nor in Faker; ValueError for another kind.
    Cost: a file read, or about a second for a locale that is not shipped; once a process.

    >>> "Mill Lane" in pool("en", "streets")
    True
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    if locale in LOCALES:
        text = data_path(str(Path("names", locale, f"{kind}.txt"))).read_text(encoding="utf-8")
        return tuple(text.splitlines())
    return _drawn(locale, kind)


def _drawn(locale: str, kind: str) -> tuple[str, ...]:
    from faker import Faker  # slow to import, and only needed for locales that are not shipped
    from faker.config import AVAILABLE_LOCALES

    if locale not in AVAILABLE_LOCALES:
        shipped = ", ".join(LOCALES)
        raise ConfigError(
            f"locale must be one of {shipped} or a locale of Faker such as fi_FI, got {locale!r}"
        )
    fake = Faker(locale)
    fake.seed_instance(1)
    draw = getattr(fake, _METHODS[kind])
    names = {" ".join(str(draw()).split()) for _ in range(_DRAWS)}
    return tuple(sorted(name for name in names if name))
