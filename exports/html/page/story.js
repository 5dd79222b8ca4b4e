// The story: slides that say what to look at, and set the map so.

const WORDS = { b: "b", i: "i" };

/** Return a piece of a slide's text; only web addresses become links. */
function piece([text, kind, url]) {
  if (kind === "a" && /^https?:\/\//i.test(url)) return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  return WORDS[kind] ? el(WORDS[kind], {}, text) : document.createTextNode(text);
}

const slideText = (slide) => slide.text.map(([kind, ...rows]) => (kind === "ul" ? el("ul", { dir: "auto" }, rows.map((row) => el("li", {}, row.map(piece)))) : el("p", { dir: "auto" }, rows[0].map(piece))));

/** Go to a slide, or leave the story with ``null``; what the slide says to show is shown. */
function goTo(slide) {
  const { theme, embed } = state;
  if (slide === null) state.slide = null;
  else fromHash(`#slide=${slide + 1}`);
  Object.assign(state, { theme, embed });
  update();
  fit();
}

function step(by) {
  const next = state.slide + by;
  if (next >= 0 && next < DATA.story.length) goTo(next);
}

/** Show the slide's card in the place of the filters. */
function showStory() {
  const slide = DATA.story[state.slide], telling = state.slide !== null;
  document.documentElement.classList.toggle("telling", telling);
  if (telling !== !$("story").hidden) $("controls").open = !telling && !narrow();
  $("story").hidden = !telling;
  $("tell").hidden = !DATA.story.length;
  $("tell").setAttribute("aria-pressed", String(telling));
  if (!telling) return;
  $("story-place").textContent = `Slide ${state.slide + 1} of ${DATA.story.length}`;
  $("story-title").textContent = slide.title;
  $("story-text").replaceChildren(...slideText(slide));
  $("before").disabled = state.slide === 0;
  $("after").disabled = state.slide === DATA.story.length - 1;
  $("again").hidden = parameters().toString() === untouchedSlide;
}

/** Return all slides for the printer, each a page: its text and first sentences, and what it shows. */
function printedSlides() {
  const kept = { ...state }, keptHash = untouchedSlide;
  const pages = DATA.story.map((_, k) => {
    fromHash(`#slide=${k + 1}`);
    applyFilters();
    showStatus();
    return printedSlide(DATA.story[k]);
  });
  Object.assign(state, kept);
  untouchedSlide = keptHash;
  applyFilters();
  showStatus();
  return pages;
}

function printedSlide(slide) {
  const chosen = linesShown().filter((k) => weightOf(k) === 2).flatMap(claimsOf).slice(0, 4);
  const [legend, height] = svgLegend(620, state.view === "compare" && state.vs);
  const key = svgElement(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -12 640 ${height + 4}" font-family="${safe(FONT)}">${legend}</svg>`);
  key.setAttribute("class", "key");
  const pair = state.view === "time" ? pairShown() : null;
  const shows = pair ? [timeline(pair, 620)] : state.view === "compare" && state.vs
    ? [el("div", { class: "two" }, [1, 2].map((side) => el("figure", {}, el("figcaption", {}, `${"AB"[side - 1]}: ${sideName(state["ab"[side - 1]])}`), cropped(side))))] : [cropped(0)];
  return el("section", { class: state.view === "compare" ? "page wide" : "page" },
    el("div", { class: "told" }, el("p", { class: "sub" }, HEADING), el("h2", {}, slide.title), slideText(slide),
      chosen.length ? el("ul", { class: "said" }, chosen.map((k) => {
        const c = DATA.claims[k], a = DATA.articles[c.art];
        return el("li", {}, "\u201c", name(DATA.sentences[c.sent]), `\u201d (${[a.outlet, a.date].filter(Boolean).join(", ")})`);
      })) : null,
      el("p", { class: "sub" }, [CAUTION, $("status").textContent + ".", CREDIT].filter(Boolean).join(" "))),
    el("div", { class: "shows" }, shows, key));
}

function wireStory() {
  $("tell").addEventListener("click", () => goTo(state.slide === null ? 0 : null));
  $("before").addEventListener("click", () => step(-1));
  $("after").addEventListener("click", () => step(1));
  $("again").addEventListener("click", () => goTo(state.slide));
  $("leave").addEventListener("click", () => { goTo(null); $("tell").focus(); });
  document.addEventListener("keydown", (event) => {
    if (state.slide === null || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, .evidence, .timeline, main > section:not(#map-view)")) return;
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
}
