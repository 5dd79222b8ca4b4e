// The same as the map in two forms that keyboard and screen reader can walk: a list of lines and a signed matrix.

const COLUMNS = [
  { key: "from", head: "From", value: (k) => endsOf(k)[0] },
  { key: "what", head: "Relation", value: (k) => `${DATA.lines[k].sign}${relationsOf(k)}` },
  { key: "to", head: "To", value: (k) => endsOf(k)[1] },
  { key: "claims", head: "Claims", value: (k) => -shown.counts[k], num: true, optional: true },
  { key: "outlets", head: "Outlets", value: (k) => -outletsOf(k), num: true, optional: true },
  { key: "latest", head: "Reported", value: (k) => datesOf(k)[1] || "", optional: true },
];
let sorted = { key: "claims", down: false };

const outletsOf = (line) => new Set(claimsOf(line).map((k) => DATA.articles[DATA.claims[k].art].outlet)).size;

/** Return the first and last date on which a line was reported. */
function datesOf(line) {
  const dates = claimsOf(line).map((k) => DATA.articles[DATA.claims[k].art].date).filter(Boolean).sort();
  return [dates[0], dates[dates.length - 1]];
}

function whenOf(line) {
  const [first, last] = datesOf(line);
  const date = (text) => el("span", { class: "date" }, text);
  return !first ? [] : first === last ? [date(first)] : [date(`${first} \u2013`), " ", date(last)];
}

const actorButton = (k) => el("button", { type: "button", class: "name", on: { click: () => choose({ actor: k, line: null }) } }, name(DATA.actors[k].label));

function listRow(k) {
  const n = DATA.lines[k];
  return el("tr", { class: state.line === k ? "on" : undefined },
    el("td", {}, actorButton(n.a)),
    el("td", {}, el("button", { type: "button", "data-line": n.id, "aria-label": sentenceOf(k), on: { click: () => choose({ actor: null, line: k }) } }, pill(k), el("span", {}, relationsOf(k), n.mutual ? " (mutual)" : ""))),
    el("td", {}, actorButton(n.b)),
    el("td", { class: "num optional" }, String(shown.counts[k])),
    el("td", { class: "num optional" }, String(outletsOf(k))),
    el("td", { class: "when optional" }, whenOf(k)));
}

/** Return the column head, a button that sorts. */
function columnHead(column) {
  const active = sorted.key === column.key;
  const sort = () => { sorted = { key: column.key, down: active && !sorted.down }; showTables(); $("list-view").querySelector(`[data-sort="${column.key}"]`).focus(); };
  return el("th", { scope: "col", class: [column.num ? "num" : "", column.optional ? "optional" : ""].join(" ").trim() || undefined, "aria-sort": active ? (sorted.down ? "descending" : "ascending") : undefined },
    el("button", { type: "button", "data-sort": column.key, on: { click: sort } }, column.head, active ? (sorted.down ? " \u25be" : " \u25b4") : ""));
}

function listView() {
  const column = COLUMNS.find((c) => c.key === sorted.key);
  const order = linesShown();
  const rank = new Map(order.map((k) => [k, column.value(k)]));
  order.sort((x, y) => (rank.get(x) < rank.get(y) ? -1 : rank.get(x) > rank.get(y) ? 1 : 0));
  if (sorted.down) order.reverse();
  return el("div", { class: "sheet" },
    el("h2", {}, "Relations"),
    el("p", {}, "One row for each line of the map. Open a relation to read the sentences behind it."),
    el("table", { class: "list" }, el("thead", {}, el("tr", {}, COLUMNS.map(columnHead))), el("tbody", {}, order.map(listRow))));
}

/** Return the actors in an order in which those near each other on the map are near each other. */
function matrixOrder() {
  const present = DATA.actors.map((_, k) => k).filter((k) => shown.actors[k] === 2);
  const cx = present.reduce((s, k) => s + DATA.actors[k].x, 0) / (present.length || 1);
  const cy = present.reduce((s, k) => s + DATA.actors[k].y, 0) / (present.length || 1);
  const turn = (k) => Math.atan2(DATA.actors[k].y - cy, DATA.actors[k].x - cx);
  return present.sort((x, y) => turn(x) - turn(y) || x - y);
}

function matrixCell(from, to, lines) {
  if (from === to) return el("td", { class: "self" });
  const here = lines.get(from * DATA.actors.length + to) || [];
  return el("td", {}, here.map((k) => el("button", {
    type: "button", class: signOf(DATA.lines[k].sign).key + (DATA.lines[k].standing ? " faint" : ""), "data-line": DATA.lines[k].id, "aria-label": sentenceOf(k),
    on: { click: () => choose({ actor: null, line: k }) },
  }, markOf(k, shown.counts[k]))));
}

function matrixView() {
  const order = matrixOrder();
  const lines = new Map();
  const put = (from, to, k) => { const key = from * DATA.actors.length + to; lines.set(key, [...(lines.get(key) || []), k]); };
  for (const k of linesShown()) {
    const n = DATA.lines[k];
    put(n.a, n.b, k);
    if (n.mutual) put(n.b, n.a, k);
  }
  const head = (k) => el("th", { scope: "col" }, el("span", { title: DATA.actors[k].label }, name(DATA.actors[k].label)));
  return el("div", { class: "sheet" },
    el("h2", {}, "Matrix"),
    el("p", {}, "Rows act towards columns. + cooperation, \u2212 conflict, \u2022 neither; the number counts claims. Mutual relations stand in both cells."),
    el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "from \\ to"), order.map(head))),
      el("tbody", {}, order.map((a) => el("tr", {}, el("th", { scope: "row" }, name(DATA.actors[a].label)), order.map((b) => matrixCell(a, b, lines)))))));
}

/** Show the form that is open; the others are emptied. */
function showTables() {
  $("map-view").hidden = state.view !== "map";
  for (const [key, build] of [["list", listView], ["matrix", matrixView], ["time", timeView], ["compare", compareView]]) {
    const view = $(key + "-view");
    view.hidden = state.view !== key;
    const [top, left] = [view.scrollTop, view.scrollLeft];
    const strip = view.querySelector(".timeline"), along = strip ? strip.scrollLeft : 0;
    view.replaceChildren(...(state.view === key ? [build()] : []));
    [view.scrollTop, view.scrollLeft] = [top, left];
    if (view.querySelector(".timeline")) view.querySelector(".timeline").scrollLeft = along;
  }
}
