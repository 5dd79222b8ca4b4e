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
const TYPES = [...new Set(DATA.actors.map((a) => a.type))].sort();
const VIEWS = ["map", "list", "matrix", "time", "compare"];
const THEMES = ["light", "dark", "print", "colour-blind", "contrast"];
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

const LAST = Math.max(DATA.bins.length - 1, 0);

/** Return the state at the start: everything is shown, nothing is chosen. */
const fresh = () => ({
  view: "map", actor: null, line: null, pair: null, path: false, dot: "", ego: false, nosign: [], nofam: [], notype: [], other: false,
  conf: 0, from: 0, to: LAST, by: "", outlet: "", vs: "", a: "", b: "", slide: null, embed: false, theme: "",
});
const state = fresh();

const ACTOR_AT = new Map(DATA.actors.map((a, k) => [a.id, k]));
for (const n of DATA.lines) {
  const joint = n.mutual ? "~" : ">", sign = n.sign > 0 ? "+" : n.sign < 0 ? "-" : "0";
  n.id = DATA.actors[n.a].id + joint + DATA.actors[n.b].id + sign + "rpd"[n.standing];
  n.points = along(n.d);
  n.box = extent(n.points);
}
const LINE_AT = new Map(DATA.lines.map((n, k) => [n.id, k]));
const SPEAKER_AT = new Map(DATA.speakers.map((s, k) => [s[0], k]));

/** Return points along a cubic curve given as path data. */
function along(d) {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = d.match(/-?[\d.]+/g).map(Number);
  return Array.from({ length: 33 }, (_, k) => {
    const t = k / 32, s = 1 - t, w = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    return [w[0] * x0 + w[1] * x1 + w[2] * x2 + w[3] * x3, w[0] * y0 + w[1] * y1 + w[2] * y2 + w[3] * y3];
  });
}

/** Return left, top, right and bottom of points. */
function extent(points) {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Return the parameters of an address that carry the state; what is as at the start is left out. */
function parameters() {
  const out = new URLSearchParams();
  const put = (key, value) => { if (value) out.set(key, value); };
  put("view", state.view === "map" ? "" : state.view);
  put("actor", state.actor !== null && DATA.actors[state.actor].id);
  put("line", state.line !== null && DATA.lines[state.line].id);
  put("pair", state.pair && DATA.actors[state.pair[0]].id);
  put("with", state.pair && DATA.actors[state.pair[1]].id);
  put("path", state.path && "1");
  put("dot", state.dot);
  put("ego", state.ego && "1");
  put("without", state.nosign.join(","));
  put("hide", state.nofam.join(","));
  put("types", state.notype.join(","));
  put("other", state.other && "1");
  put("confidence", state.conf > 0 && String(state.conf));
  put("from", state.from > 0 && DATA.bins[state.from]);
  put("to", state.to < LAST && DATA.bins[state.to]);
  put("by", state.by !== "" && speakerId(state.by));
  put("outlet", state.outlet);
  if (state.vs) for (const key of ["vs", "a", "b"]) put(key, state[key]);
  return out;
}

/** Return the state as the part of an address after "#"; an untouched slide needs only its number. */
function toHash() {
  const plain = state.slide !== null && parameters().toString() === untouchedSlide;
  const out = plain ? new URLSearchParams() : parameters();
  if (state.slide !== null) out.set("slide", String(state.slide + 1));
  if (state.theme) out.set("theme", state.theme);
  if (state.embed) out.set("embed", "1");
  return out.toString();
}

const speakerId = (by) => (by === "-1" ? "outlets" : DATA.speakers[Number(by)][0]);
const found = (map, key) => (key !== null && map.has(key) ? map.get(key) : null);
const SPAN = /^(\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?$/;

/** Return whether a text names a side of a comparison: a span of time, an outlet or a speaker. */
const isSide = (vs, text) => ({ time: (t) => SPAN.test(t), outlet: (t) => OUTLETS.includes(t), speaker: (t) => t === "outlets" || SPEAKER_AT.has(t) })[vs](text);

/** Read the state from an address; whatever is unknown there is passed over. */
function fromHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const number = Number(given.get("slide")) - 1;
  const slide = DATA.story[number] ? number : null;
  const own = [...given.keys()].some((key) => !["slide", "theme", "embed"].includes(key));
  if (slide !== null) {
    readState(new URLSearchParams(DATA.story[slide].at));
    untouchedSlide = parameters().toString();
  }
  if (slide === null || own) readState(given);
  state.slide = slide;
  state.theme = THEMES.includes(given.get("theme")) ? given.get("theme") : "";
  state.embed = given.has("embed");
  return given.has("view") || slide !== null;
}
let untouchedSlide = "";

function readState(given) {
  const bin = (key, otherwise) => { const k = DATA.bins.indexOf(given.get(key)); return k < 0 ? otherwise : k; };
  const list = (key, known) => (given.get(key) || "").split(",").filter((x) => known.includes(x));
  const speaker = given.get("by"), conf = Number(given.get("confidence")), vs = given.get("vs");
  const pair = [found(ACTOR_AT, given.get("pair")), found(ACTOR_AT, given.get("with"))];
  const sides = ["time", "outlet", "speaker"].includes(vs) && ["a", "b"].every((key) => isSide(vs, given.get(key) || ""));
  Object.assign(state, fresh(), {
    view: VIEWS.includes(given.get("view")) ? given.get("view") : "map",
    actor: found(ACTOR_AT, given.get("actor")),
    line: found(LINE_AT, given.get("line")),
    pair: pair.includes(null) || pair[0] === pair[1] ? null : pair,
    nosign: list("without", SIGNS.map((s) => s.key)),
    nofam: list("hide", FAMILIES),
    notype: list("types", TYPES),
    other: given.get("other") === "1",
    conf: conf > 0 && conf <= 1 ? conf : 0,
    from: bin("from", 0),
    to: bin("to", LAST),
    by: speaker === "outlets" ? "-1" : speaker !== null && SPEAKER_AT.has(speaker) ? String(SPEAKER_AT.get(speaker)) : "",
    outlet: OUTLETS.includes(given.get("outlet")) ? given.get("outlet") : "",
    vs: sides ? vs : "",
    a: sides ? given.get("a") : "",
    b: sides ? given.get("b") : "",
  });
  if (state.from > state.to) [state.from, state.to] = [state.to, state.from];
  startCompare();
  if (state.line !== null) state.pair = null;
  if (state.line !== null || state.pair) state.actor = null;
  state.ego = given.get("ego") === "1" && state.actor !== null;
  state.path = given.get("path") === "1" && state.pair !== null;
  state.dot = state.pair && /^[\w-]{4,10}\|[+\-0][rpd]$/.test(given.get("dot")) ? given.get("dot") : "";
}

/** Write the state into the address; an embedding page may forbid that. */
function keepHash() {
  const hash = toHash();
  try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch { /* a sandbox */ }
}
