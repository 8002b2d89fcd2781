"""How each scene is played from question to reveal: one list, run by mouse and by keyboard at every size.

A new scene adds one `Play`. Each `Do` is one act of a learner; `then` is the step it leads to.
"""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Do:
    """One act: choose an option, press a button, fill a field, tap the n-th element of a kind.

    `name` is what the learner reads on it (for `tap`, a CSS selector); `value` is typed by `fill`, and `nth` counts for
    `tap` and, among the groups that offer it, for `choose`. `then` is the step that must be on screen
    afterwards, `shows` a selector that must be.
    """

    kind: str
    name: str
    then: str = ""
    value: str = ""
    nth: int = 0
    shows: str = ""


@dataclass(frozen=True)
class Play:
    """A scene from its first step to its last reveal. `shows` are selectors that must be on screen at the end."""

    scene: str
    begin: str
    acts: tuple[Do, ...]
    shows: tuple[str, ...] = (".ni-sentence",)
    query: dict[str, str] = field(default_factory=dict)
    still: frozenset[str] = frozenset()
    """Steps at which the frame's boxes must be those of the first step."""

    @property
    def name(self) -> str:
        return f"{self.scene}-{self.begin}"


LOCK = "Lock my guess"

PLAYS = (
    Play("rules", "read", (), (".ni-card li",)),
    Play(
        "names-off",
        "predict",
        (
            Do("choose", "one week"),
            Do("press", LOCK, "names"),
            Do("press", "Remove the names", "codes"),
            Do("press", "Follow one code", "reveal"),
        ),
        (".ni-at.guess i", ".ni-at.truth i", ".ni-talk"),
    ),
    Play(
        "read-life",
        "predict",
        (
            Do("choose", "somewhere else"),
            Do("press", LOCK, "work"),
            Do("press", "I pass", "read"),
            Do("press", "Night, 22 to 6"),
            Do("choose", "Pearls: routes"),
            Do("press", "Next", "reveal"),
            Do("press", "Next", "book"),
            Do("press", "Next", "help"),
            Do("choose", "2 km"),
        ),
        (".ni-waffle", ".ni-talk"),
    ),
    Play(
        "four-sightings",
        "predict",
        (
            Do("choose", "3"),
            Do("press", LOCK, "cards"),
            Do("tap", ".ni-crowd .card", nth=0),
            Do("tap", ".ni-crowd .card", nth=1),
            Do("press", "Next", "told"),
            Do("press", "Next", "town"),
            Do("fill", "Or type a number", value="40"),
            Do("press", LOCK, "curve"),
            Do("press", "Next", "help"),
        ),
        (".ni-plot", ".ni-big b"),
    ),
    Play(
        "shown",
        "predict",
        (
            Do("choose", "80 %"),
            Do("press", LOCK, "label"),
            *(Do("choose", "suggests it", nth=card) for card in range(5)),
            Do("press", "Next", "reveal"),
            Do("press", "Next", "harm"),
            Do("press", "Next", "help"),
            Do("choose", "published"),
        ),
        (".ni-waffle.ni-dots", ".ni-talk"),
    ),
    Play(
        "manual",
        "predict",
        (
            Do("choose", "250 m"),
            Do("press", LOCK, "nights"),
            Do("press", "One more night"),
            Do("press", "All nights at once"),
            Do("press", "Next", "average"),
            Do("choose", "once"),
            Do("press", "Next", "hole"),
            Do("press", "Next", "found"),
            Do("press", "Next", "codes"),
            Do("choose", "1 km"),
        ),
        (".ni-waffle", ".ni-talk"),
    ),
    Play(
        "defend",
        "predict",
        (
            Do("choose", "jitter"),
            Do("press", LOCK, "cards"),
            Do("choose", "coarser time"),
            Do("choose", "6 hours"),
            Do("press", "Next", "frontier"),
        ),
        (".ni-goal", ".ni-dot.truth i", ".ni-talk"),
    ),
    Play(
        "defend",
        "cards",
        (
            Do("choose", "five more", shows=".ni-dot.truth em"),
            Do("choose", "shared traces", shows=".ni-badge.ni-kept"),
            Do("choose", "by 5"),
            Do("press", "Next", "frontier"),
        ),
        (".ni-goal", ".ni-dot.truth i", ".ni-talk"),
    ),
    Play(
        "totals",
        "predict",
        (
            Do("choose", "no"),
            Do("press", LOCK, "tables"),
            Do("press", "Subtract the two tables", "difference"),
            Do("press", "Next", "ones"),
            Do("choose", "below 5"),
            Do("press", "Next", "traces"),
            Do("choose", "with noise"),
            Do("press", "Next", "promise"),
            Do("choose", "0.1"),
        ),
        (".ni-waffle.ni-dots", ".ni-talk"),
    ),
    Play(
        "council",
        "vote",
        (
            Do("choose", "totals only"),
            Do("press", "Lock my vote", "resident"),
            Do("press", "Next", "again"),
            Do("choose", "collect less"),
            Do("press", "Lock my vote", "shift"),
            Do("press", "Next", "exit"),
            Do("choose", "no, many still can"),
            Do("press", LOCK, "exit"),
            Do("press", "Next question", "exit"),
            Do("choose", "only one trace fits"),
            Do("press", LOCK, "exit"),
            Do("press", "Next question", "exit"),
            Do("choose", "noisy totals, with a limit"),
            Do("press", LOCK, "exit"),
            Do("press", "Next", "do"),
        ),
        (".ni-thirds", ".ni-talk"),
    ),
    Play(
        "sandbox",
        "play",
        (
            Do("choose", "mast"),
            Do("choose", "each day"),
        ),
        (".js-plotly-plot", ".ni-big b"),
    ),
    Play(
        "sandbox",
        "play",
        (Do("fill", "Records known", value="6"),),
        (".js-plotly-plot", ".ni-big b"),
        {"defence": "coarser_time-0"},
    ),
)


@dataclass(frozen=True)
class Setting:
    """One way to be in front of a scene. WebGL is off in all of them: nothing here needs it."""

    size: str
    theme: str
    hand: str
    motion: str

    def __str__(self) -> str:
        return f"{self.size}-{self.theme}-{self.hand}-{self.motion}"


PAIRWISE = (
    Setting("wall", "light", "mouse", "reduce"),
    Setting("table", "light", "keys", "reduce"),
    Setting("phone", "dark", "keys", "no-preference"),
    Setting("small", "dark", "mouse", "reduce"),
    Setting("wall", "dark", "keys", "no-preference"),
    Setting("table", "dark", "mouse", "no-preference"),
    Setting("phone", "light", "mouse", "reduce"),
    Setting("small", "light", "keys", "no-preference"),
)
"""Every pair of size, theme, hand and motion occurs. Scenes take turns with the two halves."""

GRID = tuple(
    Setting(size, theme, hand, motion)
    for size in ("wall", "table", "phone", "small")
    for theme in ("light", "dark")
    for hand in ("mouse", "keys")
    for motion in ("reduce", "no-preference")
)


def performances() -> list[tuple[Play, Setting]]:
    """Every play with four settings, at each size, twice by keyboard; the whole grid if NULLISLAND_GRID is set."""
    if os.environ.get("NULLISLAND_GRID"):
        return [(play, setting) for play in PLAYS for setting in GRID]
    return [(play, setting) for i, play in enumerate(PLAYS) for setting in PAIRWISE[i % 2 * 4 :][:4]]
