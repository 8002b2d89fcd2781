// One polite live region, and a hand on the focus: after a step changes, the next thing to do has it.

const FOCUSABLE = "button:not([disabled]), input, a[href], h1[tabindex], [tabindex='0']";

/** How long a late redraw may still take the focus away. */
const HOLD_MS = 10_000;

/** The first element in `box` that takes the focus, in components too. */
function firstIn(box) {
  const found = [...box.querySelectorAll(FOCUSABLE)].find((element) => element.offsetParent !== null);
  if (found) return found;
  const roots = [...box.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean);
  return roots.map(firstIn).find(Boolean);
}

/** Put the focus on the first thing there is; true if there was one. */
function moveFocus(selectors) {
  for (const selector of selectors) {
    const box = document.querySelector(selector);
    const found = box && (box.matches(FOCUSABLE) ? box : firstIn(box));
    if (found) {
      found.focus({ preventScroll: true });
      return true;
    }
  }
  return false;
}

/** Whether everything of this step has been drawn. */
function drawn() {
  return document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";
}

/**
 * Move the focus at once to the best there is; once more when all is drawn, for the best may have come last; and
 * again if a late redraw takes the element away under it. Until somebody presses a key or points somewhere, or
 * another step begins. `settled` is called when the focus has found its place.
 */
function holdFocus(selectors, settled) {
  window.nullIslandHold?.abort();
  const hold = (window.nullIslandHold = new AbortController());
  hold.signal.addEventListener("abort", settled, { once: true });
  for (const kind of ["keydown", "pointerdown"]) {
    document.addEventListener(kind, () => hold.abort(), { capture: true, once: true, signal: hold.signal });
  }
  const begin = performance.now();
  let placed = false, last = false;
  const look = () => {
    if (hold.signal.aborted) return;
    const complete = drawn();
    if (!placed || (complete && !last) || document.activeElement === document.body) {
      placed = moveFocus(selectors) || placed;
      last = placed && complete;
      if (last) settled();
    }
    if (performance.now() - begin < HOLD_MS) setTimeout(look, 50);
    else hold.abort();
  };
  look();
}

export default function ({ data, parentElement }) {
  let region = parentElement.querySelector("[role=status]");
  if (!region) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    region.className = "ni-unseen";
    parentElement.appendChild(region);
  }
  if (region.textContent !== data.say) region.textContent = data.say;
  document.querySelector(".st-key-ni-stations button:disabled")?.scrollIntoView({ block: "nearest", inline: "center" });
  const before = window.nullIslandStep;
  const now = `${data.step} ${data.part}`;
  window.nullIslandStep = now;
  document.documentElement.dataset.niStep = data.step;
  document.documentElement.dataset.niPart = data.part;
  const settled = () => (document.documentElement.dataset.niFocus = now);
  if (before === undefined) settled();
  if (before === undefined || before === now) return;
  document.querySelector(".stMain")?.scrollTo(0, 0);
  holdFocus(data.focus, settled);
}
