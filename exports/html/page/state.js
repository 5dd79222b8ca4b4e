// What the page knows (DATA) and what the reader has chosen (state), which the address carries after "#".

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const DATA = read("data");
const REPORTED = 0, POSSIBLE = 1, DENIED = 2;
const SIGNS = [
  { value: 1, key: "plus", mark: "+", name: "cooperation" },
  { value: -1, key: "minus", mark: "\u2212", name: "conflict" },
  { value: 0, key: "zero", mark: "\u2022", name: "neutral" },
];
const signOf = (value) => SIGNS.find((s) => s.value === value);
const FAMILIES = [...new Set(DATA.relations.map((r) => r.family))].sort();
const OUTLETS = [...new Set(DATA.articles.map((a) => a.outlet))].sort();

const $ = (id) => document.getElementById(id);

/** Return a new element; text goes in as text, never as markup. */
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (key === "class") node.className = value;
    else if (key === "on") for (const [type, f] of Object.entries(value)) node.addEventListener(type, f);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
}

/** Return a name in its own direction, so that no name can turn the text beside it round. */
const name = (text) => el("bdi", {}, text);
const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many || one + "s"}`;

const START = { view: "map", actor: null, line: null, ego: false, nosign: [], nofam: [], other: false, conf: 0, from: 0, to: Infinity, by: "", outlet: "", theme: "" };
const state = { ...START, nosign: [], nofam: [] };

const ACTOR_AT = new Map(DATA.actors.map((a, k) => [a.id, k]));
for (const n of DATA.lines) {
  const joint = n.mutual ? "~" : ">", sign = n.sign > 0 ? "+" : n.sign < 0 ? "-" : "0";
  n.id = DATA.actors[n.a].id + joint + DATA.actors[n.b].id + sign + "rpd"[n.standing];
  n.box = extent(n.d);
}
const LINE_AT = new Map(DATA.lines.map((n, k) => [n.id, k]));
const SPEAKER_AT = new Map(DATA.speakers.map((s, k) => [s[0], k]));

/** Return left, top, right and bottom of a cubic curve given as path data. */
function extent(d) {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = d.match(/-?[\d.]+/g).map(Number);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let t = 0; t <= 1.001; t += 1 / 16) {
    const s = 1 - t, w = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    const x = w[0] * x0 + w[1] * x1 + w[2] * x2 + w[3] * x3, y = w[0] * y0 + w[1] * y1 + w[2] * y2 + w[3] * y3;
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Return the state as the part of an address after "#"; what is as at the start is left out. */
function toHash() {
  const out = new URLSearchParams();
  if (state.view !== "map") out.set("view", state.view);
  if (state.actor !== null) out.set("actor", DATA.actors[state.actor].id);
  if (state.line !== null) out.set("line", DATA.lines[state.line].id);
  if (state.ego) out.set("ego", "1");
  if (state.nosign.length) out.set("without", state.nosign.join(","));
  if (state.nofam.length) out.set("hide", state.nofam.join(","));
  if (state.other) out.set("other", "1");
  if (state.conf > 0) out.set("confidence", String(state.conf));
  if (DATA.bins.length && state.from > 0) out.set("from", DATA.bins[state.from]);
  if (DATA.bins.length && state.to < DATA.bins.length - 1) out.set("to", DATA.bins[state.to]);
  if (state.by !== "") out.set("by", state.by === "-1" ? "outlets" : DATA.speakers[Number(state.by)][0]);
  if (state.outlet) out.set("outlet", state.outlet);
  if (state.theme) out.set("theme", state.theme);
  return out.toString();
}

const found = (map, key) => (key !== null && map.has(key) ? map.get(key) : null);

/** Read the state from an address; whatever is unknown there is passed over. */
function fromHash(hash) {
  const read = new URLSearchParams(hash.replace(/^#/, ""));
  const bin = (key, otherwise) => { const k = DATA.bins.indexOf(read.get(key)); return k < 0 ? otherwise : k; };
  const list = (key, known) => (read.get(key) || "").split(",").filter((x) => known.includes(x));
  const view = read.get("view");
  const speaker = read.get("by");
  const conf = Number(read.get("confidence"));
  Object.assign(state, {
    view: ["map", "list", "matrix"].includes(view) ? view : "map",
    actor: found(ACTOR_AT, read.get("actor")),
    line: found(LINE_AT, read.get("line")),
    nosign: list("without", SIGNS.map((s) => s.key)),
    nofam: list("hide", FAMILIES),
    other: read.get("other") === "1",
    conf: conf > 0 && conf <= 1 ? conf : 0,
    from: bin("from", 0),
    to: bin("to", Math.max(DATA.bins.length - 1, 0)),
    by: speaker === "outlets" ? "-1" : speaker !== null && SPEAKER_AT.has(speaker) ? String(SPEAKER_AT.get(speaker)) : "",
    outlet: OUTLETS.includes(read.get("outlet")) ? read.get("outlet") : "",
    theme: ["dark", "light"].includes(read.get("theme")) ? read.get("theme") : "",
  });
  if (state.line !== null) state.actor = null;
  state.ego = read.get("ego") === "1" && state.actor !== null;
  return view !== null;
}

/** Write the state into the address; an embedding page may forbid that. */
function keepHash() {
  const hash = toHash();
  try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch { /* a sandbox */ }
}
