"""Today in a real browser: first visit, the gate's question, links to other pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from kb.types import Filters, State, Zone


def test_first_visit_loads_the_sample(
    page: Page, make_home: Callable[..., Path], serve: Callable[[Path], Iterator[str]]
) -> None:
    with serve(make_home("first", sample=False)) as address:
        page.goto(address)
        expect(page.get_by_role("heading", name="Welcome to Jomo")).to_be_visible(timeout=15_000)
        page.get_by_role("button", name="Load the sample library").click()
        expect(page.get_by_role("heading", name="Now")).to_be_visible(timeout=15_000)
        expect(page.get_by_text("The sample library is loaded")).to_be_visible()


def test_a_closed_list_asks_before_it_opens(
    page: Page, make_home: Callable[..., Path], serve: Callable[[Path], Iterator[str]]
) -> None:
    home = make_home("gate")
    library = Library(Settings(home=home))
    first = library.items(Filters(zones=(Zone.NO_NEED,), states=(State.UNREAD, State.READING)), limit=1)[0]
    with serve(home) as address:
        page.goto(address)
        page.get_by_role("button", name="no-need-but-interesting").click(timeout=15_000)
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("Really?")).to_be_visible()
        dialog.get_by_role("button", name="Leave it closed").click()
        expect(dialog).to_have_count(0)
        assert library.gate_open_today() == set()
        page.get_by_role("button", name="no-need-but-interesting").click()
        dialog.get_by_role("button", name="Open no-need-but-interesting for today").click()
        expect(page.get_by_role("link", name=first.title)).to_be_visible()
        assert library.gate_open_today() == {Zone.NO_NEED}
    library.close()


def test_search_box_leads_to_search_with_the_query(page: Page, app: str) -> None:
    page.goto(app)
    box = page.get_by_placeholder("Search everywhere, in Russian or English")
    box.fill("разреженное внимание")
    box.press("Enter")
    expect(page).to_have_title("Search · Jomo", timeout=15_000)
    assert "q=%D1%80" in page.url


def test_narrow_pages_do_not_scroll_sideways(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    for path in ("/", "/triage", "/add", "/item?key=arxiv:2503.19950"):
        page.goto(app + path)
        expect(page.get_by_role("heading").first).to_be_visible(timeout=15_000)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0, path
