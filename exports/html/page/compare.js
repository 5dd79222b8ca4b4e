// Two spans of time, two outlets or two speakers side by side: the same places, the same filters.

const KINDS = { time: "two times", outlet: "two outlets", speaker: "two speakers" };

/** Return how many of a line's claims shown are on a side. */
const countOn = (line, side) => claimsOf(line).filter((k) => shown.sides[k] & side).length;

/** Return what a side is, in words. */
function sideName(side) {
  if (state.vs === "outlet") return side;
  if (state.vs === "speaker") return side === "outlets" ? "the outlets\u2019 own words" : `according to ${DATA.speakers[SPEAKER_AT.get(side)][1]}`;
  const [, from, to] = SPAN.exec(side);
  return from === to ? from || "all the time" : `${from || "the beginning"} to ${to || "the end"}`;
}

/** Return the kinds of comparison that the data allows. */
const kindsHere = () => Object.keys(KINDS).filter((vs) => sidesOf(vs) !== null);

/** Return two sides to begin with: halves of the time, the two busiest outlets or speakers. */
function sidesOf(vs) {
  if (vs === "time") {
    const dates = DATA.bins.length ? DATA.bins : [];
    const half = Math.floor(dates.length / 2);
    return dates.length < 2 ? null : [`${dates[0]}..${dates[half - 1]}`, `${dates[half]}..${dates[dates.length - 1]}`];
  }
  const counts = new Map();
  for (const c of DATA.claims) {
    const key = vs === "outlet" ? DATA.articles[c.art].outlet : speakerId(String(speakerOf(c)));
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  const order = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map(([key]) => key);
  return order.length < 2 ? null : order.slice(0, 2);
}

function startCompare() {
  if (state.view !== "compare" || state.vs) return;
  const vs = kindsHere()[0];
  if (vs) [state.vs, state.a, state.b] = [vs, ...sidesOf(vs)];
}

function sideBox(key, letter) {
  const id = "side-" + key;
  if (state.vs === "time") {
    const parts = SPAN.exec(state[key]).slice(1).map((x) => x || "");
    const field = (k, label) => {
      const input = el("input", { id: id + k, type: "text", value: parts[k], list: "steps", size: "10", placeholder: k ? "end" : "beginning", on: { change: () => {
        const text = [0, 1].map((x) => $(id + x).value.trim()).join("..");
        const right = isSide("time", text);
        input.setAttribute("aria-invalid", String(!right));
        if (right) { state[key] = text; update(); $(id + k).focus(); }
      } } });
      return el("span", { class: "pick" }, el("label", { for: id + k }, label), input);
    };
    return [field(0, `${letter} from`), field(1, "to")];
  }
  const options = state.vs === "outlet" ? OUTLETS.map((o) => [o, o]) : [["outlets", "the outlets\u2019 own words"], ...DATA.speakers];
  const select = el("select", { id, on: { change: () => { state[key] = select.value; update(); $(id).focus(); } } },
    options.map(([value, text]) => el("option", { value, selected: value === state[key] }, text)));
  return [el("span", { class: "pick" }, el("label", { for: id }, letter), select)];
}

/** Return the rows of the lines that only A has, only B has, or both have. */
function compareRows(title, lines) {
  return [
    el("tr", {}, el("th", { colspan: "5", scope: "rowgroup", class: "group" }, `${title}: ${plural(lines.length, "line")}`)),
    ...lines.map((k) => {
      const n = DATA.lines[k];
      return el("tr", { class: state.line === k ? "on" : undefined },
        el("td", {}, actorButton(n.a)),
        el("td", {}, el("button", { type: "button", "data-line": n.id, "aria-label": `${sentenceOf(k)}; A ${countOn(k, 1)}, B ${countOn(k, 2)}`, on: { click: () => choose({ actor: null, line: k }) } }, pill(k), el("span", {}, relationsOf(k), n.mutual ? " (mutual)" : ""))),
        el("td", {}, actorButton(n.b)),
        el("td", { class: "num" }, String(countOn(k, 1))), el("td", { class: "num" }, String(countOn(k, 2))));
    }),
  ];
}

function compareView() {
  const kinds = kindsHere();
  if (!state.vs) return el("div", { class: "sheet" }, el("h2", {}, "Compare"), el("p", {}, "There is only one time, one outlet and one speaker here."));
  const kind = el("select", { id: "vs", on: { change: () => { state.vs = kind.value; [state.a, state.b] = sidesOf(state.vs); update(); $("vs").focus(); } } },
    kinds.map((vs) => el("option", { value: vs, selected: vs === state.vs }, KINDS[vs])));
  const lines = linesShown(), [l, t, r, d] = bounds(state.slide !== null), room = 30;
  const picture = (side, key) => {
    const name_ = `${"AB"[side - 1]}: ${sideName(state[key])}`;
    const svg = svgElement(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${l - room} ${t - room} ${r - l + 2 * room} ${d - t + 2 * room}" role="img" font-family="${safe(FONT)}">${svgDrawing(side)}</svg>`);
    svg.setAttribute("aria-label", name_);
    svg.addEventListener("click", (event) => {
      const hit = event.target.closest("[data-k]");
      choose({ actor: null, line: hit ? Number(hit.dataset.k) : null });
    });
    const own = lines.filter((k) => countOn(k, side));
    return el("figure", {}, el("figcaption", {}, el("b", {}, name(name_)), ` \u2013 ${plural(own.length, "line")}, ${plural(own.reduce((sum, k) => sum + countOn(k, side), 0), "claim")}`), svg);
  };
  const group = (test) => lines.filter((k) => test(countOn(k, 1) > 0, countOn(k, 2) > 0));
  return el("div", { class: "sheet" },
    el("h2", {}, "Compare"),
    el("div", { class: "picks" }, el("span", { class: "pick" }, el("label", { for: "vs" }, "Compare"), kind), sideBox("a", "A"), sideBox("b", "B"),
      el("datalist", { id: "steps" }, DATA.bins.map((b) => el("option", { value: b })))),
    el("p", {}, "Solid: reported in both. Dashed and marked A or B: reported only there. Pale actors have no line on that side. The table below says the same."),
    el("div", { class: "sides" }, picture(1, "a"), picture(2, "b")),
    el("table", { class: "list both" },
      el("thead", {}, el("tr", {}, ["From", "Relation", "To", "A", "B"].map((t_, k) => el("th", { scope: "col", class: k > 2 ? "num" : undefined }, t_)))),
      el("tbody", {}, compareRows("Only in A", group((a, b) => a && !b)), compareRows("Only in B", group((a, b) => b && !a)), compareRows("In both", group((a, b) => a && b)))));
}
