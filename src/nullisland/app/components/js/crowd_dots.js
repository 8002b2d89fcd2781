// The picture of the crowd: a block that greys out row by row. Once few are left they leave their seats and go home,
// that is, to the map; when one is left, the ring.

const SWEEP_MS = 700;
const TRAVEL_MS = 900;
const FADE_MS = 250;
const NAMED = 50;

const eased = (t) => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t));

class CrowdPicture {
  constructor(canvas, crowd, words) {
    this.canvas = canvas;
    this.words = words;
    this.crowd = crowd;
    this.bits = this.seen = 0;
    this.width = this.height = 0;
    this.home = this.edge = 0;
    this.town = this.view = this.base = null;
  }

  /** Lay the picture out for a box; one dot stands for more residents where there is little room. */
  resize(width, height, narrow) {
    if (!width || !height) return;
    this.width = width;
    this.height = height;
    const room = narrow && this.crowd.people > 1000 ? 20 : 1;
    this.each = Math.max(room, Math.ceil(this.crowd.people / 20000));
    this.layOut();
    fitCanvas(this.canvas, width, height);
    this.settle();
  }

  layOut() {
    this.dark = darkDots(this.crowd, this.bits, this.each);
    this.block = blockOf(this.dark.length, this.width, this.height);
    const { rows, columns, pitch } = this.block;
    this.across = Math.min(this.width / columns, 1.25 * pitch);
    this.down = Math.min(this.height / rows, 1.25 * pitch);
    this.top = (this.height - rows * this.down) / 2;
    this.sheet = this.base = null;
  }

  isFew(bits = this.bits) {
    return bits !== 0 && this.crowd.counts[bits] <= this.crowd.few;
  }

  restyle(colours, font) {
    this.colours = colours;
    this.font = font;
    this.sheet = this.base = null;
    if (this.width) this.draw();
  }

  setTown(town) {
    this.town = town;
    this.base = null;
    if (this.width) this.settle();
  }

  setCrowd(crowd) {
    this.crowd = crowd;
    if (this.width) this.layOut();
  }

