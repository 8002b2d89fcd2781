// Marks that walk from where they were to where they are now, when the server moves them.

const GLIDE_MS = 700;

Object.assign(Town.prototype, {
  /** Remember from where each mark sets out: the last place of the mark of its role. */
  glideFrom(before, data) {
    if (!data.glide || stillness.matches || !before.length) {
      this.glide = null;
      return;
    }
    const from = data.marks.map((mark) => before.find((old) => old.role === mark.role) ?? mark);
    const moved = from.some((old, i) => old.x !== data.marks[i].x || old.y !== data.marks[i].y);
    this.glide = moved ? { from, start: performance.now() } : null;
  },

  /** The marks as they stand in this frame. */
  glidingMarks() {
    const marks = this.data.marks ?? [];
    if (!this.glide) return marks;
    const share = Math.min(1, (performance.now() - this.glide.start) / GLIDE_MS);
    const eased = 1 - (1 - share) ** 3;
    const { from } = this.glide;
    if (share === 1) this.glide = null;
    return marks.map((mark, i) => ({
      ...mark,
      x: from[i].x + (mark.x - from[i].x) * eased,
      y: from[i].y + (mark.y - from[i].y) * eased,
    }));
  },
});
