"""Areas in a real browser: making, renaming and removing them, from an outline too; saying yes and no; what
the work asks for. Each test takes back what it did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.measuring import busy_cores
from kb.errors import NotFound
from kb.library import Library
from kb.types import Area, Depth, Filters, Role, SearchMode, Stance
from kb.ui.areas.questions import LENGTH
from tests.browser import decks
from tests.browser.waiting import at_rest

if TYPE_CHECKING:
    from tests.browser.conftest import Explored

OUTLINE = """Обзор описывает семь направлений.

1. Линейное внимание. Сложность самовнимания сводится к линейной.
2. Разреженное внимание. Не каждый токен смотрит на каждый.
3. Mixture of experts. Only a few experts of a layer work on each token.
4. Быстрое полное внимание. Обращения к памяти устроены лучше.
5. Гибридные архитектуры. Слои двух родов чередуются.
6. Диффузионные модели текста. Текст восстанавливается из шума.
7. Другие модальности. То же для картинок и звука.
"""


def open_areas(page: Page, explored: Explored, address: str = "", heading: str = "Areas") -> None:
    page.goto(f"{explored.address}/areas{address}")
    expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    ready(page)


def ready(page: Page) -> None:
    at_rest(page)


def line(page: Page, explored: Explored, name: str) -> Locator:
    return page.locator(f".st-key-lines-row-areas-{explored.library.areas.get(name).id}")


def opened(page: Page, explored: Explored, name: str) -> Locator:
    """What stands below an area's line, which is opened where it is not."""
    details = page.locator(f".st-key-area-{explored.library.areas.get(name).id}")
    ready(page)
    if not details.count():
        line(page, explored, name).get_by_role("button", name=name).click()
    expect(details).to_be_visible()
    return details


def names(explored: Explored) -> list[str]:
    return [area.name for area in explored.library.areas.every()]


def taken_back(page: Page) -> None:
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()


def test_an_area_is_made_removed_and_brought_back(page: Page, explored: Explored) -> None:
    name = "Слияние моделей: merging"
    open_areas(page, explored)
    page.get_by_role("button", name="New area").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_text("An area needs a name.")).to_be_visible()
    form.get_by_label("Name").fill(name)
    form.get_by_role("radio", name="tracked").click()
    criterion = form.get_by_role("textbox", name="Criterion: what belongs here")
    criterion.fill("Several trained models are joined into one.")
    form.get_by_label("Reason for the stance").fill("Cheap to try.")
    form.get_by_placeholder("Find items that belong here").fill("quantization")
    example, counter = [
        hit.item for hit in explored.library.search.hits("quantization", mode=SearchMode.WORDS, limit=2)
    ]
    for item, answer in ((example, "Yes"), (counter, "No")):
        row = form.locator(f"[class*='-found-{item.id}-row']")
        row.get_by_role("radio", name=answer).click()
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved the area")).to_be_visible()
    area = explored.library.areas.get(name)
    assert (area.stance, area.reason) == (Stance.TRACKED, "Cheap to try.")
    assert (area.examples, area.counter_examples) == ((example.key,), (counter.key,)) and area.review_on
    opened(page, explored, name).get_by_role("button", name="Edit").click()
    form.get_by_role("button", name="Remove the area").click()
    expect(page.get_by_text("Removed the area")).to_be_visible()
    with pytest.raises(NotFound):
        explored.library.areas.get(name)
    taken_back(page)
    expect(opened(page, explored, name).get_by_text("Because: Cheap to try.")).to_be_visible()
    assert explored.library.areas.get(name).counter_examples == area.counter_examples
    explored.library.areas.remove(name)


def test_the_open_line_is_in_the_address(page: Page, explored: Explored) -> None:
    area = explored.library.areas.every()[0]
    open_areas(page, explored)
    details = opened(page, explored, area.name)
    ready(page)
    page.reload()
    expect(details).to_be_visible()
    ready(page)
    line(page, explored, area.name).get_by_role("button", name=area.name).click()
    expect(details).to_have_count(0)
    ready(page)
    page.go_back()
    expect(details).to_be_visible()


