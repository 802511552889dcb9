"""Triage in a real browser: each key belongs to the card it was pressed on, none is lost, U takes back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.measuring import busy_cores
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.text.words import stem
from kb.types import READING_ZONES, Document, Item, Kind, Zone
from kb.ui.triage.session import LENGTH
from tests.browser.decks import eventually, ready, settled, title, type_keys

Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def home(make_home: Callable[..., Path]) -> Path:
    return make_home("keys")


@pytest.fixture(scope="module")
def address(home: Path, serve: Serve) -> Iterator[str]:
    with serve(home) as started:
        yield started


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    """The library with its inbox as it was: what a test files goes back."""
    opened = Library(Settings(home=home))
    waiting = [item.key for item in opened.triage.queue()]
    yield opened
    opened.triage.move(waiting, Zone.INBOX)
    opened.close()


def open_triage(page: Page, address: str) -> None:
    page.goto(f"{address}/triage")
    ready(page)


def waiting(library: Library) -> list[Item]:
    """What waits in the inbox, in the order it comes up."""
    return library.items.by_ids(library.lists.to_triage())


def zones(library: Library) -> dict[str, Zone]:
    return {item.title: item.zone for item in library.items.select()}


def test_twenty_cards_at_five_keys_a_second_on_a_busy_machine(
    address: str, page: Page, library: Library
) -> None:
    queue = [item.title for item in waiting(library)][:LENGTH]
    before = zones(library)
    assert len(set(queue)) == LENGTH
    open_triage(page, address)
    with busy_cores():
        pressed = type_keys(page, [str(place % 4 + 1) for place in range(LENGTH)])
        settled(page)
    assert [shown for shown, _ in pressed] == queue
    filed = {shown: READING_ZONES[int(key) - 1] for shown, key in pressed}
    assert zones(library) == before | filed
    expect(page.get_by_text("Filed in this round: 5 must-have, 5 nice-to-have")).to_be_visible()


def test_keys_and_undo_in_haste_end_where_they_should(address: str, page: Page, library: Library) -> None:
    queue = [item.title for item in waiting(library)]
    before = zones(library)
    open_triage(page, address)
    pressed = type_keys(page, "12u34uu1s2u3", gap_ms=60)
    # What was on display follows from the keys alone, however slow the page behind is.
    assert [queue.index(shown) for shown, _ in pressed] == [0, 1, 2, 1, 2, 3, 2, 1, 2, 3, 4, 3]
    settled(page)
    must, _, no_need, _ = READING_ZONES
    assert zones(library) == before | {queue[0]: must, queue[1]: must, queue[3]: no_need}
    assert title(page) == queue[4]


def test_a_dialog_that_is_closed_leaves_no_word_of_what_it_was_for(address: str, page: Page) -> None:
    open_triage(page, address)
    shown, dialog = title(page), page.get_by_role("dialog")
    for key in "pd":
        page.keyboard.press(key)
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page.locator(".jd-said")).to_be_empty()
        assert title(page) == shown


def test_a_card_filed_elsewhere_meanwhile_is_left_alone_and_said(
    address: str, page: Page, library: Library
) -> None:
    first, second = waiting(library)[:2]
    open_triage(page, address)
    library.triage.move([first.key], Zone.NO_NEED)
    type_keys(page, "12", gap_ms=50)
    expect(page.get_by_role("alert")).to_contain_text(
        f"{first.title}: left alone, it was decided meanwhile: no-need"
    )
    # Below it nothing says that it was filed; what is said of the next one depends on which came first.
    expect(page.locator(".jd-said")).not_to_contain_text(first.title)
    settled(page)
    assert library.items.get(first.key).item.zone is Zone.NO_NEED
    assert library.items.get(second.key).item.zone is Zone.NICE_TO_HAVE
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_leaving_at_once_loses_no_key(address: str, page: Page, library: Library) -> None:
    queue = waiting(library)
    open_triage(page, address)
    type_keys(page, "123", gap_ms=30)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Today").click()
    expect(page).to_have_title("Today · Jomo")
    eventually(
        page, lambda: [library.items.get(item.key).item.zone for item in queue[:3]] == [*READING_ZONES[:3]]
    )
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Triage").click()
    ready(page)
    type_keys(page, "4", gap_ms=0)
    page.reload()
    ready(page)
    settled(page)
    assert library.items.get(queue[3].key).item.zone is Zone.PUT_AND_FORGET
    assert library.items.get(queue[4].key).item.zone is Zone.INBOX


def test_a_note_half_written_is_there_again(address: str, page: Page, library: Library) -> None:
    queue = waiting(library)
    open_triage(page, address)
    page.keyboard.press("n")
    page.keyboard.type("half 1")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Note")).to_have_value("half 1")
    page.reload()
    ready(page)
    page.keyboard.press("n")
    page.keyboard.type(" and 2")
    page.keyboard.press("Enter")
    settled(page)
    [(_, note)] = library.notes.of_item(queue[0].key)
    assert note.note == "half 1 and 2"
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Note")).to_have_value("")


def test_a_double_click_and_a_held_key_file_one_card(address: str, page: Page, library: Library) -> None:
    queue = waiting(library)
    open_triage(page, address)
    page.get_by_role("button", name="must-have").dblclick()
    page.keyboard.down("2")
    page.keyboard.down("2")
    page.keyboard.up("2")
    page.keyboard.press("Control+3")
    settled(page)
    found = [library.items.get(item.key).item.zone for item in queue[:3]]
    assert found == [Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.INBOX]


def test_undo_reaches_back_and_then_says_there_is_nothing(address: str, page: Page, library: Library) -> None:
    first = waiting(library)[0]
    library.items.set_state([first.key], first.state)
    library.items.tag([first.key], "seen")
    library.triage.move([first.key], Zone.MUST_HAVE)
    open_triage(page, address)
    page.keyboard.press("u")
    assert title(page) == first.title
    settled(page)
    assert library.items.get(first.key).item.zone is Zone.INBOX
    page.keyboard.press("u")
    expect(page.get_by_text("Nothing filed from the inbox just now.")).to_be_visible()
    assert "seen" in library.items.get(first.key).item.tags


def test_the_place_is_kept_when_an_item_is_opened(address: str, page: Page, library: Library) -> None:
    queue = waiting(library)
    open_triage(page, address)
    type_keys(page, "so", gap_ms=0)
    expect(page.get_by_role("heading", name=queue[1].title)).to_be_visible()
    expect(page).to_have_title("Item · Jomo")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Triage").click()
    ready(page)
    expect(page.get_by_text("2 of 20")).to_be_visible()
    assert title(page) == queue[1].title


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (400, 700)])
def test_what_decides_is_in_sight_and_stays_in_its_place(
    address: str, page: Page, library: Library, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_triage(page, address)
    buttons = page.locator(":is(.jd-choices, .jd-others) button").all()

    def places() -> list[float]:
        boxes = [button.bounding_box() for button in buttons]
        return [side for box in boxes if box for side in (box["y"], box["x"])]

    before = places()
    assert len(before) == 2 * 11
    assert max(before[::2]) + 40 <= height
    for key in ("1", "s", "2", "z", "z", "u"):
        page.keyboard.press(key)
        settled(page)
        assert places() == pytest.approx(before, abs=1)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (400, 700)])
def test_an_empty_inbox_shows_no_button_that_does_nothing(
    address: str, page: Page, library: Library, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    library.triage.move([item.key for item in waiting(library)], Zone.NICE_TO_HAVE)
    page.goto(f"{address}/triage")
    expect(page.get_by_text("The inbox is empty.")).to_be_visible()
    assert page.locator(".jd-do button:disabled").filter(visible=True).count() == 0
    expect(page.get_by_role("link", name="Add something").last).to_be_in_viewport(ratio=1)


def test_the_last_card_leaves_undo_alone_and_where_it_was(address: str, page: Page, library: Library) -> None:
    library.triage.move([item.key for item in waiting(library)[1:]], Zone.NICE_TO_HAVE)
    open_triage(page, address)
    undo = page.locator(".jd-others [data-do=undo]")
    before = undo.bounding_box()
    page.keyboard.press("2")
    expect(page.get_by_text("The inbox is empty.")).to_be_visible()
    assert page.locator(".jd-do button").filter(visible=True).count() == 1
    after = undo.bounding_box()
    assert undo.is_enabled() and before and after
    # The links that come below the deck may push it by a hair: a finger does not notice.
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=2)
    page.keyboard.press("u")
    ready(page)
    settled(page)


def test_typing_in_a_box_files_nothing(address: str, page: Page, library: Library) -> None:
    before = library.upkeep.stats().by_zone
    page.goto(f"{address}/add")
    box = page.get_by_label("Paste links, arXiv ids, paths or a text")
    expect(box).to_be_visible()
    box.click()
    page.keyboard.type("1234 usot")
    assert library.upkeep.stats().by_zone == before
    expect(box).to_have_value("1234 usot")


def test_a_reason_that_is_none_is_switched_off_at_one_press(
    make_home: Callable[..., Path], serve: Serve, page: Page
) -> None:
    home = make_home("reasons", sampled=False)
    library = Library(Settings(home=home))
    subjects, zones = ("kernels", "proteins"), (Zone.MUST_HAVE, Zone.PUT_AND_FORGET)
    documents = [Document(f"note:{n}", Kind.NOTE, f"Of {subjects[n % 2]}, {n}") for n in range(44)]
    ingest(library.store, documents)
    for n in range(40):
        library.triage.move([f"note:{n}"], zones[n % 2])
    [first, *_] = waiting(library)
    word = next(subject for subject in subjects if subject in first.title)
    with serve(home) as address:
        open_triage(page, address)
        reason = page.locator(".jd-beside button").filter(has_text=f"No reason: {word}")
        reason.click()
        # It is gone at once, and the keys are heard as ever: the card is where it was.
        expect(reason).to_have_count(0)
        expect(page.locator(".jd-said")).to_have_text(f"No reason: {word}")
        assert title(page) == first.title
        settled(page)
        assert library.forecast.no_reasons() == [f"word:{stem(word)}"]
        type_keys(page, "4", gap_ms=0)
        settled(page)
    assert library.items.get(first.key).item.zone is Zone.PUT_AND_FORGET
    library.close()
