"""The map in a real browser: a click opens the item, the view stays, the mouse draws around points, what is
decided on the map stands on paper, the keyboard does the same."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from kb.library import Library
from kb.plots import month
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Item, Stance
from tests.browser.waiting import at_rest

if TYPE_CHECKING:
    from tests.browser.conftest import Explored

CHART, STAGE = ".jm-chart", ".jm-stage"
PANEL, BAR = ".st-key-map-panel", ".st-key-map-chosen"
_PLACE = """(node, [x, y]) => {
  const [across, down] = node.closest('.jomo-map').jomoMap.at(x, y), box = node.getBoundingClientRect();
  return [box.x + across, box.y + down];
}"""
_POINTS = "node => node.data.filter(t => t.type === 'scattergl' && t.customdata && t.visible !== false)"
_SHOWN = f"node => ({_POINTS})(node).flatMap(t => Array.from(t.customdata))"
_LIT = f"""node => ({_POINTS})(node)
  .flatMap(t => t.marker.opacity.length ? Array.from(t.marker.opacity) : t.x.length ? [0] : [])
  .filter(o => o > 0.5).length"""
_FREE_NAME = """node => {
  const {at} = node.closest('.jomo-map').jomoMap, own = node.getBoundingClientRect();
  const spots = node.data.filter(t => t.customdata).flatMap(t => Array.from(t.x, (x, n) => at(x, t.y[n])))
    .map(([across, down]) => [own.x + across, own.y + down]);
  for (const name of document.querySelectorAll('.jm-shown.jm-upper, .jm-shown.jm-lower')) {
    const box = name.getBoundingClientRect();
    for (let x = box.left + 4; x < box.right; x += 4) {
      const at = [x, (box.top + box.bottom) / 2];
      const clear = spots.every(([px, py]) => Math.hypot(px - at[0], py - at[1]) > 26);
      if (clear) return {text: name.textContent, at};
    }
  }
  return null;
}"""
_QUIET = """chart => new Promise(settled => {
  let since = performance.now(), before = "";
  const look = () => {
    const {dataset, layout} = document.querySelector(chart) ?? {dataset: {}};
    const now = JSON.stringify([dataset.drawn, layout?.xaxis.range, layout?.yaxis.range]);
    if (now !== before || document.querySelector("[data-testid=stStatusWidget]"))
      [since, before] = [performance.now(), now];
    if (performance.now() - since > 400) settled();
    else requestAnimationFrame(look);
  };
  look();
})"""
_NAMES_ON_SHAPES = """node => {
  const {regions, from} = node.closest('.jomo-map').jomoMap, own = node.getBoundingClientRect();
  const inside = ({x, y}, [px, py]) => {
    let odd = false;
    for (let at = 0, before = x.length - 1; at < x.length; before = at++)
      if (y[at] > py !== y[before] > py
          && px < (x[before] - x[at]) * (py - y[at]) / (y[before] - y[at]) + x[at])
        odd = !odd;
    return odd;
  };
  return [...document.querySelectorAll('.jm-name.jm-shown')].map(name => {
    const box = name.getBoundingClientRect();
    const middle = from((box.left + box.right) / 2 - own.x, (box.top + box.bottom) / 2 - own.y);
    const on = regions.filter(region => inside(region, middle)).map(region => region.meta.area);
    return [name.textContent, name.classList.contains('jm-area'), on];
  });
}"""
_PLAYED_ONE_STEP = """async button => {
  const said = button.parentElement.querySelector("output"), begun = said.textContent;
  const stepped = new Promise(seen => new MutationObserver(() => said.textContent !== begun && seen())
    .observe(said, {childList: true}));
  button.click();
  await stepped;
  button.click();
}"""
_BOXES = """nodes => nodes.map(n => n.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"""


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(f"{CHART}[data-drawn]")).to_be_attached()
    settle(page)


def settle(page: Page) -> None:
    """Waits until nothing is being worked on and nothing was drawn for a while."""
    page.evaluate(_QUIET, CHART)


def drawn(page: Page) -> int:
    return int(page.locator(CHART).get_attribute("data-drawn") or 0)


def wait_for_drawing(page: Page, after: int) -> None:
    expression = f"n => Number(document.querySelector('{CHART}').dataset.drawn) > n"
    page.wait_for_function(expression, arg=after)
    settle(page)


def lonely(library: Library) -> tuple[Item, float, float]:
    """The item farthest from its nearest neighbour, and its place: nothing else can be hit there."""
    points = library.map.read().points

    def gap(at: int) -> float:
        here = points[at]
        return min(abs(here.x - p.x) + abs(here.y - p.y) for n, p in enumerate(points) if n != at)

    best = points[max(range(len(points)), key=gap)]
    return library.items.by_ids([best.item_id])[0], best.x, best.y


def axis(page: Page) -> list[float]:
    found: list[float] = page.locator(CHART).evaluate("node => Array.from(node.layout.xaxis.range)")
    return found


def zoom_in(page: Page, x: float, y: float) -> list[float]:
    across, down = page.locator(CHART).evaluate(_PLACE, [x, y])
    page.mouse.move(across, down)
    before = axis(page)
    page.mouse.wheel(0, -200)
    wait_for_zoom(page, before)
    return axis(page)


def wait_for_zoom(page: Page, before: list[float]) -> None:
    """Waits until less of the map is shown than `before`, and the drawing of it is over."""
    width = "document.querySelector(chart).layout.xaxis.range.reduce((left, right) => right - left)"
    page.wait_for_function(f"([chart, wide]) => {width} < wide", arg=[CHART, before[1] - before[0]])
    settle(page)


def shown(page: Page) -> set[int]:
    return set(page.locator(CHART).evaluate(_SHOWN))


def names_overlap(page: Page) -> list[tuple[Any, Any]]:
    boxes = page.locator(".jm-name.jm-shown").evaluate_all(_BOXES)
    assert boxes
    return [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1
    ]


def test_a_click_opens_the_item_and_the_view_stays(page: Page, explored: Explored) -> None:
    item, x, y = lonely(explored.library)
    open_map(page, f"{explored.address}/map")
    zoomed = zoom_in(page, x, y)
    across, down = page.locator(CHART).evaluate(_PLACE, [x, y])
    page.mouse.move(across, down)
    expect(page.locator(".jm-tip")).to_contain_text(item.title[:40])
    stage = page.locator(STAGE).bounding_box()
    page.mouse.click(across, down)
    panel = page.locator(PANEL)
    expect(panel.get_by_role("link", name=item.title)).to_be_visible()
    assert f"item={item.key}" in unquote(page.url)
    settle(page)
    assert axis(page) == zoomed
    # The same point at the same pixel, and not below what tells of it.
    assert page.locator(STAGE).bounding_box() == stage
    assert page.locator(CHART).evaluate(_PLACE, [x, y]) == [across, down]
    covered = panel.bounding_box()
    assert covered and not covered["x"] < across < covered["x"] + covered["width"]
    before = drawn(page)
    panel.get_by_role("button", name="Light its neighbours").click()
    wait_for_drawing(page, before)
    assert page.locator(CHART).evaluate(_LIT) == 11
    at_rest(page)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    assert "item=" not in page.url


def test_another_colour_keeps_the_view_and_the_legend_filters(page: Page, explored: Explored) -> None:
    _, x, y = lonely(explored.library)
    open_map(page, f"{explored.address}/map")
    zoomed, before = zoom_in(page, x, y), drawn(page)
    page.get_by_role("combobox", name="Colour by").click()
    page.get_by_role("option", name="by language").click()
    wait_for_drawing(page, before)
    assert axis(page) == zoomed
    items = {item.id: item for item in explored.library.items.select()}
    russian = {number for number, item in items.items() if item.language == "ru"}
    assert russian & shown(page)
    entry = page.locator(".jm-legend button", has_text="Russian").filter(has_not_text="English")
    before = drawn(page)
    entry.click()
    wait_for_drawing(page, before)
    expect(entry).to_have_attribute("aria-pressed", "false")
    assert axis(page) == zoomed
    assert shown(page) and not russian & shown(page)
    page.get_by_role("radio", name="table").click()
    expect(page.get_by_text("without Russian")).to_be_visible()


def test_the_time_hides_what_came_later(page: Page, explored: Explored) -> None:
    placed = {point.item_id for point in explored.library.map.read().points}
    months = {item.id: month(item) for item in explored.library.items.select() if item.id in placed}
    known = sorted(set(months.values()))
    open_map(page, f"{explored.address}/map?until={known[-3]}")
    early = {number for number, name in months.items() if name <= known[-3]}
    assert shown(page) == early
    slider, before = page.locator(".jm-time input"), drawn(page)
    slider.focus()
    slider.press("ArrowLeft")
    wait_for_drawing(page, before)
    assert shown(page) == {number for number, name in months.items() if name <= known[-4]}
    page.wait_for_url(f"**until={known[-4]}*")
    before = drawn(page)
    page.locator(".jm-time select").select_option("month")
    wait_for_drawing(page, before)
    assert shown(page) == {number for number, name in months.items() if name == known[-4]}
    before = drawn(page)
    page.locator(".jm-time select").select_option("all")
    wait_for_drawing(page, before)
    play = page.get_by_role("button", name="Play")
    play.evaluate(_PLAYED_ONE_STEP)
    page.wait_for_url(f"**until={known[-3]}*")
    settle(page)
    assert shown(page) == early
    # It stops by itself at the end.
    play.click()
    expect(play).to_be_visible()
    settle(page)
    assert shown(page) == placed


def test_the_keyboard_goes_from_item_to_item_and_opens_one(page: Page, explored: Explored) -> None:
    open_map(page, f"{explored.address}/map")
    stage = page.locator(STAGE)
    stage.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        stage.press(key)
    aim, title = page.locator(".jm-aim"), page.locator(".jm-tip b")
    expect(aim).to_be_visible()
    before = axis(page)
    stage.press("+")
    wait_for_zoom(page, before)
    stage.press("ArrowUp")
    wanted = title.inner_text().rstrip("…")
    stage.press("Space")
    expect(page.locator(BAR).get_by_text("1 item chosen")).to_be_visible()
    stage.press("Enter")
    expect(page.locator(PANEL).get_by_role("link", name=wanted)).to_be_visible()
    stage.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    drawings = drawn(page)
    page.locator(BAR).get_by_role("button", name="Let go").click()
    wait_for_drawing(page, drawings)
    expect(page.locator(BAR)).to_have_count(0)
    assert not page.locator(CHART).evaluate("node => node.data.some(t => t.selectedpoints)")


def test_names_keep_clear_of_each_other_and_change_as_one_zooms(page: Page, explored: Explored) -> None:
    open_map(page, f"{explored.address}/map")
    visible = page.locator(".jm-name.jm-shown")
    far = set(visible.all_inner_texts())
    assert not names_overlap(page)
    # A topic that lies below an area's shape has the area's name in its place.
    assert far & {topic.name for topic in explored.library.map.read().topics if topic.parent is None}
    on_shapes = page.locator(CHART).evaluate(_NAMES_ON_SHAPES)
    assert any(is_area for _, is_area, _ in on_shapes)
    for name, is_area, shapes in on_shapes:
        assert shapes == ([name] if is_area else []), name
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".jm-names")).to_have_class(re.compile("jm-near"))
    settle(page)
    assert not names_overlap(page)
    assert set(visible.all_inner_texts()) != far


def test_a_name_opens_its_topic_and_lights_it(page: Page, explored: Explored) -> None:
    open_map(page, f"{explored.address}/map")
    # A point below a name would be meant before the name: take a name that lies beside them.
    free = page.locator(CHART).evaluate(_FREE_NAME)
    assert free, "no topic's name stands clear of all points"
    page.mouse.move(*free["at"])
    page.mouse.click(*free["at"])
    expect(page.locator(PANEL).get_by_text(free["text"]).first).to_be_visible()
    assert "topic=" in page.url
    topic = max(explored.library.map.read().topics, key=lambda topic: topic.size)
    open_map(page, f"{explored.address}/map?topic={topic.id}")
    expect(page.locator(PANEL).get_by_text(f"{topic.size} items")).to_be_visible()
    assert page.locator(CHART).evaluate(_LIT) == topic.size
    open_map(page, f"{explored.address}/map?q=KV+cache+quantization")
    assert 0 < page.locator(CHART).evaluate(_LIT) <= 30


def test_around_points_with_the_mouse_to_an_area_ignored_for_good(
    page: Page, explored: Explored, tmp_path: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with (
        closing(sqlite3.connect(explored.library.home / "jomo.sqlite")) as source,
        closing(sqlite3.connect(home / "jomo.sqlite")) as copy,
    ):
        source.backup(copy)
    topic = max((t for t in explored.library.map.read().topics if t.parent is not None), key=lambda t: t.size)
    with serve(home) as address:
        open_map(page, f"{address}/map")
        page.get_by_role("button", name="Lasso").click()
        page.wait_for_function(f"document.querySelector('{CHART}').layout.dragmode === 'lasso'")
        across, down = page.locator(CHART).evaluate(_PLACE, [topic.x, topic.y])
        corners = [(-70, -50), (70, -50), (70, 50), (-70, 50), (-70, -50)]
        page.mouse.move(across + corners[0][0], down + corners[0][1])
        page.mouse.down()
        for right, below in corners[1:]:
            page.mouse.move(across + right, down + below, steps=6)
        page.mouse.up()
        bar = page.locator(BAR)
        expect(bar.get_by_text("chosen")).to_be_visible()
        assert int(bar.inner_text().split()[0]) >= 2
        bar.get_by_role("button", name="Ignore").click()
        decide = page.get_by_role("button", name="Ignore on purpose")
        expect(decide).to_be_disabled()
        page.get_by_label("Name of the area").fill("Left alone")
        page.get_by_label("Why you leave it alone").fill("Nobody asks me for it")
        expect(decide).to_be_enabled()
        decide.click()
        expect(page.locator(".st-key-notice-bar")).to_contain_text("Left alone")
        expect(bar).to_have_count(0)
        page.goto("about:blank")
    with serve(home) as address:
        open_map(page, f"{address}/map")
        regions = page.locator(CHART).evaluate(
            "n => n.data.filter(t => t.meta?.area === 'Left alone')"
            ".map(t => [t.fillpattern.shape, t.line.dash, t.meta.note])"
        )
        assert regions
        for shape, dash, said in regions:
            assert (shape, dash) == ("/", "dash")
            assert "Ignored on purpose since" in said and said.endswith("Nobody asks me for it")
        name = page.locator(".jm-name", has_text="Left alone")
        box = name.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 8)
        expect(page.locator(".jm-tip")).to_contain_text("Nobody asks me for it")
        page.goto(f"{address}/areas")
        page.get_by_role("button", name="Left alone").click()
        expect(page.get_by_text("Nobody asks me for it").first).to_be_visible()
        page.goto("about:blank")
    told = subprocess.run(
        [sys.executable, "-m", "kb", "areas", "--json"], cwd=PROJECT_ROOT,
        env={**os.environ, "KB_HOME": str(home)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    [found] = [area for area in json.loads(told) if area["name"] == "Left alone"]
    assert (found["stance"], found["reason"]) == ("ignored", "Nobody asks me for it")
    library = Library(Settings(home=home))
    area = library.areas.get("Left alone")
    library.close()
    assert area.stance is Stance.IGNORED
    assert area.examples and area.members


def test_who_leaves_while_it_is_drawn_hears_of_no_error(page: Page, explored: Explored) -> None:
    open_map(page, f"{explored.address}/map")
    page.locator(".jomo-map").evaluate(
        """node => {
          const map = node.jomoMap;
          map.drawnFor = "";
          map.update();
          map.leave();
          return new Promise(after => setTimeout(after, 1000));
        }"""
    )


def test_the_table_holds_the_same_items_for_those_without_a_pointer(page: Page, explored: Explored) -> None:
    page.goto(f"{explored.address}/map?view=table")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    grid = table.locator("table[role=grid]")
    count = len(explored.library.map.read().points)
    expect(grid).to_have_attribute("aria-rowcount", str(count + 1))
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    expect(page.locator(PANEL).get_by_role("button", name="Open")).to_be_visible()
    expect(page.locator(BAR).get_by_text("1 item chosen")).to_be_visible()


def test_on_a_narrow_screen_the_panel_lies_below(page: Page, explored: Explored) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    item, *_ = lonely(explored.library)
    open_map(page, f"{explored.address}/map?item={item.key}")
    chart, panel = page.locator(CHART).bounding_box(), page.locator(PANEL).bounding_box()
    assert chart is not None and panel is not None
    assert panel["y"] >= chart["y"] + chart["height"]
    assert chart["x"] >= 0 and chart["x"] + chart["width"] <= 400
    assert not names_overlap(page)
    page.locator(PANEL).get_by_role("button", name="Open").click()
    expect(page).to_have_title("Item · Jomo")


def test_without_a_map_the_page_says_what_to_do(
    page: Page, make_home: Callable[..., Path], serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(make_home("mapless")) as address:
        page.goto(f"{address}/map")
        expect(page.get_by_text("It needs the meaning of the texts first")).to_be_visible()
        expect(page.get_by_role("button", name="Draw the map")).to_be_visible()
