"""The work behind a lesson, done once an island in the background.

Nothing heavy is imported until it begins, so that the first page stands before anything is compiled.
"""

import gc
import os
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nullisland.app.preparation import Preparation
from nullisland.errors import IslandError
from nullisland.lesson.settled import GRAINS, LESS
from nullisland.tables import data_path

if TYPE_CHECKING:
    from nullisland.lesson import Lesson, Precision

__all__ = ["SAMPLE_CODE", "compiled_before", "fill", "grain_of", "make_lesson", "told"]

SAMPLE_CODE: Final = "NI-7-20000-28"
"""The island one day of which is shipped: the default one."""

_grain_lock = threading.Lock()


def compiled_before() -> bool:
    """Whether an earlier start has left compiled kernels: then the lesson is there in seconds."""
    import nullisland._kernels  # noqa: F401 - names the folder, and loads no compiler

    folder = os.environ.get("NUMBA_CACHE_DIR", "")
    return bool(folder) and any(Path(folder).rglob("*.nbi"))


def make_lesson(preparation: Preparation, *, keep: bool) -> None:
    """Run the island and the lesson on top of it; `lesson` and `outcome`, or `error`, are set at the end.

    `keep`: what stands then lives as long as the server, and no later garbage collection looks at it again.
    """
    gc.disable()  # collecting while everything is imported and built takes a quarter of the time
    try:
        _compute(preparation)
    except Exception as error:
        preparation.error = told(error)
    finally:
        gc.enable()
        gc.collect()
        if keep:
            gc.freeze()


def fill(preparation: Preparation) -> None:
    """Compute the other grains and the scenes past the core, in their order. What cannot be made says why."""
    from nullisland.lesson.parts import PARTS

    lesson, outcome = preparation.lesson, preparation.outcome
    if lesson is None or outcome is None:
        return
    try:
        for grain in (LESS, *GRAINS):
            grain_of(preparation, lesson, grain)
    except Exception as error:  # whoever asks for this grain is told
        told(error)
    for name, prepare in PARTS.items():
        try:
            preparation.parts[name] = prepare(outcome, lesson)
        except Exception as error:
            preparation.failed[name] = told(error)


def grain_of(preparation: Preparation, lesson: "Lesson", grain: tuple[int, int]) -> "Precision":
    """What publishing at this grain, (cell_m, slot_min), does; computed once an island."""
    from nullisland.lesson import precision_at

    with _grain_lock:
        if grain not in preparation.grains:
            preparation.grains[grain] = precision_at(lesson.town, *grain)
        return preparation.grains[grain]


def told(error: Exception) -> str:
    """What the page says about an error. One that nobody can cause by a choice is told on the terminal, too."""
    if isinstance(error, IslandError):
        return str(error)
    traceback.print_exception(error)
    return f"{type(error).__name__}: {error}"


def _shipped() -> dict[str, bytes]:
    """The files of the default island, as they were shipped; a test compares them with the model."""
    return {name: data_path(f"sample_day/{name}").read_bytes() for name in ("town.json", "day.bin")}


def _compute(preparation: Preparation) -> None:
    """Run the pipeline and the lesson on top of it, telling `preparation` how far it is."""
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
    preparation.outcome, preparation.lesson = outcome, lesson
    preparation.done = preparation.total


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
