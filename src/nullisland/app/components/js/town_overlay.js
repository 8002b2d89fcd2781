// What lies on the map and may change every frame: squares, ways, cameras, people, marks.

/** Name of a square as on the rim of a printed map: columns A, B, ... from the west, rows 1, 2, ... from the north. */
function cellName(grid, cell) {
  let column = (cell % grid.columns) + 1;
  let letters = "";
  for (; column > 0; column = Math.floor((column - 1) / 26)) letters = String.fromCharCode(65 + ((column - 1) % 26)) + letters;
  return `${letters}${grid.rows - Math.floor(cell / grid.columns)}`;
}

function cellBox(grid, cell, view) {
  const side = grid.cell_m * 10;
  const west = grid.west_dm + (cell % grid.columns) * side;
  const south = grid.south_dm + Math.floor(cell / grid.columns) * side;
  const [x, y] = [view.px(west), view.py(south + side)];
  return [x, y, side * view.k];
}

function cellAt(grid, x, y) {
  const side = grid.cell_m * 10;
  const column = Math.floor((x - grid.west_dm) / side);
  const row = Math.floor((y - grid.south_dm) / side);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return null;
  return row * grid.columns + column;
}

function drawGrid(ctx, grid, view, colours, font) {
  const side = grid.cell_m * 10;
  const [top, bottom] = [view.py(grid.south_dm + grid.rows * side), view.py(grid.south_dm)];
  const [left, right] = [view.px(grid.west_dm), view.px(grid.west_dm + grid.columns * side)];
  ctx.strokeStyle = colours.grid;
  ctx.globalAlpha = 0.34;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let c = 0; c <= grid.columns; c++) {
    const x = Math.round(view.px(grid.west_dm + c * side)) + 0.5;
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
  }
  for (let r = 0; r <= grid.rows; r++) {
    const y = Math.round(view.py(grid.south_dm + r * side)) + 0.5;
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (side * view.k < 15) return;
  ctx.font = `500 11px ${font}`;
  ctx.textAlign = "center";
  for (let c = 0; c < grid.columns; c++) {
    const x = view.px(grid.west_dm + (c + 0.5) * side);
    haloText(ctx, cellName(grid, c).replace(/\d+/, ""), x, Math.max(13, top + 13), colours.quiet, colours.halo);
  }
  for (let r = 0; r < grid.rows; r++) {
    const y = view.py(grid.south_dm + (r + 0.5) * side) + 4;
    if (y < Math.max(13, top + 13) + 12 || (left < 110 && y > view.height - 40)) continue;
    haloText(ctx, String(grid.rows - r), Math.max(11, left + 10), y, colours.quiet, colours.halo);
  }
}

function drawCells(ctx, cells, grid, view, colours) {
  for (const { cell, role, share } of cells) {
    const [x, y, side] = cellBox(grid, cell, view);
    ctx.fillStyle = ctx.strokeStyle = colours[role] ?? colours.crowd;
    ctx.globalAlpha = 0.18 + 0.5 * (share ?? 0.5);
    ctx.fillRect(x, y, side, side);
    ctx.globalAlpha = 1;
    if (role === "crowd") continue;
    ctx.lineWidth = 2;
    ctx.strokeRect(x + 1, y + 1, side - 2, side - 2);
  }
}

/** The names of squares in their upper left corner, as on the rim of the map. */
function drawCellNames(ctx, cells, grid, view, colours, font, size) {
  ctx.font = `600 ${size}px ${font}`;
  ctx.textAlign = "left";
  for (const { cell } of cells) {
    const [x, y, side] = cellBox(grid, cell, view);
    if (side >= 30) haloText(ctx, cellName(grid, cell), x + 4, y + size + 2, colours.label, colours.ring);
  }
}

/** The hands of a class: an open diamond each, in the lower left and the lower right of their square. Returns how many. */
function drawHands(ctx, hands, grid, view, colours) {
  const [pitch, size] = [9, 0.4];
  let drawn = 0;
  for (const [cell, ...sides] of hands) {
    const [left, top, side] = cellBox(grid, cell, view);
    const columns = Math.max(2, Math.floor(side / 2 / pitch));
    const right = Math.max(side / 2, columns * pitch + 3);
    sides.forEach((count, half) => {
      const x = left + pitch / 2 + 1 + (half ? right : 0);
      for (let i = 0; i < count; i++) {
        const row = Math.floor(i / columns);
        drawMark(ctx, "guess", x + (i % columns) * pitch, top + side * 0.6 + row * pitch, colours, size);
        drawn++;
      }
    });
  }
  return drawn;
}

