"""Look at the crowd without a server: `python tests/app/crowd_shots.py OUT` writes pictures of it."""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
from harness_town import plain_names, the_island  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from town_shots import ARGS  # noqa: E402

from nullisland.app.components import crowd_words, script, style  # noqa: E402
from nullisland.lesson.crowd_file import crowd_file  # noqa: E402
from nullisland.lesson.town_file import town_json  # noqa: E402


def invented_crowd(people: int = 20_000) -> dict:
    """Masks by lot; the first resident was at all six."""
    rng = np.random.default_rng(4)
    shares = (0.03, 0.02, 0.012, 0.05, 0.006, 0.004)
    masks = sum((rng.random(people) < share).astype(np.uint8) << k for k, share in enumerate(shares))
    masks[0] = 63
    grid = the_island().grid(250)
    cells = rng.integers(0, grid.columns * grid.rows, people)
    return crowd_file(masks.astype(np.uint8), rng.permutation(people) + 10_000, cells, grid, 7)


def page_html(data: dict, dark: bool) -> str:
    theme = "#14202A" if dark else "#FFFDF8"
    return f"""<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width"><style>{style("crowd")}
    :root{{--st-background-color:{theme};background:{theme};color-scheme:{"dark" if dark else "light"}}}
    body{{margin:16px}}</style><div id=root class=ni-root></div><script>{script("crowd", streamlit=False)}
    window.sent=[];
    mountCrowd(document.getElementById("root"), {json.dumps(data)}, {{emit: (k, v) => sent.push(v)}});</script>"""


def data_now() -> dict:
    cards = [
        {"who": "The baker saw Ida", "text": "Tuesday at 8 o'clock, at the bakery in Mill Lane"},
        {"who": "A neighbour saw Ida", "text": "Wednesday at 21 o'clock, at home"},
        {"who": "The librarian saw Ida", "text": "Saturday at 11 o'clock, at the library"},
        {"who": "A colleague saw Ida", "text": "Monday at 9 o'clock, at work in Harbour Road"},
        {"who": "The waiter saw Ida", "text": "Friday at 20 o'clock, at the restaurant Blue Door"},
        {"who": "A friend saw Ida", "text": "Sunday at 15 o'clock, at the beach"},
    ]
    island = the_island()
    return {**invented_crowd(), "cards": cards, "most": 4, "words": crowd_words(), "chosen": [],
            "guess": 3, "reveal": False, "town": json.loads(town_json(island, plain_names(island)))}  # fmt: skip


def main(out: str) -> None:
    data = data_now()
    print(len(json.dumps({k: v for k, v in data.items() if k != "town"})), "bytes", data["counts"][:8])
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for name, width, height, dark, taps, extra in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.on("console", lambda m: print("console:", m.text))
            page.on("pageerror", lambda e: print("error:", e))
            page.set_content(page_html({**data, **extra}, dark))
            page.wait_for_selector("[data-ready=true][data-settled=true]")
            for card in taps:
                page.locator(".card").nth(card).click()
                page.wait_for_selector("[data-settled=true]")
            page.screenshot(path=f"{out}/{name}.png")
            print(
                name,
                page.locator(".ni-crowd").get_attribute("data-ms"),
                page.locator(".ni-crowd").bounding_box(),
            )
            page.close()
        browser.close()


SHOTS = [
    ("crowd-1280-0", 1280, 720, False, [], {}),
    ("crowd-1280-1", 1280, 720, False, [0], {}),
    ("crowd-1280-2", 1280, 720, False, [0, 1], {}),
    ("crowd-1280-3", 1280, 720, False, [4], {"guess": 5, "reveal": True}),
    ("crowd-1280-4", 1280, 720, False, [0, 1, 2], {"reveal": True}),
    ("crowd-1280-dark", 1280, 720, True, [0, 3], {}),
    ("crowd-1024", 1024, 768, False, [3], {}),
    ("crowd-390-1", 390, 844, False, [3], {}),
    ("crowd-390-2", 390, 844, True, [3, 0], {}),
]

if __name__ == "__main__":
    main(sys.argv[1])
