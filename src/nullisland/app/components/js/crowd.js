// Cards, crowd, count and staircase in one: mountCrowd(root, data, options). It plays in the browser alone.

class Crowd {
  constructor(root, data, options) {
    this.teller = new Teller("live", options.say);
    this.cleanups = [];
    this.crowd = readCrowd(data);
    this.chosen = [];
    this.data = data;
    this.build(root, data.words);
    this.picture = new CrowdPicture(this.canvas, this.crowd, data.words);
    this.picture.bits = bitsOf(this.chosen);
    this.listen();
    this.update(data);
    this.refresh(true);
  }

  update(data) {
    const changed = data.masks !== this.data.masks;
    const town = this.town && data.town_url === this.data.town_url && data.town === this.data.town;
    this.data = data;
    if (changed) {
      this.crowd = readCrowd(data);
      this.picture.setCrowd(this.crowd);
      this.chosen = [];
      this.refresh(true);
    }
    if (!town) this.loadTown();
    this.wrapper.classList.toggle("revealed", Boolean(data.reveal));
    this.wrapper.classList.toggle("wall", Boolean(data.wall));
    this.wrapper.classList.toggle("closed", data.cards_shown === false);
    this.hint.textContent = data.reveal ? data.words.hint_told : fill(data.words.hint, { most: data.most });
    this.restyle();
    if (data.reveal && !this.chosen.length) this.takeTelling();
    this.refreshCards();
    this.refreshStairs();
    this.say();
  }

  /** Nobody took a card, and the reveal has come: take those that tell most, until one resident is left. */
  takeTelling() {
    const left = (card) => this.crowd.counts[bitsOf([...this.chosen, card])];
    while (this.chosen.length < this.data.most && this.count > 1) {
      const free = this.cards.map((_, i) => i).filter((i) => !this.chosen.includes(i));
      this.chosen.push(free.reduce((best, card) => (left(card) < left(best) ? card : best)));
    }
    this.refresh(stillness.matches);
  }

  /** The card that leaves fewest when it is the only one. */
  get telling() {
    const alone = this.cards.map((_, i) => this.crowd.counts[1 << i]);
    return alone.indexOf(Math.min(...alone));
  }

  async loadTown() {
    try {
      this.town = readTown(this.data.town ?? (await fetched(this.data.town_url, "json")));
      if (this.gone) return;
      this.picture.setTown(this.town);
    } catch (error) {
      console.warn(error);
    }
    this.wrapper.dataset.ready = "true";
  }

  restyle() {
    const dark = isDark(this.wrapper);
    this.wrapper.classList.toggle("dark", dark);
    this.picture.restyle(PALETTE[dark ? "dark" : "light"], fontOf(this.wrapper));
  }