/** Confetti: a small dot a record. */
function drawDots(ctx, dots, view, colours, px = 0) {
  const size = px || Math.min(4.5, Math.max(1.6, 8 * view.k * 10));
  for (const { role, xy } of dots) {
    ctx.beginPath();
    for (let i = 0; i < xy.length; i += 2) {
      const [x, y] = [view.px(xy[i]), view.py(xy[i + 1])];
      ctx.moveTo(x + size, y);
      ctx.arc(x, y, size, 0, 2 * Math.PI);
    }
    ctx.strokeStyle = colours.ring;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.fillStyle = colours[role] ?? colours.crowd;
    ctx.fill();
  }
}

/** Pearls on strings: thin lines that may lie on each other, with a pearl at every stop. */
function drawStrings(ctx, strings, view, colours) {
  ctx.lineJoin = ctx.lineCap = "round";
  for (const { role, xy } of strings) {
    const colour = colours[role] ?? colours.crowd;
    ctx.beginPath();
    for (let i = 0; i < xy.length; i += 2) ctx.lineTo(view.px(xy[i]), view.py(xy[i + 1]));
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1.25;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  drawDots(ctx, strings, view, colours);
}

function drawLine(ctx, xy, view, colour, ring, width = 2.25) {
  if (xy.length < 4) return;
  ctx.beginPath();
  for (let i = 0; i < xy.length; i += 2) {
    if (i === 0) ctx.moveTo(view.px(xy[0]), view.py(xy[1]));
    else ctx.lineTo(view.px(xy[i]), view.py(xy[i + 1]));
  }
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.strokeStyle = ring;
  ctx.lineWidth = width + 3.5;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** All people of the day; who is on the way stands out from who is inside. Returns how many are on the way. */
function drawPeople(ctx, day, minute, view, colours, skip) {
  const metre = view.k * 10;
  const size = Math.min(4.5, Math.min(1.7, view.width / 480) + 1.1 * metre);
  const at = [0, 0, 0];
  const inside = new Path2D();
  const moving = new Path2D();
  let onTheWay = 0;
  for (let i = 0; i < day.people; i++) {
    if (i === skip || !positionAt(day, i, minute, at)) continue;
    onTheWay += at[2];
    const x = view.px(at[0]);
    const y = view.py(at[1]);
    if (x < -9 || y < -9 || x > view.width + 9 || y > view.height + 9) continue;
    const path = at[2] ? moving : inside;
    const radius = at[2] ? size + 0.5 : size;
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
  ctx.fillStyle = colours.crowd;
  ctx.globalAlpha = 0.6;
  ctx.fill(inside);
  ctx.globalAlpha = 1;
  ctx.fill(moving);
  return onTheWay;
}

function drawMarks(ctx, marks, view, colours, font, size) {
  ctx.textAlign = "center";
  for (const mark of marks) {
    const [x, y] = [view.px(mark.x), view.py(mark.y)];
    drawMark(ctx, mark.role, x, y, colours);
    if (!mark.label) continue;
    ctx.font = `600 ${size}px ${font}`;
    const half = ctx.measureText(mark.label).width / 2 + 6;
    const rim = y < 150 ? 52 : 0;
    haloText(ctx, mark.label, Math.max(half, Math.min(view.width - rim - half, x)), y - 15, colours.label, colours.ring);
  }
}

/** Circles of a radius in decimetres: a guess, a hole. Returns what was drawn: role and radius. */
function drawRings(ctx, rings, view, colours) {
  for (const { role, x, y, radius } of rings) {
    const colour = colours[role] ?? colours.crowd;
    ctx.beginPath();
    ctx.arc(view.px(x), view.py(y), radius * view.k, 0, 2 * Math.PI);
    ctx.globalAlpha = 0.08;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.setLineDash([7, 5]);
    for (const [ink, width] of [[colours.ring, 5], [colour, 2.25]]) {
      ctx.strokeStyle = ink;
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }
  return rings.map(({ role, radius }) => `${role} ${radius}`).join(", ");
}

/** A square that is open to choice (dashed), or the one that was picked. */
function drawPicked(ctx, cell, grid, view, colours, settled) {
  const [x, y, side] = cellBox(grid, cell, view);
  ctx.setLineDash(settled ? [] : [5, 4]);
  for (const [colour, width] of [[colours.ring, 6], [colours.guess, 3]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.strokeRect(x, y, side, side);
  }
  ctx.setLineDash([]);
  if (settled) drawMark(ctx, "guess", x + side / 2, y + side / 2, colours, Math.min(1, side / 24));
}
