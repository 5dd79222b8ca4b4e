// The evidence: every sentence behind an actor or a line.

const PAGE = 60;
const MODALITY = { planned: "planned, not said to have happened", possible: "merely possible", desired: "wished for", conditional: "only under a condition" };

/** Return a sentence with its quote marked and the two names in it underlined; offsets count code points. */
function quoted(claim) {
  const chars = Array.from(DATA.sentences[claim.sent]);
  const spans = { q: claim.q, s: claim.sm, o: claim.om };
  const cuts = [...new Set([0, chars.length, ...Object.values(spans).flatMap((s) => [s[0], s[1]])])].sort((a, b) => a - b);
  const quote = el("blockquote", { dir: "auto" });
  let mark = null;
  for (let k = 0; k + 1 < cuts.length; k++) {
    const [from, to] = [cuts[k], cuts[k + 1]];
    const within = (s) => from >= s[0] && to <= s[1];
    const text = chars.slice(from, to).join("");
    const piece = within(spans.s) || within(spans.o) ? el("b", {}, text) : document.createTextNode(text);
    if (within(spans.q)) {
      if (!mark) { mark = el("mark"); quote.append(mark); }
      mark.append(piece);
    } else { mark = null; quote.append(piece); }
  }
  return quote;
}

/** Return the link to an article, or nothing where its address is not a plain web address. */
function sourceLink(article) {
  if (!/^https?:\/\//i.test(article.url)) return null;
  return el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "source");
}

/** Return what a name in the sentence was read as, where it differs. */
function readAs(claim) {
  const notes = [];
  const chars = Array.from(DATA.sentences[claim.sent]);
  for (const [span, actor] of [[claim.sm, claim.s], [claim.om, claim.o]]) {
    const mention = chars.slice(...span).join(""), label = DATA.actors[actor].label;
    const bare = (text) => text.toLowerCase().replace(/^the /, "");
    if (mention && bare(mention) !== bare(label)) notes.push([`\u201c${mention}\u201d`, " read as ", label]);
  }
  if (!notes.length) return null;
  return el("p", {}, notes.flatMap(([m, t, l], k) => [k ? "; " : "", name(m), t, name(l)]));
}

/** Return the card of one claim. */
function card(index) {
  const claim = DATA.claims[index], relation = DATA.relations[claim.rel], article = DATA.articles[claim.art];
  const standing = standingOf(claim);
  const flags = [];
  if (claim.neg) flags.push("denied: the sentence says this is not so");
  if (claim.mod) flags.push(MODALITY[claim.mod] || claim.mod);
  if (claim.doubt) flags.push("no date: " + claim.doubt);
  if (claim.review) flags.push("review: " + claim.review);
  const source = sourceLink(article);
  const side = state.view === "compare" && state.vs ? ["", "A", "B", "A and B"][shown.sides[index]] : "";
  return el("article", { class: `card is-${signOf(relation.sign).key}${standing ? " is-other" : ""}`, "data-claim": claim.id },
    side ? el("p", { class: "flag" }, `in ${side}`) : null,
    quoted(claim),
    el("p", { class: "says" }, name(DATA.actors[claim.s].label), " ", claim.neg ? "not: " : "", el("i", {}, relation.label), " ", name(DATA.actors[claim.o].label)),
    flags.length ? el("p", { class: "flag" }, flags.join(" \u00b7 ")) : null,
    el("p", { class: "speaker" }, claim.according ? ["according to ", name(claim.according)] : claim.hearsay ? ["put down to others: \u201c", name(claim.hearsay), "\u201d"] : "in the outlet\u2019s own words"),
    el("p", { class: "meta" }, name(article.outlet), article.date ? `, ${article.date}` : ", undated",
      claim.when && claim.when !== article.date ? ` \u00b7 about ${claim.when}` : "", ` \u00b7 confidence ${claim.conf.toFixed(2)}`,
      source ? [" \u00b7 ", source] : ""),
    article.title ? el("p", { class: "headline", dir: "auto" }, `\u201c${article.title}\u201d`) : null,
    readAs(claim));
}

/** Return cards, the first ones at once and the rest on demand. */
function cards(indexes) {
  const list = el("div", { class: "cards" });
  let done = 0;
  const more = el("button", { type: "button", on: { click: () => add() } });
  const add = () => {
    for (const k of indexes.slice(done, done + PAGE)) more.before(card(k));
    done = Math.min(done + PAGE, indexes.length);
    more.textContent = `Show ${Math.min(PAGE, indexes.length - done)} more of ${indexes.length}`;
    more.hidden = done >= indexes.length;
  };
  list.append(more);
  add();
  return list;
}

const pill = (line) => el("span", { class: `pill ${signOf(DATA.lines[line].sign).key}${DATA.lines[line].standing ? " faint" : ""}` }, markOf(line, shown.counts[line]));
const titleOf = (line) => [name(endsOf(line)[0]), ` ${arrowOf(line)} `, name(endsOf(line)[1])];

/** Return a button that opens a line. */
function lineButton(line) {
  return el("button", { type: "button", "data-line": DATA.lines[line].id, "aria-label": sentenceOf(line), on: { click: () => choose({ actor: null, line }) } },
    pill(line), el("span", {}, titleOf(line), " ", el("span", { class: "what" }, relationsOf(line))));
}

