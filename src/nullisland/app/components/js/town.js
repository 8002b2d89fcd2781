// The living town: mount(root, data, options) draws it into any element; no framework is needed.

const ICONS = {
  play: "M5 3v14l12-7Z",
  pause: "M4 3h4v14H4ZM12 3h4v14h-4Z",
  plus: "M9 3h2v6h6v2h-6v6H9v-6H3V9h6Z",
  minus: "M3 9h14v2H3Z",
  whole: "M3 3h5v2H5v3H3ZM12 3h5v5h-2V5h-3ZM3 12h2v3h3v2H3ZM15 12h2v5h-5v-2h3Z",
};
function iconButton(icon, label) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[icon]);
  svg.append(path);
  const button = make("button", { type: "button", tabindex: "-1", "aria-label": label, title: label }, svg);
  button.setIcon = (name) => path.setAttribute("d", ICONS[name]);
  return button;
}

class Town {
  constructor(root, data, options) {
    this.root = root;
    this.emit = options.emit ?? (() => {});
    this.teller = new Teller("unseen", options.say);
    this.cleanups = [];
    this.frames = 0;
    this.spent = 0;
    this.dirtyBase = this.dirtyOver = true;
    this.playing = false;
    this.visible = true;
    this.picked = this.cursor = null;
    this.build(data.words);
    this.update(data);
    this.loop = this.loop.bind(this);
    this.raf = requestAnimationFrame(this.loop);
  }

  build(words) {
    const base = make("canvas", { class: "base", "aria-hidden": "true" });
    const night = make("div", { class: "night" });
    const over = make("canvas", { class: "over", "aria-hidden": "true" });
    const caption = make("p", { class: "caption" });
    const map = make("div", { class: "map", role: "application", tabindex: "0" }, base, night, over);
    const zoom = make("div", { class: "zoom", role: "group", "aria-label": words.zoom_group });
    const buttons = [["plus", words.zoom_in, 1.6], ["minus", words.zoom_out, 1 / 1.6], ["whole", words.zoom_fit, 0]];
    for (const [icon, label, factor] of buttons) {
      const button = iconButton(icon, label);
      button.addEventListener("click", () => this.zoomBy(factor));
      zoom.append(button);
    }
    const frame = make("div", { class: "frame" }, map, caption, zoom);
    Object.assign(this, { base, night, over, map, caption, zoom, frame });
    this.time = this.buildTime(words);
    this.end = make("span", { class: "unseen", tabindex: "-1" });
    this.wrapper = make("div", { class: "ni-town", "data-ready": "false", "data-frames": "0" }, frame, this.time, this.teller.element, this.end);
    this.root.append(this.wrapper);
    this.listen();
  }

  on(target, name, handler, options) {
    target.addEventListener(name, handler, options);
    this.cleanups.push(() => target.removeEventListener(name, handler, options));
  }

  /** Take new data: only what differs from before is loaded or drawn again. The clock goes on. */
  update(data) {
    const before = this.data ?? {};
    this.data = data;
    const { words } = data;
    this.wrapper.style.height = `var(--ni-map-height, ${data.height ?? 420}px)`;
    this.wrapper.classList.toggle("wall", Boolean(data.wall));
    this.wrapper.classList.toggle("pickable", Boolean(data.pick));
    this.map.setAttribute("aria-label", words.map);
    this.caption.textContent = data.caption ?? "";
    this.caption.hidden = !data.caption;
    this.time.hidden = !data.day;
    this.setPicked(data.picked ?? null);
    if (data.town_url !== before.town_url || data.town !== before.town) this.loadTown();
    else if (JSON.stringify(data.focus) !== JSON.stringify(before.focus)) this.focusOn(data.focus);
    this.glideFrom(before.marks ?? [], data);
    if (JSON.stringify(data.day) !== JSON.stringify(before.day)) this.loadFirstDay(before.day);
    this.restyle();
  }

  restyle() {
    this.dark = isDark(this.wrapper);
    this.colours = PALETTE[this.dark ? "dark" : "light"];
    this.font = fontOf(this.wrapper);
    this.wrapper.classList.toggle("dark", this.dark);
    this.dirtyBase = this.dirtyOver = true;
  }

  /** In the colours of now and at once: paper does not wait for the next frame. */
  redraw() {
    this.restyle();
    if (!this.town || !this.view.width) return;
    this.drawBase();
    this.drawOver(performance.now());
  }

