// Colours of the printed town map and of the marks, by day and after dusk. One meaning each, everywhere.

const PALETTE = {
  light: {
    sea: "#BFD7E6", depth: "#A9C6D9", coast: "#5C7080", land: "#F5F0E6", park: "#CFE2C0", woods: "#D3DEC3", field: "#EFEBD9", beach: "#EFE1B8",
    quay: "#DDD6C8", street: "#FFFFFF", casing: "#D8CFC0", building: "#E3D9C9", interest: "#CDBFA8",
    edge: "#CFC3B0", label: "#2E2A25", water: "#3E6178", quiet: "#565E67", halo: "#F5F0E6", grid: "#5C7080",
    night: "#16283C", page: "#FFFFFF",
    resident: "#B84A00", guess: "#0069A4", claim: "#6A1B57", truth: "#1B1B1B", crowd: "#6B757E", out: "#DAD5CC",
    ring: "#FFFDF8",
  },
  dark: {
    sea: "#0E1A24", depth: "#182835", coast: "#8C98A3", land: "#2A3036", park: "#2B3A30", woods: "#29352E", field: "#2D3337", beach: "#3B382F",
    quay: "#333A41", street: "#434B54", casing: "#22282D", building: "#39414A", interest: "#4B5560",
    edge: "#22282D", label: "#E9E4DA", water: "#8FB2C9", quiet: "#B4BDC6", halo: "#1B2127", grid: "#8C98A3",
    night: "#04080D", page: "#0E1117",
    resident: "#FF8A3D", guess: "#6CB8EE", claim: "#F7C3E0", truth: "#FFFFFF", crowd: "#98A3AD", out: "#454E57",
    ring: "#0E1A24",
  },
};

const paper = matchMedia("print");

/** Whether the page around `element` is dark: by its background if it names one, else by the system. Paper is light. */
function isDark(element) {
  if (paper.matches) return false;
  const style = getComputedStyle(element);
  const named = style.getPropertyValue("--st-background-color").trim();
  const light = luminance(named);
  if (light !== null) return light < 0.4;
  if (style.colorScheme === "dark" || style.colorScheme === "light") return style.colorScheme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function luminance(colour) {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour);
  const rgb = /^rgba?\(([^)]+)\)$/.exec(colour);
  let parts = null;
  if (hex) {
    const digits = hex[1].length === 3 ? [...hex[1]].map((d) => d + d) : hex[1].match(/../g);
    parts = digits.map((d) => parseInt(d, 16));
  } else if (rgb) {
    parts = rgb[1].split(/[ ,/]+/).slice(0, 3).map(Number);
  }
  return parts && (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]) / 255;
}

function fontOf(element) {
  return getComputedStyle(element).getPropertyValue("--st-font").trim() || "system-ui, sans-serif";
}

/** A canvas as large as its box, at most two device pixels a CSS pixel. Returns true if the size changed. */
function fitCanvas(canvas, width, height) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width === w && canvas.height === h) return false;
  canvas.width = w;
  canvas.height = h;
  return true;
}

function ratioOf(canvas, width) {
  return width > 0 ? canvas.width / width : 1;
}

const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/** Replace {name} in a sentence that came with the data. */
function fill(sentence, values) {
  return String(sentence ?? "").replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
