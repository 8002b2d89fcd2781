// The crowd's elements and its staircase of clues.

const NARROW = 700;

/** The hands of a class: one open diamond each. */
function handsUp(count) {
  return make("span", { class: "hands" }, ...Array.from({ length: count ?? 0 }, () => make("u")));
}

const crowdView = {
  build(root, words) {
    this.canvas = make("canvas", { role: "img", "aria-label": words.picture });
    this.box = make("div", { class: "picture" }, this.canvas);
    this.legend = make("p", { class: "legend" });
    this.number = make("strong", { class: "number" });
    this.rest = make("span", { class: "rest" });
    this.stairs = make("div", { class: "stairs", "aria-hidden": "true" });
    const count = make("p", { class: "count", "aria-hidden": "true" }, this.number, " ", this.rest);
    this.wrapper = make("div", { class: "ni-crowd", "data-ready": "false" },
      this.buildCards(words),
      make("div", { class: "stage" }, this.box, count),
      this.stairs, make("div", { class: "foot" }, this.teller.element, make("div", { class: "side" }, this.legend, this.buildTwin(words))));
    root.append(this.wrapper);
  },

  buildCards(words) {
    this.cards = this.data.cards.map((card, i) => {
      const turn = make("span", { class: "turn", "aria-hidden": "true" });
      const who = make("b", {}, card.who);
      const left = make("span", { class: "left" });
      const text = make("span", { class: "text" }, who, " ", make("span", {}, card.text));
      const button = make("button", { type: "button", class: "card", "aria-pressed": "false" }, turn, text, left);
      button.addEventListener("click", () => this.tap(i));
      return Object.assign(button, { turn, left });
    });
    this.roam(0);
    const list = make("div", { class: "cards", role: "toolbar", "aria-label": words.cards, "aria-orientation": "vertical" });
    list.append(...this.cards);
    this.hint = make("p", { class: "hint" });
    return make("div", { class: "column" }, this.hint, list);
  },

  buildTwin(words) {
    this.rows = make("tbody");
    this.codesTitle = make("p");
    this.codes = make("ul");
    const table = make("table", {}, make("caption", {}, words.table), this.rows);
    return make("details", { class: "twin" }, make("summary", {}, words.twin),
      make("div", { class: "sheet" }, table, this.codesTitle, this.codes));
  },

  /** How many were left after each clue, as steps down: high steps for many, on a scale of tens. */
  refreshStairs() {
    const { words, most, guess, hands, wall } = this.data;
    const top = Math.log(this.crowd.people) || 1;
    const steps = [];
    for (let i = 0; i <= most; i++) {
      const taken = i <= this.chosen.length;
      const count = taken ? this.crowd.counts[bitsOf(this.chosen.slice(0, i))] : null;
      const step = make("div", { class: taken ? "step" : "step open" });
      const bar = make("i");
      bar.style.setProperty("--high", taken && count > 0 ? String(Math.log(count) / top) : "0");
      if (taken && count === 1) step.classList.add("alone");
      const name = i === 0 ? words.step_none : fill(words.step, { n: i });
      const label = make("span", { class: "clues" }, wall ? String(i) : name);
      if (guess === i) step.append(make("em", {}, words.step_guess));
      step.append(handsUp(hands?.[i]));
      step.append(make("b", {}, taken ? grouped(count) : ""), bar, label);
      steps.push(step);
    }
    if (guess > most || hands?.[most + 1]) {
      const more = make("span", { class: "clues" }, words.step_more);
      const own = guess > most ? make("em", {}, words.step_guess) : "";
      steps.push(make("div", { class: "step open" }, own, handsUp(hands?.[most + 1]), make("b"), make("i"), more));
    }
    this.stairs.replaceChildren(...steps);
  },
};