function lineView(line) {
  const n = DATA.lines[line];
  const siblings = DATA.lines.map((_, k) => k).filter((k) => k !== line && shown.lines[k] && [n.a, n.b].every((x) => [DATA.lines[k].a, DATA.lines[k].b].includes(x)));
  const indexes = claimsOf(line);
  const outlets = new Set(indexes.map((k) => DATA.articles[DATA.claims[k].art].outlet));
  return [
    el("h2", {}, titleOf(line)),
    el("p", { class: "sub" }, pill(line), ` ${plural(indexes.length, "claim")} of ${kindOf(line)}, ${plural(outlets.size, "outlet")}`),
    el("div", { class: "acts" }, allOf([n.a, n.b]), el("button", { type: "button", id: "both", on: { click: () => choose({ pair: [n.a, n.b] }) } }, "Timeline of the two")),
    siblings.length ? [el("h3", {}, "Also between these two"), el("div", { class: "ties" }, siblings.map(lineButton))] : null,
    el("h3", {}, "What was written"),
    indexes.length ? cards(indexes) : el("p", { class: "sub" }, "The filters hide all claims of this line."),
  ];
}

const allOf = (actors) => actors.map((k) => el("button", { type: "button", on: { click: () => choose({ actor: k, line: null }) } }, "All of ", name(DATA.actors[k].label)));

/** Return a line that folds its sentences away. */
function lineDetails(k, open) {
  return el("details", { class: "line", open },
    el("summary", {}, pill(k), el("span", {}, titleOf(k), " ", el("span", { class: "what" }, relationsOf(k)))), cards(claimsOf(k)));
}

/** Return what lies between two actors: the timeline, or the chain that joins them, with all sentences. */
function pairView(pair) {
  const lines = between(pair), total = lines.reduce((sum, k) => sum + shown.counts[k], 0);
  const dot = state.dot ? dotsOf(pair).dots.find((d) => d.key === state.dot) : undefined;
  const parts = [
    el("h2", {}, name(DATA.actors[pair[0]].label), " \u2013 ", name(DATA.actors[pair[1]].label)),
    el("p", { class: "sub" }, lines.length ? `${plural(total, "claim")} in ${plural(lines.length, "line")} between the two` : "No line joins these two directly with these filters."),
    el("div", { class: "acts" }, el("button", { type: "button", id: "way", "aria-pressed": String(state.path), on: { click: () => choose({ pair, path: !state.path }) } }, "Chain between them"), allOf(pair)),
  ];
  if (state.path) return [...parts, el("h3", {}, "Shortest chain of reported relations"), ...wayView()];
  if (state.view !== "time" && lines.length) parts.push(el("h3", {}, "When it was reported"), timeline(pair, ($("evidence").clientWidth || 348) - 36));
  if (dot) return [...parts, el("h3", {}, dotTold(dot, pair)), cards(dot.claims)];
  return [...parts, lines.length ? el("h3", {}, "What was written") : null, lines.map((k) => lineDetails(k, lines.length === 1))];
}

function wayView() {
  if (!shown.way.length) return [el("p", { class: "sub" }, "Nothing joins them with these filters.")];
  return [
    el("p", { class: "sub" }, shown.way.flatMap((k, i) => [i ? " \u2013 " : "", name(DATA.actors[k].label)])),
    el("p", { class: "sub" }, "A chain of reports is no chain of causes: each link stands for itself."),
    ...shown.way.slice(1).flatMap((k, i) => between([shown.way[i], k]).map((line) => lineDetails(line, false))),
  ];
}

function actorView(actor) {
  const a = DATA.actors[actor];
  const lines = linesShown().filter((k) => [DATA.lines[k].a, DATA.lines[k].b].includes(actor));
  const total = lines.reduce((sum, k) => sum + shown.counts[k], 0);
  return [
    el("h2", {}, name(a.label)),
    el("p", { class: "sub" }, `${a.type}${a.minted ? ", not in the list of known actors" : ""} \u00b7 ${plural(total, "claim")} in ${plural(lines.length, "line")}`),
    a.names ? el("p", { class: "sub" }, "also: ", a.names.flatMap((t, k) => [k ? ", " : "", name(t)])) : null,
    el("div", { class: "acts" }, el("button", { type: "button", id: "ego", "aria-pressed": String(state.ego), on: { click: () => choose({ actor, line: null }, !state.ego) } }, "Only its neighbours"),
      actorSelect("with", "With", null, DATA.actors.map((_, k) => k).filter((k) => k !== actor), (other) => choose({ pair: [actor, other] }))),
    el("h3", {}, "What was written"),
    lines.length ? lines.map((k) => lineDetails(k, lines.length === 1)) : el("p", { class: "sub" }, "The filters hide all its claims."),
  ];
}

function overview() {
  const lines = linesShown();
  return [
    el("h2", {}, "Evidence"),
    el("p", { class: "sub" }, "Choose a line or an actor to read the sentences behind it."),
    lines.length ? [el("h3", {}, "Most reported"), el("div", { class: "ties" }, lines.slice(0, 12).map(lineButton))] : el("p", { class: "sub" }, "The filters hide everything."),
  ];
}

/** Show the evidence of what is chosen. */
function showPanel() {
  const panel = $("evidence");
  const open = state.line !== null || state.actor !== null || state.pair !== null;
  panel.classList.toggle("open", open && !(narrow() && state.view === "time" && !state.dot));
  document.documentElement.classList.toggle("opened", open);
  const back = open ? el("button", { type: "button", class: "back", id: "close", "aria-label": "Close the evidence", on: { click: () => choose({ actor: null, line: null }) } }, "\u00d7") : null;
  const view = state.line !== null ? lineView(state.line) : state.pair ? pairView(state.pair) : state.actor !== null ? actorView(state.actor) : overview();
  panel.replaceChildren(...[back, ...view].flat().filter((x) => x !== null));
  panel.scrollTop = 0;
}
