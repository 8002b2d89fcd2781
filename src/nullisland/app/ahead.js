// What a later step needs is fetched and run before, while nobody waits for it. If that fails, the step does both.

/** When it is fetched: not at once, and each browser of a room at a time of its own. */
const FETCH_MS = [2_000, 30_000];

/** To run it takes a laptop one second and a phone four: that long nobody has touched the page before. */
const CALM_MS = 3_000;

/** Pages on which something moves by itself, and would stand still meanwhile. */
const MOVING = /^(start|open-database) /;

/** Resolves once nobody has pressed a key or pointed somewhere for a while, on a page where nothing moves. */
function calm() {
  return new Promise((resolve) => {
    let last = performance.now();
    const touched = new AbortController();
    for (const kind of ["keydown", "pointerdown"]) {
      document.addEventListener(kind, () => (last = performance.now()), { capture: true, signal: touched.signal });
    }
    const look = () => {
      const moving = MOVING.test(document.documentElement.dataset.niStep);
      if (moving || performance.now() - last < CALM_MS) return void setTimeout(look, 200);
      touched.abort();
      resolve();
    };
    look();
  });
}

/** Bring the scripts at these addresses ahead. */
function bringAhead(addresses) {
  const [first, more] = FETCH_MS;
  const bring = async (address) => {
    const found = await fetch(address, { priority: "low" });
    await found.arrayBuffer();
    await calm();
    await import(new URL(address, location));
  };
  setTimeout(() => addresses.forEach((one) => bring(one).catch(() => {})), first + more * Math.random());
}
