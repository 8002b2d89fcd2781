"""Charts in plain HTML, of scenes 5 and 3: marks stand where the numbers say, no name lies on a mark or a name."""

import base64
import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from playwright.sync_api import Browser

from nullisland.app import numbers, words
from nullisland.app.labelling import Mark, Plane, Spot, place, width_of
from nullisland.app.plot import Axes, Dot, plot
from nullisland.app.scenes import defend_plot, precision
from nullisland.app.theme import stylesheet
from nullisland.lesson import Precision
from nullisland.lesson.defend import ALL_CARDS, CARDS, frontier, useful
from nullisland.lesson.defend_table import shipped
from nullisland.lesson.settled import GRAINS
from nullisland.measure.utility import TASKS
from nullisland.model import Estimate
from nullisland.tables import data_path

PLANE = Plane(400, 200, 16, 24, (0, 0, 0, 0))
AXES = Axes(x="singled out", y="right of 10", x_ticks=["0", "50", "100"], y_ticks=["0", "10"])
DEFAULT = "NI-7-20000-28"


def spot_of(*marks: Mark, taken: tuple[tuple[float, float, float, float], ...] = ()) -> Spot:
    """Of the first mark."""
    return place(marks, [PLANE], lambda plane: list(taken))[0]


def test_a_name_stands_at_the_right_of_its_mark_in_the_middle_of_its_height():
    assert spot_of(Mark(50, 50, 5, "here")) == Spot(0, 6, -0.5, 0, 0)


def test_at_the_right_rim_and_where_something_lies_it_stands_at_the_left():
    left = Spot(-1, -6, -0.5, 0, 0)
    assert spot_of(Mark(99, 50, 5, "here")) == left
    assert spot_of(Mark(50, 50, 5, "here"), Mark(55, 50, 5)) == left
    assert spot_of(Mark(50, 50, 5, "here"), taken=((210, 90, 220, 110),)) == left


def test_between_neighbours_it_stands_below_and_under_the_lower_rim_above():
    row = [Mark(40, 50, 5), Mark(60, 50, 5)]
    assert spot_of(Mark(50, 50, 5, "between"), *row).down == 6
    low = [Mark(40, 2, 5), Mark(60, 2, 5)]
    spot = spot_of(Mark(50, 2, 5, "between"), *low)
    assert (spot.height, spot.down) == (-1, -6)


def test_a_name_that_has_to_go_away_gets_a_line_to_its_nearest_side():
    """Everything within 30 pixels is taken, but straight up 34 pixels are enough."""
    spot = spot_of(Mark(50, 30, 5, "far"), taken=((100, 110, 300, 180),))
    assert spot.far
    length, turn = spot.line
    assert length == pytest.approx(30, abs=8)
    assert turn == pytest.approx(-90, abs=1)
    assert Spot(0, 30, 0, 40, 1).line == pytest.approx((50, 53.13), abs=0.01)
    assert Spot(-1, -30, -0.5, 0, 1).line == (30, 180)


def test_where_there_is_no_room_at_all_as_little_as_possible_is_covered():
    everywhere = (0.0, 0.0, 400.0, 200.0)
    spot = spot_of(Mark(50, 50, 5, "here"), taken=(everywhere,))
    assert spot == Spot(0, 6, -0.5, 0, 0)


def test_each_dot_is_drawn_with_its_role_at_its_place_and_escaped():
    dots = [
        Dot(x=12.5, y=80, role="truth", inside="1"),
        Dot(x=50, y=25, role="guess", label="your <guess>"),
        Dot(x=12.5, y=80, role="guess", aside=True),
    ]
    drawn = plot(dots, AXES, "what is said", line=[(0, 0), (12.5, 80)])
    marks = re.findall(r'<b class="ni-dot (\w+)" style="left:([^;]+);bottom:([^;"]+)', drawn)
    assert marks == [
        ("truth", "12.50%", "80.00%"),
        ("guess", "50.00%", "25.00%"),
        ("guess", "calc(12.50% + 28px)", "80.00%"),
    ]
    assert "<i>1</i>" in drawn
    assert "<em>your &lt;guess&gt;</em>" in drawn
    assert drawn.count("<em>") == 1
    assert 'aria-label="what is said"' in drawn
    assert 'points="0.00,100.00 12.50,20.00"' in drawn


def test_a_point_alone_is_joined_by_no_line_and_without_a_goal_there_is_none():
    drawn = plot([], AXES, "", line=[(1, 1)])
    assert "<svg" not in drawn
    assert "ni-goal" not in drawn


def chart(guess: int | None, cards: tuple[str, ...] = CARDS, task: int = 0, *, wall: bool = False) -> str:
    """The reveal of the default island."""
    made = {(one.card, one.strength): one for one in shipped(DEFAULT) if one.card in cards}
    best = frontier(list(made.values()), task)
    return defend_plot.draw(
        words.scene("defend"), state(made, guess, wall=wall), task, tried=tuple(made), best=best
    )


