"""A morning's session from its beginning to its end and back, by keys alone and by touch alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.clock import now, today
from kb.library import Library
from kb.settings import Settings
from kb.store import audits
from kb.types import READING_ZONES, Filters, Item, State, Zone
from kb.ui.triage.session import LENGTH
from tests.browser.decks import ready, settled, title, type_keys
from tests.browser.waiting import at_rest

MUST_HAVE = Filters(zones=(Zone.MUST_HAVE,))
FIVE_A_SECOND_MS = 200


@pytest.fixture(scope="module")
def home(make_home: Callable[..., Path]) -> Path:
    return make_home("session")


@pytest.fixture(scope="module")
def address(home: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    with serve(home) as started:
        yield started


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    """The library with must-have read to its end. What a test does it takes back itself; one that fails on
    the way fails alone."""
    opened = Library(Settings(home=home))
    opened.items.set_state([item.key for item in opened.items.select(MUST_HAVE)], State.READ)
    begun = opened.history.last()
    yield opened
    while (last := opened.history.last()) != begun:
        assert last
        opened.history.undo(last.id)
    opened.close()


def waiting(library: Library) -> list[Item]:
    """What waits in the inbox, in the order it comes up."""
    return library.items.by_ids(library.lists.to_triage())


def zones(library: Library) -> dict[str, Zone]:
    return {item.key: item.zone for item in library.items.select()}


def come_days_later(library: Library) -> None:
    """Makes the day on which everything comes back the present one."""
    with library.store.write() as db:
        db.execute("UPDATE events SET after = ? WHERE action = 'snoozed' AND after > ?", (today(), today()))


def hand_over(page: Page, name: str) -> None:
    """Fills in the dialog and sends it."""
    asked = page.get_by_role("dialog")
    asked.get_by_label("To whom").fill(name)
    page.keyboard.press("Enter")
    asked.get_by_role("button", name="Hand over", exact=True).click()
    expect(asked).to_have_count(0)


def park(page: Page, where: str) -> None:
    asked = page.get_by_role("dialog")
    asked.get_by_label("Until a survey comes of").fill(where)
    page.keyboard.press("Enter")
    asked.get_by_role("button", name="Park", exact=True).click()
    expect(asked).to_have_count(0)


def bring_a_survey(library: Library, folder: Path, of: Item) -> None:
    """Saves a survey that names an item."""
    survey = folder / "survey.md"
    survey.write_text(
        "# A survey of small models: methods, benchmarks and open problems\n\nWe review the field and compare"
        f" what was published, [{of.title}]({of.url}) among it.\n"
    )
    library.intake.add([str(survey)], zone=Zone.NICE_TO_HAVE)


def test_a_session_by_keys_alone(address: str, page: Page, library: Library) -> None:
    before, queue = zones(library), waiting(library)
    assert len(queue) == LENGTH
    page.goto(f"{address}/triage")
    ready(page)
    expect(page.get_by_text("Gate open: nothing in must-have is waiting.")).to_be_visible()

    # Twenty cards at five a second: filed and put off, in the order they stood.
    keys = ["1", "2", "3", "4", "1"] * 4
    pressed = type_keys(page, keys, FIVE_A_SECOND_MS)
    settled(page)
    assert [shown for shown, _ in pressed] == [item.title for item in queue]
    filed = {item.key: READING_ZONES[int(key) - 1] for item, key in zip(queue, keys, strict=True)}
    assert zones(library) == before | filed
    must = [item for item in queue if filed[item.key] is Zone.MUST_HAVE]
    closed = f"Gate closed: it opens when {len(must)} must-have items are read."
    expect(page.get_by_text(closed)).to_be_visible()

    # Must-have is thinned: what is moved down opens the gate, which says so.
    page.goto(f"{address}/triage?thin=must-have")
    ready(page)
    type_keys(page, ["2"] * len(must), FIVE_A_SECOND_MS)
    settled(page)
    expect(
        page.get_by_text(f"Gate open: nothing in must-have is waiting; {len(must)} moved down")
    ).to_be_visible()
    type_keys(page, ["u"] * len(must), FIVE_A_SECOND_MS)
    settled(page)
    expect(page.get_by_text(closed)).to_be_visible()

    # Undo leads back to the beginning.
    page.goto(f"{address}/triage")
    expect(page.locator(".jomo-deck[data-state=end]")).to_be_visible()
    type_keys(page, ["u"] * LENGTH, FIVE_A_SECOND_MS)
    settled(page)
    assert zones(library) == before
    assert title(page) == queue[0].title
    expect(page.get_by_text("Gate open: nothing in must-have is waiting.")).to_be_visible()


def test_what_is_put_off_handed_over_and_parked_comes_back(
    address: str, page: Page, library: Library, tmp_path: Path
) -> None:
    queue = waiting(library)
    bring_a_survey(library, tmp_path, queue[2])
    before = zones(library)
    page.goto(f"{address}/triage")
    ready(page)
    type_keys(page, ["z", "z", "n"], FIVE_A_SECOND_MS)
    page.keyboard.type("Ask about the second table")
    type_keys(page, ["Enter", "d"], FIVE_A_SECOND_MS)
    hand_over(page, "Ira")
    expect(page.locator(".jd-title")).to_have_text(queue[2].title)
    page.keyboard.press("p")
    park(page, "Compression")
    expect(page.locator(".jd-title")).to_have_text(queue[3].title)
    settled(page)
    assert [note.note for _, note in library.notes.of_item(queue[1].key)] == ["Ask about the second table"]
    assert {item.key for item in waiting(library)} == {item.key for item in queue[3:]}
    assert zones(library) == before

    # The survey settles what it covers, the gist comes, the day comes.
    page.goto(f"{address}/waiting")
    page.get_by_role("button", name="Settle 1 item with it").click()
    expect(page.get_by_text("Settled with one reading: 1 item")).to_be_visible()
    at_rest(page)
    [with_ira] = library.delegations.of(queue[1].key)
    page.locator(f"[class*='-returned-{with_ira.id}'] button").click()
    page.get_by_label("What they told").fill("Not for us")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    come_days_later(library)
    page.goto(f"{address}/triage")
    ready(page)
    expect(page.get_by_text("1 of 19")).to_be_visible()
    assert {item.key for item in waiting(library)} == {item.key for item in queue} - {queue[2].key}
    assert library.items.get(queue[2].key).item.zone is Zone.PUT_AND_FORGET
    [back] = library.delegations.of(queue[1].key)
    assert (back.person, back.gist) == ("Ira", "Not for us")

    # All of it goes back, the last step first.
    for _ in range(6):
        library.history.undo()
    assert zones(library) == before and library.notes.of_item(queue[1].key) == []


def test_what_was_filed_by_itself_is_checked(address: str, page: Page, library: Library) -> None:
    before, [first, *_] = zones(library), waiting(library)
    with library.store.write() as db:
        audits.file(db, {first.id: (Zone.NO_NEED, 0.95)}, [first.id], now())
    page.goto(f"{address}/triage")
    page.get_by_text("1 to check").click()
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_text("Checked: it was right.")).to_be_visible()
    assert library.forks.audits() == []
    for _ in range(2):
        library.history.undo()
    assert zones(library) == before


def button(page: Page, name: str) -> Locator:
    return page.locator(":is(.jd-choices, .jd-others) button").filter(has_text=name)


def test_a_session_by_touch_alone(address: str, phone: Page, library: Library) -> None:
    before, queue = zones(library), waiting(library)
    phone.goto(f"{address}/triage")
    ready(phone)
    names = ["must-have", "nice-to-have", "no-need", "put-and-forget"]
    places = {name: button(phone, name).bounding_box() for name in [*names, "Not now", "Undo"]}
    assert all(box and box["y"] + box["height"] <= 740 and box["height"] >= 40 for box in places.values())

    def touch(name: str) -> None:
        box = places[name]
        assert box
        phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        phone.wait_for_timeout(FIVE_A_SECOND_MS)

    touch("Not now")
    phone.locator(".jd-panel button").first.tap()
    for place in range(1, LENGTH):
        assert title(phone) == queue[place].title
        touch(names[place // 5])
    settled(phone)
    expect(phone.get_by_text("Filed in this round: 4 must-have, 5 nice-to-have, 5 no-need")).to_be_visible()
    assert {name: button(phone, name).bounding_box() for name in places} == places
    assert list(library.triage.snoozed()) == [queue[0].id]
    for _ in range(LENGTH):
        touch("Undo")
    settled(phone)
    assert zones(library) == before and library.triage.snoozed() == {}
    assert title(phone) == queue[0].title


def test_what_is_put_off_handed_over_and_parked_comes_back_by_touch(
    address: str, phone: Page, library: Library, tmp_path: Path
) -> None:
    queue = waiting(library)
    bring_a_survey(library, tmp_path, queue[2])
    before = zones(library)
    phone.goto(f"{address}/triage")
    ready(phone)
    button(phone, "Not now").tap()
    phone.locator(".jd-panel button").first.tap()
    expect(phone.locator(".jd-title")).to_have_text(queue[1].title)
    button(phone, "Hand over").tap()
    fill_in(phone, "To whom", "Ira", "Hand over")
    expect(phone.locator(".jd-title")).to_have_text(queue[2].title)
    button(phone, "Not now").tap()
    phone.locator(".jd-panel button").filter(has_text="when a survey comes").tap()
    fill_in(phone, "Until a survey comes of", "Compression", "Park")
    expect(phone.locator(".jd-title")).to_have_text(queue[3].title)
    settled(phone)
    assert {item.key for item in waiting(library)} == {item.key for item in queue[3:]}
    assert zones(library) == before

    phone.goto(f"{address}/waiting")
    phone.get_by_role("button", name="Settle 1 item with it").tap()
    expect(phone.get_by_text("Settled with one reading: 1 item")).to_be_visible()
    at_rest(phone)
    [with_ira] = library.delegations.of(queue[1].key)
    phone.locator(f"[class*='-returned-{with_ira.id}'] button").tap()
    phone.get_by_label("What they told").fill("Not for us")
    phone.get_by_role("button", name="Keep", exact=True).tap()
    expect(phone.get_by_role("dialog")).to_have_count(0)
    come_days_later(library)
    phone.goto(f"{address}/triage")
    ready(phone)
    assert {item.key for item in waiting(library)} == {item.key for item in queue} - {queue[2].key}
    assert library.items.get(queue[2].key).item.zone is Zone.PUT_AND_FORGET
    [back] = library.delegations.of(queue[1].key)
    assert (back.person, back.gist) == ("Ira", "Not for us")


def fill_in(phone: Page, field: str, words: str, then: str) -> None:
    """Writes words of one's own into a dialog's field that also offers some, and sends it, all by touch."""
    asked = phone.get_by_role("dialog")
    asked.get_by_label(field).tap()
    phone.keyboard.type(words)
    phone.get_by_role("option").filter(has_text=words).last.tap()
    asked.get_by_role("button", name=then, exact=True).tap()
    expect(asked).to_have_count(0)


def test_what_was_filed_by_itself_is_checked_by_touch(address: str, phone: Page, library: Library) -> None:
    before, [first, *_] = zones(library), waiting(library)
    with library.store.write() as db:
        audits.file(db, {first.id: (Zone.NO_NEED, 0.95)}, [first.id], now())
    phone.goto(f"{address}/triage")
    phone.get_by_text("1 to check").tap()
    phone.locator(f"[class*='audit-{first.id}-{Zone.MUST_HAVE}'] button").tap()
    expect(phone.get_by_text("Checked: now in must-have.")).to_be_visible()
    assert library.forks.audits() == []
    assert library.items.get(first.key).item.zone is Zone.MUST_HAVE
    for _ in range(2):
        library.history.undo()
    assert zones(library) == before
