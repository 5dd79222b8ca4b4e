// Files to take along: PNG and SVG of the drawing, CSV of the claims shown.

const MARGIN = 28;
const CAUTION = "Lines show what sources reported, not established fact.";
const HEADING = document.title;
const CREDIT = document.querySelector(".credit") ? document.querySelector(".credit").textContent : "";

const safe = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, " ");

/** Return one line as SVG: its curve with heads, and its mark; ``side`` 1 or 2 draws that side of a comparison. */
function svgLine(line, side) {
  const n = DATA.lines[line], key = signOf(n.sign).key, count = side ? countOn(line, side) : shown.counts[line];
  const alone = side && !countOn(line, 3 - side), width = widthOf(count), weight = weightOf(line);
  const text = (alone ? "AB"[side - 1] + " " : "") + markOf(line, count);
  const colour = ink[key], pattern = side && !n.standing ? (alone ? [width * 1.4 + 4, width + 3.5] : []) : dashOf(line, width);
  const dash = pattern.map((x) => x.toFixed(1)).join(" ");
  const heads = n.heads.map((h) => n.sign > 0 && !n.standing
    ? `<path d="${h}" fill="${colour}"/>`
    : n.sign >= 0 ? `<path d="${h}" fill="${ink.paper}" stroke="${colour}" stroke-width="1.4"/>`
      : `<path d="${h}" fill="none" stroke="${colour}" stroke-width="${Math.max(width * 0.8, 1.6).toFixed(1)}"/>`).join("");
  const half = 4 + 3.6 * text.length, veil = weight ? (n.standing ? 0.75 : 1) : 0.13;
  const body = `<path d="${n.d}" fill="none" stroke="${colour}" stroke-width="${(n.standing ? Math.max(width * 0.8, 2.2) : width).toFixed(1)}"${dash ? ` stroke-dasharray="${dash}"` : ""}${n.standing ? ' stroke-linecap="round"' : ""}/>`;
  const touch = side ? `<path d="${n.d}" fill="none" stroke="#000" stroke-opacity="0" stroke-width="14"/>` : "";
  const which = side ? ` data-k="${line}"` : "";
  return {
    line: `<g${veil < 1 ? ` opacity="${veil}"` : ""}${which}><title>${safe(sentenceOf(line))}</title>${body}${heads}${touch}</g>`,
    mark: weight || state.line === null ? `<g${which}${weight ? "" : ' opacity="0.3"'}><rect x="${(n.at[0] - half).toFixed(1)}" y="${n.at[1] - 7.5}" width="${(half * 2).toFixed(1)}" height="15" rx="5" fill="${ink.paper}"/>${svgWords(n.at[0], n.at[1] + 4.4, text, 12, key + "-text", 700, "middle")}</g>` : "",
  };
}

const svgWords = (x, y, text, size, key, weight = 400, anchor = "start") =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${ink[key]}">${safe(text)}</text>`;

function svgActor(k, present) {
  const a = DATA.actors[k], rule = present && presenceOf(k) ? 1 : 0.3;
  const paths = a.path.map((d, i) => `<path d="${d}" fill="${i ? "none" : ink.node}" stroke="${ink["node-rule"]}" stroke-width="${i ? 1 : 1.3}"${a.form === "round" ? ' stroke-dasharray="4 3"' : ""}/>`).join("");
  const texts = a.text.map((t, i) => svgWords(0, ((i - (a.text.length - 1) / 2) * LINE_HEIGHT + 4.6).toFixed(1), t, 13, "ink", 600, "middle")).join("");
  return `<g transform="translate(${a.x} ${a.y})"${rule < 1 ? ` opacity="${rule}"` : ""}><title>${safe(`${a.label}, ${a.type}`)}</title>${paths}${texts}</g>`;
}

/** Return the drawing alone: the same paths as on the canvas; ``side`` 1 or 2 draws that side of a comparison. */
function svgDrawing(side) {
  const lines = linesShown().filter((k) => !side || countOn(k, side)).reverse();
  const drawn = lines.map((k) => svgLine(k, side));
  const present = new Set(lines.flatMap((k) => [DATA.lines[k].a, DATA.lines[k].b]));
  const actors = DATA.actors.map((_, k) => k).filter((k) => shown.actors[k] === 2);
  return drawn.map((d) => d.line).join("") + drawn.map((d) => d.mark).join("") + actors.map((k) => svgActor(k, !side || present.has(k))).join("");
}