def state(made: dict, guess: int | None, *, wall: bool = False) -> defend_plot.State:
    grid = SimpleNamespace(cell_m=250)
    singled_out = SimpleNamespace(value=0.81705, n=20_000)
    lesson = SimpleNamespace(code=None, grid=grid, slot_min=60, singled_out=singled_out)
    return defend_plot.State(made=made, lesson=lesson, guess=guess, wall=wall)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def eight_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the planner gets from the default island without a defence."""
    exact = SimpleNamespace(stops_of_100=80.0)
    monkeypatch.setattr(numbers, "precision", lambda code, cell_m, slot_min: exact)


def guesses(drawn: str) -> list[tuple[str, str]]:
    return re.findall(r'<b class="ni-dot guess" style="left:([^;]+);bottom:([^;"]+)', drawn)


def test_the_guessed_card_is_drawn_at_each_of_its_strengths():
    """Jitter lies nowhere on the frontier: three diamonds, at the numbers of the table that ships."""
    rows = [one for one in shipped(DEFAULT) if one.card == "jitter"]
    at = [(f"{one.singled_out / 200:.2f}%", f"{10 * one.scores[0]:.2f}%") for one in rows]
    drawn = chart(CARDS.index("jitter"))
    assert guesses(drawn) == at
    assert drawn.count("<em>your guess</em>") == 1


def test_a_guess_on_the_frontier_stands_beside_the_square():
    """Counts alone single nobody out at any strength, and get as many stops right: one place, and a square on it."""
    assert guesses(chart(CARDS.index("counts_only"))) == [("calc(0.00% + 28px)", "40.00%")]


@pytest.mark.parametrize("guess", [None, len(CARDS)])
def test_without_a_guessed_card_no_diamond_is_drawn(guess: int | None):
    assert guesses(chart(guess)) == []


def test_before_the_reveal_the_guess_is_not_in_the_chart():
    made = {(one.card, one.strength): one for one in shipped(DEFAULT)}
    now = made["jitter", 1]
    drawn = defend_plot.draw(words.scene("defend"), state(made, 3), 0, tried=[("jitter", 1)], now=now)
    assert guesses(drawn) == []


def coarser(seed: int) -> dict[tuple[int, int], Precision]:
    """What the grains of an island might do: the coarser, the fewer are singled out and the fewer stops are right.

    Every third island is so small that it has three stops.
    """
    chance = np.random.default_rng(seed)
    shares = np.sort(chance.random(len(GRAINS)) ** 2)[::-1]
    asked = 10 if seed % 3 else 3
    stops = np.sort(chance.integers(0, asked + 1, len(GRAINS)))[::-1]
    return {
        grain: Precision(*grain, Estimate(float(share), 0, 1, 300, "wilson"), int(right), asked)
        for grain, share, right in zip(GRAINS, shares, stops, strict=True)
    }


def test_the_chosen_precision_is_the_square_above_and_the_exact_one_keeps_its_name():
    made = coarser(1)
    assert {one.stops_asked for one in made.values()} == {10}
    drawn = precision.draw(words.scene("four_sightings"), made, (2000, 360), "said")
    marks = re.findall(r'<b class="ni-dot (\w+)" style="left:([^;]+);bottom:([^;"]+)', drawn)
    at = {
        grain: (f"{10 * one.stops_right:.2f}%", f"{100 * one.singled_out.value:.2f}%")
        for grain, one in made.items()
    }
    assert marks[-1] == ("truth", *at[2000, 360])
    assert sorted(marks[:-1]) == sorted(("crowd", *at[grain]) for grain in GRAINS if grain != (2000, 360))
    assert re.findall("<em>(.*?)</em>", drawn) == ["250 m, 1 hour", "2 km, 6 hours"]
    alone = precision.draw(words.scene("four_sightings"), made, (250, 60), "said")
    assert re.findall("<em>(.*?)</em>", alone) == ["250 m, 1 hour"]


def test_an_island_with_three_stops_has_three_on_its_axis():
    made = coarser(3)
    drawn = precision.draw(words.scene("four_sightings"), made, (250, 60), "said")
    assert re.findall(r'<span class="ni-tick-x" style="left:([^"]+)">(.*?)</span>', drawn) == [
        ("0.00%", "0"),
        ("33.33%", "1"),
        ("66.67%", "2"),
        ("100.00%", "3"),
    ]
    assert "busiest stops still right, of 3" in drawn
    right = made[250, 60].stops_right
    assert f'<b class="ni-dot truth" style="left:{100 * right / 3:.2f}%' in drawn


SIZES = {
    "wall": (1280, 812),
    "front": (1280, 768),
    "table": (1024, 616),
    "phone": (390, 358),
    "small": (360, 328),
}
"""Width of the window, and of the picture in it."""

ON = """() => {
  const lies = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
  const out = [];
  for (const plot of document.querySelectorAll(".ni-plot")) {
    const boxes = (selector) => [...plot.querySelectorAll(selector)].map((e) => [e, e.getBoundingClientRect()]);
    const names = boxes("em"), frame = plot.getBoundingClientRect();
    const others = boxes(".ni-dot:not(.goal) i, .ni-goal, .ni-tick-x, .ni-tick-y, .ni-plot-x, .ni-plot-y");
    names.forEach(([name, box], i) => {
      const on = [...others, ...names.slice(i + 1)].filter(([, other]) => lies(box, other)).map(([e]) => e.outerHTML);
      if (box.left < frame.left || box.right > frame.right) on.push("outside");
      if (on.length) out.push([plot.dataset.of, name.textContent, on]);
    });
  }
  return out;
}"""
"""Names that lie on a mark, on another name, on a tick, or outside."""


@cache
def charts(*, wall: bool) -> dict[str, str]:
    """Every card at every strength and every question, alone and after all others; every reveal; every grain."""
    made = {(one.card, one.strength): one for one in shipped(DEFAULT)}
    text, shown, out = words.scene("defend"), state(made, None, wall=wall), {}
    for task in range(len(TASKS)):
        for now in made.values():
            for tried in ((), tuple(made)):
                drawn = defend_plot.draw(text, shown, task, tried=tried, now=now)
                out[f"{now.card} {now.strength}, {len(tried)} tried, question {task}"] = drawn
        for cards in (CARDS, ALL_CARDS):
            for guess in range(len(CARDS)):
                drawn = chart(guess, cards, task, wall=wall)
                out[f"reveal of {len(cards)}, guess {guess}, question {task}"] = drawn
    for seed in range(12):
        made = coarser(seed)
        for grain in GRAINS:
            out[f"grain {grain}, {seed}"] = precision.draw(
                words.scene("four_sightings"), made, grain, "", wall=wall
            )
    return out


def face() -> str:
    """The app's own type, for a page without a server."""
    font = base64.b64encode(data_path("fonts/inter-latin-wght-normal.woff2").read_bytes()).decode()
    return f"@font-face{{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,{font})}}"


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_no_name_lies_on_anything_whatever_was_tried(chromium: Browser, size: str):
    window, width = SIZES[size]
    every = charts(wall=size == "front")
    assert len(every) == 7 * (2 * 30 + 2 * 5) + 12 * 16
    drawn = [html.replace("<div ", f'<div data-of="{name}" ', 1) for name, html in every.items()]
    page = chromium.new_page(viewport={"width": window, "height": 800})
    page.set_content(
        f"<style>{face()}body{{margin:0;font-family:Inter}}{stylesheet(wall=size == 'front')}"
        f".ni-plot{{width:{width}px}}</style>{''.join(drawn)}"
    )
    page.evaluate("document.fonts.load('16px Inter')")
    assert page.evaluate("document.fonts.check('16px Inter')")
    assert page.evaluate(ON) == []
    page.close()


