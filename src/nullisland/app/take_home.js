// The page that is taken home: each guess is made before what it is about is shown. Nothing outlives the page.

const part = (id) => document.getElementById(id);
const inWords = (text, guess) => text.replace("{guess}", guess);

/** What has just happened, for whoever does not see it. */
function say(sentence) {
  part("voice").textContent = sentence;
}

/** Show one part instead of another, and put the focus where it goes on. */
function go(to, focus) {
  for (const one of to) one.hidden = false;
  focus?.focus();
}

/** One prediction: locked or passed, it calls `answered(value or null)`; until `close` it can be changed. */
class Ask {
  constructor(name, answered) {
    this.form = part(`ask-${name}`);
    this.kept = part(`kept-${name}`);
    this.field = this.form.querySelector("[type=number]");
    this.warning = this.form.querySelector("[role=alert]");
    this.change = this.kept.querySelector("button");
    this.answered = answered;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.lock();
    });
    this.form.querySelector(".pass").addEventListener("click", () => this.answer(null, scene.passed));
    this.change.addEventListener("click", () => this.open());
  }

  /** What was typed counts before what was chosen. */
  lock() {
    const pill = this.form.querySelector(":checked");
    const typed = this.field && (this.field.value || !this.field.validity.valid);
    if (typed ? !this.field.validity.valid : !pill) {
      this.warning.textContent = this.form.dataset.warning;
      (this.field ?? this.form.querySelector("[type=radio]")).focus();
      return;
    }
    const { value, dataset } = typed ? this.field : pill;
    this.answer(Number(value), inWords(scene.locked, inWords(dataset.said, value)));
  }

  answer(value, said) {
    this.warning.textContent = "";
    this.form.hidden = true;
    this.kept.hidden = this.change.hidden = false;
    this.kept.classList.toggle("passed", value === null);
    this.kept.querySelector("span").textContent = said;
    say(said);
    this.answered(value);
  }

  open() {
    this.kept.hidden = true;
    this.form.hidden = false;
    this.form.querySelector("input").focus();
    this.answered();
  }

  /** The truth is on screen: what was guessed stays. */
  close() {
    this.change.hidden = true;
  }
}

/** Beat 3: a share of the town, then the curve with the guess in it. */
function everybody() {
  const ask = new Ask("town", (guess) => {
    ask.close();
    const mark = part("after").querySelector(".ni-dot.guess");
    if (guess === null) mark.remove();
    else {
      mark.style.bottom = `${guess}%`;
      mark.classList.toggle("below", guess <= scene.truth && guess > 12);
      mark.querySelector("em").textContent = inWords(mark.querySelector("em").textContent, guess);
    }
    for (const one of document.querySelectorAll(".before")) one.hidden = true;
    const result = part("result");
    go(document.querySelectorAll(".after"), result);
    say(result.innerText);
  });
}
