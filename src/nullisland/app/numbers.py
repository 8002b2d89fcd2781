"""The lesson's numbers: made once per island in the background, then shared by every browser.

The one module of the app that calls the library. Nothing heavy is imported until the work begins, so
that the first page stands before anything is compiled.
"""

import gc
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nullisland.app import attempts
from nullisland.errors import ConfigError, IslandError
from nullisland.tables import data_path

if TYPE_CHECKING:
    from nullisland.lesson import Lesson, Precision
    from nullisland.lesson.sandbox import Setting, Tried
    from nullisland.pipeline import Outcome

__all__ = [
    "MOST_PEOPLE",
    "SAMPLE_CODE",
    "Preparation",
    "begin",
    "bulk",
    "default_code",
    "first_picture_served",
    "kernel_count",
    "known_grains",
    "part",
    "people_of",
    "precision",
    "tried",
]

MOST_PEOPLE: Final = 50_000
"""Largest island a browser may ask for; the library itself has no such limit."""

SAMPLE_CODE: Final = "NI-7-20000-28"
"""The island one day of which is shipped: the default one."""

_KEPT: Final = 3
_FIRST_SHOWN: Final = (2000, 360)
_WAIT_FOR_PICTURE_S: Final = 2.0
_lock = threading.Lock()
_working = threading.Lock()
_grain_lock = threading.Lock()
_first_picture = threading.Event()
_prepared: "OrderedDict[str, Preparation]" = OrderedDict()


