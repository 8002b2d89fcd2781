// Places and sizes of the parts of the frame that are on screen, in whole pixels. The controls are as large as what is
// in them; where the crowd spans the frame, its parts count instead of the picture it stands in.
() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const inside = (root) =>
    [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? inside(e.shadowRoot) : [])]);

  /** Lines of text, without the white space a font has above and below. */
  const words = (root) => [root, ...inside(root)].filter((e) => seen(e) && !e.closest("style, script, svg, .ni-unseen"))
    .flatMap((e) => [...e.childNodes]).filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    .flatMap((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].map((b) => new DOMRect(b.x, b.y + 0.1 * b.height, b.width, 0.8 * b.height));
    });

  const leaves = (root) => inside(root)
    .filter((e) => seen(e) && !e.childElementCount && !e.shadowRoot)
    .filter((e) => !e.matches(".ni-unseen, .stVerticalBlock, [role=progressbar] *, style, script"))
    .map((e) => e.getBoundingClientRect());

  const around = (boxes) => {
    const all = boxes.filter(({ width, height }) => width > 1 && height > 1);
    if (!all.length) return null;
    const [x, y] = [Math.min(...all.map((b) => b.left)), Math.min(...all.map((b) => b.top))];
    const [right, foot] = [Math.max(...all.map((b) => b.right)), Math.max(...all.map((b) => b.bottom))];
    return { x: Math.round(x), y: Math.round(y), width: Math.round(right - x), height: Math.round(foot - y) };
  };

  const found = {};
  const put = (name, box) => box && (found[name] = box);
  const part = (name) => document.querySelector(`.st-key-ni-${name}`);
  const wide = part("frame-wide");
  for (const name of ["stations", "question", "picture", "number", "sentence", "steps"]) {
    const element = name === "picture" && wide ? null : part(name);
    if (!element || !seen(element)) continue;
    const text = ["question", "number", "sentence"].includes(name) ? words(element) : [];
    put(name, around([element.getBoundingClientRect(), ...text]));
  }
  if (part("controls")) put("controls", around(leaves(part("controls"))));
  const crowd = wide && inside(wide).find((element) => element.matches(".ni-crowd"));
  const shown = (selector) => [...crowd.querySelectorAll(selector)].filter(seen).map((e) => e.getBoundingClientRect());
  const drawn = { column: ".hint, .card", stage: ".stage", stairs: ".step" };
  for (const [name, selector] of crowd ? Object.entries(drawn) : []) put(`crowd ${name}`, around(shown(selector)));
  for (const name of crowd ? ["count", "live", "side"] : []) {
    put(`crowd ${name}`, around(words(crowd.querySelector(`.${name}`))));
  }
  return found;
}
