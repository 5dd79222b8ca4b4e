// Files to take along: PNG and SVG of the drawing, CSV of the claims shown.

const MARGIN = 28;
const CAUTION = "Lines show what sources reported, not established fact.";
const HEADING = document.title;
const CREDIT = document.querySelector(".credit") ? document.querySelector(".credit").textContent : "";

const safe = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, " ");

function legendTexts() {
  const texts = { plus: "+ cooperation, filled arrow", minus: "\u2212 conflict, open arrow", zero: "\u2022 neither, hollow arrow" };
  const used = usedSigns.filter((s) => DATA.lines.some((n, k) => shown.lines[k] && n.sign === s.value));
  return used.map((s) => [s.key, texts[s.key]]);
}

/** Return the frame of a picture of what is shown: left, top, width, height in world units. */
function frame() {
  const [l, t, r, d] = bounds();
  const width = Math.max(r - l, 560) + 2 * MARGIN;
  return { left: (l + r) / 2 - width / 2, top: t - MARGIN - 44, width, height: d - t + 2 * MARGIN + 44 + 52 };
}

function svgLine(line) {
  const n = DATA.lines[line], key = signOf(n.sign).key, width = widthOf(shown.counts[line]), text = markOf(line, shown.counts[line]);
  const colour = ink[key], dash = dashOf(line, width).map((x) => x.toFixed(1)).join(" ");
  const heads = n.heads.map((h) => n.sign > 0 && !n.standing
    ? `<path d="${h}" fill="${colour}"/>`
    : n.sign >= 0 ? `<path d="${h}" fill="${ink.paper}" stroke="${colour}" stroke-width="1.4"/>`
      : `<path d="${h}" fill="none" stroke="${colour}" stroke-width="${Math.max(width * 0.8, 1.6).toFixed(1)}"/>`).join("");
  const half = 4 + 3.6 * text.length;
  const body = `<path d="${n.d}" fill="none" stroke="${colour}" stroke-width="${(n.standing ? Math.max(width * 0.8, 2.2) : width).toFixed(1)}"${dash ? ` stroke-dasharray="${dash}"` : ""}${n.standing ? ' stroke-linecap="round"' : ""}/>`;
  return {
    line: `<g${n.standing ? ' opacity="0.75"' : ""}><title>${safe(sentenceOf(line))}</title>${body}${heads}</g>`,
    mark: `<rect x="${n.at[0] - half}" y="${n.at[1] - 7.5}" width="${half * 2}" height="15" rx="5" fill="${ink.paper}"/><text x="${n.at[0]}" y="${n.at[1] + 4.4}" font-size="12" font-weight="700" text-anchor="middle" fill="${ink[key + "-text"]}">${safe(text)}</text>`,
  };
}

function svgActor(k) {
  const a = DATA.actors[k];
  const paths = a.path.map((d, i) => `<path d="${d}" fill="${i ? "none" : ink.node}" stroke="${ink["node-rule"]}" stroke-width="${i ? 1 : 1.3}"${a.form === "round" ? ' stroke-dasharray="4 3"' : ""}/>`).join("");
  const texts = a.text.map((t, i) => `<text y="${((i - (a.text.length - 1) / 2) * LINE_HEIGHT + 4.6).toFixed(1)}" font-size="13" font-weight="600" text-anchor="middle" fill="${ink.ink}">${safe(t)}</text>`).join("");
  return `<g transform="translate(${a.x} ${a.y})"><title>${safe(`${a.label}, ${a.type}`)}</title>${paths}${texts}</g>`;
}

/** Return the drawing as an SVG document: the same paths as on the canvas, text as text. */
function svgText() {
  const f = frame();
  const drawn = linesShown().reverse().map(svgLine);
  const actors = DATA.actors.map((_, k) => k).filter((k) => shown.actors[k] === 2);
  const bottom = f.top + f.height;
  const legend = legendTexts().map(([key, text], k) => `<text x="${f.left + MARGIN + k * 185}" y="${bottom - 32}" font-size="12" font-weight="600" fill="${ink[key + "-text"]}">${safe(text)}</text>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${f.left} ${f.top} ${f.width} ${f.height}" width="${f.width}" height="${f.height}" font-family="${safe(FONT)}">` +
    `<title>${safe(HEADING)}</title><rect x="${f.left}" y="${f.top}" width="${f.width}" height="${f.height}" fill="${ink.paper}"/>` +
    `<text x="${f.left + MARGIN}" y="${f.top + 32}" font-size="19" font-weight="700" fill="${ink.ink}">${safe(HEADING)}</text>` +
    drawn.map((d) => d.line).join("") + drawn.map((d) => d.mark).join("") + actors.map(svgActor).join("") + legend +
    `<text x="${f.left + MARGIN}" y="${bottom - 13}" font-size="11" fill="${ink.soft}">${safe([CAUTION, CREDIT].filter(Boolean).join(" "))}</text></svg>`;
}

/** Return a canvas with the drawing, title and legend, two pixels to a world unit. */
function pngCanvas() {
  const f = frame(), scale = 2, canvas = el("canvas", { width: Math.round(f.width * scale), height: Math.round(f.height * scale) });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(scale, 0, 0, scale, -f.left * scale, -f.top * scale);
  ctx.fillStyle = ink.paper;
  ctx.fillRect(f.left, f.top, f.width, f.height);
  drawLines(ctx);
  DATA.actors.forEach((_, k) => shown.actors[k] === 2 && drawActor(ctx, k));
  const write = (text, x, y, font, colour) => { ctx.font = `${font} ${FONT}`; ctx.fillStyle = colour; ctx.textAlign = "left"; ctx.textBaseline = "alphabetic"; ctx.fillText(text, x, y); };
  const bottom = f.top + f.height;
  write(HEADING, f.left + MARGIN, f.top + 32, "700 19px", ink.ink);
  legendTexts().forEach(([key, text], k) => write(text, f.left + MARGIN + k * 185, bottom - 32, "600 12px", ink[key + "-text"]));
  write([CAUTION, CREDIT].filter(Boolean).join(" "), f.left + MARGIN, bottom - 13, "11px", ink.soft);
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

/** Put the drawing in as SVG for the printer, in light colours: a canvas would be stretched and unsharp. */
function beforePrint() {
  document.documentElement.dataset.theme = "light";
  readInk();
  const drawing = new DOMParser().parseFromString(svgText(), "image/svg+xml").documentElement;
  $("print").replaceChildren(document.importNode(drawing, true));
}

function afterPrint() {
  $("print").replaceChildren();
  showTheme();
}

function wireFiles() {
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  $("svg").addEventListener("click", () => save(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg")));
  $("csv").addEventListener("click", () => save(new Blob([csvText()], { type: "text/csv" }), fileName("csv")));
  $("png").addEventListener("click", () => pngCanvas().toBlob((blob) => save(blob, fileName("png")), "image/png"));
  $("copy").addEventListener("click", async () => {
    keepHash();
    let text = "Link copied";
    try { await navigator.clipboard.writeText(location.href); } catch { text = "Copy it from the address bar"; }
    $("copy").textContent = text;
    setTimeout(() => { $("copy").textContent = "Copy link"; }, 2500);
  });
}
