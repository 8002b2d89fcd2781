"""A room and the predictions made in it, safe to share between the threads of a server."""

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

__all__ = ["Prediction", "Room"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """One answer to one question: a number, or None for a pass. `final` once the truth was shown."""

    value: int | None
    final: bool = False

    @property
    def passed(self) -> bool:
        """Whether the learner chose not to answer."""
        return self.value is None


class Room:
    """Predictions by seat and question. A seat is a random label of a browser, never a name.

    Holds at most `most_seats` seats; the one unused for longest makes place for a new one. Hands that a teacher
    counted belong to the room: as many questions at most.
    """

    def __init__(self, most_seats: int = 1_000) -> None:
        """Open an empty room."""
        if most_seats < 1:
            raise ValueError(f"most_seats must be at least 1, got {most_seats}")
        self._most_seats = most_seats
        self._lock = Lock()
        self._seats: OrderedDict[str, dict[str, Prediction]] = OrderedDict()
        self._hands: dict[str, dict[int, int]] = {}

    def predict(self, seat: str, question: str, value: int | None) -> bool:
        """Lock an answer (None: a pass). False, and nothing changes, if the truth was already shown."""
        with self._lock:
            answers = self._answers(seat)
            if question in answers and answers[question].final:
                return False
            answers[question] = Prediction(value)
            return True

    def withdraw(self, seat: str, question: str) -> bool:
        """Unlock an answer so that it can be changed. False if the truth was already shown."""
        with self._lock:
            answers = self._answers(seat)
            if question in answers and answers[question].final:
                return False
            answers.pop(question, None)
            return True

    def reveal(self, seat: str, question: str) -> Prediction:
        """Note that this seat has seen the truth: its answer, or a pass if there is none, is final."""
        with self._lock:
            answers = self._answers(seat)
            answers[question] = replace(answers.get(question, Prediction(None)), final=True)
            return answers[question]

    def answer(self, seat: str, question: str) -> Prediction | None:
        """What this seat answered, or None."""
        with self._lock:
            return self._seats.get(seat, {}).get(question)

    def answers(self, seat: str) -> dict[str, Prediction]:
        """Everything that is known about this seat."""
        with self._lock:
            return dict(self._seats.get(seat, {}))

    def tally(self, question: str) -> Counter[int]:
        """How often each number was answered; passes are not counted. Holds no seats."""
        with self._lock:
            given = [answers[question].value for answers in self._seats.values() if question in answers]
        return Counter(value for value in given if value is not None)

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
        """Erase one seat."""
        with self._lock:
            self._seats.pop(seat, None)

    def erase(self) -> None:
        """Erase everything."""
        with self._lock:
            self._seats.clear()
            self._hands.clear()

    def _answers(self, seat: str) -> dict[str, Prediction]:
        if seat not in self._seats:
            while len(self._seats) >= self._most_seats:
                self._seats.popitem(last=False)
            self._seats[seat] = {}
        self._seats.move_to_end(seat)
        return self._seats[seat]