  async loadTown() {
    const { town_url: url, town } = this.data;
    try {
      const json = town ?? (await fetched(url, "json"));
      if (this.gone || url !== this.data.town_url) return;
      this.town = readTown(json);
      this.view = new View(json.bounds_dm);
      this.measure();
      this.focusOn(this.data.focus);
      this.dirtyBase = this.dirtyOver = true;
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error) {
    this.wrapper.dataset.ready = "failed";
    this.caption.hidden = false;
    this.caption.textContent = this.data.words.failed;
    console.warn(error);
  }

  focusOn(box) {
    if (!this.view) return;
    this.view.fit(box ?? null);
    this.dirtyBase = this.dirtyOver = true;
  }

  say(sentence) {
    this.teller.tell(sentence);
  }

  measure() {
    const { clientWidth: width, clientHeight: height } = this.map;
    if (!width || !height || !this.view) return;
    const changed = this.view.resize(width, height);
    if ([fitCanvas(this.base, width, height), fitCanvas(this.over, width, height), changed].some(Boolean)) {
      this.dirtyBase = this.dirtyOver = true;
    }
  }

  loop(now) {
    if (this.gone) return;
    this.raf = requestAnimationFrame(this.loop);
    if (!this.town || !this.visible || !this.view.width) return;
    const start = performance.now();
    this.advance(now);
    if (this.dirtyBase) this.drawBase();
    if (this.dirtyOver || this.glide) this.drawOver(start);
  }

  drawBase() {
    this.dirtyBase = false;
    const ctx = this.base.getContext("2d", { alpha: false });
    const ratio = ratioOf(this.base, this.view.width);
    drawBase(ctx, this.town, this.view, this.colours, ratio);
    this.view.applyScreen(ctx, ratio);
    const caption = this.data.caption ? [0, 0, this.caption.offsetWidth + 20, this.caption.offsetHeight + 16] : [0, 0, 0, 0];
    const zoom = [this.view.width - 52, 0, this.view.width, 132];
    const size = this.data.label_px ?? (this.view.width < 500 ? 12 : 13);
    const options = { font: this.font, size, words: this.data.words, reserved: [caption, zoom, ...this.taken()] };
    const named = drawLabels(ctx, this.town, this.view, this.colours, options);
    if (this.data.day ? this.day : true) this.wrapper.dataset.ready = "true";
    this.wrapper.dataset.labels = String(named.length);
  }

  /** Boxes of the screen that labels keep off, beside caption and buttons: squares that stand out, marks and their names. */
  taken() {
    const { view, data } = this;
    const size = data.label_px ?? 13;
    const squares = data.grid ? (data.cells ?? []).filter(({ role }) => role !== "crowd") : [];
    const names = (data.marks ?? []).map(({ x, y, label }) => {
      const [px, py, half] = [view.px(x), view.py(y), Math.max(10, 0.3 * size * (label ?? "").length)];
      return [px - half, py - (label ? 15 + size : 10), px + half, py + 10];
    });
    return [...squares.map(({ cell }) => cellBox(data.grid, cell, view)).map(([x, y, side]) => [x, y, x + side, y + side]), ...names];
  }

  drawOver(start) {
    this.dirtyOver = false;
    const { view, colours, data } = this;
    const ctx = this.over.getContext("2d");
    view.applyScreen(ctx, ratioOf(this.over, view.width));
    ctx.clearRect(0, 0, view.width, view.height);
    if (data.grid?.show) drawGrid(ctx, data.grid, view, colours, this.font);
    if (data.grid) drawCells(ctx, data.cells ?? [], data.grid, view, colours);
    this.wrapper.dataset.rings = drawRings(ctx, data.rings ?? [], view, colours);
    drawStrings(ctx, data.strings ?? [], view, colours);
    drawDots(ctx, data.dots ?? [], view, colours, data.dot_px);
    if (data.grid && data.cell_names) drawCellNames(ctx, data.cells ?? [], data.grid, view, colours, this.font, data.label_px ?? 13);
    if (this.day) this.drawDay(ctx);
    if (data.grid) this.wrapper.dataset.hands = String(drawHands(ctx, data.hands ?? [], data.grid, view, colours));
    drawMarks(ctx, this.glidingMarks(), view, colours, this.font, data.label_px ?? 13);
    if (this.cursor !== null) drawPicked(ctx, this.cursor, data.grid, view, colours, false);
    if (this.picked !== null) drawPicked(ctx, this.picked, data.grid, view, colours, true);
    this.count(start);
  }

  drawDay(ctx) {
    const { day, minute, view, colours } = this;
    const followed = day.index.get(this.followed ?? -1);
    const moving = drawPeople(ctx, day, minute, view, colours, followed);
    this.wrapper.dataset.moving = String(moving);
    if (followed !== undefined) {
      drawLine(ctx, wayUntil(day, followed, minute), view, colours.resident, colours.ring);
      const at = [0, 0, 0];
      if (positionAt(day, followed, minute, at)) drawMark(ctx, "resident", view.px(at[0]), view.py(at[1]), colours);
    }
    const dusk = Math.max(0, Math.min(1, Math.abs(minute - 810) / 60 - 5.5) / 2);
    const dim = Math.round(dusk * (this.dark ? 45 : 30)) / 100;
    if (dim !== this.dim) {
      this.dim = dim;
      this.night.style.background = colours.night;
      this.night.style.opacity = String(dim);
    }
    const text = this.clockText();
    if (text !== this.clock.textContent) {
      this.clock.textContent = text;
      this.slider.value = String(minute);
      this.slider.setAttribute("aria-valuetext", text);
    }
    if (this.wrapper.dataset.ready === "false") this.wrapper.dataset.ready = "true";
  }

  count(start) {
    this.frames++;
    this.spent += performance.now() - start;
    this.wrapper.dataset.frames = String(this.frames);
    if (this.frames % 30 === 0) {
      this.wrapper.dataset.ms = (this.spent / 30).toFixed(2);
      this.spent = 0;
    }
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.raf);
    for (const undo of this.cleanups) undo();
    this.wrapper.remove();
  }
}

/** Draw the town into `root`. Returns {update(data), destroy()}. */
function mount(root, data, options = {}) {
  return new Town(root, data, options);
}
