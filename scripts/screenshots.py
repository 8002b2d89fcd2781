"""Take the pictures of README.md and docs: `make screenshots`. Nothing leaves the machine.

python scripts/screenshots.py [SCENE ...]     only these scenes
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from nullisland.app.registry import SCENES, stations
from nullisland.browsers import find_browser

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SIZE = {"width": 1280, "height": 720}
SMALL = (640, 360)
COLOURS = 192
WAIT_MS = 600_000
CORE = (
    ("names-off", "codes"),
    ("names-off", "reveal"),
    ("four-sightings", "cards"),
    ("four-sightings", "curve"),
    ("defend", "cards"),
    ("council", "vote"),
)
DRAWN = """() => !document.querySelector("[data-testid=stSkeleton]") &&
  [...document.querySelectorAll(".stPlotlyChart")].every((chart) => chart.querySelector(".main-svg"))"""
"""Nothing is a grey box in the place of a chart any more: on a busy machine its script comes late."""

QUERY = {("defend", "cards"): "&card=jitter&strength=0&tried=00-01-02-10-11-30"}
GUESSES = {
    ("names-off", "predict"): "one week",
    ("read-life", "predict"): "somewhere else",
    ("four-sightings", "predict"): "3",
    ("four-sightings", "town"): "60",
    ("shown", "predict"): "80 %",
    ("defend", "predict"): "jitter",
    ("manual", "predict"): "250 m",
    ("totals", "predict"): "no",
    ("council", "vote"): "totals only",
    ("council", "again"): "collect less",
    ("open-database", "predict"): "40",
}
"""What is guessed once a step has been taken, so that the reveals after it have a guess drawn in."""

TAPS = {("four-sightings", "cards"): (2, 5)}


@contextmanager
def served() -> Iterator[str]:
    """Address of a running lesson."""
    command = [sys.executable, "-m", "nullisland", "demo", "--no-browser", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.terminate()
        process.wait(30)


def open_start(page: Page, url: str) -> None:
    """The start page with its town drawn and its numbers ready."""
    for _ in range(100):
        try:
            page.goto(url)
            break
        except Exception:
            page.wait_for_timeout(300)
    page.wait_for_selector("[data-ready]", timeout=WAIT_MS)
    page.get_by_role("progressbar").wait_for(state="hidden", timeout=WAIT_MS)
    page.wait_for_timeout(2_000)


def open_step(page: Page, url: str, scene: str, step: str) -> None:
    """One step at rest, with a few cards taken where there are cards."""
    page.goto(f"{url}/?scene={scene}&step={step}{QUERY.get((scene, step), '')}")
    page.wait_for_selector(f'html[data-ni-step^="{scene} {step} "]', state="attached", timeout=WAIT_MS)
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', state="attached", timeout=WAIT_MS)
    page.wait_for_selector(".st-key-ni-next", timeout=WAIT_MS)
    page.get_by_role("progressbar").wait_for(state="hidden", timeout=WAIT_MS)
    page.wait_for_function(DRAWN, timeout=WAIT_MS)
    page.wait_for_timeout(1_200)
    for card in TAPS.get((scene, step), ()):
        page.locator(".ni-crowd .card").nth(card).click()
        page.wait_for_selector(".ni-crowd[data-settled=true]")
    page.wait_for_timeout(400)


def guess(page: Page, option: str) -> None:
    """Lock a guess, or a vote; the next step says that it is kept."""
    now = page.evaluate("document.documentElement.dataset.niStep")
    page.get_by_role("radio", name=option, exact=True).click()
    page.locator(".st-key-ni-lock button").click()
    page.wait_for_function(
        "step => document.documentElement.dataset.niStep !== step", arg=now, timeout=WAIT_MS
    )


def small(png: bytes) -> Image.Image:
    """The picture at half its size."""
    return Image.open(io.BytesIO(png)).convert("RGB").resize(SMALL, Image.Resampling.LANCZOS)


def keep(image: Image.Image, path: Path) -> None:
    """A few dozen colours are enough for paper, ink and marks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def strip(images: list[Image.Image]) -> Image.Image:
    """Six pictures in two rows."""
    gap = 8
    width, height = SMALL
    sheet = Image.new("RGB", (3 * width + 2 * gap, 2 * height + gap), "#8A8378")
    for i, image in enumerate(images):
        sheet.paste(image, (i % 3 * (width + gap), i // 3 * (height + gap)))
    return sheet


def main(chosen: list[str]) -> None:
    """Write docs/pictures/start.png, scenes/*.png and core.png."""
    browser_path = find_browser()
    if browser_path is None:
        sys.exit("screenshots need a browser: run scripts/browser.py")
    taken: dict[tuple[str, str], Image.Image] = {}
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        open_start(page, url)
        if not chosen or "start" in chosen:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / "start.png")
        for scene in SCENES.values():
            for step in scene.steps:
                if scene.name == "start" or (chosen and scene.name not in chosen):
                    continue
                open_step(page, url, scene.name, step)
                taken[scene.name, step] = small(page.screenshot())
                keep(taken[scene.name, step], PICTURES / "scenes" / f"{scene.name}-{step}.png")
                if (scene.name, step) in GUESSES:
                    guess(page, GUESSES[scene.name, step])
        browser.close()
    if all(place in taken for place in CORE):
        keep(strip([taken[place] for place in CORE]), PICTURES / "core.png")
    write_page(PICTURES.parent / "scenes.md")


def write_page(path: Path) -> None:
    """docs/scenes.md: every scene with its steps and pictures."""
    core = stations("45")
    lines = [
        "# The scenes",
        "",
        "Every step of every scene on the default island, by `make screenshots`. "
        "How to run them in a lesson: [for teachers](teacher-guide.md).",
        "",
    ]
    for scene in SCENES.values():
        if scene.name == "start":
            continue
        lines += [f"## {scene.name}{'' if scene.name in core else ' (past the core)'}", ""]
        for step in scene.steps:
            lines.append(f"![{scene.name}, {step}](pictures/scenes/{scene.name}-{step}.png)")
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
