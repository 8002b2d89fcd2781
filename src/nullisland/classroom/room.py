"""A room and what was said in it, safe to share between the threads of a server."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

__all__ = ["Prediction", "Room"]

_MOST_LOOK_UPS: Final = 100


@dataclass(frozen=True, slots=True)
class Prediction:
    """One answer to one question: a number, or None for a pass. `final` once the truth was shown."""

    value: int | None
    final: bool = False

    @property
    def passed(self) -> bool:
        """Whether the learner chose not to answer."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class _Seat:
    """All there is about a seat: its answers by question, the reasons of its look-ups by island."""

    answers: dict[str, Prediction] = field(default_factory=dict)
    look_ups: dict[str, list[str]] = field(default_factory=dict)


class Room:
    """Predictions and look-ups by seat, which is a random label of a browser and never a name.

    Holds at most `most_seats` seats; the one unused for longest makes place for a new one. Hands that a teacher
    counted belong to the room: as many questions at most.
    """

    def __init__(self, most_seats: int = 1_000) -> None:
        """Open an empty room."""
        if most_seats < 1:
            raise ValueError(f"most_seats must be at least 1, got {most_seats}")
        self._most_seats = most_seats
        self._lock = Lock()
        self._seats: OrderedDict[str, _Seat] = OrderedDict()
        self._hands: dict[str, dict[int, int]] = {}

    def predict(self, seat: str, question: str, value: int | None) -> bool:
        """Lock an answer (None: a pass). False, and nothing changes, if the truth was already shown."""
        with self._lock:
            answers = self._seat(seat).answers
            if question in answers and answers[question].final:
                return False
            answers[question] = Prediction(value)
            return True

    def withdraw(self, seat: str, question: str) -> bool:
        """Unlock an answer so that it can be changed. False if the truth was already shown."""
        with self._lock:
            answers = self._seat(seat).answers
            if question in answers and answers[question].final:
                return False
            answers.pop(question, None)
            return True

    def reveal(self, seat: str, question: str) -> Prediction:
        """Note that this seat has seen the truth: its answer, or a pass if there is none, is final."""
        with self._lock:
            answers = self._seat(seat).answers
            answers[question] = replace(answers.get(question, Prediction(None)), final=True)
            return answers[question]

    def answer(self, seat: str, question: str) -> Prediction | None:
        """What this seat answered, or None."""
        with self._lock:
            return self._seats.get(seat, _Seat()).answers.get(question)

    def answers(self, seat: str) -> dict[str, Prediction]:
        """Every answer of this seat, by question."""
        with self._lock:
            return dict(self._seats.get(seat, _Seat()).answers)

    def look_up(self, seat: str, island: str, reason: str) -> None:
        """Write down that this seat looked somebody up, and why. The newest 100 of an island are kept."""
        with self._lock:
            log = self._seat(seat).look_ups.setdefault(island, [])
            log.append(reason)
            del log[:-_MOST_LOOK_UPS]

    def look_ups(self, seat: str) -> dict[str, tuple[str, ...]]:
        """Reasons of this seat's look-ups in their order, by island."""
        with self._lock:
            return {island: tuple(log) for island, log in self._seats.get(seat, _Seat()).look_ups.items()}

    def count_hands(self, question: str, counts: Mapping[int, int]) -> None:
        """Note how many hands the teacher counted for each answer, in place of an earlier count.

        Raises ValueError for a negative count. An answer without a hand is not kept, nor a count without any.
        """
        if any(n < 0 for n in counts.values()):
            raise ValueError(f"hands must be at least 0, got {min(counts.values())}")
        kept = {value: n for value, n in counts.items() if n}
        with self._lock:
            self._hands.pop(question, None)
            if kept:
                self._hands[question] = kept
            while len(self._hands) > self._most_seats:
                del self._hands[next(iter(self._hands))]

    def hands(self, question: str) -> dict[int, int]:
        """Hands counted for each answer, in ascending order of answers; empty if none were."""
        with self._lock:
            return dict(sorted(self._hands.get(question, {}).items()))

    def all_hands(self) -> dict[str, dict[int, int]]:
        """Every count there is, by question."""
        with self._lock:
            return {question: dict(counts) for question, counts in self._hands.items()}

    def forget(self, seat: str) -> None:
        """Erase one seat and everything under it."""
        with self._lock:
            self._seats.pop(seat, None)

    def erase(self) -> None:
        """Erase everything."""
        with self._lock:
            self._seats.clear()
            self._hands.clear()

    def _seat(self, seat: str) -> _Seat:
        if seat not in self._seats:
            while len(self._seats) >= self._most_seats:
                self._seats.popitem(last=False)
            self._seats[seat] = _Seat()
        self._seats.move_to_end(seat)
        return self._seats[seat]
