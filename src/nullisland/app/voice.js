// One polite live region, and a hand on the focus: after a step changes, the next thing to do has it.

const FOCUSABLE = "button:not([disabled]), input, a[href], h1[tabindex], [tabindex='0']";

/** The first element in `box` that takes the focus, in components too. */
function firstIn(box) {
  const found = [...box.querySelectorAll(FOCUSABLE)].find((element) => element.offsetParent !== null);
  if (found) return found;
  const roots = [...box.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean);
  return roots.map(firstIn).find(Boolean);
}

function moveFocus(selectors, tries) {
  for (const selector of selectors) {
    const box = document.querySelector(selector);
    const found = box && (box.matches(FOCUSABLE) ? box : firstIn(box));
    if (found) {
      found.focus({ preventScroll: true });
      return;
    }
  }
  if (tries > 0) setTimeout(() => moveFocus(selectors, tries - 1), 50);
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
  if (before === undefined || before === now) return;
  document.querySelector(".stMain")?.scrollTo(0, 0);
  moveFocus(data.focus, 40);
}
