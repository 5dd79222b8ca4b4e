// Put together: what is chosen, what is shown, and the start.

/** Choose an actor, a line, a pair or nothing, and show its evidence; ``ego`` leaves only an actor's neighbours. */
function choose(hit, ego) {
  const before = state.ego, from = document.activeElement, line = state.line;
  const within = (part) => from && part.contains(from);
  const [inMain, inPanel] = [within($("main")), within($("evidence"))];
  const { actor = null, pair = null } = hit;
  Object.assign(state, { actor, line: hit.line === undefined ? null : hit.line, pair, path: Boolean(hit.path), dot: "" });
  state.ego = actor !== null && (ego === undefined ? state.ego : ego);
  update();
  if (state.ego !== before || state.ego || narrow()) fit();
  const opened = actor !== null || state.line !== null || pair !== null;
  if (opened && (inMain || inPanel)) $("evidence").focus({ preventScroll: true });
  else if (!opened && inPanel && line !== null) {
    const row = [...$("main").querySelectorAll("button[data-line]")].find((b) => b.dataset.line === DATA.lines[line].id);
    if (row) row.focus();
  }
}

function resetAll() {
  const { theme, view, embed } = state;
  Object.assign(state, fresh(), { theme, view, embed });
  $("search").value = "";
  update();
  fit();
}

function showStatus() {
  const actors = shown.actors.filter((x) => x === 2).length, lines = shown.lines.filter(Boolean).length;
  const all = DATA.lines.reduce((sum, n) => sum + n.claims.length, 0);
  const parts = [`${plural(actors, "actor")}, ${plural(lines, "line")}, ${plural(shown.total, "claim")} shown`];
  const filtered = all - shown.total - shown.unsaid;
  if (filtered > 0) parts.push(`${filtered.toLocaleString("en")} hidden by filters`);
  if (shown.unsaid) parts.push(`${shown.unsaid.toLocaleString("en")} denied or merely possible not drawn`);
  if (DATA.left[0]) parts.push(`${plural(DATA.left[0], "actor")} with fewer reports left out (${plural(DATA.left[1], "claim")})`);
  if (DATA.hits) parts.push(`${plural(DATA.hits, "line passes", "lines pass")} behind an actor not concerned`);
  $("status").textContent = parts.join(" \u00b7 ");
}

function showTheme() {
  document.documentElement.dataset.theme = state.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  readInk();
}

/** Show everything as the state says. */
function update() {
  const was = $("map-view").hidden;
  document.documentElement.classList.toggle("embedded", state.embed);
  const comparing_ = state.view === "compare";
  if (document.documentElement.classList.toggle("comparing", comparing_) === untold) $("controls").open = !comparing_ && !narrow() && state.slide === null;
  untold = !comparing_;
  showTheme();
  startCompare();
  applyFilters();
  showControls();
  showTables();
  showPanel();
  showStatus();
  showStory();
  keepHash();
  hovered = { actor: null, line: null };
  $("hint").hidden = true;
  if (was && !$("map-view").hidden && untouched) fit();
  network.redraw();
}

let untold = true;
const narrow = () => matchMedia("(max-width: 820px)").matches;

function start() {
  buildFilters();
  buildLegend();
  wireControls();
  wireFiles();
  wireStory();
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => { state.view = button.dataset.view; update(); });
  $("theme").addEventListener("change", () => { state.theme = $("theme").value; update(); });
  $("skip").addEventListener("click", (event) => { event.preventDefault(); state.view = "list"; update(); $("list-view").focus(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && (state.actor !== null || state.line !== null || state.pair !== null)) choose({ actor: null, line: null }); });
  addEventListener("hashchange", () => { fromHash(location.hash); update(); fit(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  const given = fromHash(location.hash.length > 1 && location.hash !== "#embed" ? location.hash : `${location.hash}#${DATA.start}`.replace("#embed#", "#embed=1&"));
  $("unframed").href = location.pathname + location.search;
  if (narrow()) {
    $("controls").open = false;
    const chosen = state.actor !== null || state.line !== null || state.pair !== null;
    if (!given && !chosen && !state.embed && DATA.actors.length > 9) state.view = "list";
  }
  update();
  fit();
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; }));
}
start();
window.detente = Object.freeze({ network });
