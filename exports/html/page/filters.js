// Which claims, lines and actors are shown. Filters hide; they never move anything.

const shown = { claims: [], lines: [], actors: [], counts: [], total: 0, unsaid: 0 };
const standingOf = (claim) => (claim.neg ? DENIED : claim.mod ? POSSIBLE : REPORTED);

/** Return whether a claim passes all filters but the one on its standing. */
function passes(claim) {
  const relation = DATA.relations[claim.rel];
  const article = DATA.articles[claim.art];
  if (state.nosign.includes(signOf(relation.sign).key) || state.nofam.includes(relation.family)) return false;
  if (claim.conf < state.conf) return false;
  if (state.by !== "" && (claim.by === undefined ? -1 : claim.by) !== Number(state.by)) return false;
  if (state.outlet && article.outlet !== state.outlet) return false;
  const narrowed = DATA.bins.length && (state.from > 0 || state.to < DATA.bins.length - 1);
  return !narrowed || (article.bin >= state.from && article.bin <= state.to);
}

/** Work out anew what is shown. */
function applyFilters() {
  const open = DATA.claims.map(passes);
  shown.claims = DATA.claims.map((c, k) => open[k] && (state.other || standingOf(c) === REPORTED));
  shown.counts = DATA.lines.map((n) => n.claims.reduce((sum, k) => sum + (shown.claims[k] ? 1 : 0), 0));
  const near = new Set(state.ego && state.actor !== null ? [state.actor, ...network.getConnectedNodes(state.actor)] : []);
  if (near.size) {
    for (const k of [...near]) {
      const tied = DATA.lines.some((n, i) => shown.counts[i] && [n.a, n.b].includes(k) && [n.a, n.b].includes(state.actor));
      if (k !== state.actor && !tied) near.delete(k);
    }
  }
  const inside = (k) => !near.size || near.has(k);
  shown.lines = DATA.lines.map((n, i) => shown.counts[i] > 0 && inside(n.a) && inside(n.b));
  const tied = new Set(DATA.lines.flatMap((n, i) => (shown.lines[i] ? [n.a, n.b] : [])));
  shown.actors = DATA.actors.map((_, k) => (inside(k) ? (tied.has(k) || k === state.actor ? 2 : 1) : 0));
  shown.unsaid = state.other ? 0 : DATA.claims.filter((c, k) => open[k] && standingOf(c) !== REPORTED).length;
  shown.total = DATA.lines.reduce((sum, n, i) => sum + (shown.lines[i] ? shown.counts[i] : 0), 0);
}

/** Return the indexes of a line's claims that are shown. */
const claimsOf = (line) => DATA.lines[line].claims.filter((k) => shown.claims[k]);

/** Return whether all shown claims of a line are words, not deeds. */
const wordsOnly = (line) => claimsOf(line).every((k) => !DATA.relations[DATA.claims[k].rel].deed);

/** Return the mark of a line: sign, then "?" for merely possible or "\u00d7" for denied, then the count. */
function markOf(line, count) {
  const n = DATA.lines[line];
  return signOf(n.sign).mark + ["", "?", "\u00d7"][n.standing] + count;
}

/** Return the kind of a line in words. */
function kindOf(line) {
  const n = DATA.lines[line];
  return ["", "merely possible ", "denied "][n.standing] + signOf(n.sign).name;
}

/** Return the relations of a line, most frequent first, as "arms (3), supports". */
function relationsOf(line) {
  const counts = new Map();
  for (const k of claimsOf(line)) {
    const label = DATA.relations[DATA.claims[k].rel].label;
    counts.set(label, (counts.get(label) || 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return sorted.map(([label, count]) => (count > 1 ? `${label} (${count})` : label)).join(", ");
}

const arrowOf = (line) => (DATA.lines[line].mutual ? "\u2194" : "\u2192");
const endsOf = (line) => [DATA.actors[DATA.lines[line].a].label, DATA.actors[DATA.lines[line].b].label];
const sentenceOf = (line) =>
  `${endsOf(line)[0]} ${DATA.lines[line].mutual ? "and" : "towards"} ${endsOf(line)[1]}: ` +
  `${plural(shown.counts[line], "claim")} of ${kindOf(line)} (${relationsOf(line)})`;

/** Return the indexes of the lines shown, most claims first. */
function linesShown() {
  const all = DATA.lines.map((_, k) => k).filter((k) => shown.lines[k]);
  return all.sort((x, y) => DATA.lines[x].standing - DATA.lines[y].standing || shown.counts[y] - shown.counts[x] || x - y);
}
