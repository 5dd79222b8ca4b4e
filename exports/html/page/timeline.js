// The timeline of two actors: cooperation above the line, conflict below it; every dot opens its sentences.

const UNDATED = "undated";

/** Return the columns of a timeline: the page's steps of time, or the dates themselves where there are no steps. */
function columnsOf(claims) {
  const dates = claims.map((k) => DATA.articles[DATA.claims[k].art]);
  const columns = DATA.bins.length ? DATA.bins.slice(state.from, state.to + 1) : [...new Set(dates.map((a) => a.date).filter(Boolean))].sort();
  return claims.some((k) => !columns.includes(columnOf(k))) ? [...columns, UNDATED] : columns;
}

function columnOf(claim) {
  const article = DATA.articles[DATA.claims[claim].art];
  return (DATA.bins.length ? DATA.bins[article.bin] : article.date) || UNDATED;
}

const dotKey = (column, sign, standing) => `${column}|${sign > 0 ? "+" : sign < 0 ? "-" : "0"}${"rpd"[standing]}`;

/** Return the dots of a pair: column, sign, standing and the claims of each, in order of time. */
function dotsOf(pair) {
  const lines = between(pair), claims = lines.flatMap(claimsOf), dots = new Map();
  for (const line of lines) {
    const n = DATA.lines[line];
    for (const k of claimsOf(line)) {
      const column = columnOf(k), key = dotKey(column, n.sign, n.standing);
      if (!dots.has(key)) dots.set(key, { key, column, sign: n.sign, standing: n.standing, claims: [] });
      dots.get(key).claims.push(k);
    }
  }
  const columns = columnsOf(claims), at = (d) => columns.indexOf(d.column);
  return { columns, dots: [...dots.values()].sort((x, y) => at(x) - at(y) || y.sign - x.sign || x.standing - y.standing) };
}

const pairTold = (pair) => `${DATA.actors[pair[0]].label} and ${DATA.actors[pair[1]].label}`;
const dotTold = (dot, pair) => `${dot.column}: ${plural(dot.claims.length, "claim")} of ${["", "merely possible ", "denied "][dot.standing]}${signOf(dot.sign).name} between ${pairTold(pair)}`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Return what stands below a column: its smallest part, and what changes with it in a second row. */
function columnLabel(column, before) {
  const [year, month, day] = column.split("-"), [oldYear, oldMonth] = (before || "").split("-");
  if (!month) return [column, ""];
  const name_ = MONTHS[Number(month) - 1] || month;
  if (!day) return [name_, year === oldYear ? "" : year];
  return [String(Number(day)), year === oldYear && month === oldMonth ? "" : `${name_} ${year}`];
}

/** Return the timeline of a pair as a strip of buttons that scrolls where it is long; ``room`` is its width. */
function timeline(pair, room) {
  const { columns, dots } = dotsOf(pair), strip = el("div", { class: "strip" });
  const count = (d) => d.claims.length, most = Math.max(1, ...dots.map(count)), size = (d) => Math.min((d.standing ? 32 : 27) + 3 * (count(d) - 1), 42);
  const reach = (d) => (d.sign ? 26 + 84 * (count(d) / most) : 0), tallest = (sign) => Math.max(20, ...dots.filter((d) => Math.sign(d.sign) === sign).map((d) => reach(d) + size(d) / 2));
  const lane = (d) => dots.filter((x) => x.column === d.column && x.sign === d.sign && x.standing < d.standing).length;
  const wide = 46 + 36 * Math.max(0, ...dots.map(lane)), gap = Math.max(wide, Math.min(200, (room - 48) / columns.length));
  const axis = tallest(1) + 10, foot = axis + tallest(-1) + 8;
  const set = (node, left, top, width, height) => {
    for (const [key, value] of Object.entries({ left, top, width, height })) if (value !== undefined) node.style[key] = value + "px";
    return node;
  };
  const middle = (column) => 24 + gap / 2 + columns.indexOf(column) * gap;
  strip.append(set(el("i", { class: "axis" }), 0, axis - 1));
  columns.forEach((column, k) => strip.append(set(el("i", { class: "tick" }), middle(column), axis - 4),
    set(el("span", { class: "month" }, columnLabel(column, columns[k - 1]).map((text) => el("span", {}, text))), middle(column), foot)));
  for (const d of dots) if (d.sign) strip.append(set(el("i", { class: `stem is-${signOf(d.sign).key}` }), middle(d.column) + 36 * lane(d), d.sign > 0 ? axis - reach(d) : axis, undefined, reach(d)));
  strip.append(...dots.map((d) => set(el("button", {
    type: "button", class: `dot ${signOf(d.sign).key}${d.standing ? " faint" : ""}`, "data-dot": d.key, "aria-label": dotTold(d, pair),
    "aria-pressed": String(state.dot === d.key), on: { click: () => chooseDot(pair, d.key) },
  }, signOf(d.sign).mark + ["", "?", "\u00d7"][d.standing] + count(d)), middle(d.column) + 36 * lane(d) - size(d) / 2, axis - Math.sign(d.sign) * reach(d) - size(d) / 2, size(d), size(d))));
  set(strip, undefined, undefined, 48 + columns.length * gap, foot + 40);
  return el("div", { class: "timeline", role: "group", "aria-label": `Timeline of ${pairTold(pair)}`, tabindex: "0" }, strip);
}

