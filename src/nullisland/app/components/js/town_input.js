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
    if (!before) return this.point(event.pointerType === "mouse" ? this.targetAt(x, y) : null);
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
    if ((this.data.pick ?? "none") === "none") this.follow(x, y, 16);
    else this.pick(this.targetAt(x, y));
  },

  /** Follow the resident drawn nearest to a point of the map, or let go; only this screen knows. */
  follow(x, y, reach) {
    if (!this.day || this.data.crowd === false) return;
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

  /** The square or place under a point of the map, if this map asks for one. */
  targetAt(x, y) {
    const { pick, grid } = this.data;
    if (!this.view || !pick || pick === "none") return null;
    if (pick === "cell") {
      const id = cellAt(grid, this.view.worldX(x), this.view.worldY(y));
      return id === null ? null : { kind: "cell", id };
    }
    const near = this.shown
      .map((place) => ({ place, away: Math.hypot(this.view.px(place.x) - x, this.view.py(place.y) - y) }))
      .filter(({ away }) => away <= 22)
      .sort((a, b) => a.away - b.away)[0];
    return near ? { kind: "place", id: near.place.id, name: near.place.name, x: near.place.x, y: near.place.y } : null;
  },

  point(target) {
    if (JSON.stringify(target) === JSON.stringify(this.cursor ?? null)) return;
    this.cursor = target;
    this.dirtyOver = true;
  },

  pick(target) {
    if (!target) return;
    this.picked = target;
    this.cursor = null;
    this.dirtyOver = true;
    const name = target.kind === "cell" ? cellName(this.data.grid, target.id) : target.name;
    this.say(fill(this.data.words.picked, { name }));
    this.emit("picked", { kind: target.kind, id: target.id });
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
    if (arrow && this.data.pick && this.data.pick !== "none" && !event.shiftKey) this.step(...arrow);
    else if (arrow) {
      this.view?.pan(-60 * arrow[0], -60 * arrow[1]);
      this.dirtyBase = this.dirtyOver = true;
    } else if (event.key in zooms) this.zoomBy(zooms[event.key]);
    else if (event.key === "Enter" && this.cursor) this.pick(this.cursor);
    else if (event.key === "f" && this.followed !== undefined) this.follow(-99, -99, 0);
    else if (event.key === "f") this.follow(this.view.width / 2, this.view.height / 2, Infinity);
    else return false;
    return true;
  },

  /** Move the open choice one square, or to the next place in that direction. */
  step(dx, dy) {
    if (!this.view) return;
    const { pick, grid } = this.data;
    const from = this.cursor ?? this.picked;
    if (pick === "cell") {
      const id = from ? from.id + dx - dy * grid.columns : cellAt(grid, this.view.x, this.view.y);
      const stays = from && (dx ? Math.floor(id / grid.columns) !== Math.floor(from.id / grid.columns) : false);
      if (id === null || id < 0 || id >= grid.columns * grid.rows || stays) return;
      this.point({ kind: "cell", id });
      this.say(fill(this.data.words.pointed, { name: cellName(grid, id) }));
      return;
    }
    const [x, y] = from ? [from.x, from.y] : [this.view.x, this.view.y];
    const ahead = this.shown
      .map((place) => ({ place, u: (place.x - x) * dx - (place.y - y) * dy, v: (place.x - x) * dy + (place.y - y) * dx }))
      .filter(({ place, u, v }) => place.id !== from?.id && (!from || u > Math.abs(v) * 0.7))
      .sort((a, b) => Math.hypot(a.u, a.v) - Math.hypot(b.u, b.v))[0];
    if (!ahead) return;
    const { id, name, x: px, y: py } = ahead.place;
    this.point({ kind: "place", id, name, x: px, y: py });
    this.say(fill(this.data.words.pointed, { name }));
  },

  /** Focus goes behind the map: a step back is the map again, a step on leaves it. */
  leave() {
    this.cursor = null;
    this.dirtyOver = true;
    this.end.setAttribute("tabindex", "0");
    this.end.focus();
  },
});