@pytest.mark.browser
def test_names_are_never_wider_than_was_reckoned(chromium: Browser):
    text = words.scene("defend")
    names = [text["start"], text["simple"], text["guess"], text["goal"]]
    names += [
        f"{text[f'card.{one.card}']}, {text[f'strength.{one.card}.{one.strength}']}"
        for one in shipped(DEFAULT)
    ]
    page = chromium.new_page()
    page.set_content(
        f"<style>{face()}{stylesheet()}em{{font:400 16px Inter}}</style>"
        + "".join(f'<b class="ni-dot truth"><em>{name}</em></b>' for name in names)
    )
    page.evaluate("document.fonts.load('16px Inter')")
    widths = page.eval_on_selector_all("em", "all => all.map(e => e.getBoundingClientRect().width)")
    wider = [
        (n, real, width_of(n, 16)) for n, real in zip(names, widths, strict=True) if real > width_of(n, 16)
    ]
    assert wider == []
    assert sum(widths) > 0.85 * sum(width_of(name, 16) for name in names)
    page.close()


def test_a_question_that_cannot_be_asked_of_a_release_puts_nothing_into_the_chart():
    counts = next(one for one in shipped(DEFAULT) if one.card == "counts_only")
    commuters = [task.name for task in TASKS].index("commuters")
    assert useful(counts, commuters) is None
    made = {(counts.card, counts.strength): counts}
    drawn = defend_plot.draw(
        words.scene("defend"), state(made, None), commuters, tried=tuple(made), now=counts
    )
    assert "ni-dot" not in drawn