  listen() {
    const on = (target, name, handler) => {
      target.addEventListener(name, handler);
      this.cleanups.push(() => target.removeEventListener(name, handler));
    };
    const sizes = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.box;
      this.picture.resize(clientWidth, clientHeight, this.wrapper.clientWidth < NARROW);
      this.say();
    });
    sizes.observe(this.box);
    this.cleanups.push(() => sizes.disconnect());
    for (const media of [matchMedia("(prefers-color-scheme: dark)"), paper]) on(media, "change", () => this.restyle());
    on(this.wrapper, "keydown", (event) => this.key(event));
  }

  key(event) {
    if (/^[rc]$/i.test(event.key) || event.key === "Escape") event.stopPropagation();
    const at = this.cards.indexOf(event.composedPath()[0]);
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    if (at < 0 || !(event.key in steps || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    const last = this.cards.length - 1;
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : Math.min(last, Math.max(0, at + steps[event.key]));
    this.roam(to);
    this.cards[to].focus();
  }

  /** One tab stop for six cards; the arrow keys go from card to card. */
  roam(to) {
    this.cards.forEach((card, i) => card.setAttribute("tabindex", i === to ? "0" : "-1"));
  }

  tap(card) {
    const began = performance.now();
    const at = this.chosen.indexOf(card);
    if (at >= 0) this.chosen.splice(at, 1);
    else if (this.chosen.length < this.data.most) this.chosen.push(card);
    else {
      this.teller.tell(fill(this.data.words.full, { most: this.data.most }));
      return;
    }
    this.roam(card);
    this.refresh(stillness.matches);
    this.wrapper.dataset.ms = (performance.now() - began).toFixed(2);
  }

  get count() {
    return this.crowd.counts[bitsOf(this.chosen)];
  }

  refresh(still) {
    const { words } = this.data;
    const values = { count: grouped(this.count), people: grouped(this.crowd.people) };
    this.number.textContent = values.count;
    this.rest.textContent = fill(words.denominator, values);
    this.wrapper.dataset.count = String(this.count);
    this.wrapper.dataset.settled = "false";
    this.refreshCards();
    this.refreshStairs();
    this.refreshTable();
    this.say();
    this.picture.show(bitsOf(this.chosen), still, () => (this.wrapper.dataset.settled = "true"));
  }

  /** The sentence under the picture, which is also what a screen reader hears. */
  say() {
    const { words, most } = this.data;
    const values = { count: grouped(this.count), people: grouped(this.crowd.people), each: this.picture?.each ?? 1 };
    const parts = [fill(words[this.count === 1 ? "alone" : "fit"], values)];
    if (this.data.reveal) parts.unshift(fill(words.told, this.data.cards[this.telling]));
    else if (this.data.cards_shown === false) parts[0] = fill(words.seats, values);
    else if (!this.chosen.length) parts[0] = fill(words.start, { ...values, most });
    else if (this.count === 1 && this.chosen.length < most) parts.push(words.early);
    this.teller.tell(parts.join(" "));
    const few = this.chosen.length > 0 && this.count <= this.crowd.few;
    this.legend.textContent = few ? words.few : values.each > 1 ? fill(words.each, values) : words.one;
  }

  refreshCards() {
    const { words, reveal, most } = this.data;
    const full = this.chosen.length >= most;
    const { telling } = this;
    this.cards.forEach((card, i) => {
      const turn = this.chosen.indexOf(i);
      card.setAttribute("aria-pressed", String(turn >= 0));
      card.setAttribute("aria-disabled", String(full && turn < 0));
      card.turn.textContent = turn >= 0 ? String(turn + 1) : "";
      const alone = this.crowd.counts[1 << i];
      const share = ((100 * alone) / this.crowd.people).toFixed(1);
      const told = fill(words[i === telling ? "alone_most" : "alone_leaves"], { count: grouped(alone) });
      card.left.replaceChildren(...(reveal ? [told, make("small", {}, fill(words.share, { share }))] : []));
      card.classList.toggle("most", reveal && i === telling);
    });
  }

  refreshTable() {
    const { words, cards } = this.data;
    this.rows.replaceChildren(row("th", [words.table_card, words.table_left]));
    this.rows.append(row("td", [words.table_nobody, grouped(this.crowd.people)]));
    this.chosen.forEach((card, i) => {
      const left = this.crowd.counts[bitsOf(this.chosen.slice(0, i + 1))];
      this.rows.append(row("td", [`${cards[card].who}: ${cards[card].text}`, grouped(left)]));
    });
    const bits = bitsOf(this.chosen);
    const shown = this.chosen.length && this.count <= this.crowd.few;
    const known = shown ? this.crowd.known.filter((one) => fits(this.crowd.masks[one.seat], bits)) : [];
    const lines = known.length <= NAMED ? known.map((one) => one.square ? fill(words.code, one) : one.code) : squares(known, words);
    this.codes.replaceChildren(...lines.map((line) => make("li", {}, line)));
    const title = words[known.length <= NAMED ? "codes" : "squares"];
    this.codesTitle.textContent = known.length ? fill(title, { count: known.length }) : "";
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.picture.raf);
    clearTimeout(this.picture.soon);
    for (const undo of this.cleanups) undo();
    this.wrapper.remove();
  }
}

/** How many of them live in each square, most first: the map of candidates as a list. */
function squares(known, words) {
  const counts = new Map();
  for (const { square } of known) if (square) counts.set(square, (counts.get(square) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([square, count]) => fill(words.square, { square, count }));
}

function row(tag, cells) {
  const attributes = tag === "th" ? { scope: "col" } : {};
  return make("tr", {}, ...cells.map((cell) => make(tag, attributes, cell)));
}

function mountCrowd(root, data, options = {}) {
  return new Crowd(root, data, options);
}

Object.assign(Crowd.prototype, crowdView);
