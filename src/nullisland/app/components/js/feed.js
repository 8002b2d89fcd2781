// The live log of the open database: mountFeed(root, data, options). The town's map with its trackers, and beside it
// the newest rows. It is the town without its dots; the clock counts seconds of one day.

const FEED_SPEEDS = [1, 10, 60];
const GLOW_MS = 700;
const REPAINT_MS = 180;

/** Read a file of rows; throws if it is not one. */
function readFeed(buffer) {
  const magic = String.fromCharCode(...new Uint8Array(buffer, 0, 8));
  if (magic !== "NIFEED01") throw new Error(magic);
  const count = new DataView(buffer).getUint32(8, true);
  const second = new Uint32Array(buffer, 12, count);
  const person = new Uint32Array(buffer, 12 + 4 * count, count);
  const tracker = new Uint16Array(buffer, 12 + 8 * count, count);
  return { count, second, person, tracker };
}

/** Number of rows up to and including a second of the day. */
function rowsUntil(rows, second) {
  let [low, high] = [0, rows.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.second[middle] <= second) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clockOf(second) {
  const part = (n) => String(Math.floor(n)).padStart(2, "0");
  return `${part(second / 3600)}:${part((second % 3600) / 60)}:${part(second % 60)}`;
}

class Feed extends Town {
  build(words) {
    super.build(words);
    this.wrapper.classList.add("ni-feed");
    this.tally = make("p", { class: "tally" });
    this.body = make("tbody");
    const head = make("tr", {}, ...["time", "who", "where"].map((key) => make("th", { scope: "col" }, words[`column_${key}`])));
    const table = make("table", { class: "rows" }, make("caption", { class: "unseen ni-unseen" }, words.rows), make("thead", { class: "unseen ni-unseen" }, head), this.body);
    this.ownButton = make("button", { type: "button", class: "next-own" });
    this.ownButton.addEventListener("click", () => this.nextOwn());
    this.panel = make("section", { class: "list", "aria-label": words.rows }, this.tally, table, this.ownButton);
    this.frame.after(this.panel);
  }

  buildTime(words) {
    this.playButton = iconButton("play", words.play);
    this.playButton.setAttribute("aria-keyshortcuts", "Space");
    this.playButton.addEventListener("click", () => this.setPlaying(!this.playing));
    this.slider = make("input", { type: "range", min: "0", max: "86399", step: "300", "aria-label": words.time });
    this.slider.addEventListener("input", () => this.seek(Number(this.slider.value)));
    this.clock = make("span", { class: "clock" });
    const speeds = FEED_SPEEDS.map((speed) => {
      const label = fill(words.times, { times: speed });
      const button = make("button", { type: "button", class: "speed", "aria-pressed": "false", "aria-label": fill(words.times_label, { times: speed }) }, label);
      button.addEventListener("click", () => this.setSpeed(speed));
      return button;
    });
    this.speedButtons = speeds;
    const group = make("span", { class: "speeds", role: "group", "aria-label": words.speed_group }, ...speeds);
    return make("div", { class: "time", role: "group", "aria-label": words.time_group }, this.playButton, this.slider, this.clock, group);
  }

  update(data) {
    const before = this.data?.feed;
    super.update(data);
    this.time.hidden = false;
    this.wrapper.classList.toggle("large", Boolean(data.large));
    this.ownButton.hidden = typeof data.feed.guide !== "number";
    if (JSON.stringify(before) !== JSON.stringify(data.feed)) this.loadFeed(before);
  }

  async loadFeed(before) {
    const plan = this.data.feed;
    this.second = before && before.second === plan.second ? this.second : plan.second;
    this.setSpeed(this.speed ?? plan.speed);
    try {
      const [bytes, book] = plan.bytes
        ? [decoded(plan.bytes), plan.book]
        : await Promise.all([fetched(plan.rows_url, "arrayBuffer"), fetched(plan.book_url, "json")]);
      if (this.gone || plan !== this.data.feed) return;
      this.rows = readFeed(bytes);
      this.book = book;
      this.glow = new Float64Array(book.places.length).fill(-Infinity);
      this.own = new Float64Array(book.places.length).fill(-Infinity);
      this.at = rowsUntil(this.rows, this.second);
      if (!this.ownButton.hidden) this.ownButton.textContent = fill(this.data.words.next_own, { name: this.book.names[plan.guide].split(" ")[0] });
      this.dirtyBase = this.dirtyOver = true;
      this.paint();
      this.setPlaying(before ? this.playing : Boolean(plan.play) && !stillness.matches);
    } catch (error) {
      this.fail(error);
    }
  }

  setSpeed(speed) {
    this.speed = FEED_SPEEDS.includes(speed) ? speed : FEED_SPEEDS[1];
    this.wrapper?.setAttribute("data-speed", String(this.speed));
    for (const [i, button] of this.speedButtons.entries()) button.setAttribute("aria-pressed", String(FEED_SPEEDS[i] === this.speed));
  }

  /** On to the next row about the resident who agreed, after the last one to the first; the clock stops there. */
  nextOwn() {
    const { rows, book } = this;
    if (!rows) return;
    const guide = this.data.feed.guide;
    const from = this.ownRow === undefined ? this.at : this.ownRow + 1;
    const ahead = (start) => rows.person.indexOf(guide, start);
    const row = ahead(from) >= 0 ? ahead(from) : ahead(0);
    if (row < 0) return;
    this.setPlaying(false);
    this.seek(rows.second[row]);
    this.at = row + 1;
    this.ownRow = row;
    this.paint();
    const values = { time: clockOf(rows.second[row]), name: book.names[guide], place: book.places[rows.tracker[row]] };
    this.say(fill(this.data.words.own_row, values));
  }

  seek(second) {
    this.ownRow = undefined;
    this.second = Math.min(86399, Math.max(0, second));
    this.at = this.rows ? rowsUntil(this.rows, this.second) : 0;
    this.dirtyOver = true;
    this.paint();
    this.tell();
  }

  advance(now) {
    if (!this.playing || !this.rows) {
      if (this.rows && now - (this.lit ?? -Infinity) < GLOW_MS) this.dirtyOver = true;
      return;
    }
    this.ownRow = undefined;
    const still = stillness.matches;
    if (still && this.last !== null && now - this.last < 700) return;
    const passed = this.last === null ? 0 : Math.min(still ? 700 : 100, now - this.last);
    this.last = now;
    this.second += (passed / 1000) * this.speed;
    if (this.second >= 86400) this.seek(0);
    const { rows, glow, own, data } = this;
    while (this.at < rows.count && rows.second[this.at] <= this.second) {
      const tracker = rows.tracker[this.at];
      glow[tracker] = this.lit = now;
      if (rows.person[this.at] === data.feed.guide) own[tracker] = now;
      this.at++;
    }
    if (now - (this.painted ?? -Infinity) >= REPAINT_MS) this.paint();
    this.dirtyOver = true;
  }

  /** The newest rows, newest first; the table is what a screen reader reads too. */
  paint() {
    if (!this.rows) return;
    this.painted = performance.now();
    const { words, feed } = this.data;
    this.tally.textContent = fill(words.tally, { rows: grouped(this.at) });
    const most = Math.max(1, Math.floor((this.panel.clientHeight - this.tally.offsetHeight - this.ownButton.offsetHeight - 8) / (this.wrapper.classList.contains("large") ? 66 : 46)));
    const shown = [];
    for (let i = this.at - 1; i >= 0 && shown.length < most; i--) {
      const person = this.rows.person[i];
      const row = make("tr", { class: person === feed.guide ? "own" : null, "data-row": String(i) });
      row.append(make("td", { class: "when" }, clockOf(this.rows.second[i])), make("td", { class: "who" }, this.book.names[person]));
      row.append(make("td", { class: "where" }, this.book.places[this.rows.tracker[i]]));
      shown.push(row);
    }
    this.body.replaceChildren(...shown);
    this.wrapper.dataset.rows = String(this.at);
    const text = this.clockText();
    this.clock.textContent = text;
    this.slider.value = String(Math.floor(this.second));
    this.slider.setAttribute("aria-valuetext", text);
  }

  clockText() {
    return fill(this.data.words.clock, { day: this.data.words.days[this.data.feed.day % 7], time: clockOf(this.second).slice(0, 5) });
  }

  tell() {
    if (!this.rows || this.playing || this.at === 0) return;
    const last = this.at - 1;
    const values = { time: this.clockText(), rows: grouped(this.at), name: this.book.names[this.rows.person[last]] };
    this.say(fill(this.data.words.last_row, { ...values, place: this.book.places[this.rows.tracker[last]] }));
  }

  key(event) {
    if (event.key === " " && !(event.composedPath()[0] instanceof HTMLButtonElement) && !event.ctrlKey) {
      event.preventDefault();
      this.setPlaying(!this.playing);
    } else super.key(event);
  }

  drawBase() {
    super.drawBase();
    if (!this.rows) this.wrapper.dataset.ready = "false";
  }

  /** Labels keep off the trackers. */
  taken() {
    const { view, town } = this;
    const xy = town.cameras;
    return Array.from({ length: xy.length / 2 }, (_, i) => [view.px(xy[2 * i]) - 7, view.py(xy[2 * i + 1]) - 6, view.px(xy[2 * i]) + 7, view.py(xy[2 * i + 1]) + 6]);
  }

  drawOver(start) {
    super.drawOver(start);
    if (!this.rows) return;
    const ctx = this.over.getContext("2d");
    this.drawTrackers(ctx);
    const xy = this.town.cameras;
    const tracker = this.ownRow === undefined ? -1 : this.rows.tracker[this.ownRow];
    if (tracker >= 0) drawMark(ctx, "resident", this.view.px(xy[2 * tracker]), this.view.py(xy[2 * tracker + 1]), this.colours, 1.2);
  }

  /** Every tracker; one that has just written a row lights up, in the colour of a claim, and dies down. */
  drawTrackers(ctx) {
    const { view, colours, glow, own, town } = this;
    const now = performance.now();
    const xy = town.cameras;
    const size = view.width < 500 ? 8 : Math.min(16, Math.max(10, 8 + 20 * view.k * 10));
    for (const lit of [false, true]) {
      for (let i = 0; i < glow.length && 2 * i < xy.length; i++) {
        const left = 1 - (now - glow[i]) / GLOW_MS;
        if (left > 0 !== lit) continue;
        const [x, y] = [view.px(xy[2 * i]), view.py(xy[2 * i + 1])];
        if (lit) {
          ctx.globalAlpha = stillness.matches ? 0.75 : 0.2 + 0.65 * left;
          ctx.fillStyle = now - own[i] < GLOW_MS ? colours.resident : colours.claim;
          ctx.beginPath();
          ctx.arc(x, y, size * (1.05 + 0.35 * left), 0, 2 * Math.PI);
          ctx.fill();
          ctx.globalAlpha = 1;
        }
        drawSymbol(ctx, "camera", x, y, size, lit ? colours.claim : colours.label, colours.ring);
      }
    }
  }
}

/** Draw the live log into `root`. Returns {update(data), destroy()}. */
function mountFeed(root, data, options = {}) {
  return new Feed(root, data, options);
}
