"""Search in a real browser: results, marks, filters in the address, filing from a result."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from kb.types import Filters, SearchMode, Zone
from tests.browser.decks import eventually
from tests.browser.waiting import at_rest

if TYPE_CHECKING:
    from tests.browser.conftest import Explored

BOX = "Search everywhere, in Russian or English; ids and links too"
TITLES = "[class*='st-key-item-title-found'] a"


def search(page: Page, explored: Explored, address: str = "") -> None:
    page.goto(f"{explored.address}/search{address}")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    at_rest(page)


def test_typing_searches_and_the_address_can_be_shared(page: Page, explored: Explored) -> None:
    query = "квантование KV-кэша"
    best = explored.library.search.hits(query, limit=3)
    search(page, explored)
    page.get_by_placeholder(BOX).press_sequentially(query, delay=10)
    titles = page.locator(TITLES)
    expect(titles.first).to_have_text(best[0].item.title)
    expect(page.locator("[class*='st-key-item-body-found'] strong").first).to_be_visible()
    page.wait_for_function("asked => new URL(location.href).searchParams.get('q') === asked", arg=query)
    shared = page.url
    page.goto(f"{explored.address}/add")
    page.goto(shared)
    expect(titles.nth(1)).to_have_text(best[1].item.title)
    expect(page.get_by_placeholder(BOX)).to_have_value(query)


def test_back_leads_from_one_question_to_the_one_before(page: Page, explored: Explored) -> None:
    search(page, explored)
    box, titles = page.get_by_placeholder(BOX), page.locator(TITLES)
    for query in ("quantisation", "retrieval of documents"):
        box.fill("")
        box.press_sequentially(query, delay=10)
        expect(titles.first).to_have_text(explored.library.search.hits(query, limit=1)[0].item.title)
        box.press("Enter")
        page.wait_for_function("asked => new URL(location.href).searchParams.get('q') === asked", arg=query)
    for go, query in ((page.go_back, "quantisation"), (page.go_forward, "retrieval of documents")):
        go()
        expect(box).to_have_value(query)
        expect(titles.first).to_have_text(explored.library.search.hits(query, limit=1)[0].item.title)


def test_the_box_follows_whoever_goes_back_and_forth_at_once(page: Page, explored: Explored) -> None:
    search(page, explored)
    box, titles = page.get_by_placeholder(BOX), page.locator(TITLES)
    found = {}
    for query in ("quantisation", "retrieval of documents"):
        found[query] = explored.library.search.hits(query, limit=1)[0].item.title
        box.fill(query)
        box.press("Enter")
        expect(titles.first).to_have_text(found[query])
        at_rest(page)
    for steps, query in (("back", "quantisation"), ("back forward", "retrieval of documents")):
        for step in steps.split():
            page.evaluate(f"history.{step}()")
        expect(box).to_have_value(query)
        expect(titles.first).to_have_text(found[query])
        page.wait_for_function("asked => new URL(location.href).searchParams.get('q') === asked", arg=query)
        page.evaluate("history.forward()")
        expect(box).to_have_value("retrieval of documents")
        at_rest(page)


def test_a_box_that_was_left_behind_takes_what_the_address_asks(page: Page, explored: Explored) -> None:
    search(page, explored, "?q=quantisation")
    box = page.get_by_placeholder(BOX)
    expect(box).to_have_value("quantisation")
    # As Streamlit leaves it now and then: another text is shown than what is asked, and nobody typed it.
    page.evaluate(
        """() => {
          const box = document.querySelector(".st-key-q input")
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, "something else")
          window.dispatchEvent(new PopStateEvent("popstate"))
        }"""
    )
    expect(box).to_have_value("quantisation")


def test_each_page_opened_is_one_step_of_the_way_back(page: Page, explored: Explored) -> None:
    best = explored.library.search.hits("attention", limit=1)[0].item
    page.goto(f"{explored.address}/today")
    page.get_by_placeholder("Search in Russian or English").fill("attention")
    page.keyboard.press("Enter")
    page.locator(TITLES).first.click()
    expect(page.get_by_role("heading", name=best.title)).to_be_visible()
    page.go_back()
    expect(page.get_by_placeholder(BOX)).to_have_value("attention")
    expect(page).to_have_url(f"{explored.address}/search?q=attention")
    page.go_back()
    expect(page).to_have_url(f"{explored.address}/today")


def test_filters_come_from_the_address_and_go_into_it(page: Page, explored: Explored) -> None:
    both = Filters(zones=(Zone.MUST_HAVE,), languages=("ru",))
    search(page, explored, "?zone=must-have&lang=ru")
    expect(page.get_by_text(f"{explored.library.items.count(both)} items, newest")).to_be_visible()
    in_force = page.locator(".st-key-in-force button")
    expect(in_force).to_have_text([re.compile("must-have"), re.compile("Russian"), re.compile("Clear")])
    page.get_by_role("button", name="Zone · 1").click()
    page.locator(".st-key-facet-zone-nice-to-have label").click()
    more = Filters(zones=(Zone.MUST_HAVE, Zone.NICE_TO_HAVE), languages=("ru",))
    expect(page.get_by_text(f"{explored.library.items.count(more)} items, newest")).to_be_visible()
    expect(page.locator(".st-key-facet-zone-put-and-forget")).to_be_visible()  # the list stayed open
    expect(page).to_have_url(re.compile("zone=must-have&zone=nice-to-have"))
    page.keyboard.press("Escape")
    in_force.filter(has_text="Clear").click()
    expect(page.get_by_text(f"{explored.library.items.count()} items, newest first")).to_be_visible()
    assert "zone=" not in page.url and "lang=" not in page.url


def test_typed_and_chosen_filters_are_one(page: Page, explored: Explored) -> None:
    found = explored.library.search.find("quantization zone:must-have", limit=21)
    search(page, explored, f"?q={quote('quantization zone:must-have')}")
    page.get_by_role("button", name="Zone · 1").click()
    box = page.locator(".st-key-facet-zone-must-have")
    expect(box.get_by_role("checkbox")).to_be_checked()
    expect(box).to_contain_text(str(found.facets["zone"]["must-have"]))
    page.locator(".st-key-facet-zone-must-have label").click()
    expect(page.get_by_placeholder(BOX)).to_have_value("quantization")
    expect(page.locator(".st-key-in-force")).to_have_count(0)


def test_a_misspelt_word_is_put_right_with_its_filters(page: Page, explored: Explored) -> None:
    search(page, explored, f"?q={quote('kv chache zone:nice-to-have -survey zone:nowhere')}")
    expect(page.get_by_text("zone:nowhere is none of inbox")).to_be_visible()
    page.get_by_role("button", name="Did you mean kv cache?").click()
    expect(page.get_by_placeholder(BOX)).to_have_value("kv cache zone:nice-to-have -survey zone:nowhere")
    expect(page.get_by_role("button", name="Did you mean")).to_have_count(0)


def test_nothing_found_offers_ways_out(page: Page, explored: Explored) -> None:
    without = explored.library.items.count(Filters(zones=(Zone.MUST_HAVE,)))
    search(page, explored, f"?zone=must-have&q={quote('author:Nobody-of-that-name')}")
    expect(page.get_by_text("Nothing passes all of this together.")).to_be_visible()
    page.get_by_role("button", name=re.compile(f"Leave out: by Nobody.* {without} items")).click()
    expect(page.get_by_text(f"{without} items, newest first")).to_be_visible()
    expect(page.get_by_placeholder(BOX)).to_have_value("")


def test_browsing_goes_by_parts_and_a_filter_begins_again(page: Page, explored: Explored) -> None:
    search(page, explored, "?part=2")
    expected = explored.library.items.select(limit=1, offset=20)[0]
    titles = page.locator(TITLES)
    expect(titles.first).to_have_text(re.compile(re.escape(expected.title[:40])))
    page.get_by_role("button", name="Language").click()
    page.locator(".st-key-facet-lang-ru label").click()
    first = explored.library.items.select(Filters(languages=("ru",)), limit=1)[0]
    expect(titles.first).to_have_text(first.title)
    assert "part=" not in page.url


def test_foreign_text_stays_text(page: Page, explored: Explored) -> None:
    search(page, explored, "?q=zimbabwe&mode=words")
    [hit] = explored.library.search.hits("zimbabwe", mode=SearchMode.WORDS)
    result = page.locator(f".st-key-item-found-{hit.item.id}")
    expect(result).to_contain_text(":red[zimbabwe] bold $5 and code")
    assert result.locator("img").count() == 0
    assert result.locator("strong").all_inner_texts().count("zimbabwe") >= 1


def test_a_result_is_filed_and_taken_back(page: Page, explored: Explored) -> None:
    item = explored.library.items.select(Filters(zones=(Zone.NICE_TO_HAVE,)), limit=1)[0]
    search(page, explored, "?zone=nice-to-have")
    row = page.locator(f".st-key-item-found-{item.id}")
    filters = page.locator(".st-key-filters")
    # Where the page's content has it: Playwright may scroll to what it clicks.
    place = "at => at.getBoundingClientRect().y + document.querySelector('[data-testid=stMain]').scrollTop"
    at_rest(page)
    expect(row).to_be_visible()
    stood = filters.evaluate(place)
    row.get_by_role("button", name="File").click()
    page.get_by_role("menuitem", name=re.compile("put.and.forget")).click()
    expect(page.get_by_text("Filed in")).to_be_visible()
    expect(row).to_have_count(0)
    # What was done is said without moving anything.
    assert filters.evaluate(place) == stood
    assert explored.library.items.get(item.key).item.zone is Zone.PUT_AND_FORGET
    page.get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()
    assert explored.library.items.get(item.key).item.zone is Zone.NICE_TO_HAVE


def test_results_are_shown_on_the_map(page: Page, explored: Explored) -> None:
    search(page, explored, "?q=retrieval")
    page.get_by_role("link", name="On the map").click()
    box = page.get_by_placeholder("Find and light")
    expect(box).to_have_value("retrieval")
    page.reload()
    expect(box).to_have_value("retrieval")
    # What is typed while the first run still draws the chart belongs to the page before.
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    box.fill("quantization")
    # The link's own word goes. Whether `q` takes its place in the address is a race Streamlit leaves open
    # between dropping one parameter and binding another, so only the effect is held to.
    page.wait_for_function("!location.search.includes('find=')")
    expect(box).to_have_value("quantization")


def test_several_are_chosen_tagged_filed_and_taken_back(page: Page, explored: Explored) -> None:
    library = explored.library
    items = [hit.item for hit in library.search.hits("quantization", limit=3)]
    zones = [item.zone for item in items]
    search(page, explored, "?q=quantization")
    for item in items[:2]:
        box = page.locator(f".st-key-choose-{item.id} label")
        expect(box).to_have_count(1)  # not while meaning joins in and rows change places
        box.click()
    bar = page.locator(".st-key-chosen-bar")
    expect(bar).to_contain_text("2 chosen")
    page.get_by_placeholder(BOX).fill("quantization of weights")  # another search: they stay chosen
    expect(bar).to_contain_text("2 chosen")

    bar.get_by_role("button", name="Tag").click()
    page.get_by_placeholder("A new tag, or one in use").fill("for the talk")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.get_by_text("Tagged #for the talk: 2 items")).to_be_visible()
    assert all("for the talk" in library.items.get(item.key).item.tags for item in items[:2])
    page.keyboard.press("Escape")

    bar.get_by_role("button", name="File").click()
    page.get_by_role("menuitem", name=re.compile("no-need")).click()
    expect(page.get_by_text("Filed in")).to_be_visible()
    assert {library.items.get(item.key).item.zone for item in items[:2]} == {Zone.NO_NEED}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert [library.items.get(item.key).item.zone for item in items] == zones

    bar.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown, a reading list").click()
    assert download.value.suggested_filename == "jomo.md"
    text = download.value.path().read_text(encoding="utf-8")
    assert [line[0] for line in text.splitlines() if line.startswith("- ")] == ["-", "-"]
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Let go").click()
    expect(bar).to_have_count(0)
    library.items.untag([item.key for item in items[:2]], "for the talk")


def test_keys_move_choose_file_and_open(page: Page, explored: Explored) -> None:
    library = explored.library
    first, second, *_ = [hit.item for hit in library.search.hits("attention", limit=5)]
    search(page, explored)
    box = page.get_by_placeholder(BOX)
    box.press_sequentially("attention", delay=10)  # x, 1 and o are letters while typing
    expect(page.locator(TITLES).first).to_have_text(first.title)
    # What was typed is answered as it grows; the last answer is there when nothing runs any more.
    at_rest(page)
    before = library.upkeep.stats().by_zone
    box.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(f".st-key-choose-{second.id} input")).to_be_checked()
    expect(page.locator(".st-key-chosen-bar")).to_contain_text("1 chosen")
    page.keyboard.press("x")
    expect(page.locator(".st-key-chosen-bar")).to_have_count(0)
    assert library.upkeep.stats().by_zone == before
    target = Zone.PUT_AND_FORGET if second.zone is not Zone.PUT_AND_FORGET else Zone.MUST_HAVE
    page.keyboard.press("4" if target is Zone.PUT_AND_FORGET else "1")
    expect(page.get_by_text("Filed in")).to_be_visible()
    assert library.items.get(second.key).item.zone is target
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert library.items.get(second.key).item.zone is second.zone
    page.keyboard.press("k")  # filing went on to the third
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Item · Jomo")
    expect(page.get_by_role("heading", name=first.title)).to_be_visible()
    page.go_back()
    expect(box).to_have_value("attention")
    expect(page.locator(TITLES).first).to_have_text(first.title)


def test_u_takes_the_last_step_back_where_no_notice_offers_it(page: Page, explored: Explored) -> None:
    library = explored.library
    first, second, *_ = [hit.item for hit in library.search.hits("attention", limit=5)]
    library.items.tag([second.key], "elsewhere")
    library.items.tag([first.key], "elsewhere")
    search(page, explored, "?q=attention")
    expect(page.locator(TITLES).first).to_have_text(first.title)
    expect(page.locator(".st-key-notice-bar")).to_have_count(0)
    page.keyboard.press("u")
    notice = page.locator(".st-key-notice-bar")
    expect(notice).to_contain_text("Taken back:")
    expect(notice.get_by_role("button", name="Undo")).to_have_count(0)
    assert "elsewhere" not in library.items.get(first.key).item.tags
    assert "elsewhere" in library.items.get(second.key).item.tags
    page.keyboard.press("u")
    eventually(page, lambda: "elsewhere" not in library.items.get(second.key).item.tags)


def test_results_filed_in_haste_are_all_filed(page: Page, explored: Explored) -> None:
    library = explored.library
    hits = [hit.item for hit in library.search.hits("attention", limit=4)]
    search(page, explored, "?q=attention")
    expect(page.locator(TITLES).first).to_have_text(hits[0].title)
    page.get_by_placeholder(BOX).press("ArrowDown")
    given = [Zone.PUT_AND_FORGET if item.zone is not Zone.PUT_AND_FORGET else Zone.MUST_HAVE for item in hits]
    for zone in given:
        page.keyboard.press("4" if zone is Zone.PUT_AND_FORGET else "1")
        page.wait_for_timeout(30)
    eventually(page, lambda: [item.zone for item in library.items.by_ids([hit.id for hit in hits])] == given)
    for _ in hits:
        library.history.undo()


def test_more_like_one_several_and_a_text(page: Page, explored: Explored) -> None:
    library = explored.library
    one, other = (hit.item for hit in library.search.hits("quantization", limit=2))
    search(page, explored, "?q=quantization")
    page.locator(f".st-key-found-like-{one.id} button").click()
    expect(page.get_by_role("heading", name="More like this")).to_be_visible()
    titles = page.locator(TITLES)
    expect(titles.first).to_have_text(library.search.similar([one.key], limit=1)[0].item.title)
    page.reload()
    expect(page.get_by_role("heading", name="More like this")).to_be_visible()
    page.get_by_role("button", name="Back to the search").click()
    expect(page.get_by_placeholder(BOX)).to_have_value("quantization")
    expect(titles.first).to_have_text(one.title)
    assert "like=" not in page.url

    search(page, explored, f"?like={quote(one.key)}&like={quote(other.key)}")
    expect(page.get_by_role("heading", name="More like 2 items")).to_be_visible()
    expect(titles.first).to_have_text(library.search.similar([one.key, other.key], limit=1)[0].item.title)
    text = "Compressing the key-value cache of long contexts to two bits."
    page.get_by_role("button", name="More like a text").click()
    page.get_by_label("Paste an abstract").fill(text)
    page.get_by_role("button", name="Find what is like it").click()
    expect(page.get_by_role("heading", name="More like a text")).to_be_visible()
    expect(titles.first).to_have_text(library.search.similar(text=text, limit=1)[0].item.title)


def test_a_saved_search_tells_on_today_what_is_new(page: Page, explored: Explored, tmp_path: Path) -> None:
    library = explored.library
    search(page, explored, "?q=quokka&kind=note&mode=words")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_label("Its name").fill("Marsupials")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as Marsupials.")).to_be_visible()
    note = tmp_path / "quokka.md"
    note.write_text("# On the quokka\n\nThe quokka smiles.\n", encoding="utf-8")
    just_after = (datetime.now(UTC) + timedelta(seconds=2)).isoformat(timespec="seconds")
    library.intake.add([str(note)], saved_at=just_after)
    library.work.embed()
    page.goto(explored.address)
    row = page.locator("[class*='st-key-saved-row']", has_text="Marsupials")
    expect(row).to_contain_text("1 new")
    row.get_by_role("link", name="Marsupials").click()
    expect(page.get_by_placeholder(BOX)).to_have_value("quokka kind:note")
    expect(page.locator(TITLES).first).to_have_text("On the quokka")
    expect(page.locator("[class*='st-key-item-body-found']").first).to_contain_text("new The quokka smiles")
    assert {one.name: one.new for one in library.search.saved()}["Marsupials"] == 0
    search(page, explored)
    row.get_by_role("button", name="Forget").click()
    expect(page.get_by_text("Forgot the search Marsupials.")).to_be_visible()
    assert "Marsupials" not in {one.name for one in library.search.saved()}
    page.get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()
    library.search.forget("Marsupials")


@pytest.mark.parametrize("path", ["search", "search?q=attention", "map", "areas", "reflection?view=Figures"])
def test_narrow_pages_do_not_scroll_sideways(page: Page, explored: Explored, path: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{explored.address}/{path}")
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0


def test_on_a_phone_twenty_results_are_short_the_menu_closes_and_the_bar_is_at_hand(
    phone: Page, explored: Explored
) -> None:
    phone.goto(f"{explored.address}/search?q=attention")
    expect(phone.locator(TITLES)).to_have_count(20)
    phone.wait_for_selector("[data-test-script-state=notRunning]")
    height = phone.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height < 3000, height
    # What is done with an item is in reach without scrolling.
    phone.locator(TITLES).first.tap()
    for name in ("bar-read", "bar-note", "bar-narrow"):
        button = phone.locator(f".st-key-{name} button").locator("visible=true").first
        expect(button).to_be_in_viewport(ratio=1)
    menu = phone.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "true")
    phone.get_by_test_id("stExpandSidebarButton").tap()
    expect(menu).to_have_attribute("data-collapsed", "false")
    phone.get_by_test_id("stSidebarNav").get_by_role("link", name="Notes").tap()
    expect(phone.get_by_role("heading", name="Notes")).to_be_visible()
    expect(menu).to_have_attribute("data-collapsed", "true")
