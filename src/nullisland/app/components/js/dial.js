// A dial of 24 hours: how many records each hour holds, and two hands that choose from when to when.

const TURN = 360 / 24;
const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** A point of the dial: hour 0 at the top, clockwise. */
function onDial(hour, radius) {
  const angle = ((hour * TURN - 90) * Math.PI) / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function wedge(from, to, inner, outer) {
  const [[a, b], [c, d], [e, f], [g, h]] = [
    onDial(from, inner), onDial(from, outer), onDial(to, outer), onDial(to, inner),
  ].map((p) => p.map((v) => v.toFixed(2)));
  return `M${a} ${b}L${c} ${d}A${outer} ${outer} 0 0 1 ${e} ${f}L${g} ${h}A${inner} ${inner} 0 0 0 ${a} ${b}Z`;
}

class Dial {
  constructor(root, data, emit) {
    this.emit = emit;
    this.build(root, data.words);
    this.update(data);
  }

  build(root, words) {
    this.picture = svg("svg", { viewBox: "-100 -100 200 200", "aria-hidden": "true" });
    this.bars = Array.from({ length: 24 }, () => svg("path"));
    this.picture.append(svg("circle", { r: 94, class: "rim" }), ...this.bars);
    for (const hour of [0, 6, 12, 18]) {
      const [x, y] = onDial(hour, 26);
      const text = svg("text", { x: x.toFixed(1), y: (y + 4).toFixed(1) });
      text.textContent = String(hour);
      this.picture.append(text);
    }
    this.hands = ["from", "to"].map((end, i) => {
      const hand = make("div", { class: `hand ${end}`, role: "slider", tabindex: "0", "aria-label": words[end],
        "aria-valuemin": "0", "aria-valuemax": "24" }, make("i"));
      hand.addEventListener("keydown", (event) => this.key(event, i));
      hand.addEventListener("pointerdown", (event) => this.grab(event, i));
      return hand;
    });
    this.ring = make("div", { class: "ring" }, this.picture, ...this.hands);
    this.said = make("p", { class: "said" });
    this.buttons = Object.keys(words.spans).map((key) => {
      const button = make("button", { type: "button", "aria-pressed": "false" }, words.spans[key].label);
      button.addEventListener("click", () => this.set(words.spans[key].hours, true));
      return Object.assign(button, { span: words.spans[key].hours });
    });
    const spans = make("div", { class: "spans", role: "toolbar", "aria-label": words.label }, ...this.buttons);
    spans.addEventListener("keydown", (event) => this.rove(event));
    spans.addEventListener("focusin", (event) => this.stopAt(event.target));
    this.stopAt(this.buttons[0]);
    const side = make("div", { class: "side" }, this.said, spans);
    this.wrapper = make("div", { class: "ni-dial", role: "group", "aria-label": words.label }, this.ring, side);
    root.append(this.wrapper);
  }

  /** Hours that come while a hand is on the dial, or before the server has heard of it, are those of before. */
  update(data) {
    this.data = data;
    if (!this.held && this.timer === undefined) this.hours = [...data.hours];
    this.draw();
  }

  inside(hour) {
    const [from, to] = this.hours;
    return from < to ? hour >= from && hour < to : hour >= from || hour < to;
  }

  draw() {
    const [from, to] = this.hours;
    const most = Math.max(1, ...this.data.counts);
    this.bars.forEach((bar, hour) => {
      const reach = 40 + (50 * this.data.counts[hour]) / most;
      bar.setAttribute("d", wedge(hour + 0.06, hour + 0.94, 40, Math.max(41.5, reach)));
      bar.setAttribute("class", this.inside(hour) ? "in" : "out");
    });
    this.hands.forEach((hand, i) => {
      const hour = this.hours[i];
      hand.style.setProperty("--turn", `${(hour % 24) * TURN}deg`);
      hand.setAttribute("aria-valuenow", String(hour));
      hand.setAttribute("aria-valuetext", `${hour}:00`);
    });
    const whole = from % 24 === to % 24;
    this.said.textContent = whole ? this.data.words.whole : fill(this.data.words.said, { from, to });
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.span[0] === from && button.span[1] === to));
    }
  }

  /** The buttons are one tab stop: the one that had the focus last. */
  stopAt(button) {
    for (const one of this.buttons) one.tabIndex = one === button ? 0 : -1;
  }

  rove(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const to = (this.buttons.indexOf(event.target) + step + this.buttons.length) % this.buttons.length;
    this.buttons[to].focus();
  }

  set(hours, settled) {
    const changed = hours[0] !== this.hours[0] || hours[1] !== this.hours[1];
    this.hours = [...hours];
    this.draw();
    if (!settled && !changed) return;
    clearTimeout(this.timer);
    const turned = [...hours];
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.emit("hours", turned);
    }, settled ? 0 : 120);
  }

  /** Hours of the two hands: `from` is 0 .. 23, `to` 1 .. 24. */
  move(i, hour) {
    const wrapped = ((Math.round(hour) % 24) + 24) % 24;
    const hours = [...this.hours];
    hours[i] = i === 1 && wrapped === 0 ? 24 : wrapped;
    this.set(hours, false);
  }

  key(event, i) {
    const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 6, PageDown: -6 };
    if (/^[rc]$/i.test(event.key)) event.stopPropagation();
    if (!(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(i, this.hours[i] + steps[event.key]);
  }

  grab(event, i) {
    event.preventDefault();
    const hand = this.hands[i];
    hand.focus();
    hand.setPointerCapture(event.pointerId);
    this.held = true;
    const move = (e) => {
      const box = this.ring.getBoundingClientRect();
      const angle = Math.atan2(e.clientY - box.top - box.height / 2, e.clientX - box.left - box.width / 2);
      this.move(i, ((angle * 180) / Math.PI + 90) / TURN + 24);
    };
    const drop = () => {
      this.held = false;
      hand.removeEventListener("pointermove", move);
      this.set(this.hours, true);
    };
    hand.addEventListener("pointermove", move);
    hand.addEventListener("lostpointercapture", drop, { once: true });
  }

  destroy() {
    clearTimeout(this.timer);
    this.wrapper.remove();
  }
}

/** Draw the dial into `root`. Returns {update(data), destroy()}. */
function mountDial(root, data, options = {}) {
  return new Dial(root, data, options.emit ?? (() => {}));
}
