// Put together: what is chosen, what is shown, and the start.

/** Choose an actor, a line or nothing, and show its evidence; ``ego`` leaves only an actor's neighbours. */
function choose(hit, ego) {
  const before = state.ego, from = document.activeElement, line = state.line;
  const within = (part) => from && part.contains(from);
  const [inMain, inPanel] = [within($("main")), within($("evidence"))];
  state.actor = hit.actor;
  state.line = hit.line;
  if (hit.actor === null && hit.line === null) state.ego = false;
  else if (hit.actor !== null) state.ego = ego === undefined ? state.ego : ego;
  if (hit.line !== null && state.ego) state.ego = false;
  update();
  if (state.ego !== before || state.ego || narrow()) fit();
  const opened = state.actor !== null || state.line !== null;
  if (opened && (inMain || inPanel)) $("evidence").focus({ preventScroll: true });
  else if (!opened && inPanel && line !== null) {
    const row = [...$("main").querySelectorAll("button[data-line]")].find((b) => b.dataset.line === DATA.lines[line].id);
    if (row) row.focus();
  }
}

function resetAll() {
  const theme = state.theme, view = state.view;
  Object.assign(state, { ...START, nosign: [], nofam: [], to: Math.max(DATA.bins.length - 1, 0), theme, view });
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
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  readInk();
}

/** Show everything as the state says. */
function update() {
  const was = $("map-view").hidden;
  showTheme();
  applyFilters();
  showControls();
  showTables();
  showPanel();
  showStatus();
  keepHash();
  hovered = { actor: null, line: null };
  $("hint").hidden = true;
  if (was && !$("map-view").hidden && untouched) fit();
  network.redraw();
}

const narrow = () => matchMedia("(max-width: 820px)").matches;

function start() {
  buildFilters();
  buildLegend();
  wireControls();
  wireFiles();
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => { state.view = button.dataset.view; update(); });
  $("theme").addEventListener("click", () => { state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; update(); });
  $("skip").addEventListener("click", (event) => { event.preventDefault(); state.view = "list"; update(); $("list-view").focus(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && (state.actor !== null || state.line !== null)) choose({ actor: null, line: null }); });
  addEventListener("hashchange", () => { fromHash(location.hash); update(); fit(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  const given = fromHash(location.hash);
  if (narrow()) {
    $("controls").open = false;
    if (!given && DATA.actors.length > 9) state.view = "list";
  }
  update();
  fit();
  requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; }));
}
start();
window.detente = Object.freeze({ network });
