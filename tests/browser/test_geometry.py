"""What no accessibility checker sees on a canvas, measured from the page's own paths by the browser.

Seen to fail by hand: routing that pays nothing for actors in the way (through), that likes lines of a pair together
(apart), outlines for a font of 10 px (labels), fit() with half as much again (canvas), equally bright colours (signs).
"""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from exports.html import render
from exports.html.themes import THEMES
from tests.browser.conftest import Opener, OpenMap
from tests.exports.html.test_themes import contrast
from tests.exports.html.worlds import RELATIONS, World

pytestmark = pytest.mark.browser

THROUGH = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const ctx = document.createElement("canvas").getContext("2d");
  const found = [];
  for (const n of data.lines) {
    const way = document.createElementNS("http://www.w3.org/2000/svg", "path");
    way.setAttribute("d", n.d);
    const length = way.getTotalLength(), points = [];
    for (let s = 0; s <= length; s += 2) points.push(way.getPointAtLength(s));
    data.actors.forEach((a, k) => {
      if (k === n.a || k === n.b) return;
      const outline = new Path2D(a.path[0]);
      if (points.some((p) => Math.abs(p.x - a.x) <= a.w && Math.abs(p.y - a.y) <= a.h
          && ctx.isPointInPath(outline, p.x - a.x, p.y - a.y))) {
        found.push(`${data.actors[n.a].label} - ${data.actors[n.b].label} through ${a.label}`);
      }
    });
  }
  return found;
}"""

APART = """() => {
  const data = JSON.parse(document.getElementById("data").textContent), found = [];
  const points = data.lines.map((n) => {
    const way = document.createElementNS("http://www.w3.org/2000/svg", "path");
    way.setAttribute("d", n.d);
    const length = way.getTotalLength();
    return Array.from({ length: 41 }, (_, k) => way.getPointAtLength((length * k) / 40));
  });
  const gap = (p, path) => Math.min(...path.map((q) => Math.hypot(p.x - q.x, p.y - q.y)));
  data.lines.forEach((m, i) => data.lines.forEach((n, j) => {
    if (j <= i || m.standing || n.standing || ![n.a, n.b].includes(m.a) || ![n.a, n.b].includes(m.b)) return;
    const gaps = points[i].slice(12, 29).map((p) => gap(p, points[j])).sort((x, y) => x - y);
    if (gaps[8] < 6) found.push(`${data.actors[m.a].label} - ${data.actors[m.b].label}: ${gaps[8].toFixed(1)}`);
  }));
  return found;
}"""

FITS = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = '600 13px ' + getComputedStyle(document.body).fontFamily;
  return data.actors.flatMap((a) => a.text.filter((t) => ctx.measureText(t).width > a.w * 2 - 6));
}"""


@pytest.mark.parametrize("world", ["continent", "theatre"])
def test_no_line_passes_through_an_actor_it_does_not_concern(open_map: Opener, world: str) -> None:
    assert open_map(world).page.evaluate(THROUGH) == []


@pytest.mark.parametrize("world", ["continent", "theatre"])
def test_lines_between_the_same_two_are_apart(open_map: Opener, world: str) -> None:
    assert open_map(world).page.evaluate(APART) == []


@pytest.mark.parametrize("world", ["continent", "theatre"])
def test_every_label_fits_into_its_outline(open_map: Opener, world: str) -> None:
    assert open_map(world).page.evaluate(FITS) == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (390, 844)])
def test_every_actor_and_count_is_inside_the_canvas(open_map: Opener, size: tuple[int, int]) -> None:
    shown = open_map("continent", "#view=map", viewport={"width": size[0], "height": size[1]})
    box = shown.page.locator("#mynetwork").bounding_box()
    assert box is not None
    assert outside(shown, (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])) == []


def outside(shown: OpenMap, box: tuple[float, float, float, float]) -> list[str]:
    left, top, right, bottom = box
    spots = [
        (a["label"], a["x"] + sx * a["w"], a["y"] + sy * a["h"])
        for a in shown.data["actors"]
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    spots += [(n["id"], *n["at"]) for n in shown.data["lines"] if not n["standing"]]
    found = []
    for label, x, y in spots:
        px, py = shown.on_screen(x, y)
        if not (left <= px <= right and top <= py <= bottom):
            found.append(label)
    return found


def test_signs_differ_in_greyscale_by_more_than_colour(open_map: Opener) -> None:
    shown = open_map()
    for theme, least in (("light", 1.9), ("dark", 1.7)):
        shown.page.select_option("#theme", theme)
        plus, minus = (
            shown.page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{k}').trim()")
            for k in ("plus", "minus")
        )
        assert contrast(plus, minus) >= least


PIXEL = """async (base64) => {
  const image = new Image();
  image.src = "data:image/png;base64," + base64;
  await image.decode();
  const ctx = Object.assign(document.createElement("canvas"), { width: 36, height: 16 }).getContext("2d");
  ctx.drawImage(image, 0, 0);
  return "#" + [...ctx.getImageData(8, 8, 1, 1).data].slice(0, 3).map((n) => n.toString(16).padStart(2, "0")).join("");
}"""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("deficiency", ["deuteranopia", "protanopia", "tritanopia", "achromatopsia"])
def test_signs_differ_in_brightness_for_eyes_that_see_colours_otherwise(
    open_map: Opener, chromium: Browser, theme: str, deficiency: str
) -> None:
    shown = open_map("theatre", f"#theme={theme}")
    session = shown.page.context.new_cdp_session(shown.page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
    swatches = shown.page.locator("#signs svg")
    pictures = [swatches.nth(k).screenshot() for k in (0, 1)]
    blank = chromium.new_page()
    plus, minus = (blank.evaluate(PIXEL, base64.b64encode(p).decode()) for p in pictures)
    blank.close()
    assert contrast(plus, minus) >= 1.3


def test_labels_in_other_scripts_fit_into_their_outlines(open_map: Opener, tmp_path: Path) -> None:
    world = World()
    labels = (
        "\u062d\u0631\u0643\u0629 \u0637\u0627\u0644\u0628\u0627\u0646",
        "\u0418\u0440\u0430\u043d",
        "\u4e2d\u534e\u4eba\u6c11\u5171\u548c\u56fd",
    )
    for k, label in enumerate(labels):
        world.actor(f"a{k}", label)
    article = world.article(f"{labels[0]} met {labels[1]}. {labels[1]} met {labels[2]}.", date="2021-01-01")
    for k in (0, 1):
        sentence = f"{labels[k]} met {labels[k + 1]}."
        world.claim(article, sentence, (f"a{k}", labels[k]), "meetsWith", (f"a{k + 1}", labels[k + 1]))
    path = tmp_path / "scripts.html"
    path.write_text(render(world.collection(), RELATIONS), encoding="utf-8")
    shown = open_map(path=path)
    assert shown.page.evaluate(FITS) == []
    assert [" ".join(a["text"]) for a in shown.data["actors"]] == list(labels)
    assert shown.complaints == []
