"""The numbers of the sandbox: each way to publish counted once an island, attempts that ship at once."""

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from nullisland.app import attempts, numbers

if TYPE_CHECKING:
    from nullisland.lesson.sandbox import Setting, Tried

__all__ = ["there", "tried"]

_trying = threading.Lock()


def there(code: str, defence: tuple[str, int] | None) -> bool:
    """Whether the controls need not wait: the sandbox's part is ready, or the attempt that was asked for is known."""
    island = numbers.begin(code)
    return "sandbox" in island.parts or (defence is not None and defence in attempts.known_attempts(island))


def tried(code: str, setting: "Setting") -> "Tried | None":
    """What became of a setting; None: what it needs is still being made.

    How many records are known is no part of it: the curve holds them all. Up to three seconds the first time.
    """
    from nullisland.lesson.sandbox import defended, try_out

    island = numbers.begin(code)
    if setting.defence is not None:
        one = attempts.known_attempts(island).get(setting.defence)
        if one is None or island.lesson is None:
            return None if one is None else defended(one)
        return defended(one, len(island.lesson.town.stops))
    if "sandbox" not in island.parts:
        return None
    published = replace(setting, n_known=1)
    with _trying:
        if published not in island.tried:
            island.tried[published] = try_out(island.parts["sandbox"], published)
        return island.tried[published]