def test_a_phone_says_what_is_due(phone: Page, explored: Explored) -> None:
    area = explored.library.areas.every()[0]
    open_areas(phone, explored)
    expect(line(phone, explored, area.name).get_by_text("look again now")).to_be_visible()


def test_a_renamed_area_keeps_everything_and_a_due_one_says_so(page: Page, explored: Explored) -> None:
    area = explored.library.areas.every()[0]
    open_areas(page, explored)
    again = line(page, explored, area.name).get_by_text(re.compile("now$"))
    expect(again).to_be_visible()
    own = opened(page, explored, area.name)
    own.get_by_role("button", name="Edit").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill(f"{area.name} (всё)")
    form.get_by_label("Reason for the stance").fill("Another reason.")
    form.get_by_label("Reason for the stance").blur()
    form.get_by_role("button", name="Save").click()
    expect(own.get_by_text("Because: Another reason.")).to_be_visible()
    after = explored.library.areas.get(f"{area.name} (всё)")
    assert after.reason == "Another reason."
    assert (after.id, after.criterion, after.stance) == (area.id, area.criterion, area.stance)
    assert after.examples == area.examples
    taken_back(page)
    own.get_by_role("button", name="It stays so").click()
    expect(page.get_by_text("stays as it is")).to_be_visible()
    expect(again).to_have_count(0)
    taken_back(page)
    assert explored.library.areas.get(area.name) == area


def test_a_count_leads_to_the_items(page: Page, explored: Explored) -> None:
    area = max(explored.library.areas.every(), key=lambda area: len(area.members))
    open_areas(page, explored)
    opened(page, explored, area.name).get_by_role("link", name=f"{len(area.members)} items").click()
    expect(page).to_have_title("Search · Jomo")
    count = explored.library.items.count(Filters(areas=(area.name,)))
    assert count == len(area.members)
    expect(page.get_by_text(f"{count} items, newest first")).to_be_visible()
    # The area stands among what is in force, to be taken away.
    expect(page.get_by_role("button", name=area.name)).to_be_visible()


def test_a_topic_of_the_map_prefills_the_form(page: Page, explored: Explored) -> None:
    topic = max(explored.library.map.read().topics, key=lambda topic: topic.size)
    open_areas(page, explored, f"?topic={topic.id}")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Name")).to_have_value(topic.name)
    expect(form.get_by_text("5 examples, 0 counter-examples")).to_be_visible()
    form.get_by_role("button", name="Leave it").click()
    expect(form).to_have_count(0)
    assert topic.name not in names(explored)


def test_a_pasted_outline_becomes_areas_in_one_step(page: Page, explored: Explored) -> None:
    before = names(explored)
    open_areas(page, explored)
    page.get_by_role("button", name="From an outline").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Outline").fill(OUTLINE)
    form.get_by_role("button", name="See what it names").click()
    entries = form.locator("[class*='st-key-outline-entry-']")
    expect(entries).to_have_count(7)
    expect(form.get_by_text("Only a few experts of a layer work on each token.", exact=True)).to_be_visible()
    expect(form.get_by_role("button", name="Make 7 areas")).to_be_visible()
    entries.nth(2).get_by_role("textbox").fill("MoE")
    entries.nth(2).get_by_role("textbox").press("Enter")
    form.get_by_role("radio", name="tracked").click()
    form.get_by_role("button", name="Make 7 areas").click()
    expect(page.get_by_text("Made 7 areas")).to_be_visible()
    made = [area for area in explored.library.areas.every() if area.name not in before]
    assert len(made) == 7 and {area.stance for area in made} == {Stance.TRACKED}
    assert explored.library.areas.get("MoE").criterion.startswith("Only a few experts")
    expect(line(page, explored, "MoE")).to_be_visible()
    taken_back(page)
    assert names(explored) == before


