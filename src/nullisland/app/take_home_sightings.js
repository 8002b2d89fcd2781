// Scene 3 on the page that is taken home, beside the script of the crowd.

/** Beats 1 and 2: how many sightings, the cards, which of them told most. */
function sightings(town) {
  const data = { ...scene.crowd, town, guess: null, reveal: false, cards_shown: false };
  const crowd = mountCrowd(part("crowd"), data, { say });
  const show = (changes) => crowd.update(Object.assign(data, changes));
  const [question, next] = [part("question-cards"), part("next")];
  const ask = new Ask("count", (guess) => {
    const open = guess === undefined;
    part("stand").classList.toggle("kept-above", !open);
    question.textContent = open ? scene.questions.predict : scene.questions.cards;
    next.hidden = open;
    show({ guess: guess ?? null, cards_shown: !open });
    if (!open) part("crowd").querySelector(".card[tabindex='0']").focus();
  });
  next.addEventListener("click", () => {
    if (data.reveal) {
      next.hidden = true;
      go([part("everybody")], part("question-town"));
      return;
    }
    ask.close();
    question.textContent = scene.questions.told;
    show({ reveal: true });
    question.focus();
  });
}
