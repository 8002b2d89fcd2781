// Names on the map: by priority, on a halo of paper, and never on top of one another.

// From how many pixels a metre the places of a priority may show: few far out, all close by.
const PLACE_FROM = [0, 0, 0, 0.1, 0.16, 0.32, 0.55, 0.8, 1.1, 99];

class Boxes {
  constructor(width, height) {
    this.all = [];
    this.width = width;
    this.height = height;
  }

  free([left, top, right, bottom], inside = true) {
    if (inside && (left < 4 || top < 4 || right > this.width - 4 || bottom > this.height - 4)) return false;
    return !this.all.some((b) => left < b[2] && right > b[0] && top < b[3] && bottom > b[1]);
  }

  take(...boxes) {
    this.all.push(...boxes);
  }
}

/** Draw all names that fit; returns the places that were drawn. */
function drawLabels(ctx, town, view, colours, options) {
  const { font, size, words } = options;
  const boxes = new Boxes(view.width, view.height);
  boxes.take(...drawFurniture(ctx, view, colours, font, words), ...(options.reserved ?? []));
  const metre = view.k * 10;
  const draw = { ctx, view, colours, font, size, boxes, metre };
  const first = town.places.filter((p) => p.priority <= 2);
  const rest = town.places.filter((p) => p.priority > 2);
  const shown = labelPlaces(draw, first);
  labelDistricts(draw, town.json.districts);
  labelWaters(draw, town.shapes);
  labelStreets(draw, town.runs.filter((run) => run.main));
  shown.push(...labelPlaces(draw, rest));
  labelStreets(draw, town.runs.filter((run) => !run.main));
  return shown;
}

function labelDistricts({ ctx, view, colours, font, size, boxes, metre }, districts) {
  if (metre > 1.4) return;
  ctx.font = `600 ${size - 1}px ${font}`;
  ctx.textAlign = "center";
  for (const district of districts) {
    const text = district.name.toUpperCase();
    ctx.letterSpacing = "1.6px";
    const half = ctx.measureText(text).width / 2;
    const x = view.px(district.x);
    for (const shift of [0, -14, 14, -28, 28]) {
      const y = view.py(district.y) + shift;
      const box = [x - half - 6, y - size - 2, x + half + 6, y + 6];
      if (!boxes.free(box)) continue;
      boxes.take(box);
      ctx.globalAlpha = 0.78;
      haloText(ctx, text, x, y, colours.label, colours.halo);
      ctx.globalAlpha = 1;
      break;
    }
    ctx.letterSpacing = "0px";
  }
}

function labelWaters(draw, shapes) {
  const { ctx, view, colours, font, size, boxes, metre } = draw;
  const seen = new Set();
  for (const shape of shapes) {
    if (!shape.name || seen.has(shape.name)) continue;
    seen.add(shape.name);
    const wet = shape.kind === "river" || shape.kind === "harbour" || shape.kind === "bay";
    if (!wet && metre < 0.1) continue;
    ctx.font = `italic 400 ${size - 1}px ${font}`;
    ctx.textAlign = "center";
    const half = ctx.measureText(shape.name).width / 2;
    const x = view.px(shape.label[0]);
    const y = view.py(shape.label[1]);
    const box = [x - half - 4, y - size, x + half + 4, y + 5];
    if (!boxes.free(box)) continue;
    boxes.take(box);
    haloText(ctx, shape.name, x, y, wet ? colours.water : colours.label, wet ? colours.sea : colours.halo);
  }
}

/** Names of streets run along them, where the street is long and straight enough to carry them. */
function labelStreets({ ctx, view, colours, font, size, boxes, metre }, runs) {
  ctx.textAlign = "center";
  for (const run of runs) {
    if (!run.name || metre < (run.main ? 0.22 : 0.75)) continue;
    const x = view.px(run.x);
    const y = view.py(run.y);
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const points = run.main ? size : size - 1;
    ctx.font = `400 ${points}px ${font}`;
    const width = ctx.measureText(run.name).width;
    if (run.length * view.k < width + 12) continue;
    let angle = -run.angle;
    if (angle > Math.PI / 2) angle -= Math.PI;
    if (angle < -Math.PI / 2) angle += Math.PI;
    const pieces = Math.max(1, Math.ceil(width / 18));
    const parts = Array.from({ length: pieces }, (_, i) => {
      const along = ((i + 0.5) / pieces - 0.5) * width;
      const [cx, cy] = [x + along * Math.cos(angle), y + along * Math.sin(angle)];
      return [cx - 10, cy - 10, cx + 10, cy + 10];
    });
    if (!parts.every((part) => boxes.free(part))) continue;
    boxes.take(...parts);
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    haloText(ctx, run.name, 0, points * 0.36, colours.quiet, colours.street);
    ctx.restore();
  }
}

function labelPlaces({ ctx, view, colours, font, size, boxes, metre }, places) {
  const shown = [];
  for (const place of places) {
    if (metre < PLACE_FROM[Math.min(9, place.priority)]) continue;
    const x = view.px(place.x);
    const y = view.py(place.y);
    if (x < 8 || y < 8 || x > view.width - 8 || y > view.height - 8) continue;
    const important = place.priority <= 2;
    const glyph = size + (important ? 3 : 1);
    const half = glyph / 2 + 2;
    const mark = [x - half, y - half, x + half, y + half];
    if (!boxes.free(mark)) continue;
    boxes.take(mark);
    shown.push(place);
    drawSymbol(ctx, place.kind, x, y, glyph, colours.label, colours.halo);
    ctx.font = `${important ? 500 : 400} ${size}px ${font}`;
    const text = place.name.split(", ")[0];
    const width = ctx.measureText(text).width;
    const sides = [
      ["left", x + half + 2, y + size * 0.36],
      ["right", x - half - 2, y + size * 0.36],
      ["center", x, y + half + size],
      ["center", x, y - half - 4],
    ];
    for (const [align, tx, ty] of sides) {
      const left = align === "left" ? tx : align === "right" ? tx - width : tx - width / 2;
      const box = [left - 2, ty - size, left + width + 4, ty + 5];
      const grown = align === "left" ? [box[0] + 2, ...box.slice(1)] : align === "right" ? [box[0], box[1], box[2] - 4, box[3]] : box;
      if (!boxes.free(grown)) continue;
      boxes.take(box);
      ctx.textAlign = align;
      haloText(ctx, text, tx, ty, colours.label, colours.halo);
      break;
    }
  }
  return shown;
}
