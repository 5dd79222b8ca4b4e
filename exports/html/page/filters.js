// Which claims, lines and actors are shown. Filters hide; they never move anything.

const shown = { claims: [], lines: [], actors: [], counts: [], sides: [], way: [], total: 0, unsaid: 0 };
const standingOf = (claim) => (claim.neg ? DENIED : claim.mod ? POSSIBLE : REPORTED);
const speakerOf = (claim) => (claim.by === undefined ? -1 : claim.by);
const comparing = (what) => state.view === "compare" && state.vs === what;

/** Return whether a claim passes all filters but the one on its standing; what is compared is not filtered by. */
function passes(claim) {
  const relation = DATA.relations[claim.rel];
  const article = DATA.articles[claim.art];
  if (state.nosign.includes(signOf(relation.sign).key) || state.nofam.includes(relation.family)) return false;
  if (state.notype.length && [claim.s, claim.o].some((k) => state.notype.includes(DATA.actors[k].type))) return false;
  if (claim.conf < state.conf) return false;
  if (state.by !== "" && !comparing("speaker") && speakerOf(claim) !== Number(state.by)) return false;
  if (state.outlet && !comparing("outlet") && article.outlet !== state.outlet) return false;
  const narrowed = DATA.bins.length && !comparing("time") && (state.from > 0 || state.to < LAST);
  return !narrowed || (article.bin >= state.from && article.bin <= state.to);
}

/** Return whether a claim is on a side of the comparison. */
function onSide(claim, side) {
  const article = DATA.articles[claim.art];
  if (state.vs === "outlet") return article.outlet === side;
  if (state.vs === "speaker") return speakerOf(claim) === (side === "outlets" ? -1 : SPEAKER_AT.get(side));
  const [, start = "", end = "9999"] = SPAN.exec(side);
  return Boolean(article.date) && start <= article.date.slice(0, start.length) && article.date.slice(0, end.length) <= end;
}

/** Work out anew what is shown. */
function applyFilters() {
  const compare = state.view === "compare" && state.vs;
  shown.sides = DATA.claims.map((c) => (compare ? (onSide(c, state.a) ? 1 : 0) + (onSide(c, state.b) ? 2 : 0) : 3));
  const open = DATA.claims.map((c, k) => shown.sides[k] > 0 && passes(c));
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
  const chosen = (k) => k === state.actor || (state.pair !== null && state.pair.includes(k));
  shown.actors = DATA.actors.map((_, k) => (inside(k) ? (tied.has(k) || chosen(k) ? 2 : 1) : 0));
  shown.unsaid = state.other ? 0 : DATA.claims.filter((c, k) => open[k] && standingOf(c) !== REPORTED).length;
  shown.total = DATA.lines.reduce((sum, n, i) => sum + (shown.lines[i] ? shown.counts[i] : 0), 0);
  shown.way = state.pair === null ? [] : state.path ? findWay(state.pair) : state.pair;
}

/** Return the actors along the shortest chain of lines shown between two; of equally short ones that with most claims. */
function findWay([from, to]) {
  const ties = DATA.actors.map(() => new Map());
  DATA.lines.forEach((n, k) => {
    if (!shown.lines[k]) return;
    for (const [x, y] of [[n.a, n.b], [n.b, n.a]]) ties[x].set(y, (ties[x].get(y) || 0) + shown.counts[k]);
  });
  const seen = new Set([from]);
  let front = new Map([[from, { sum: 0, way: [from] }]]);
  while (front.size && !front.has(to)) {
    const next = new Map();
    for (const [x, { sum, way }] of front) {
      for (const [y, count] of ties[x]) {
        if (!seen.has(y) && !(next.has(y) && next.get(y).sum >= sum + count)) next.set(y, { sum: sum + count, way: [...way, y] });
      }
    }
    for (const y of next.keys()) seen.add(y);
    front = next;
  }
  return front.has(to) ? front.get(to).way : [];
}

/** Return the lines shown between two actors, in any direction. */
const between = ([a, b]) => linesShown().filter((k) => [a, b].includes(DATA.lines[k].a) && [a, b].includes(DATA.lines[k].b));

/** Return whether a line belongs to the chosen pair, or to the chain between them. */
function onWay(line) {
  const n = DATA.lines[line];
  return shown.way.some((x, k) => k && [x, shown.way[k - 1]].includes(n.a) && [x, shown.way[k - 1]].includes(n.b));
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
