// The town as paths in decimetres (x east, y north), made once; a view says which part of it is on screen.

/** Undo differences: [x, y, dx, dy, ...] to [x, y, x, y, ...]. */
function undelta(deltas) {
  const out = new Int32Array(deltas.length);
  for (let i = 0; i < deltas.length; i++) out[i] = i < 2 ? deltas[i] : out[i - 2] + deltas[i];
  return out;
}

function trace(path, xy, closed) {
  for (let i = 0; i < xy.length; i += 2) {
    if (i === 0) path.moveTo(xy[0], xy[1]);
    else path.lineTo(xy[i], xy[i + 1]);
  }
  if (closed) path.closePath();
}

/** Paths of a town file (format 1, see the decision on drawing data). */
function readTown(json) {
  const town = { json, bounds: json.bounds_dm, coast: new Path2D(), shapes: [], streets: {}, labels: null };
  trace(town.coast, undelta(json.coast), true);
  for (const shape of json.shapes) {
    const path = new Path2D();
    trace(path, undelta(shape.xy), shape.closed);
    town.shapes.push({ ...shape, path });
  }
  readStreets(town, json.streets);
  town.tiles = readBuildings(json.buildings);
  town.places = readPlaces(json.places);
  town.cameras = undelta(json.cameras.xy);
  return town;
}

function readStreets(town, streets) {
  const nodes = undelta(streets.nodes);
  const paths = { main: new Path2D(), quiet: new Path2D(), bridge: new Path2D() };
  const main = new Set(streets.main);
  const bridges = new Set(streets.bridges);
  const byName = new Map();
  for (let e = 0; e < streets.from.length; e++) {
    const a = 2 * streets.from[e];
    const b = 2 * streets.to[e];
    const path = main.has(e) ? paths.main : paths.quiet;
    path.moveTo(nodes[a], nodes[a + 1]);
    path.lineTo(nodes[b], nodes[b + 1]);
    if (bridges.has(e)) {
      paths.bridge.moveTo(nodes[a], nodes[a + 1]);
      paths.bridge.lineTo(nodes[b], nodes[b + 1]);
    }
    const name = streets.name[e];
    if (!byName.has(name)) byName.set(name, []);
    byName.get(name).push(e);
  }
  town.streets = paths;
  town.runs = [];
  for (const [name, edges] of byName) {
    const run = longestRun(edges, streets, nodes);
    if (run) town.runs.push({ name: streets.names[name] ?? "", main: main.has(edges[0]), ...run });
  }
  town.runs.sort((p, q) => q.main - p.main || q.length - p.length);
}

/** The longest nearly straight stretch of one street: where its name can be written. */
function longestRun(edges, streets, nodes) {
  const at = new Map();
  for (const e of edges) {
    for (const n of [streets.from[e], streets.to[e]]) {
      if (!at.has(n)) at.set(n, []);
      at.get(n).push(e);
    }
  }
  const span = (a, b) => [nodes[2 * b] - nodes[2 * a], nodes[2 * b + 1] - nodes[2 * a + 1]];
  const unit = ([x, y]) => [x / Math.hypot(x, y), y / Math.hypot(x, y)];
  const size = (e) => Math.hypot(...span(streets.from[e], streets.to[e]));
  let best = null;
  const used = new Set();
  for (const seed of [...edges].sort((a, b) => size(b) - size(a)).slice(0, 6)) {
    if (used.has(seed)) continue;
    let ends = [streets.from[seed], streets.to[seed]];
    const direction = unit(span(...ends));
    used.add(seed);
    for (const side of [0, 1]) {
      for (let grown = true; grown; ) {
        grown = false;
        for (const e of at.get(ends[side])) {
          const far = streets.from[e] === ends[side] ? streets.to[e] : streets.from[e];
          const [x, y] = unit(span(ends[side], far));
          const along = (x * direction[0] + y * direction[1]) * (side ? 1 : -1);
          if (!used.has(e) && along > 0.97) {
            used.add(e);
            ends[side] = far;
            grown = true;
            break;
          }
        }
      }
    }
    const [x, y] = span(...ends);
    const length = Math.hypot(x, y);
    if (!best || length > best.length) {
      const a = 2 * ends[0];
      best = { length, x: nodes[a] + x / 2, y: nodes[a + 1] + y / 2, angle: Math.atan2(y, x) };
    }
  }
  return best;
}

