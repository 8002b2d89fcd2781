"""Look at the town without a server: `python tests/app/town_shots.py OUT` writes pictures of it."""

import base64
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
from harness_town import plain_names, the_island, walker, walks  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from nullisland.app.components import script, style, town_words  # noqa: E402
from nullisland.lesson.town_file import day_binary, town_json  # noqa: E402

ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-webgl", "--disable-3d-apis",
]  # fmt: skip


def page_html(data: dict, dark: bool) -> str:
    theme = "#14202A" if dark else "#FFFDF8"
    return f"""<!doctype html><meta charset=utf-8><style>{style("town")}
    :root{{--st-background-color:{theme};background:{theme};color-scheme:{"dark" if dark else "light"}}}
    body{{margin:0}}</style><div id=root></div><script>{script("town", streamlit=False)}
    const data={json.dumps(data)};
    window.town = mount(document.getElementById("root"), data, {{}});</script>"""


def main(out: str) -> None:
    island = the_island()
    people = np.arange(1000)
    visits = walks(island, 1000)
    town = json.loads(town_json(island, plain_names(island)))
    day = day_binary(island, visits, people, 0, walker(island))
    print(len(json.dumps(town)), len(day))
    data = {
        "town": town,
        "words": town_words(),
        "caption": "1,000 of 20,000 residents",
        "day": {"url": "x{day}", "bytes": [base64.b64encode(day).decode()], "first": 0, "count": 1,
                "minute": 500, "speed": 15, "play": False},
        "follow": 3, "trail": True, "height": 420,
    }  # fmt: skip
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for name, width, height, dark, extra in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.on("console", lambda m: print("console:", m.text))
            page.on("pageerror", lambda e: print("error:", e))
            page.set_content(page_html({**data, **extra}, dark))
            page.wait_for_selector("[data-ready=true]")
            for action in extra.get("keys", []):
                page.locator(".map").press(action)
            page.wait_for_timeout(300)
            page.screenshot(path=f"{out}/{name}.png")
            page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        data["day"]["play"] = True
        page.set_content(page_html(data, False))
        page.wait_for_selector("[data-ready=true]")
        page.wait_for_timeout(1000)
        a = int(page.locator(".ni-town").get_attribute("data-frames"))
        page.wait_for_timeout(3000)
        b = int(page.locator(".ni-town").get_attribute("data-frames"))
        print("fps", (b - a) / 3, "ms a frame", page.locator(".ni-town").get_attribute("data-ms"))
        browser.close()


SHOTS = [
    ("town-1280-light", 1280, 720, False, {"height": 700}),
    ("town-820-light", 868, 420, False, {"minute": 1}),
    ("town-1280-dark", 1280, 720, True, {"height": 700}),
    ("town-390-light", 390, 300, False, {"height": 240}),
    ("town-zoom-light", 868, 420, False, {"keys": ["+", "+", "+", "+"]}),
    ("town-zoom-dark", 868, 420, True, {"keys": ["+", "+", "+", "+", "+", "+"]}),
]

if __name__ == "__main__":
    main(sys.argv[1])
