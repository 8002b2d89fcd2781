// One day of the people who are drawn: ways along the streets, and where each dot is at a minute.

/** Read a day file (see the decision on drawing data); throws if it is not one. */
function readDay(buffer) {
  const head = new DataView(buffer);
  const magic = String.fromCharCode(...new Uint8Array(buffer, 0, 8));
  if (magic !== "NIDAY001") throw new Error(magic);
  const [people, trips, vertices, number, quantum, x0, y0] = [0, 1, 2, 3, 4, 5, 6].map((i) => head.getInt32(8 + 4 * i, true));
  let at = 40;
  const take = (Type, count) => {
    const out = new Type(buffer, at, count);
    at += count * Type.BYTES_PER_ELEMENT;
    return out;
  };
  const ids = take(Uint32Array, people);
  const firstTrip = take(Uint32Array, people + 1);
  const firstVertex = take(Uint32Array, trips + 1);
  const raw = take(Int16Array, 2 * vertices);
  const times = take(Int16Array, 2 * trips);
  const xy = new Float32Array(2 * vertices);
  const along = new Float32Array(vertices);
  for (let i = 0; i < 2 * vertices; i += 2) {
    xy[i] = raw[i] * quantum + x0;
    xy[i + 1] = raw[i + 1] * quantum + y0;
  }
  for (let t = 0; t < trips; t++) {
    for (let v = firstVertex[t] + 1; v < firstVertex[t + 1]; v++) {
      along[v] = along[v - 1] + Math.hypot(xy[2 * v] - xy[2 * v - 2], xy[2 * v + 1] - xy[2 * v - 1]);
    }
  }
  const index = new Map(Array.from(ids, (id, i) => [id, i]));
  return { number, people, ids, index, firstTrip, firstVertex, xy, along, times, current: firstTrip.slice(0, people) };
}

/** Write the position of dot `i` at `minute` of the day into `out`: x, y in dm, and 1 if on the way. */
function positionAt(day, i, minute, out) {
  const { firstTrip, firstVertex, times, along, xy, current } = day;
  const last = firstTrip[i + 1] - 1;
  out[2] = 0;
  if (last < firstTrip[i]) return false;
  let trip = current[i];
  if (times[2 * trip] > minute) trip = firstTrip[i];
  while (trip < last && times[2 * trip + 2] <= minute) trip++;
  current[i] = trip;
  const [from, to] = [firstVertex[trip], firstVertex[trip + 1] - 1];
  const [depart, arrive] = [times[2 * trip], times[2 * trip + 1]];
  if (minute <= depart || minute >= arrive) {
    const v = minute <= depart ? from : to;
    out[0] = xy[2 * v];
    out[1] = xy[2 * v + 1];
    return true;
  }
  const target = (along[to] * (minute - depart)) / (arrive - depart);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (along[middle] <= target) low = middle;
    else high = middle;
  }
  const share = (target - along[low]) / (along[high] - along[low] || 1);
  out[0] = xy[2 * low] + share * (xy[2 * high] - xy[2 * low]);
  out[1] = xy[2 * low + 1] + share * (xy[2 * high + 1] - xy[2 * low + 1]);
  out[2] = 1;
  return true;
}

/** The way of dot `i` from midnight to `minute`, as [x, y, ...] in dm. */
function wayUntil(day, i, minute) {
  const out = [];
  for (let trip = day.firstTrip[i]; trip < day.firstTrip[i + 1] && day.times[2 * trip] <= minute; trip++) {
    const [depart, arrive] = [day.times[2 * trip], day.times[2 * trip + 1]];
    const [from, to] = [day.firstVertex[trip], day.firstVertex[trip + 1] - 1];
    const limit = minute >= arrive ? Infinity : (day.along[to] * (minute - depart)) / (arrive - depart);
    for (let v = from; v <= to && day.along[v] <= limit; v++) out.push(day.xy[2 * v], day.xy[2 * v + 1]);
  }
  const here = [0, 0, 0];
  if (positionAt(day, i, minute, here)) out.push(here[0], here[1]);
  return out;
}
