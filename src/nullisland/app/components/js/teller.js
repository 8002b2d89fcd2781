// What a component says in words. A page has one live region: if `aloud` says it there, the element itself is silent.

class Teller {
  constructor(kind, aloud) {
    this.aloud = aloud;
    this.element = make("p", { class: kind, ...(aloud ? {} : { role: "status", "aria-live": "polite" }) });
  }

  /** Write a sentence down. What stands there at first can be read; what comes after it is said, once an act. */
  tell(sentence) {
    const before = this.element.textContent;
    if (sentence === before) return;
    this.element.textContent = sentence;
    if (!before || !this.aloud || this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      this.aloud(this.element.textContent);
    });
  }
}

/** Says a sentence in the live region of the page around a component, where voice.js has put one. */
function inTheVoice(sentence) {
  window.nullIslandSay?.(sentence);
}
