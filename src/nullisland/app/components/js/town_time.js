// The clock of the map: play, pause, the hour of the day, the next day.

const SPEEDS = [5, 15, 60];

Object.assign(Town.prototype, {
  buildTime(words) {
    this.playButton = iconButton("play", words.play);
    this.playButton.setAttribute("aria-keyshortcuts", "Space");
    this.playButton.addEventListener("click", () => this.setPlaying(!this.playing));
    this.slider = make("input", { type: "range", min: "0", max: "1439", step: "5", "aria-label": words.time });
    this.slider.addEventListener("input", () => this.seek(Number(this.slider.value)));
    this.clock = make("span", { class: "clock" });
    this.speedButton = make("button", { type: "button", class: "speed", tabindex: "-1" });
    this.speedButton.setAttribute("aria-keyshortcuts", "S");
    this.speedButton.addEventListener("click", () => this.nextSpeed());
    return make("div", { class: "time", role: "group", "aria-label": words.time_group },
      this.playButton, this.slider, this.clock, this.speedButton);
  },

  loadFirstDay(before) {
    const plan = this.data.day;
    this.day = plan && before && plan.url === before.url ? this.day : null;
    if (!plan) return this.setPlaying(false);
    this.minute = before && plan.minute === before.minute ? (this.minute ?? plan.minute) : plan.minute;
    this.setSpeed(this.speed ?? plan.speed ?? SPEEDS[1]);
    this.loadDay(before && plan.first === before.first ? (this.number ?? plan.first) : plan.first);
    if (!before || plan.play !== before.play) this.setPlaying(Boolean(plan.play) && !stillness.matches);
    return undefined;
  },

  async loadDay(number) {
    const plan = this.data.day;
    this.number = number;
    const url = plan.url.replace("{day}", String(number));
    try {
      const day = readDay(plan.bytes ? decoded(plan.bytes[number]) : await fetched(url, "arrayBuffer"));
      if (this.gone || this.number !== number) return;
      this.day = day;
      this.dirtyOver = true;
      this.tell();
    } catch (error) {
      this.fail(error);
    }
  },

  setPlaying(playing) {
    this.playing = playing;
    this.last = null;
    const { words } = this.data;
    const label = playing ? words.pause : words.play;
    this.playButton.setIcon(playing ? "pause" : "play");
    this.playButton.setAttribute("aria-label", label);
    this.playButton.title = label;
    this.wrapper.dataset.playing = String(playing);
    this.dirtyOver = true;
    this.tell();
  },

  setSpeed(speed) {
    this.speed = SPEEDS.includes(speed) ? speed : SPEEDS[1];
    this.speedButton.textContent = fill(this.data.words.speed, { minutes: this.speed });
  },

  nextSpeed() {
    this.setSpeed(SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]);
    this.say(this.speedButton.textContent);
  },

  seek(minute) {
    this.minute = Math.min(1439, Math.max(0, minute));
    this.dirtyOver = true;
    this.tell();
  },

  /** The same picture as one sentence, for who cannot see it; not while it moves. */
  tell() {
    if (!this.day || this.playing) return;
    let moving = 0;
    const at = [0, 0, 0];
    for (let i = 0; i < this.day.people; i++) if (positionAt(this.day, i, this.minute, at)) moving += at[2];
    const values = { time: this.clockText(), shown: grouped(this.day.people), moving: grouped(moving) };
    this.say(fill(this.data.words.sentence, values));
  },

  clockText() {
    const minute = Math.floor(this.minute / 5) * 5;
    const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    return fill(this.data.words.clock, { day: this.data.words.days[(this.day?.number ?? this.number) % 7], time });
  },

  advance(now) {
    if (!this.playing || !this.day) return;
    const passed = this.last === null ? 0 : Math.min(100, now - this.last);
    if (stillness.matches) {
      if (this.last !== null && now - this.last < 700) return;
      this.minute += this.last === null ? 0 : 10;
    } else this.minute += (passed / 1000) * this.speed;
    this.last = now;
    if (this.minute >= 1440) {
      this.minute -= 1440;
      const { first, count } = this.data.day;
      this.loadDay(first + ((this.number - first + 1) % count));
    }
    this.dirtyOver = true;
  },
});