@dataclass(slots=True)
class Preparation:
    """How far the lesson of one island is. `lesson` or `error` is set at the end."""

    code: str
    step: str = "waiting"
    done: int = 0
    total: int = 1
    compiled: int = 0
    lesson: "Lesson | None" = None
    error: str | None = None
    bulk: dict[str, bytes] = field(default_factory=dict)
    crowd: dict[str, Any] = field(default_factory=dict)
    grains: "dict[tuple[int, int], Precision]" = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    tried: "dict[Setting, Tried]" = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Share of the steps done or, on a first start, of the kernels compiled, if that is more; in [0, 1]."""
        return min(1.0, max(self.done / self.total, self.compiled / kernel_count()))


def default_code() -> str:
    """The island of the lesson: NULLISLAND_CODE, else the default of the library."""
    return os.environ.get("NULLISLAND_CODE") or SAMPLE_CODE


def people_of(code: str) -> int:
    """Number of residents of an island; of the default one if this is no island code."""
    from nullisland.model import Scenario

    try:
        return Scenario.from_code(code).people
    except ConfigError:
        return Scenario.from_code(SAMPLE_CODE).people


def first_picture_served() -> None:
    """Tell the background work that the first page has what it needs."""
    _first_picture.set()


def begin(code: str) -> Preparation:
    """The preparation of an island, started if it is new. Three are kept, one is worked on at a time."""
    with _lock:
        if code in _prepared:
            _prepared.move_to_end(code)
            return _prepared[code]
        preparation = Preparation(code, error=_refusal(code))
        if preparation.error is not None:
            return preparation
        _prepared[code] = preparation
        while len(_prepared) > _KEPT:
            _prepared.popitem(last=False)
    threading.Thread(target=_work, args=(preparation,), name=f"prepare {code}", daemon=True).start()
    return preparation


def _refusal(code: str) -> str | None:
    """Why this island cannot be shown here, or None."""
    from nullisland.model import Scenario

    try:
        people = Scenario.from_code(code).people
    except ConfigError as error:
        return str(error)
    if people > MOST_PEOPLE:
        return f"an island in the browser must have at most {MOST_PEOPLE} people, got {people}"
    return None


def bulk(code: str) -> dict[str, bytes]:
    """Files of a prepared island by name; empty if it is not prepared."""
    with _lock:
        preparation = _prepared.get(code)
    return preparation.bulk if preparation is not None else {}


def part(code: str, name: str) -> Any:
    """Numbers of one scene past the core (`nullisland.lesson.parts`); None until they are ready."""
    return begin(code).parts.get(name)


def tried(code: str, setting: "Setting") -> "Tried | None":
    """What became of a setting of the sandbox, whose part must be ready; None: its defence is still being tried."""
    from nullisland.lesson.sandbox import defended, try_out

    preparation = begin(code)
    if setting.defence is not None:
        one = attempts.known_attempts(code).get(setting.defence)
        return None if one is None else defended(preparation.parts["sandbox"], one)
    with _grain_lock:
        if setting not in preparation.tried:
            preparation.tried[setting] = try_out(preparation.parts["sandbox"], setting)
        return preparation.tried[setting]


def precision(code: str, cell_m: int, slot_min: int) -> "Precision":
    """What publishing at this grain does; computed once an island. Up to a second the first time."""
    from nullisland.lesson import precision_at

    preparation = begin(code)
    if preparation.lesson is None:
        raise ValueError(f"the lesson of {code} is not ready")
    grain = cell_m, slot_min
    with _grain_lock:
        if grain not in preparation.grains:
            preparation.grains[grain] = precision_at(preparation.lesson.town, *grain)
        return preparation.grains[grain]


def known_grains(code: str) -> "dict[tuple[int, int], Precision]":
    """Grains computed so far: a copy, by (cell_m, slot_min)."""
    return dict(begin(code).grains)


def _work(preparation: Preparation) -> None:
    if not _compiled_before():
        _first_picture.wait(_WAIT_FOR_PICTURE_S)
    with _working:
        gc.disable()  # collecting while everything is imported and built takes a quarter of the time
        try:
            outcome = _compute(preparation)
        except IslandError as error:
            preparation.error = str(error)
            return
        except Exception as error:
            preparation.error = f"{type(error).__name__}: {error}"
            raise
        finally:
            gc.enable()
            gc.collect()
            gc.freeze()
        _fill_grains(preparation)
        _fill_parts(preparation, outcome)
        attempts.start(preparation.code, outcome)


def _shipped() -> dict[str, bytes]:
    """The files of the default island, as they were shipped; a test compares them with the model."""
    return {name: data_path(f"sample_day/{name}").read_bytes() for name in ("town.json", "day.bin")}


def _compiled_before() -> bool:
    """Whether an earlier start has left compiled kernels: then the lesson is there in seconds."""
    import nullisland._kernels  # noqa: F401 - names the folder, and loads no compiler

    folder = os.environ.get("NUMBA_CACHE_DIR", "")
    return bool(folder) and any(Path(folder).rglob("*.nbi"))


def _fill_parts(preparation: Preparation, outcome: "Outcome") -> None:
    """Compute the numbers of the scenes past the core, in their order; a scene waits for its own."""
    from nullisland.lesson.parts import PARTS

    assert preparation.lesson is not None
    for name, prepare in PARTS.items():
        preparation.parts[name] = prepare(outcome, preparation.lesson)


def _fill_grains(preparation: Preparation) -> None:
    """Compute the other grains while nobody waits for them."""
    from nullisland.lesson import GRAINS

    if preparation.lesson is not None:
        for grain in (_FIRST_SHOWN, *GRAINS):
            precision(preparation.code, *grain)


def _compute(preparation: Preparation) -> "Outcome":
    """Run the pipeline and the lesson on top of it, telling `preparation` how far it is; returns the run."""
    from nullisland.app.bulk import bulk_of, crowd_of
    from nullisland.lesson import prepare
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    scenario = Scenario.from_code(preparation.code)
    with _counting_kernels(preparation):
        tell = _Teller(preparation)
        outcome = run(scenario, progress=tell.run)
        lesson = prepare(outcome, progress=tell.lesson)
        preparation.bulk = _shipped() if scenario.code == SAMPLE_CODE else bulk_of(outcome, lesson.guide)
    preparation.crowd = crowd_of(lesson, scenario.seed)
    preparation.lesson = lesson
    preparation.done = preparation.total
    return outcome


class _Teller:
    """Joins the steps of the run and of the lesson to one count."""

    def __init__(self, preparation: Preparation) -> None:
        self._preparation = preparation
        self._before = 0

    def run(self, step: str, done: int, total: int) -> None:
        self._tell(step, done, total, follow=total)
        self._before = total if done == total else 0

    def lesson(self, step: str, done: int, total: int) -> None:
        self._tell(step, self._before + done, self._before + total, follow=0)

    def _tell(self, step: str, done: int, total: int, follow: int) -> None:
        self._preparation.step = step
        self._preparation.done, self._preparation.total = done, total + follow + 1


@contextmanager
def _counting_kernels(preparation: Preparation) -> Iterator[None]:
    """Count the kernels that Numba compiles while the block runs: none, from the second start on."""
    from numba.core import event

    from nullisland import _kernels

    compiled: set[str] = set()

    class Count(event.Listener):
        def on_start(self, event: "event.Event") -> None:
            kernel = event.data["dispatcher"].py_func
            if kernel.__module__.startswith(_kernels.__name__):
                compiled.add(f"{kernel.__module__}.{kernel.__name__}")
                preparation.compiled = len(compiled)

        def on_end(self, event: "event.Event") -> None:
            pass

    with event.install_listener("numba:compile", Count()):
        yield


@cache
def kernel_count() -> int:
    """How many functions of the project Numba can compile, counted in their text."""
    folder = Path(__file__).parents[1] / "_kernels"
    return sum(
        len(re.findall(r"^@(?:njit|borrowing)", path.read_text(encoding="utf-8"), re.M))
        for path in folder.glob("*.py")
    )
