"""Today in a real browser: first visit, the gate's question, links to other pages."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from kb.types import Filters, State, Zone


@pytest.fixture
def home(make_home: Callable[..., Path], request: pytest.FixtureRequest) -> Path:
    return make_home("today", sampled=getattr(request, "param", True))


@pytest.fixture
def own(home: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """The app on a library that this test may change."""
    with serve(home) as address:
        yield address


@pytest.mark.parametrize("home", [False], indirect=True, ids=["empty"])
def test_first_visit_loads_the_sample(own: str, page: Page) -> None:
    page.goto(own)
    expect(page.get_by_role("heading", name="Welcome to Jomo")).to_be_visible()
    page.get_by_role("button", name="Load the sample library").click()
    expect(page.get_by_role("heading", name="Now")).to_be_visible()
    expect(page.get_by_text("The sample library is loaded")).to_be_visible()


def test_a_closed_list_asks_before_it_opens(own: str, page: Page, home: Path) -> None:
    library = Library(Settings(home=home))
    unread = Filters(zones=(Zone.NO_NEED,), states=(State.UNREAD, State.READING))
    [first] = library.items.select(unread, limit=1)
    page.goto(own)
    page.get_by_role("button", name="no-need-but-interesting").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Really?")).to_be_visible()
    dialog.get_by_role("button", name="Leave it closed").click()
    expect(dialog).to_have_count(0)
    assert library.triage.opened_today() == set()
    page.get_by_role("button", name="no-need-but-interesting").click()
    dialog.get_by_role("button", name="Open no-need-but-interesting for today").click()
    expect(page.get_by_role("link", name=first.title)).to_be_visible()
    assert library.triage.opened_today() == {Zone.NO_NEED}
    library.close()


def test_today_is_one_screen(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(app)
    expect(page.get_by_text("Intake this week")).to_be_visible()
    expect(page.get_by_text("Nothing came since")).to_be_visible()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollHeight - node.clientHeight") <= 0
    # No work of the background between what deserves time.
    expect(main.get_by_text("by their words")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_primary_button_can_be_read(app: str, page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(app)
    button = page.get_by_role("button", name="Start triage")
    expect(button).to_be_visible()
    expect(button.locator("p")).to_have_css(
        "color", {"light": "oklch(1 0 0)", "dark": "oklch(0 0 0)"}[scheme]
    )


def test_search_box_leads_to_search_with_the_query(app: str, page: Page) -> None:
    page.goto(app)
    box = page.get_by_placeholder("Search in Russian or English")
    box.fill("разреженное внимание")
    box.press("Enter")
    expect(page).to_have_title("Search · Jomo")
    assert "q=%D1%80" in page.url


def test_narrow_pages_do_not_scroll_sideways(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    for path in ("/", "/triage", "/add", "/item?key=arxiv:2503.19950"):
        page.goto(app + path)
        expect(page.get_by_role("heading").first).to_be_visible()
        main = page.get_by_test_id("stMain")
        assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0, path