const TILE_DM = 4000;

/** Buildings in square tiles, so that a close view draws only what it shows. */
function readBuildings(buildings) {
  const tiles = new Map();
  const interest = new Set(buildings.interest);
  const xy = buildings.xy;
  let x = 0;
  let y = 0;
  for (let i = 0, b = 0; i < xy.length; i += 6, b++) {
    x += xy[i];
    y += xy[i + 1];
    const key = `${Math.floor(x / TILE_DM)},${Math.floor(y / TILE_DM)}`;
    if (!tiles.has(key)) {
      tiles.set(key, { x: Math.floor(x / TILE_DM), y: Math.floor(y / TILE_DM), home: new Path2D(), other: new Path2D() });
    }
    const path = interest.has(b) ? tiles.get(key).other : tiles.get(key).home;
    path.moveTo(x, y);
    path.lineTo(x + xy[i + 2], y + xy[i + 3]);
    path.lineTo(x + xy[i + 2] + xy[i + 4], y + xy[i + 3] + xy[i + 5]);
    path.lineTo(x + xy[i + 4], y + xy[i + 5]);
    path.closePath();
  }
  return [...tiles.values()];
}

function readPlaces(places) {
  const xy = undelta(places.xy);
  const rows = places.id.map((id, i) => {
    const kind = places.kinds[places.kind[i]];
    return { id, kind: kind.kind, priority: kind.priority, name: places.name[i], x: xy[2 * i], y: xy[2 * i + 1] };
  });
  return rows.sort((a, b) => a.priority - b.priority || a.id - b.id);
}

/** Which part of the plane a box of `width` by `height` pixels shows: centre in dm, `k` pixels a dm. */
class View {
  constructor(bounds) {
    this.bounds = bounds;
    [this.x, this.y, this.k, this.width, this.height] = [0, 0, 0.01, 0, 0];
    this.touched = false;
  }

  resize(width, height) {
    if (width === this.width && height === this.height) return false;
    this.width = width;
    this.height = height;
    if (this.touched) this.clamp();
    else this.fit();
    return true;
  }

  get least() {
    const [west, south, east, north] = this.bounds;
    return Math.min(this.width / (east - west), this.height / (north - south)) * 0.96;
  }

  fit(box = null) {
    const [west, south, east, north] = box ?? this.bounds;
    this.x = (west + east) / 2;
    this.y = (south + north) / 2;
    this.k = Math.min(this.width / (east - west), this.height / (north - south)) * 0.96;
    this.touched = box !== null;
    this.clamp();
  }

  clamp() {
    const [west, south, east, north] = this.bounds;
    this.k = Math.min(Math.max(this.k, this.least), 0.5);
    this.x = Math.min(Math.max(this.x, west), east);
    this.y = Math.min(Math.max(this.y, south), north);
  }

  /** Zoom so that the point under (px, py) stays there. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const [wx, wy] = [this.worldX(px), this.worldY(py)];
    this.k *= factor;
    this.clamp();
    this.x = wx - (px - this.width / 2) / this.k;
    this.y = wy + (py - this.height / 2) / this.k;
    this.touched = this.k > this.least * 1.001;
    this.clamp();
    if (!this.touched) this.fit();
  }

  pan(dx, dy) {
    this.x -= dx / this.k;
    this.y += dy / this.k;
    this.touched = true;
    this.clamp();
  }

  px(x) {
    return (x - this.x) * this.k + this.width / 2;
  }

  py(y) {
    return this.height / 2 - (y - this.y) * this.k;
  }

  worldX(px) {
    return this.x + (px - this.width / 2) / this.k;
  }

  worldY(py) {
    return this.y - (py - this.height / 2) / this.k;
  }

  /** Let a context draw in decimetres. */
  applyWorld(ctx, ratio) {
    const k = this.k * ratio;
    ctx.setTransform(k, 0, 0, -k, (this.width / 2) * ratio - this.x * k, (this.height / 2) * ratio + this.y * k);
  }

  applyScreen(ctx, ratio) {
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
}
