// One small symbol a function, drawn in a box of 16 by 16, filled by the even-odd rule.

const SYMBOL_PATHS = {
  office: "M3 14V2h7v4h3v8ZM5 4v2h1V4ZM7.5 4v2h1V4ZM5 8v2h1V8ZM7.5 8v2h1V8Z",
  workshop: "M3 4h8l2 2v2h-2V7H8.5v7h-2V7H3Z",
  depot: "M2 5l6-3 6 3v9H2ZM4 8v6h2v-4h4v4h2V8Z",
  harbour_works:
    "M8 1.5a2 2 0 0 1 1 3.7V6.5h2v1.6H9v4.4c1.8-.3 3-1.3 3.4-2.7l-1 .3.9-2.6 2 1.9-1 .1c-.4 2.9-2.6 4.8-5.3 4.8" +
    "s-4.9-1.9-5.3-4.8l-1-.1 2-1.9.9 2.6-1-.3c.4 1.4 1.6 2.4 3.4 2.7V8.1H5V6.5h2V5.2a2 2 0 0 1 1-3.7Z",
  school: "M8 3 15 6 8 9 1 6ZM4 8.2 8 10l4-1.8V11c-1 1.2-2.4 1.8-4 1.8S5 12.2 4 11Z",
  kindergarten: "M5.5 3h5v4.5h-5ZM2.5 8.5h5V13h-5ZM8.5 8.5h5V13h-5Z",
  supermarket:
    "M1.5 3h2.2l.5 1.5H14l-1.6 5.5H5.2L3 4.5H1.5ZM6 11.2a1.4 1.4 0 1 0 .01 0ZM11.5 11.2a1.4 1.4 0 1 0 .01 0Z",
  shop: "M3 5.5h2V5a3 3 0 0 1 6 0v.5h2V14H3ZM6.4 5.5h3.2V5a1.6 1.6 0 0 0-3.2 0Z",
  bakery: "M4 5C2 5 1.4 7.6 3 8.8V13h10V8.8C14.6 7.6 14 5 12 5Z",
  post_office: "M2 4h12v8.5H2ZM3.4 5.2 8 8.8l4.6-3.6Z",
  cafe:
    "M3 6h8v1h1.2a2 2 0 0 1 0 4.2h-1.4A3.5 3.5 0 0 1 7.5 13h-1A3.5 3.5 0 0 1 3 9.5ZM11 8.3v1.6h.9a.8.8 0 0 0 0-1.6Z" +
    "M5 2.5h1.2v2H5ZM8 2.5h1.2v2H8Z",
  restaurant: "M4 2h1v3.5h.8V2h1v3.5h.8V2h1v4.2L7.3 7.6V14H5.6V7.6L4 6.2ZM10 2c1.8.4 2.6 2.4 2.6 5h-1V14H10Z",
  hotel: "M1.5 4H3v5h11v4h-1.5v-2H3v2H1.5ZM4 6h3v2H4ZM7.5 6H12a2 2 0 0 1 2 2H7.5Z",
  gym: "M1 6.5h1.5V5H4V3.8h2V7h4V3.8h2V5h1.5v1.5H15v3h-1.5V11H12v1.2h-2V9H6v3.2H4V11H2.5V9.5H1Z",
  library: "M1.5 4C4 3 6.3 3.2 7.5 4.2v9C6.3 12.2 4 12 1.5 13ZM8.5 4.2C9.7 3.2 12 3 14.5 4v9c-2.5-1-4.8-.8-6 .2Z",
  cinema:
    "M2 3.5h12v9H2ZM3 4.7V6h1.2V4.7ZM3 7.4v1.3h1.2V7.4ZM3 10v1.3h1.2V10ZM11.8 4.7V6H13V4.7ZM11.8 7.4v1.3H13V7.4Z" +
    "M11.8 10v1.3H13V10Z",
  sports_ground: "M8 2a6 6 0 1 0 .01 0ZM8 5.3l2.4 1.8-.9 2.8h-3l-.9-2.8Z",
  park: "M8 1.5c2.6 0 4.6 2 4.6 4.4S10.9 10 8.8 10.3V14H7.2v-3.7C5.1 10 3.4 8.3 3.4 5.9S5.4 1.5 8 1.5Z",
  beach: "M8 2c3.3 0 6 2.4 6 5.5H8.8V14H7.2V7.5H2C2 4.4 4.7 2 8 2Z",
  clinic: "M6 2.5h4V6h3.5v4H10v3.5H6V10H2.5V6H6Z",
  advice_centre: "M2 3h12v8H8l-3.5 3v-3H2Z",
  union_hall: "M3 2h1.4v1H13l-2 2.8L13 8.6H4.4V14H3Z",
  quiet_house: "M3 14V7a5 5 0 0 1 10 0v7ZM6.5 14h3V9a1.5 1.5 0 0 0-3 0Z",
  night_school: "M10.5 2a6 6 0 1 0 3.5 8.5A5 5 0 0 1 10.5 2Z",
  job_agency: "M5.2 4.5V3h5.6v1.5H14V13H2V4.5ZM6.6 4.5h2.8v-.2H6.6ZM2 8.2h12v.9H2Z",
  food_bank: "M2 7h12l-1.5 6.5h-9ZM5 6l2-3.5h2L11 6H9.4L8 3.8 6.6 6Z",
  town_hall: "M8 2 14.5 5.5V7h-13V5.5ZM3 8h1.8v4H3ZM7.1 8h1.8v4H7.1ZM11.2 8H13v4h-1.8ZM1.5 12.6h13V14h-13Z",
  camera: "M2 5h8v6H2ZM10.5 7.2 14 5v6l-3.5-2.2Z",
};

