// Who still fits: one byte of six bits a resident, in the order of the seats. No arithmetic but "all of these bits".

function readCrowd(data) {
  const masks = new Uint8Array(atob(data.masks).length);
  const text = atob(data.masks);
  for (let i = 0; i < masks.length; i++) masks[i] = text.charCodeAt(i);
  const { seat, x, y, code, square } = data.candidates;
  const known = seat.map((s, i) => ({ seat: s, code: code[i], square: square[i], ...spread(x[i], y[i], s, data.cell_dm) }));
  return { masks, people: masks.length, counts: data.counts, few: data.few, known };
}

/** A place of one's own inside the home square, the same each time: only the square is known. */
function spread(x, y, seat, side) {
  const hash = Math.imul(seat + 1, 2654435761) >>> 0;
  const u = (hash & 0xffff) / 0x10000 - 0.5;
  const v = (hash >>> 16) / 0x10000 - 0.5;
  return { x: x + u * side * 0.8, y: y + v * side * 0.8 };
}

const bitsOf = (cards) => cards.reduce((bits, card) => bits | (1 << card), 0);

const fits = (mask, bits) => (mask & bits) === bits;

/** Rows and columns of the block: full rows with the largest dots that fit the box; a short last row if none fit well. */
function blockOf(dots, width, height) {
  const sized = (columns) => {
    const rows = Math.ceil(dots / columns);
    return { columns, rows, pitch: Math.min(width / columns, height / rows) };
  };
  const all = Array.from({ length: dots }, (_, i) => sized(i + 1));
  const largest = (some) => some.reduce((best, one) => (one.pitch > best.pitch ? one : best), { pitch: 0 });
  const full = largest(all.filter(({ columns, rows }) => columns * rows === dots));
  const any = largest(all);
  return full.pitch > 0.75 * any.pitch ? full : any;
}

/** Which dots are dark: with `each` residents a dot, as many dots as fit, where most of them sit. */
function darkDots(crowd, bits, each) {
  const dots = Math.ceil(crowd.people / each);
  const dark = new Uint8Array(dots);
  if (each === 1) {
    for (let i = 0; i < dots; i++) dark[i] = fits(crowd.masks[i], bits) ? 1 : 0;
    return dark;
  }
  const share = new Uint16Array(dots);
  for (let i = 0; i < crowd.people; i++) if (fits(crowd.masks[i], bits)) share[Math.floor(i / each)]++;
  const order = Array.from(share.keys()).sort((a, b) => share[b] - share[a] || a - b);
  const wanted = Math.min(dots, Math.ceil(crowd.counts[bits] / each));
  for (const dot of order.slice(0, wanted)) dark[dot] = 1;
  return dark;
}
