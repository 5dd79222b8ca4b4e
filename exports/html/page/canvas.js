// Drawing on the canvas that vis-network holds: it moves the camera, the paths come from the page's data.

const FONT = '"Noto Sans", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif';
const LINE_HEIGHT = 15.5;
const PATHS = DATA.lines.map((n) => ({ body: new Path2D(n.d), heads: n.heads.map((h) => new Path2D(h)) }));
const OUTLINES = DATA.actors.map((a) => a.path.map((p) => new Path2D(p)));
const pick = document.createElement("canvas").getContext("2d");
let hovered = { actor: null, line: null };
let ink = {};

/** Read the colours from the style sheet, so that page and drawing agree. */
function readInk() {
  const style = getComputedStyle(document.documentElement);
  const get = (key) => style.getPropertyValue("--" + key).trim();
  ink = Object.fromEntries(["paper", "ink", "soft", "node", "node-rule", "accent", "plus", "minus", "zero", "plus-text", "minus-text", "zero-text"].map((k) => [k, get(k)]));
}

const widthOf = (count) => Math.min(1.1 + 0.8 * Math.sqrt(count), 6.5);
const dashOf = (line, width) => (DATA.lines[line].standing ? [0.1, width + 3.2] : wordsOnly(line) ? [width * 1.4 + 4, width + 3.5] : []);

/** Return how strongly a line stands out: 2 chosen, 1 plain, 0 in the background. */
function weightOf(line) {
  const n = DATA.lines[line];
  if (state.line !== null) return state.line === line ? 2 : 0;
  if (state.pair !== null) return onWay(line) ? 2 : 0;
  if (state.actor !== null) return n.a === state.actor || n.b === state.actor ? 2 : 0;
  return 1;
}

/** Return how strongly an actor stands out, likewise. */
function presenceOf(actor) {
  if (shown.actors[actor] < 2) return 0;
  if (state.line !== null) return [DATA.lines[state.line].a, DATA.lines[state.line].b].includes(actor) ? 2 : 0;
  if (state.pair !== null) return [...state.pair, ...shown.way].includes(actor) ? 2 : 0;
  if (state.actor === null) return 1;
  if (actor === state.actor) return 2;
  return DATA.lines.some((n, k) => shown.lines[k] && weightOf(k) === 2 && (n.a === actor || n.b === actor)) ? 1 : 0;
}

/** Draw one line's curve and arrow heads. */
function drawLine(ctx, line) {
  const n = DATA.lines[line], key = signOf(n.sign).key, weight = weightOf(line);
  const width = widthOf(shown.counts[line]);
  ctx.save();
  ctx.globalAlpha = weight ? (n.standing ? 0.75 : 1) : 0.13;
  ctx.lineCap = n.standing ? "round" : "butt";
  ctx.lineJoin = "round";
  if (hovered.line === line) { ctx.strokeStyle = ink.accent; ctx.lineWidth = width + 7; ctx.globalAlpha = 0.22; ctx.stroke(PATHS[line].body); ctx.globalAlpha = 1; }
  ctx.strokeStyle = ctx.fillStyle = ink[key];
  ctx.lineWidth = n.standing ? Math.max(width * 0.8, 2.2) : width;
  ctx.setLineDash(dashOf(line, width));
  ctx.stroke(PATHS[line].body);
  ctx.setLineDash([]);
  for (const head of PATHS[line].heads) {
    if (n.sign > 0 && !n.standing) ctx.fill(head);
    else if (n.sign >= 0) { ctx.save(); ctx.fillStyle = ink.paper; ctx.fill(head); ctx.restore(); ctx.lineWidth = 1.4; ctx.stroke(head); }
    else { ctx.lineWidth = Math.max(width * 0.8, 1.6); ctx.stroke(head); }
  }
  ctx.restore();
}

/** Draw a line's mark and count on a patch of paper. */
function drawMark(ctx, line) {
  const n = DATA.lines[line], text = markOf(line, shown.counts[line]);
  ctx.save();
  ctx.font = `700 12px ${FONT}`;
  const half = ctx.measureText(text).width / 2 + 2.5;
  ctx.fillStyle = ink.paper;
  ctx.beginPath();
  ctx.roundRect(n.at[0] - half, n.at[1] - 7.5, half * 2, 15, 5);
  ctx.globalAlpha = weightOf(line) ? 1 : 0.5;
  ctx.fill();
  ctx.globalAlpha = weightOf(line) ? 1 : 0.25;
  ctx.fillStyle = ink[signOf(n.sign).key + "-text"];
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, n.at[0], n.at[1] + 0.8);
  ctx.restore();
}

/** Draw all lines, faint ones first, then their counts. */
function drawLines(ctx) {
  const order = DATA.lines.map((_, k) => k).filter((k) => shown.lines[k]);
  order.sort((x, y) => weightOf(x) - weightOf(y) || DATA.lines[y].standing - DATA.lines[x].standing || y - x);
  for (const k of order) drawLine(ctx, k);
  for (const k of order) if (weightOf(k) || state.line === null) drawMark(ctx, k);
}

/** Draw one actor: outline by type, label inside. */
function drawActor(ctx, actor) {
  if (!shown.actors[actor]) return;
  const a = DATA.actors[actor], presence = presenceOf(actor);
  const chosen = actor === state.actor || (state.pair !== null && state.pair.includes(actor));
  ctx.save();
  ctx.translate(a.x, a.y);
  ctx.fillStyle = ink.paper;
  ctx.fill(OUTLINES[actor][0]);
  ctx.globalAlpha = presence ? 1 : 0.32;
  ctx.fillStyle = ink.node;
  ctx.fill(OUTLINES[actor][0]);
  ctx.strokeStyle = chosen || hovered.actor === actor ? ink.accent : ink["node-rule"];
  ctx.lineWidth = chosen ? 3 : hovered.actor === actor ? 2.2 : 1.3;
  if (a.form === "round") ctx.setLineDash([4, 3]);
  ctx.stroke(OUTLINES[actor][0]);
  ctx.lineWidth = 1;
  for (const inner of OUTLINES[actor].slice(1)) ctx.stroke(inner);
  ctx.fillStyle = ink.ink;
  ctx.font = `600 13px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  a.text.forEach((t, k) => ctx.fillText(t, 0, (k - (a.text.length - 1) / 2) * LINE_HEIGHT + 0.6, a.w * 2 - 8));
  ctx.restore();
}

/** Return how far a place is from a line's curve. */
function distanceTo(line, x, y) {
  const path = DATA.lines[line].points;
  let least = Infinity;
  for (let k = 1; k < path.length; k++) {
    const [ax, ay] = path[k - 1], [bx, by] = path[k], [dx, dy] = [bx - ax, by - ay];
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return least;
}

/** Return the actor or line at a place of the drawing, the nearest line first. */
function at(x, y) {
  for (let k = DATA.actors.length - 1; k >= 0; k--) {
    const a = DATA.actors[k];
    if (shown.actors[k] && pick.isPointInPath(OUTLINES[k][0], x - a.x, y - a.y)) return { actor: k, line: null };
  }
  for (const k of linesShown()) {
    const [lx, ly] = DATA.lines[k].at;
    if (Math.abs(x - lx) < 12 && Math.abs(y - ly) < 9) return { actor: null, line: k };
  }
  let best = null, least = 8;
  for (const k of linesShown()) {
    const [l, t, r, d] = DATA.lines[k].box;
    if (x < l - least || x > r + least || y < t - least || y > d + least) continue;
    const away = distanceTo(k, x, y);
    if (away < least) [best, least] = [k, away];
  }
  return { actor: null, line: best };
}