def open_round(page: Page, explored: Explored) -> Area:
    """Opens the round about the area that is in doubt most; returns the area."""
    area = max(explored.library.areas.every(), key=lambda area: area.borderline)
    open_areas(page, explored)
    opened(page, explored, area.name).get_by_role("button", name="in doubt").click()
    decks.ready(page)
    return area


@pytest.fixture
def library(explored: Explored) -> Iterator[Library]:
    """The explored library, without the answers that a test gives."""
    last = explored.library.history.last()
    yield explored.library
    while explored.library.history.last() != last:
        explored.library.history.undo()


def answers(library: Library, area: Area) -> dict[str, str]:
    """What was said of items since, by title: the key that says it."""
    now, said = library.areas.get(area.name), dict[str, str]()
    for key, before, after in (
        ("y", area.examples, now.examples),
        ("n", area.counter_examples, now.counter_examples),
    ):
        said |= {item.title: key for item in library.items.known(sorted({*after} - {*before})).values()}
    return said


def test_a_burst_of_answers_is_about_the_items_shown(
    page: Page, explored: Explored, library: Library
) -> None:
    area = open_round(page, explored)
    asked = library.items.by_ids([each.item_id for each in library.areas.borderline(area.name, LENGTH)])
    keys = "ynnyynynny"[: len(asked)]
    assert len(keys) > 4
    with busy_cores():
        pressed = decks.type_keys(page, keys)
        decks.settled(page)
    assert [shown for shown, _ in pressed] == [item.title for item in asked]
    assert answers(library, area) == dict(pressed)


def test_answers_in_haste_are_taken_back_between(page: Page, explored: Explored, library: Library) -> None:
    area = open_round(page, explored)
    queue = [
        item.title for item in library.items.by_ids([m.item_id for m in library.areas.borderline(area.name)])
    ]
    pressed = decks.type_keys(page, "yunsyun", gap_ms=60)
    assert [queue.index(shown) for shown, _ in pressed] == [0, 1, 0, 1, 2, 3, 2]
    decks.settled(page)
    assert answers(library, area) == {queue[0]: "n", queue[2]: "n"}
    assert decks.title(page) == queue[3]


def test_yes_and_no_teach_the_area_and_leaving_loses_none(
    page: Page, explored: Explored, library: Library
) -> None:
    area = open_round(page, explored)
    [asked] = library.areas.borderline(area.name, 1)
    expect(page.get_by_role("heading", name=f"Does this belong to {area.name}?")).to_be_visible()
    expect(page.locator(".jd-beside")).to_contain_text(asked.why)
    yes, no = [title for title, _ in decks.type_keys(page, "yn", gap_ms=30)]
    page.get_by_role("link", name="Stop").click()
    expect(line(page, explored, area.name)).to_be_visible()
    # What is pressed next does not lead back into the round.
    expect(page).not_to_have_url(re.compile("round="))
    assert answers(library, area) == {yes: "y", no: "n"}
    ids = {item.title: item.id for item in library.items.select()}
    assert (
        ids[yes] in library.areas.get(area.name).members
        and ids[no] not in library.areas.get(area.name).members
    )
    expect(page.get_by_text(f"{area.name}: ")).to_be_visible()
    opened(page, explored, area.name).get_by_role("button", name="in doubt").click()
    decks.ready(page)
    decks.type_keys(page, "u", gap_ms=0)
    assert decks.title(page) == no
    decks.type_keys(page, "o", gap_ms=0)
    expect(page).to_have_title("Item · Jomo")
    assert answers(library, area) == {yes: "y"}