  /** End every motion and draw what is. */
  settle() {
    cancelAnimationFrame(this.raf);
    this.before = null;
    this.seen = this.bits;
    this.home = this.isFew() ? 1 : 0;
    if (this.home) this.sheet = null;
    this.draw();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.mapBase(), 60);
  }

  /** Change who fits. Many to few: sweep, then travel; few to many: travel back, then sweep. */
  show(bits, still, done) {
    cancelAnimationFrame(this.raf);
    const from = { bits: this.seen, dark: this.dark, home: this.home };
    this.bits = bits;
    if (!this.width) return done();
    this.dark = darkDots(this.crowd, bits, this.each);
    this.edge = 0;
    if (still) {
      this.settle();
      return done();
    }
    const goal = this.isFew() ? 1 : 0;
    const sweep = from.home === 1 && goal === 1 ? 0 : SWEEP_MS;
    const travel = from.home === goal ? (goal ? FADE_MS : 0) : TRAVEL_MS;
    const began = performance.now();
    const step = (now) => {
      const passed = Math.max(0, now - began);
      const [sweepFrom, travelFrom] = goal > from.home ? [0, sweep] : [travel, 0];
      const part = (start, length) => (length ? Math.max(0, Math.min(1, (passed - start) / length)) : 1);
      this.before = from;
      this.swept = part(sweepFrom, sweep);
      this.moved = part(travelFrom, travel);
      this.home = from.home + (goal - from.home) * eased(this.moved);
      this.seen = passed < sweep + travel && goal < from.home ? from.bits : bits;
      if (passed >= sweep + travel) {
        this.settle();
        done();
        return;
      }
      this.draw();
      this.raf = requestAnimationFrame(step);
    };
    this.raf = requestAnimationFrame(step);
    return undefined;
  }

  draw() {
    const ctx = this.canvas.getContext("2d");
    const ratio = ratioOf(this.canvas, this.width);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    if (this.home < 1) {
      ctx.globalAlpha = 1 - this.home;
      this.drawBlock(ctx, ratio);
    }
    if (this.home > 0 && this.town) {
      ctx.globalAlpha = this.home;
      this.drawMap(ctx);
    }
    ctx.globalAlpha = 1;
    if (this.home > 0) this.drawFew(ctx);
  }

  /** The block is a sheet that is painted again row by row as a sweep passes, and otherwise only copied. */
  drawBlock(ctx, ratio) {
    const { rows } = this.block;
    if (!this.sheet) {
      this.sheet = document.createElement("canvas");
      this.sheet.width = this.canvas.width;
      this.sheet.height = this.canvas.height;
      this.paintRows(0, rows, this.before ? this.before.dark : this.dark, ratio);
    }
    if (this.before) {
      const edge = Math.floor(this.swept * rows);
      this.paintRows(this.edge, edge, this.dark, ratio);
      this.edge = Math.max(this.edge, edge);
    } else if (this.edge < rows) {
      this.paintRows(this.edge, rows, this.dark, ratio);
      this.edge = rows;
    }
    ctx.drawImage(this.sheet, 0, 0, this.width, this.height);
  }

  paintRows(from, to, dark, ratio) {
    const ctx = this.sheet.getContext("2d");
    const { columns } = this.block;
    const radius = Math.max(0.6, this.block.pitch * 0.357);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (let row = from; row < to; row++) {
      ctx.clearRect(0, this.top + row * this.down, this.width, this.down);
      const paths = [new Path2D(), new Path2D()];
      for (let i = row * columns; i < Math.min((row + 1) * columns, dark.length); i++) {
        const [x, y] = this.seat(i);
        paths[dark[i]].moveTo(x + radius, y);
        paths[dark[i]].arc(x, y, radius, 0, 7);
      }
      ctx.fillStyle = this.colours.out;
      ctx.fill(paths[0]);
      ctx.fillStyle = this.colours.crowd;
      ctx.fill(paths[1]);
    }
  }

  seat(dot) {
    const { columns } = this.block;
    const row = Math.floor(dot / columns);
    return [((dot % columns) + 0.5) * this.across, this.top + (row + 0.5) * this.down];
  }

  /** The map under the last ones, drawn before it is needed. */
  mapBase() {
    const ratio = ratioOf(this.canvas, this.width);
    if (!this.base && this.town && this.width) {
      this.base = document.createElement("canvas");
      this.base.width = this.canvas.width;
      this.base.height = this.canvas.height;
      const base = this.base.getContext("2d", { alpha: false });
      this.view = new View(this.town.bounds);
      this.view.resize(this.width, this.height);
      drawBase(base, this.town, this.view, this.colours, ratio);
      this.view.applyScreen(base, ratio);
      const boxes = new Boxes(this.width, this.height);
      boxes.take(...drawFurniture(base, this.view, this.colours, this.font, this.words));
      const { view, colours, font } = this;
      const size = this.width < 500 ? 11 : 13;
      labelDistricts({ ctx: base, view, colours, font, size, boxes, metre: view.k * 10 }, this.town.json.districts);
    }
    return this.base;
  }

  drawMap(ctx) {
    this.mapBase();
    ctx.drawImage(this.base, 0, 0, this.width, this.height);
    ctx.strokeStyle = this.colours.coast;
    ctx.lineWidth = 1;
    ctx.strokeRect(0.5, 0.5, this.width - 1, this.height - 1);
  }

  /** Those who still fit, on their way between seat and home; those who just stepped back fade. */
  drawFew(ctx) {
    const leaving = this.before && this.before.home === 1 && this.isFew() ? this.before.bits : null;
    const alone = this.crowd.counts[this.seen] === 1;
    for (const one of this.crowd.known) {
      const mask = this.crowd.masks[one.seat];
      const stays = fits(mask, this.seen);
      if (!stays && (leaving === null || !fits(mask, leaving))) continue;
      const [x, y] = this.seat(Math.floor(one.seat / this.each));
      const hx = this.view ? this.view.px(one.x) : x;
      const hy = this.view ? this.view.py(one.y) : y;
      const [px, py] = [x + (hx - x) * this.home, y + (hy - y) * this.home];
      ctx.globalAlpha = stays ? 1 : 1 - this.moved;
      drawMark(ctx, alone && stays ? "resident" : "candidate", px, py, this.colours, 0.6 + 0.4 * this.home);
    }
    ctx.globalAlpha = 1;
  }
}