const symbolCache = new Map();

function symbolPath(kind) {
  if (!symbolCache.has(kind)) {
    symbolCache.set(kind, SYMBOL_PATHS[kind] ? new Path2D(SYMBOL_PATHS[kind]) : null);
  }
  return symbolCache.get(kind);
}

/** Draw the symbol of a kind, `size` pixels wide, centred at (x, y), on a halo of paper. */
function drawSymbol(ctx, kind, x, y, size, ink, halo) {
  const path = symbolPath(kind);
  if (!path) return;
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(size / 16, size / 16);
  ctx.lineJoin = "round";
  ctx.strokeStyle = halo;
  ctx.lineWidth = (3.2 * 16) / size;
  ctx.stroke(path);
  ctx.fillStyle = ink;
  ctx.fill(path, "evenodd");
  ctx.restore();
}

/** The marks: who or what a point stands for. All but the crowd stand on a 2 px halo. */
function drawMark(ctx, role, x, y, colours, size = 1) {
  const shapes = {
    resident() {
      ctx.arc(x, y, 9 * size, 0, 2 * Math.PI);
      outlined(2.5);
      dot(5);
    },
    guess() {
      const r = 9 * size;
      ctx.moveTo(x, y - r);
      ctx.lineTo(x + r, y);
      ctx.lineTo(x, y + r);
      ctx.lineTo(x - r, y);
      ctx.closePath();
      outlined(size < 0.6 ? 1.75 : 2.75);
    },
    claim() {
      const r = 7 * size;
      ctx.moveTo(x - r, y - r);
      ctx.lineTo(x + r, y + r);
      ctx.moveTo(x + r, y - r);
      ctx.lineTo(x - r, y + r);
      outlined(3.25);
    },
    truth() {
      const r = 6 * size;
      ctx.rect(x - r, y - r, 2 * r, 2 * r);
      ctx.strokeStyle = colours.ring;
      ctx.lineWidth = 4;
      ctx.stroke();
      ctx.fillStyle = colours.truth;
      ctx.fill();
    },
    candidate() {
      ctx.arc(x, y, 4.5 * size, 0, 2 * Math.PI);
      ctx.strokeStyle = colours.ring;
      ctx.lineWidth = 3;
      ctx.stroke();
      ctx.fillStyle = colours.crowd;
      ctx.fill();
    },
  };
  function outlined(width) {
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.strokeStyle = colours.ring;
    ctx.lineWidth = width + (size < 0.6 ? 2 : 4);
    ctx.stroke();
    ctx.strokeStyle = colours[role];
    ctx.lineWidth = width;
    ctx.stroke();
  }
  function dot(radius) {
    ctx.beginPath();
    ctx.arc(x, y, radius * size, 0, 2 * Math.PI);
    ctx.fillStyle = colours[role];
    ctx.fill();
  }
  ctx.beginPath();
  if (shapes[role]) shapes[role]();
  else {
    ctx.arc(x, y, 2.2 * size, 0, 2 * Math.PI);
    ctx.fillStyle = colours[role] || colours.crowd;
    ctx.fill();
  }
}
