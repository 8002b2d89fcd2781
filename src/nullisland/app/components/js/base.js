// The base of the map: sea, land, streets, buildings. Drawn again only when the view or the theme changes.

function drawBase(ctx, town, view, colours, ratio) {
  const px = 1 / view.k;
  const metre = view.k * 10;
  view.applyScreen(ctx, ratio);
  ctx.fillStyle = colours.sea;
  ctx.fillRect(0, 0, view.width, view.height);
  view.applyWorld(ctx, ratio);
  ctx.lineJoin = ctx.lineCap = "round";
  drawDepths(ctx, town, colours, px);
  ctx.fillStyle = colours.land;
  ctx.fill(town.coast);
  ctx.save();
  ctx.clip(town.coast);
  drawAreas(ctx, town, colours, px);
  ctx.restore();
  ctx.strokeStyle = colours.coast;
  ctx.lineWidth = 1.5 * px;
  ctx.stroke(town.coast);
  drawWater(ctx, town, colours, px);
  drawStreets(ctx, town.streets, colours, px, metre);
  drawBuildings(ctx, town, view, colours, px, metre);
}

/** Two or three faint lines along the coast, fainter with depth, as on a sea chart. */
function drawDepths(ctx, town, colours, px) {
  ctx.save();
  [[30, 0.45], [17, 0.7], [7, 1]].forEach(([away, alpha]) => {
    for (const [width, colour] of [[2 * away + 1, colours.depth], [2 * away - 1, colours.sea]]) {
      ctx.globalAlpha = colour === colours.depth ? alpha : 1;
      ctx.strokeStyle = colour;
      ctx.lineWidth = width * px;
      ctx.stroke(town.coast);
    }
  });
  ctx.restore();
}

function drawAreas(ctx, town, colours, px) {
  const fills = { ...colours, sports_ground: colours.park, harbour: colours.quay };
  for (const shape of town.shapes) {
    if (!shape.closed || shape.kind === "river" || !fills[shape.kind]) continue;
    ctx.fillStyle = fills[shape.kind];
    ctx.fill(shape.path);
  }
}

/** Rivers and basins are sea: bank lines on land only, so that the mouth stays open. */
function drawWater(ctx, town, colours, px) {
  for (const shape of town.shapes) {
    if (shape.kind !== "river") continue;
    const width = shape.width_dm ?? 120;
    ctx.save();
    ctx.clip(town.coast);
    ctx.strokeStyle = colours.coast;
    ctx.lineWidth = (shape.closed ? 0 : width) + 2 * px;
    ctx.stroke(shape.path);
    ctx.restore();
    ctx.strokeStyle = ctx.fillStyle = colours.sea;
    ctx.lineWidth = width;
    if (shape.closed) ctx.fill(shape.path);
    else ctx.stroke(shape.path);
  }
}

function drawStreets(ctx, streets, colours, px, metre) {
  const main = Math.max(2.6, Math.min(22, 13 * metre)) * px;
  const quiet = Math.max(1, Math.min(14, 7 * metre)) * px;
  const rim = Math.min(1, 0.7 + 0.9 * metre) * px;
  ctx.lineCap = "butt";
  ctx.strokeStyle = colours.coast;
  ctx.lineWidth = main + 4 * px;
  ctx.stroke(streets.bridge);
  ctx.lineCap = "round";
  ctx.strokeStyle = colours.casing;
  ctx.lineWidth = quiet + 2 * rim;
  ctx.stroke(streets.quiet);
  ctx.lineWidth = main + 2 * rim;
  ctx.stroke(streets.main);
  ctx.strokeStyle = colours.street;
  ctx.lineWidth = quiet;
  ctx.stroke(streets.quiet);
  ctx.lineWidth = main;
  ctx.stroke(streets.main);
}

function drawBuildings(ctx, town, view, colours, px, metre) {
  const [west, east] = [view.worldX(0) - TILE_DM, view.worldX(view.width) + TILE_DM];
  const [south, north] = [view.worldY(view.height) - TILE_DM, view.worldY(0) + TILE_DM];
  const shown = town.tiles.filter(
    (t) => t.x * TILE_DM >= west && t.x * TILE_DM <= east && t.y * TILE_DM >= south && t.y * TILE_DM <= north,
  );
  for (const [part, colour] of [["home", colours.building], ["other", colours.interest]]) {
    ctx.fillStyle = ctx.strokeStyle = colour;
    ctx.lineWidth = 0.9 * px;
    for (const tile of shown) {
      ctx.fill(tile[part]);
      if (metre < 0.3) ctx.stroke(tile[part]);
    }
  }
  if (metre < 0.3) return;
  ctx.strokeStyle = colours.edge;
  ctx.lineWidth = 0.8 * px;
  for (const tile of shown) {
    ctx.stroke(tile.home);
    ctx.stroke(tile.other);
  }
}

/** Scale bar, north and the line that nobody here is real, in the lower corners. */
function drawFurniture(ctx, view, colours, font, words) {
  const metre = view.k * 10;
  const steps = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
  const length = [...steps].reverse().find((m) => m * metre <= Math.min(140, view.width / 4)) ?? steps[0];
  const text = length >= 1000 ? `${length / 1000} km` : `${length} m`;
  const x = 14;
  const y = view.height - 14;
  ctx.save();
  ctx.lineCap = "butt";
  for (const [colour, width] of [[colours.halo, 5], [colours.label, 1.5]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(x, y - 5);
    ctx.lineTo(x, y);
    ctx.lineTo(x + length * metre, y);
    ctx.lineTo(x + length * metre, y - 5);
    ctx.globalAlpha = width === 5 ? 0.7 : 1;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.font = `400 ${view.width < 500 ? 11 : 12}px ${font}`;
  ctx.textAlign = "left";
  haloText(ctx, text, x + 5, y - 6, colours.label, colours.halo);
  const lines = wrapped(ctx, words.nobody_real ?? "", view.width * 0.35);
  const widest = Math.max(...lines.map((line) => ctx.measureText(line).width));
  ctx.textAlign = "right";
  lines.forEach((line, i) => {
    haloText(ctx, line, view.width - 14, y - 15 * (lines.length - 1 - i), colours.label, colours.halo);
  });
  ctx.restore();
  return [
    [0, y - 26, x + length * metre + 16, view.height],
    [view.width - 18 - widest, y - 15 * lines.length - 3, view.width, view.height],
  ];
}

/** One line if it fits, else two, broken behind a comma near the middle. */
function wrapped(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return [text];
  const breaks = [...text.matchAll(/, /g)].map((match) => match.index + 1);
  const middle = breaks.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0];
  return middle ? [text.slice(0, middle), text.slice(middle + 1)] : [text];
}

function haloText(ctx, text, x, y, ink, halo) {
  ctx.lineJoin = "round";
  ctx.strokeStyle = halo;
  ctx.lineWidth = 3.5;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}
