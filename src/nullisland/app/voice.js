// What the page does for itself: one polite live region; a hand on the focus, so that after a step changes the next
// thing to do has it; code that is copied; what is fetched ahead.

const FOCUSABLE = "button:not([disabled]), input, a[href], h1[tabindex], [tabindex='0']";

/** How long a late redraw may still take the focus away. */
const HOLD_MS = 10_000;

/** A component is drawn a moment after the page around it. */
const COMPONENT = "[data-testid^='stBidiComponent']";

/** How long the best place may take to be filled. */
const FILL_MS = 3_000;

/** Lines that stay in the live region. */
const KEPT = 2;

/** The first element in `box` that takes the focus, in components too; of options the one that is chosen. */
function firstIn(box) {
  const found = [...box.querySelectorAll(FOCUSABLE)].find((element) => element.offsetParent !== null);
  if (found) return found.closest("[role=radiogroup]")?.querySelector("[aria-checked=true]") ?? found;
  const roots = [...box.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean);
  return roots.map(firstIn).find(Boolean);
}

/** Put the focus on the first thing there is: "" if there is none, "second" if a component is still empty that is a better one. */
function moveFocus(selectors) {
  let place = "best";
  for (const selector of selectors) {
    const box = document.querySelector(selector);
    const found = box && (box.matches(FOCUSABLE) ? box : firstIn(box));
    if (found) {
      found.focus({ preventScroll: true });
      return place;
    }
    if (box?.querySelector(COMPONENT)) place = "second";
  }
  return "";
}

/** Whether everything of this step has been drawn. */
function drawn() {
  return document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";
}

/**
 * Move the focus at once to the best there is; again until all is drawn, for the best may come last; and
 * again if a late redraw takes the element away under it. Until somebody presses a key or points somewhere, or
 * another step begins. `settled` is called when the focus has found its place, wants none, or found none ("nowhere").
 */
function holdFocus(selectors, settled) {
  window.nullIslandHold?.abort();
  const hold = (window.nullIslandHold = new AbortController());
  if (!selectors.length) return settled("");
  hold.signal.addEventListener("abort", () => settled(placed), { once: true });
  for (const kind of ["keydown", "pointerdown"]) {
    document.addEventListener(kind, () => hold.abort(), { capture: true, once: true, signal: hold.signal });
  }
  const begin = performance.now();
  let placed = "", last = false;
  const look = () => {
    if (hold.signal.aborted) return;
    const complete = drawn();
    if (!placed || (complete && !last) || document.activeElement === document.body) {
      placed = moveFocus(selectors) || placed;
      last = complete && (placed === "best" || (placed && performance.now() - begin > FILL_MS));
      if (last) settled(placed);
    }
    if (performance.now() - begin < HOLD_MS) return void setTimeout(look, 50);
    placed ||= "nowhere";
    hold.abort();
  };
  look();
}

/** The one live region of the page. Components say their sentences in it too, one line each. */
function regionIn(parent) {
  const found = parent.querySelector("[role=status]");
  if (found) return found;
  const region = document.createElement("div");
  region.className = "ni-unseen";
  for (const [name, value] of Object.entries({ role: "status", "aria-live": "polite", "aria-atomic": "false" })) {
    region.setAttribute(name, value);
  }
  return parent.appendChild(region);
}

/** Say a sentence after those before it: a new line is read, and no line is lost if two come at once. */
function say(region, sentence) {
  const line = document.createElement("p");
  line.textContent = sentence;
  region.append(line);
  while (region.childElementCount > KEPT) region.firstElementChild.remove();
}

/** Copy the code that a button stands over: by selecting it, which browsers allow on any address. */
function copyCode({ target }) {
  const button = target.closest?.("[data-ni-copied]");
  if (!button) return;
  getSelection().selectAllChildren(button.parentElement.querySelector("code"));
  if (document.execCommand("copy")) window.nullIslandSay(button.dataset.niCopied);
}

export default function ({ data, parentElement }) {
  const region = regionIn(parentElement);
  window.nullIslandSay = (sentence) => say(region, sentence);
  if (region.dataset.said !== data.say) say(region, (region.dataset.said = data.say));
  document.querySelector(".st-key-ni-stations button:disabled")?.scrollIntoView({ block: "nearest", inline: "center" });
  const before = window.nullIslandStep;
  const now = `${data.step} ${data.part}`;
  window.nullIslandStep = now;
  document.documentElement.dataset.niStep = data.step;
  document.documentElement.dataset.niPart = data.part;
  const settled = (placed) => Object.assign(document.documentElement.dataset, { niAim: placed, niFocus: now });
  if (before === undefined) {
    document.addEventListener("click", copyCode);
    bringAhead(data.ahead);
    settled("");
  }
  if (before === undefined || before === now) return;
  document.querySelector(".stMain")?.scrollTo(0, 0);
  holdFocus(data.focus, settled);
}
