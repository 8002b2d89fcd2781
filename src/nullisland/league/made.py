"""One release of a league, and how it was made."""

from collections.abc import Callable
from dataclasses import dataclass

from nullisland.attack import Located
from nullisland.release import AnyRelease, Defence, NobodyKey, PseudonymKey, Source

__all__ = ["Made"]

Key = PseudonymKey | NobodyKey


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """A release of a town and its key.

    `again(source)` does the same to another run, as an adversary can who knows the method. `homes`: where homes were
    located in it, by the name of the way. `defence` None: codes for names and no more; `strength` then is 0.
    """

    defence: Defence | None
    strength: int
    release: AnyRelease
    key: Key
    again: Callable[[Source], tuple[AnyRelease, Key]]
    homes: dict[str, Located]
