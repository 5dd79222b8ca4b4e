// The vis-network instance: camera, zoom and pointer.

const box = $("mynetwork");
const nodes = new vis.DataSet(read("nodes").map(([x, y], id) => ({
  id, x, y, shape: "custom", label: DATA.actors[id].label,
  ctxRenderer: ({ ctx, id }) => ({
    drawNode: () => drawActor(ctx, id),
    nodeDimensions: { width: DATA.actors[id].w * 2, height: DATA.actors[id].h * 2 },
  }),
})));
const network = new vis.Network(box, { nodes, edges: new vis.DataSet(read("edges").map(([from, to], id) => ({ id, from, to }))) }, read("options"));
let untouched = true;

/** Return left, top, right and bottom of what is drawn, or only of what is chosen. */
function bounds(chosen) {
  const b = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (l, t, r, d) => { b[0] = Math.min(b[0], l); b[1] = Math.min(b[1], t); b[2] = Math.max(b[2], r); b[3] = Math.max(b[3], d); };
  DATA.actors.forEach((a, k) => shown.actors[k] && (!chosen || presenceOf(k)) && add(a.x - a.w, a.y - a.h, a.x + a.w, a.y + a.h));
  DATA.lines.forEach((n, k) => {
    const counts = chosen ? shown.lines[k] && weightOf(k) : state.ego ? shown.lines[k] : n.standing === REPORTED || state.other;
    if (counts) add(...n.box);
  });
  return b[0] === Infinity ? [-100, -100, 100, 100] : b;
}

const EDGE = 18, ZOOM_BUTTONS = 58;

/** Show the whole of what is drawn; on a narrow screen what is chosen, above the sheet of evidence. */
function fit() {
  const small = narrow(), opened = state.actor !== null || state.line !== null || state.pair !== null;
  const chosen = state.slide !== null || (opened && small);
  const [l, t, r, d] = bounds(chosen);
  const over = chosen && small && state.slide === null;
  const sheet = over ? Math.max(box.getBoundingClientRect().bottom - $("evidence").getBoundingClientRect().top, 0) : 0;
  const covered = over ? sheet : small ? 34 : 0;
  const w = box.clientWidth, h = Math.max(box.clientHeight - covered, 120);
  if (!box.clientWidth || !box.clientHeight) return;
  const right = small ? EDGE : ZOOM_BUTTONS;
  const scale = Math.min((w - EDGE - right) / (r - l), (h - 2 * EDGE) / (d - t), state.slide !== null ? 1.2 : state.ego || chosen ? 1.6 : 1.4);
  const shift = { x: (right - EDGE) / 2 / scale, y: (box.clientHeight - h) / 2 / scale };
  network.moveTo({ position: { x: (l + r) / 2 + shift.x, y: (t + d) / 2 + shift.y }, scale, animation: false });
  untouched = true;
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.15), 5), animation: false });
  untouched = false;
}

network.on("beforeDrawing", drawLines);
network.on("click", (event) => {
  const hit = at(event.pointer.canvas.x, event.pointer.canvas.y);
  choose(hit);
});
network.on("doubleClick", (event) => {
  const hit = at(event.pointer.canvas.x, event.pointer.canvas.y);
  if (hit.actor !== null) choose(hit, !state.ego);
});
network.on("zoom", () => { untouched = false; });
network.on("dragEnd", () => { untouched = false; });
new ResizeObserver(() => { if (untouched) requestAnimationFrame(fit); }).observe(box);

box.addEventListener("mousemove", (event) => {
  const frame = box.getBoundingClientRect();
  const spot = network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top });
  hover(at(spot.x, spot.y), event.clientX - frame.left, event.clientY - frame.top);
});
box.addEventListener("mouseleave", () => hover({ actor: null, line: null }, 0, 0));

/** Mark what the pointer is on, and say what it is. */
function hover(hit, x, y) {
  const hint = $("hint");
  if (hit.actor !== hovered.actor || hit.line !== hovered.line) {
    hovered = hit;
    box.style.cursor = hit.actor === null && hit.line === null ? "" : "pointer";
    hint.textContent = hit.line !== null ? sentenceOf(hit.line) : hit.actor !== null ? `${DATA.actors[hit.actor].label}, ${DATA.actors[hit.actor].type}` : "";
    hint.hidden = !hint.textContent;
    network.redraw();
  }
  if (!hint.hidden) {
    hint.style.left = Math.max(4, Math.min(x + 14, box.clientWidth - hint.offsetWidth - 8)) + "px";
    hint.style.top = (y + hint.offsetHeight + 26 > box.clientHeight ? y - hint.offsetHeight - 10 : y + 18) + "px";
  }
}
