"""What no accessibility checker sees on a canvas, measured from the page's own paths by the browser.

Seen to fail by hand: routing that pays nothing for actors in the way (through), that likes lines of a pair together
(apart), outlines for a font of 10 px (labels), fit() with half as much again (canvas), equally bright colours (signs).
"""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opener, OpenMap
from tests.exports.html.test_themes import contrast

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
