"""What lies where on a page: its parts, what they lie on, what is wider than the window, and what is said aloud."""

from pathlib import Path

from playwright.sync_api import Page

BOXES = Path(__file__).with_name("boxes.js").read_text(encoding="utf-8")
"""Places and sizes of the parts of the frame; see there."""

CHANGING = {"controls", "crowd column", "crowd count", "crowd stairs", "crowd live", "crowd side"}
"""Parts as large as what is in them: they may grow, as long as they lie on nothing."""

DRAWN = """() => !document.querySelector('[data-testid=stSkeleton]') &&
  [...document.querySelectorAll('.stPlotlyChart')].every((chart) => chart.querySelector('.main-svg')) &&
  [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
    .every((component) => component.shadowRoot?.querySelector('.ni-root')?.childElementCount)"""
"""No grey block holds the place of what is still being fetched; charts and components have something in them."""

SIDEWAYS = """() => Math.max(...[document.documentElement, document.querySelector('.stMain')]
  .map((box) => box.scrollWidth - box.clientWidth))"""
"""How far the page can be scrolled to the right: the document, and the box in it that does scroll."""

SPILLED = """() => {
  const out = [], look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!element.matches(".ni-crowd .card") || !element.checkVisibility({ visibilityProperty: true })) continue;
      const card = element.getBoundingClientRect(), range = document.createRange();
      for (const part of element.children) {
        range.selectNodeContents(part);
        const lines = part.scrollHeight > part.clientHeight + 4 ? [] : [...range.getClientRects()];
        const fit = lines.length && lines.every(({ top, bottom }) => top + 5 > card.top && bottom - 5 < card.bottom);
        if (part.textContent && !fit) out.push(part.textContent);
      }
    }
  };
  look(document);
  return out;
}"""
"""Words on the cards of the crowd that are cut off, or stand over the edge of their card."""

SMALL = """all => all.filter(e => e.offsetParent).map(e => [e.innerText, e.getBoundingClientRect()])
  .filter(([, b]) => b.width < 24 || b.height < 24).map(([t]) => t)"""

SMALL_PRINT = """() => {
  const out = [], look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || element.closest("style, script, .ni-condition, .legend, .caption, .ni-unseen")) continue;
      const box = element.getBoundingClientRect(), size = parseFloat(getComputedStyle(element).fontSize);
      if (box.width > 1 && box.top < innerHeight && size > 0 && size < 24 && element.checkVisibility()) {
        out.push([element.textContent.trim(), size]);
      }
    }
  };
  look(document.body);
  return out;
}"""
"""What stands on screen in less than 24 pixels, but for conditions."""

ALOUD = """() => {
  const out = [], look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (element.closest("[data-live-announcer]")) continue;
      const live = element.getAttribute("aria-live"), role = element.getAttribute("role") ?? element.localName;
      const polite = ["status", "log", "marquee", "timer", "output"].includes(role) || live === "polite";
      if (polite && live !== "off") out.push(`${element.localName}.${element.className}`);
    }
  };
  look(document);
  return out;
}"""
"""Everything on the page, and in its components, whose changes a screen reader reads when it has time.

But for the voice of a list that is open, which is that of Streamlit's own select.
"""


def boxes(page: Page) -> dict[str, dict[str, float]]:
    """Place and size of the parts of the frame that are on screen."""
    found: dict[str, dict[str, float]] = page.evaluate(BOXES)
    return found


def settled(page: Page) -> dict[str, dict[str, float]]:
    """The boxes once everything is drawn and two frames show the same."""
    page.wait_for_function(DRAWN)
    before: dict[str, dict[str, float]] = {}
    while True:
        now = boxes(page)
        if now and now == before:
            return now
        before = now
        page.evaluate("() => new Promise(requestAnimationFrame)")


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of parts of the frame that lie on each other."""
    parts = list(boxes(page).items())
    return [
        (a, b)
        for i, (a, p) in enumerate(parts)
        for b, q in parts[i + 1 :]
        if p["x"] < q["x"] + q["width"]
        and q["x"] < p["x"] + p["width"]
        and p["y"] < q["y"] + q["height"]
        and q["y"] < p["y"] + p["height"]
    ]


def moved(
    now: dict[str, dict[str, float]], before: dict[str, dict[str, float]]
) -> dict[str, tuple[dict[str, float], dict[str, float]]]:
    """Parts of the frame that are no longer where they were."""
    both = (now.keys() & before.keys()) - CHANGING
    return {name: (before[name], now[name]) for name in both if now[name] != before[name]}


def foot(page: Page) -> float:
    """Where the lowest part of the frame ends."""
    return max(box["y"] + box["height"] for box in boxes(page).values())


def check_page(page: Page) -> None:
    """Nothing sideways, a question as the only h1, one polite live region on the whole page, targets of 24 pixels."""
    assert page.evaluate(SIDEWAYS) <= 0, f"{page.evaluate(SIDEWAYS)} at {page.url}"
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().endswith("?")
    assert page.evaluate(ALOUD) == ["div.ni-unseen"], page.url
    assert page.locator(".st-key-ni-voice [role=status]").count() == 1
    assert page.eval_on_selector_all(".stApp button", SMALL) == []
