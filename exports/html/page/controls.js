// Search, filters and legend.

const SVG = "http://www.w3.org/2000/svg";

/** Return a new SVG element. */
function sv(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Return a small drawing of a kind of line. */
function swatch(key, dash, head, width = 2.4) {
  const colour = `var(--${key})`;
  const shaft = sv("path", { d: head === "closed" ? "M1 8H24" : "M1 8H33", stroke: colour, "stroke-width": width, "stroke-dasharray": dash, "stroke-linecap": dash === "0.1 5" ? "round" : "butt", fill: "none" });
  const heads = {
    closed: () => sv("path", { d: "M34 8L23 3.5L25 8L23 12.5Z", fill: key === "zero" ? "var(--wash)" : colour, stroke: colour }),
    open: () => sv("path", { d: "M24 3L33 8L24 13", fill: "none", stroke: colour, "stroke-width": 2 }),
  };
  return sv("svg", { width: 36, height: 16, viewBox: "0 0 36 16", "aria-hidden": "true" }, shaft, ...(head ? [heads[head]()] : []));
}

/** Return a small drawing of an actor's outline. */
function outlineSwatch(actor) {
  const paths = actor.path.map((d) => sv("path", { d, fill: "var(--node)", stroke: "var(--node-rule)", "stroke-width": 1.2, "vector-effect": "non-scaling-stroke", "stroke-dasharray": actor.form === "round" ? "3 2" : "none" }));
  return sv("svg", { width: 36, height: 18, viewBox: "-18 -9 36 18", "aria-hidden": "true" }, sv("g", { transform: `scale(${14 / actor.w} ${7 / actor.h})` }, ...paths));
}

const usedSigns = SIGNS.filter((s) => DATA.relations.some((r) => r.sign === s.value));
const HEADS = { plus: "closed", minus: "open", zero: "closed" };
const countOf = (test) => DATA.claims.filter((c) => standingOf(c) === REPORTED && test(c)).length;

/** Return a labelled box that takes a key in and out of a list of hidden ones. */
function check(list, key, picture, text, count) {
  const input = el("input", { type: "checkbox", "data-key": key, "data-list": list, on: { change: () => {
    state[list] = input.checked ? state[list].filter((x) => x !== key) : [...state[list], key].sort();
    update();
  } } });
  return el("label", { class: "check" }, input, picture, el("span", {}, text, " ", el("span", { class: "count" }, `(${count})`)));
}

function buildFilters() {
  $("signs").append(...usedSigns.map((s) => check("nosign", s.key, swatch(s.key, "none", HEADS[s.key]), `${s.mark} ${s.name}`, countOf((c) => DATA.relations[c.rel].sign === s.value))));
  $("families").append(...FAMILIES.map((f) => check("nofam", f, null, f, countOf((c) => DATA.relations[c.rel].family === f))));
  $("types").append(...TYPES.map((t) => check("notype", t, outlineSwatch(DATA.actors.find((a) => a.type === t)), t, DATA.actors.filter((a) => a.type === t).length)));
  $("types-field").hidden = TYPES.length < 2;
  const others = DATA.claims.filter((c) => standingOf(c) !== REPORTED).length;
  $("other-count").textContent = `(${others})`;
  $("other").disabled = !others;
  const option = (value, text) => el("option", { value }, text);
  const speakers = DATA.speakers.map((s, k) => [String(k), s[1]]).sort((a, b) => (a[1] < b[1] ? -1 : 1));
  $("speaker").append(option("", "everyone\u2019s"), option("-1", "the outlets\u2019 own"), ...speakers.map(([k, label]) => option(k, "according to " + label)));
  $("outlet").append(option("", "all outlets"), ...OUTLETS.map((o) => option(o, o)));
  $("speaker-field").hidden = !DATA.speakers.length;
  $("outlet-field").hidden = OUTLETS.length < 2;
  if (DATA.bins.length) buildTime();
}

function buildTime() {
  const counts = DATA.bins.map((_, k) => DATA.claims.filter((c) => DATA.articles[c.art].bin === k).length);
  const most = Math.max(...counts, 1);
  $("bars").append(...counts.map((c) => { const bar = el("i"); bar.style.height = `${(100 * c) / most}%`; return bar; }));
  for (const key of ["from", "to"]) $(key).max = DATA.bins.length - 1;
  $("time").hidden = false;
}

/** Show in the controls what the state says. */
function showControls() {
  for (const input of document.querySelectorAll("input[data-list]")) input.checked = !state[input.dataset.list].includes(input.dataset.key);
  $("other").checked = state.other;
  $("confidence").value = state.conf;
  $("confidence-value").textContent = state.conf.toFixed(2);
  $("speaker").value = state.by;
  $("outlet").value = state.outlet;
  if (DATA.bins.length) {
    $("from").value = state.from;
    $("to").value = state.to;
    const [from, to] = [DATA.bins[state.from], DATA.bins[state.to]];
    $("time-range").textContent = from === to ? from : `${from} \u2013 ${to}`;
    $("from").setAttribute("aria-valuetext", from);
    $("to").setAttribute("aria-valuetext", to);
    [...$("bars").children].forEach((bar, k) => bar.classList.toggle("out", k < state.from || k > state.to));
  }
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  $("theme").value = state.theme;
}

function buildLegend() {
  const row = (picture, text) => el("li", {}, picture, el("span", {}, text));
  const lines = {
    plus: row(swatch("plus", "none", "closed"), "+ cooperation, filled arrow"),
    minus: row(swatch("minus", "none", "open"), "\u2212 conflict, open arrow"),
    zero: row(swatch("zero", "none", "closed", 1.8), "\u2022 neither, hollow arrow"),
  };
  $("legend").append(
    ...usedSigns.map((s) => lines[s.key]),
    row(swatch("zero", "6 4", null), "dashed: words only, no deeds"),
    row(swatch("zero", "none", null, 5), "number, thicker: more claims"),
    ...(DATA.lines.some((n) => n.standing) ? [row(swatch("zero", "0.1 5", null), "dotted: ? merely possible, \u00d7 denied")] : []),
    ...(TYPES.length < 2 ? TYPES.map((t) => row(outlineSwatch(DATA.actors.find((a) => a.type === t)), t)) : []));
}

// Search: a combo box over labels and other names.

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let offered = [], marked = -1;

function search() {
  const query = plain($("search").value.trim());
  const hits = DATA.actors.map((a, k) => {
    const other = (a.names || []).find((n) => plain(n).includes(query));
    const place = plain(a.label).indexOf(query);
    return { k, other: place < 0 ? other : undefined, rank: place === 0 ? 0 : place > 0 ? 1 : other ? 2 : 3 };
  });
  offered = query ? hits.filter((h) => h.rank < 3).sort((a, b) => a.rank - b.rank || (DATA.actors[a.k].label < DATA.actors[b.k].label ? -1 : 1)).slice(0, 8) : [];
  marked = offered.length ? 0 : -1;
  showFound();
}

function showFound() {
  const list = $("found");
  list.replaceChildren(...offered.map((h, k) => el("li", { role: "option", id: "found-" + k, "aria-selected": String(k === marked), on: { mousedown: (event) => { event.preventDefault(); take(k); } } },
    name(DATA.actors[h.k].label), h.other ? el("small", {}, "also: ", name(h.other)) : null)));
  list.hidden = !offered.length;
  $("search").setAttribute("aria-expanded", String(offered.length > 0));
  if (marked >= 0) $("search").setAttribute("aria-activedescendant", "found-" + marked);
  else $("search").removeAttribute("aria-activedescendant");
}

function take(k) {
  const actor = offered[k].k;
  offered = [];
  marked = -1;
  $("search").value = DATA.actors[actor].label;
  showFound();
  choose({ actor, line: null });
}

function wireControls() {
  $("search").addEventListener("input", search);
  $("search").addEventListener("blur", () => { offered = []; marked = -1; showFound(); });
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { offered = []; marked = -1; showFound(); event.stopPropagation(); return; }
    if (!offered.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      marked = (marked + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length;
      showFound();
      event.preventDefault();
    } else if (event.key === "Enter") take(marked);
  });
  const on = (id, type, f) => $(id).addEventListener(type, f);
  on("other", "change", () => { state.other = $("other").checked; update(); });
  on("confidence", "input", () => { state.conf = Number($("confidence").value); update(); });
  on("speaker", "change", () => { state.by = $("speaker").value; update(); });
  on("outlet", "change", () => { state.outlet = $("outlet").value; update(); });
  on("from", "input", () => { state.from = Math.min(Number($("from").value), state.to); update(); });
  on("to", "input", () => { state.to = Math.max(Number($("to").value), state.from); update(); });
  on("reset", "click", resetAll);
  on("closer", "click", () => zoom(1.3));
  on("farther", "click", () => zoom(1 / 1.3));
  on("whole", "click", fit);
}