/** Return the entries of the legend: a small drawing, its text, the key of its colour. */
function legendItems(compare) {
  const lines = linesShown().map((k) => DATA.lines[k]), zero = ink.zero;
  const stroke = (key, dash, width = 2.4, more = "") => `<path d="M0 0H36" stroke="${ink[key]}" stroke-width="${width}" stroke-dasharray="${dash}"${more}/>`;
  const heads = {
    plus: `<path d="M0 0H24" stroke="${ink.plus}" stroke-width="2.4"/><path d="M36 0L24 -4.5L26.4 0L24 4.5Z" fill="${ink.plus}"/>`,
    minus: `<path d="M0 0H35" stroke="${ink.minus}" stroke-width="2.4"/><path d="M26 -5L35 0L26 5" fill="none" stroke="${ink.minus}" stroke-width="2"/>`,
    zero: `<path d="M0 0H24" stroke="${zero}" stroke-width="2.4"/><path d="M36 0L24 -4.5L26.4 0L24 4.5Z" fill="${ink.paper}" stroke="${zero}"/>`,
  };
  const texts = { plus: "+ cooperation, filled arrow", minus: "\u2212 conflict, open arrow", zero: "\u2022 neither, hollow arrow" };
  const items = usedSigns.filter((s) => lines.some((n) => n.sign === s.value)).map((s) => [heads[s.key], texts[s.key], s.key + "-text"]);
  if (compare) items.push([stroke("zero", "6.5 5"), "dashed, A or B: reported only there", "ink"], [stroke("zero", "none"), "solid: reported in both", "ink"]);
  else items.push([stroke("zero", "6.5 5"), "dashed: words only", "ink"]);
  if (lines.some((n) => n.standing)) items.push([stroke("zero", "0.1 5", 2.4, ' stroke-linecap="round"'), "dotted: ? merely possible, \u00d7 denied", "ink"]);
  items.push([stroke("zero", "none", 5), "number, thicker: more claims", "ink"]);
  for (const type of TYPES) {
    const a = DATA.actors.find((x, k) => x.type === type && shown.actors[k] === 2);
    if (!a) continue;
    const scale = `${(16 / a.w).toFixed(3)} ${(8 / a.h).toFixed(3)}`;
    items.push([`<g transform="translate(18 0) scale(${scale})">${a.path.map((d, i) => `<path d="${d}" fill="${i ? "none" : ink.node}" stroke="${ink["node-rule"]}" stroke-width="1.3" vector-effect="non-scaling-stroke"/>`).join("")}</g>`, type, "ink"]);
  }
  return items;
}

/** Return the legend in rows, and its height. */
function svgLegend(width, compare) {
  pick.font = `600 12px ${FONT}`;
  let x = 0, y = 0, out = "";
  for (const [drawing, text, key] of legendItems(compare)) {
    const step = 44 + Math.ceil(pick.measureText(text).width) + 20;
    if (x && x + step > width) { x = 0; y += 21; }
    out += `<g transform="translate(${x} ${y})">${drawing}${svgWords(44, 4.3, text, 12, key, 600)}</g>`;
    x += step;
  }
  return [out, y + 21];
}

