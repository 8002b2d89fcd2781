// Hands on the map: mouse, touch and keyboard. One tab stop; Esc leaves it.

Object.assign(Town.prototype, {
  listen() {
    const { map } = this;
    this.pointers = new Map();
    this.on(map, "pointerdown", (event) => this.pointerDown(event));
    this.on(map, "pointermove", (event) => this.pointerMove(event));
    for (const name of ["pointerup", "pointercancel"]) this.on(map, name, (event) => this.pointerUp(event));
    this.on(map, "pointerleave", () => this.point(null));
    this.on(map, "wheel", (event) => this.wheel(event), { passive: false });
    this.on(this.wrapper, "keydown", (event) => this.key(event));
    this.on(this.end, "blur", () => this.end.setAttribute("tabindex", "-1"));
    this.on(stillness, "change", () => stillness.matches && this.setPlaying(false));
    this.on(document.fonts, "loadingdone", () => (this.dirtyBase = true));
    this.on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.restyle());
    this.on(paper, "change", () => this.redraw());
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(map);
    const sight = new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      this.last = null;
    });
    sight.observe(map);
    this.cleanups.push(() => sizes.disconnect(), () => sight.disconnect());
  },

  place(event) {
    const box = this.map.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  },

  pointerDown(event) {
    if (event.button !== 0) return;
    this.map.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.place(event));
    if (this.pointers.size === 1) this.moved = 0;
  },

  pointerMove(event) {
    const before = this.pointers.get(event.pointerId);
    const [x, y] = this.place(event);
    if (!before) return this.point(event.pointerType === "mouse" ? this.squareAt(x, y) : null);
    if (!this.view) return undefined;
    const others = [...this.pointers.entries()].filter(([id]) => id !== event.pointerId);
    if (others.length) {
      const [ox, oy] = others[0][1];
      const stretch = Math.hypot(x - ox, y - oy) / Math.max(1, Math.hypot(before[0] - ox, before[1] - oy));
      this.view.zoom(stretch, (x + ox) / 2, (y + oy) / 2);
      this.moved = 99;
    } else {
      this.moved += Math.hypot(x - before[0], y - before[1]);
      if (this.moved > 6) this.view.pan(x - before[0], y - before[1]);
    }
    this.pointers.set(event.pointerId, [x, y]);
    if (this.moved > 6) this.dirtyBase = this.dirtyOver = true;
    return undefined;
  },

  pointerUp(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    if (event.type !== "pointerup" || this.moved > 6) return;
    const [x, y] = this.place(event);
    if (this.data.pick) this.pick(this.squareAt(x, y));
    else this.follow(x, y, 16);
  },

  /** Follow the resident drawn nearest to a point of the map, or let go; only this screen knows. */
  follow(x, y, reach) {
    if (!this.day || !this.view) return;
    const at = [0, 0, 0];
    let [nearest, least] = [undefined, reach];
    for (let i = 0; i < this.day.people; i++) {
      if (!positionAt(this.day, i, this.minute, at)) continue;
      const away = Math.hypot(this.view.px(at[0]) - x, this.view.py(at[1]) - y);
      if (away < least) [nearest, least] = [this.day.ids[i], away];
    }
    this.followed = nearest === this.followed ? undefined : nearest;
    this.wrapper.dataset.followed = String(this.followed ?? "");
    this.dirtyOver = true;
    this.say(this.followed === undefined ? this.data.words.let_go : this.data.words.followed);
  },

  wheel(event) {
    if (!this.view || !(event.ctrlKey || this.map.matches(":focus"))) return;
    event.preventDefault();
    this.view.zoom(Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) / 240), ...this.place(event));
    this.dirtyBase = this.dirtyOver = true;
  },

  zoomBy(factor) {
    if (!this.view) return;
    if (factor) this.view.zoom(factor);
    else this.view.fit(this.data.focus ?? null);
    this.dirtyBase = this.dirtyOver = true;
  },

  /** The square under a point of the map, if this map asks for one. */
  squareAt(x, y) {
    if (!this.view || !this.data.pick) return null;
    return cellAt(this.data.grid, this.view.worldX(x), this.view.worldY(y));
  },

  point(cell) {
    if (cell === this.cursor) return;
    this.cursor = cell;
    this.dirtyOver = true;
  },

  setPicked(cell) {
    this.picked = cell;
    this.dirtyOver = true;
    this.wrapper.dataset.picked = cell === null ? "" : cellName(this.data.grid, cell);
  },

  /** Every pick is told with its time: the same square picked again is news. */
  pick(cell) {
    if (cell === null) return;
    this.setPicked(cell);
    this.cursor = null;
    this.say(fill(this.data.words.picked, { name: cellName(this.data.grid, cell) }));
    this.emit("picked", { cell, at: Date.now() });
  },

  key(event) {
    const onMap = event.composedPath()[0] === this.map;
    if (["r", "c", "Escape"].includes(event.key) || (event.key.length === 1 && /[rc]/i.test(event.key))) {
      event.stopPropagation();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && !(event.composedPath()[0] instanceof HTMLButtonElement) && this.data.day) {
      event.preventDefault();
      this.setPlaying(!this.playing);
    } else if (event.key === "Escape") this.leave();
    else if (onMap && this.keyOnMap(event)) event.preventDefault();
  },

  keyOnMap(event) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    const zooms = { "+": 1.6, "=": 1.6, "-": 1 / 1.6, _: 1 / 1.6, 0: 0 };
    if (arrow && this.data.pick && !event.shiftKey) this.step(...arrow);
    else if (arrow) {
      this.view?.pan(-60 * arrow[0], -60 * arrow[1]);
      this.dirtyBase = this.dirtyOver = true;
    } else if (event.key in zooms) this.zoomBy(zooms[event.key]);
    else if (event.key === "Enter" && this.cursor !== null) this.pick(this.cursor);
    else if (event.key === "f" && this.followed !== undefined) this.follow(-99, -99, 0);
    else if (event.key === "f" && this.view) this.follow(this.view.width / 2, this.view.height / 2, Infinity);
    else if (event.key === "s" && this.data.day) this.nextSpeed();
    else return false;
    return true;
  },

  /** Move the open choice one square. */
  step(dx, dy) {
    if (!this.view) return;
    const { grid } = this.data;
    const from = this.cursor ?? this.picked;
    const cell = from === null ? cellAt(grid, this.view.x, this.view.y) : from + dx - dy * grid.columns;
    const rim = from !== null && dx && Math.floor(cell / grid.columns) !== Math.floor(from / grid.columns);
    if (cell === null || cell < 0 || cell >= grid.columns * grid.rows || rim) return;
    this.point(cell);
    this.say(fill(this.data.words.pointed, { name: cellName(grid, cell) }));
  },

  /** Focus goes behind the map: a step back is the map again, a step on leaves it. */
  leave() {
    this.cursor = null;
    this.dirtyOver = true;
    this.end.setAttribute("tabindex", "0");
    this.end.focus();
  },
});