def test_an_item_opened_in_a_round_leads_back_into_it(page: Page, explored: Explored) -> None:
    area = next(one for one in explored.library.areas.every() if one.borderline)
    open_areas(page, explored, f"?round={quote(area.name)}", area.name)
    decks.ready(page)
    asked = decks.title(page)
    page.keyboard.press("o")
    expect(page).to_have_title("Item · Jomo")
    page.go_back()
    expect(page.get_by_role("heading", name=area.name).first).to_be_visible()
    decks.ready(page)
    assert decks.title(page) == asked
    expect(page).to_have_url(re.compile("round="))


def test_a_part_of_the_page_begins_at_its_beginning_and_leads_back_to_where_it_was_opened(
    page: Page, explored: Explored
) -> None:
    page.set_viewport_size({"width": 1440, "height": 600})
    area = max(explored.library.areas.every(), key=lambda area: len(area.members))
    open_areas(page, explored)
    why = opened(page, explored, area.name).get_by_role("button", name="Why these")
    main = page.get_by_test_id("stMain")
    down = main.evaluate("node => (node.scrollTop = 300, node.scrollTop)")
    assert down > 0
    why.evaluate("button => button.click()")  # Playwright would scroll to it.
    expect(page.get_by_role("button", name="Why these")).to_have_count(0)
    ready(page)
    assert main.evaluate("node => node.scrollTop") == 0
    page.go_back()
    expect(why).to_be_visible()
    page.wait_for_function(
        "down => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - down) < 2", arg=down
    )


def test_members_say_why_and_are_corrected(page: Page, explored: Explored) -> None:
    library = explored.library
    area = max(library.areas.every(), key=lambda area: len(area.members))
    open_areas(page, explored)
    opened(page, explored, area.name).get_by_role("button", name="Why these").click()
    member = next(each for each in library.areas.members(area.name) if "You said" not in each.why)
    row = page.locator(f".st-key-item-member-{member.item_id}")
    expect(row.get_by_text(member.why)).to_be_visible()
    row.get_by_role("button", name="Not this").click()
    expect(page.get_by_text("does not belong to")).to_be_visible()
    expect(row).to_have_count(0)
    assert member.item_id not in library.areas.get(area.name).members
    taken_back(page)
    expect(row).to_be_visible()
    row.get_by_role("link").first.click()
    expect(page).to_have_title("Item · Jomo")
    own = page.locator(f".st-key-fit-{area.id}")
    expect(own.get_by_text(member.why)).to_be_visible()
    own.get_by_role("link", name=area.name).click()
    expect(page.get_by_role("heading", name=area.name)).to_be_visible()
    assert library.areas.get(area.name) == area


def test_a_gap_of_the_role_becomes_an_area(page: Page, explored: Explored) -> None:
    library, text = explored.library, "Стоимость обслуживания: cheaper serving"
    before = names(explored)
    for ask in library.role.read().asks:
        library.role.remove_ask(ask.text)
    open_areas(page, explored, "?tab=Role")
    page.get_by_label("One more thing it asks for").fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=text)).to_be_visible()
    expect(page.get_by_text("No area serves it.")).to_have_count(1)
    page.get_by_role("button", name=text).click()
    page.get_by_role("radio", name="Breadth").click()
    expect(page.get_by_text("Be aware of what appears.")).to_be_visible()
    assert asked(library.role.read(), text) == (Depth.BREADTH, ())
    page.get_by_role("button", name="Make an area for it").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Name")).to_have_value(text)
    form.get_by_label("Name").fill("Обслуживание")
    form.get_by_label("Name").press("Enter")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved the area")).to_be_visible()
    assert asked(library.role.read(), text) == (Depth.BREADTH, ("Обслуживание",))
    assert library.areas.get("Обслуживание").criterion == text
    taken_back(page)
    assert names(explored) == before and asked(library.role.read(), text) == (Depth.BREADTH, ())
    library.role.remove_ask(text)


def asked(role: Role, text: str) -> tuple[Depth, tuple[str, ...]]:
    [found] = [ask for ask in role.asks if ask.text == text]
    return found.depth, found.areas
