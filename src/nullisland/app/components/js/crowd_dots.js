// The picture of the crowd: the block that greys out row by row and, once few are left, the town beside it.

const SWEEP_MS = 700;
const SLIDE_MS = 600;
const FEW = 200;

const eased = (t) => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t));

class CrowdPicture {
  constructor(canvas, crowd) {
    this.canvas = canvas;
    this.crowd = crowd;
    this.bits = 0;
    this.width = this.height = 0;
    this.split = 0;
    this.town = null;
    this.view = null;
  }

  /** Lay the picture out for a box; one dot stands for more residents where there is little room. */
  resize(width, height, narrow) {
    if (!width || !height) return;
    this.width = width;
    this.height = height;
    this.each = Math.max(narrow ? 20 : 1, Math.ceil(this.crowd.people / 20000));
    if (this.crowd.people <= 1000) this.each = 1;
    this.narrow = narrow;
    this.dark = darkDots(this.crowd, this.bits, this.each);
    this.block = blockOf(this.dark.length);
    fitCanvas(this.canvas, width, height);
    this.splitNow(this.isFew() ? 1 : 0);
    this.base = null;
    this.draw();
  }

  isFew() {
    return this.bits !== 0 && this.crowd.counts[this.bits] <= FEW;
  }

  splitNow(split) {
    this.split = split;
    const share = this.narrow ? 1 : 0.4;
    this.mapWidth = Math.round(this.width * share);
  }

  restyle(colours, font) {
    this.colours = colours;
    this.font = font;
    this.base = null;
    if (this.width) this.draw();
  }

  setTown(town) {
    this.town = town;
    this.base = null;
    if (this.width) this.draw();
  }

  /** Change who fits: sweep row by row, slide the town in or out, then say that it is done. */
  show(bits, still, done) {
    cancelAnimationFrame(this.raf);
    this.before = this.dark;
    this.bits = bits;
    this.dark = this.width ? darkDots(this.crowd, bits, this.each) : this.dark;
    const goal = this.isFew() ? 1 : 0;
    const from = this.split;
    if (still || !this.width) {
      this.before = null;
      this.splitNow(goal);
      if (this.width) this.draw();
      done();
      return;
    }
    const began = performance.now();
    const sweep = from === 1 && goal === 1 && this.narrow ? 0 : SWEEP_MS;
    const first = goal > from ? sweep : 0;
    const step = (now) => {
      const passed = now - began;
      this.swept = sweep ? Math.min(1, passed / sweep) : 1;
      const slid = Math.max(0, Math.min(1, (passed - first * 0.6) / SLIDE_MS));
      this.splitNow(from + (goal - from) * eased(slid));
      const over = this.swept === 1 && (slid === 1 || from === goal);
      if (over) this.before = null;
      this.draw();
      if (over) done();
      else this.raf = requestAnimationFrame(step);
    };
    this.raf = requestAnimationFrame(step);
  }

  draw() {
    const ctx = this.canvas.getContext("2d");
    const ratio = ratioOf(this.canvas, this.width);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    const gap = this.narrow ? 0 : 16;
    const room = this.width - this.split * (this.mapWidth + gap);
    if (room > 24) this.drawBlock(ctx, room);
    if (this.split > 0 && this.town) this.drawMap(ctx, room + gap * this.split, ratio);
  }

  drawBlock(ctx, room) {
    const { rows, columns } = this.block;
    const pitch = Math.min(room / columns, this.height / rows);
    this.pitch = pitch;
    const radius = Math.max(0.6, pitch * 0.357);
    const left = Math.max(0, (Math.min(room, this.width) - columns * pitch) / (this.narrow ? 2 : 1));
    const edge = this.before ? Math.floor((this.swept ?? 0) * rows) : rows;
    const paths = [new Path2D(), new Path2D()];
    ctx.globalAlpha = this.narrow ? 1 - this.split : 1;
    for (let i = 0; i < this.dark.length; i++) {
      const row = Math.floor(i / columns);
      const dark = (row < edge || !this.before ? this.dark : this.before)[i];
      const x = left + ((i % columns) + 0.5) * pitch;
      const y = (row + 0.5) * pitch;
      paths[dark].moveTo(x + radius, y);
      paths[dark].arc(x, y, radius, 0, 7);
    }
    ctx.fillStyle = this.colours.out;
    ctx.fill(paths[0]);
    ctx.fillStyle = this.colours.crowd;
    ctx.fill(paths[1]);
    if (this.isFew() && !this.before) this.stressFew(ctx, left, pitch, columns, radius);
    ctx.globalAlpha = 1;
  }

  /** The last ones grow a little, so that a needle can be seen in its haystack; one alone gets the ring. */
  stressFew(ctx, left, pitch, columns, radius) {
    if (this.each !== 1) return;
    const alone = this.crowd.counts[this.bits] === 1;
    for (let i = 0; i < this.dark.length; i++) {
      if (!this.dark[i]) continue;
      const x = left + ((i % columns) + 0.5) * pitch;
      const y = (Math.floor(i / columns) + 0.5) * pitch;
      if (alone) drawMark(ctx, "resident", x, y, this.colours, 0.9);
      else {
        ctx.beginPath();
        ctx.arc(x, y, Math.max(2.2, radius * 1.25), 0, 7);
        ctx.fillStyle = this.colours.crowd;
        ctx.fill();
      }
    }
  }

  drawMap(ctx, left, ratio) {
    const width = this.mapWidth;
    if (!this.base || this.base.of !== `${width}x${this.height}x${ratio}`) this.drawMapBase(width, ratio);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, 0, width, this.height);
    ctx.clip();
    ctx.drawImage(this.base.canvas, left, 0, width, this.height);
    ctx.translate(left, 0);
    this.drawCandidates(ctx);
    ctx.restore();
    ctx.strokeStyle = this.colours.coast;
    ctx.lineWidth = 1;
    ctx.strokeRect(left + 0.5, 0.5, width - 1, this.height - 1);
  }

  drawMapBase(width, ratio) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(this.height * ratio);
    const ctx = canvas.getContext("2d", { alpha: false });
    this.view = new View(this.town.bounds);
    this.view.resize(width, this.height);
    drawBase(ctx, this.town, this.view, this.colours, ratio);
    this.view.applyScreen(ctx, ratio);
    drawFurniture(ctx, this.view, this.colours, this.font, {});
    this.base = { canvas, of: `${width}x${this.height}x${ratio}` };
  }

  drawCandidates(ctx) {
    if (!this.isFew()) return;
    const alone = this.crowd.counts[this.bits] === 1;
    for (const one of this.crowd.known) {
      if (!fits(this.crowd.masks[one.seat], this.bits)) continue;
      drawMark(ctx, alone ? "resident" : "candidate", this.view.px(one.x), this.view.py(one.y), this.colours);
    }
  }
}
