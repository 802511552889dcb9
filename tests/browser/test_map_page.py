"""The map in a real browser: a click opens the item, the view stays, topics and queries light points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from kb.types import Item

if TYPE_CHECKING:
    from conftest import Explored

CHART = ".st-key-map-picture .js-plotly-plot"
PANEL = ".st-key-map-panel"
_PLACE = """(node, [x, y]) => {
  const {xaxis, yaxis} = node._fullLayout, box = node.getBoundingClientRect();
  return [box.x + xaxis._offset + xaxis.c2p(x), box.y + yaxis._offset + yaxis.c2p(y)];
}"""
_LIT = """node => node.data.filter(t => t.type === 'scattergl' && t.hoverinfo !== 'skip')
  .flatMap(t => Array.from(t.marker.opacity._inputArray || t.marker.opacity)).filter(o => o > 0.5).length"""


def open_map(page: Page, explored: Explored, address: str = "") -> None:
    page.goto(f"{explored.address}/map{address}")
    expect(page.locator(f"{CHART} .nsewdrag").first).to_be_attached(timeout=30_000)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(500)


def lonely(explored: Explored) -> tuple[Item, float, float]:
    """The item farthest from its nearest neighbour, and its place: nothing else can be hit there."""
    points = explored.library.map().points

    def gap(at: int) -> float:
        here = points[at]
        return min(abs(here.x - p.x) + abs(here.y - p.y) for n, p in enumerate(points) if n != at)

    best = points[max(range(len(points)), key=gap)]
    return explored.library.items_by_id([best.item_id])[0], best.x, best.y


def click(page: Page, x: float, y: float) -> None:
    across, down = page.locator(CHART).evaluate(_PLACE, [x, y])
    page.mouse.move(across, down)
    page.wait_for_timeout(300)
    page.mouse.click(across, down)


def axis(page: Page) -> list[float]:
    found: list[float] = page.locator(CHART).evaluate("node => Array.from(node._fullLayout.xaxis.range)")
    return found


def test_a_click_opens_the_item_and_the_view_stays(page: Page, explored: Explored) -> None:
    item, x, y = lonely(explored)
    open_map(page, explored)
    across, down = page.locator(CHART).evaluate(_PLACE, [x, y])
    page.mouse.move(across, down)
    before = axis(page)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(1_000)
    zoomed = axis(page)
    assert zoomed[1] - zoomed[0] < before[1] - before[0]
    click(page, x, y)
    panel = page.locator(PANEL)
    expect(panel.get_by_role("link", name=item.title)).to_be_visible(timeout=15_000)
    assert f"item={item.key}" in unquote(page.url)
    page.wait_for_timeout(1_000)
    assert axis(page) == zoomed
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    panel.wait_for(state="detached")
    assert "item=" not in page.url


def test_a_link_to_an_item_opens_it_and_leads_to_its_page(page: Page, explored: Explored) -> None:
    item, *_ = lonely(explored)
    open_map(page, explored, f"?item={item.key}")
    page.locator(PANEL).get_by_role("button", name="Open").click()
    expect(page).to_have_title("Item · Jomo", timeout=15_000)


def test_topics_and_queries_light_their_items(page: Page, explored: Explored) -> None:
    topic = max(explored.library.map().topics, key=lambda topic: topic.size)
    open_map(page, explored, f"?topic={topic.id}")
    expect(page.locator(PANEL).get_by_text(f"{topic.size} items")).to_be_visible()
    assert page.locator(CHART).evaluate(_LIT) == topic.size
    open_map(page, explored, "?q=KV+cache+quantization")
    assert 0 < page.locator(CHART).evaluate(_LIT) <= 30


def test_the_table_holds_the_same_items_for_those_without_a_pointer(page: Page, explored: Explored) -> None:
    page.goto(f"{explored.address}/map?view=table")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible(timeout=30_000)
    grid = table.locator("table[role=grid]")
    count = len(explored.library.map().points)
    expect(grid).to_have_attribute("aria-rowcount", str(count + 1), timeout=15_000)
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    expect(page.locator(PANEL).get_by_role("button", name="Open")).to_be_visible(timeout=15_000)


def test_on_a_narrow_screen_the_panel_lies_below(page: Page, explored: Explored) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    item, *_ = lonely(explored)
    open_map(page, explored, f"?item={item.key}")
    chart, panel = page.locator(CHART).bounding_box(), page.locator(PANEL).bounding_box()
    assert chart is not None and panel is not None
    assert panel["y"] >= chart["y"] + chart["height"]
    labels: list[Any] = page.locator(f"{CHART} .annotation:visible").all()
    boxes = [box for label in labels if (box := label.bounding_box())]
    assert boxes
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"] + 4
                or other["x"] + other["width"] <= one["x"] + 4
                or one["y"] + one["height"] <= other["y"] + 4
                or other["y"] + other["height"] <= one["y"] + 4
            )
            assert apart


def test_without_a_map_the_page_says_what_to_do(
    page: Page, make_home: Callable[..., Path], serve: Callable[[Path], Iterator[str]]
) -> None:
    with serve(make_home("mapless")) as address:
        page.goto(f"{address}/map")
        expect(page.get_by_text("It needs the meaning of the texts first")).to_be_visible(timeout=15_000)
        expect(page.get_by_role("button", name="Draw the map")).to_be_visible()