function chooseDot(pair, key) {
  state.actor = state.line = null;
  state.ego = false;
  state.pair = pair;
  state.dot = state.dot === key ? "" : key;
  update();
  const again = [...document.querySelectorAll(`#${state.view === "time" ? "time-view" : "evidence"} [data-dot]`)].find((b) => b.dataset.dot === key);
  if (again) again.focus({ preventScroll: true });
}

/** Return the pair of the timeline: the chosen one, else the ends of the chosen line, else the most reported one. */
function pairShown() {
  if (state.pair) return state.pair;
  const lines = linesShown(), sums = new Map();
  if (state.line !== null) return [DATA.lines[state.line].a, DATA.lines[state.line].b];
  for (const k of lines) {
    const n = DATA.lines[k], key = [n.a, n.b].sort((x, y) => x - y).join(" ");
    if (state.actor === null || n.a === state.actor || n.b === state.actor) sums.set(key, (sums.get(key) || 0) + shown.counts[k]);
  }
  const best = [...sums].reduce((x, y) => (y[1] > x[1] ? y : x), ["", 0])[0];
  return best ? best.split(" ").map(Number) : null;
}

/** Return a box in which an actor is chosen by name. */
function actorSelect(id, label, chosen, others, change) {
  const order = others.sort((x, y) => (DATA.actors[x].label < DATA.actors[y].label ? -1 : 1));
  const select = el("select", { id, on: { change: () => change(Number(select.value)) } },
    chosen === null ? el("option", { value: "" }, "choose \u2026") : null,
    order.map((k) => el("option", { value: String(k), selected: k === chosen }, DATA.actors[k].label)));
  return el("span", { class: "pick" }, el("label", { for: id }, label), select);
}

function timeView() {
  const pair = pairShown();
  if (!pair) return el("div", { class: "sheet" }, el("h2", {}, "Timeline"), el("p", {}, "The filters hide everything."));
  const everybody = DATA.actors.map((_, k) => k);
  const box = (id, label, k) => actorSelect(id, label, pair[k], everybody.filter((x) => x !== pair[1 - k]), (actor) => {
    state.line = state.actor = null;
    state.pair = k ? [pair[0], actor] : [actor, pair[1]];
    state.dot = "";
    update();
    $(id).focus();
  });
  return el("div", { class: "sheet" },
    el("h2", {}, "Timeline of ", name(DATA.actors[pair[0]].label), " and ", name(DATA.actors[pair[1]].label)),
    el("div", { class: "picks" }, box("first", "Between", 0), box("second", "and", 1)),
    el("p", {}, "Up: cooperation. Down: conflict. On the line: neither. The number counts claims by the date of their article; every dot opens its sentences."),
    between(pair).length ? timeline(pair, $("main").clientWidth - 40) : el("p", {}, "No line joins these two directly with these filters."));
}