/** Return the drawing as an SVG element that shows only the part of the map with what is chosen, or shown. */
function cropped(side) {
  const [l, t, r, d] = bounds(true), room = 26;
  const box = `${l - room} ${t - room} ${r - l + 2 * room} ${d - t + 2 * room}`;
  return svgElement(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" font-family="${safe(FONT)}">${svgDrawing(side)}</svg>`);
}

/** Return what is shown as an SVG document, with title, sources, legend, counts and credit; text stays text. */
function svgText() {
  const compare = Boolean(state.view === "compare" && state.vs), sides = compare ? [1, 2] : [0];
  const [l, t, r, d] = bounds(), inner = Math.max(r - l, 620), left = (l + r - inner) / 2;
  const width = inner * sides.length + 24 * (sides.length - 1) + 2 * MARGIN, top = t - MARGIN - (compare ? 88 : 62);
  const [legend, height] = svgLegend(width - 2 * MARGIN, compare);
  const foot = d + MARGIN + 14, bottom = foot + height + 34, x = left - MARGIN;
  const size = `width="${width}" height="${bottom - top}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${top} ${width} ${bottom - top}" ${size} font-family="${safe(FONT)}">` +
    `<title>${safe(HEADING)}</title><rect x="${x}" y="${top}" ${size} fill="${ink.paper}"/>` +
    svgWords(left, top + 32, HEADING, 19, "ink", 700) + svgWords(left, top + 52, DATA.sources, 12, "soft") +
    sides.map((side, k) => (compare ? svgWords(left + k * (inner + 24), t - MARGIN + 4, `${"AB"[k]}: ${sideName(state["ab"[k]])}`, 15, "ink", 700) : "") +
      `<g transform="translate(${k * (inner + 24)} 0)">${svgDrawing(side)}</g>`).join("") +
    `<g transform="translate(${left} ${foot})">${legend}</g>` + svgWords(left, bottom - 28, CAUTION, 11.5, "ink", 600) +
    svgWords(left, bottom - 12, [$("status").textContent + ".", CREDIT].filter(Boolean).join(" "), 11, "soft") + "</svg>";
}

/** Return the same SVG as a canvas, two pixels to a world unit. */
async function pngCanvas() {
  const text = svgText(), image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  await image.decode();
  const canvas = el("canvas", { width: Math.round(image.width * 2), height: Math.round(image.height * 2) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Return a cell of a CSV file; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value) {
  const text = String(value === undefined || value === null ? "" : value);
  const tame = /^\s*[=+\-@\t\r]/.test(text) && typeof value !== "number" ? "'" + text : text;
  return /[",\n\r]/.test(tame) ? `"${tame.replace(/"/g, '""')}"` : tame;
}

/** Return the claims shown as CSV, with the byte order mark that spreadsheets want. */
function csvText() {
  const head = ["source", "relation", "target", "sign", "polarity", "modality", "according_to", "confidence", "date", "outlet", "title", "source_url", "sentence", "claim"];
  const rows = linesShown().flatMap((line) => claimsOf(line)).map((k) => {
    const c = DATA.claims[k], a = DATA.articles[c.art], r = DATA.relations[c.rel];
    return [DATA.actors[c.s].label, r.id, DATA.actors[c.o].label, r.sign, c.neg ? "negated" : "affirmed", c.mod || "actual", c.according, c.conf, a.date, a.outlet, a.title, a.url, DATA.sentences[c.sent], c.id];
  });
  return "\ufeff" + [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function save(blob, file) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 5000);
}

const fileName = (ending) => (plain(HEADING).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "map") + "." + ending;

const svgElement = (text) => document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);

const drawn = () => state.view === "map" || (state.view === "compare" && state.vs);

/** Put the drawing in as SVG for the printer, in light colours: a canvas would be stretched and unsharp. */
function beforePrint() {
  if (document.documentElement.dataset.theme === "dark") document.documentElement.dataset.theme = "light";
  readInk();
  $("print").replaceChildren(...(state.slide !== null ? printedSlides() : drawn() ? [svgElement(svgText())] : []));
  document.documentElement.classList.toggle("drawn", $("print").childElementCount > 0);
}

function afterPrint() {
  $("print").replaceChildren();
  document.documentElement.classList.remove("drawn");
  showTheme();
}

/** Copy a text; the button says for a moment whether that went well. */
async function copy(button, text, otherwise) {
  const label = button.textContent;
  let told = "Copied";
  try { await navigator.clipboard.writeText(text); } catch { told = otherwise; }
  button.textContent = told;
  setTimeout(() => { button.textContent = label; }, 2500);
}

function wireFiles() {
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  $("svg").addEventListener("click", () => save(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg")));
  $("csv").addEventListener("click", () => save(new Blob([csvText()], { type: "text/csv" }), fileName("csv")));
  $("png").addEventListener("click", async () => (await pngCanvas()).toBlob((blob) => save(blob, fileName("png")), "image/png"));
  $("copy").addEventListener("click", () => { keepHash(); copy($("copy"), location.href, "See address bar"); });
  $("slide").addEventListener("click", () => copy($("slide"), `## A heading\n\n- link: #${parameters()}\n\nWhat to see here.\n`, "Not allowed"));
}
