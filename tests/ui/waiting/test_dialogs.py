"""What an item's page tells of its waiting, and what is asked before it is handed over."""

from __future__ import annotations

import pytest

from kb.clock import tomorrow
from kb.ingest.save import ingest
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import Document, Filters, Kind, State, Zone
from tests.conftest import PATIENCE_S
from tests.pages import AppTest, visit
from tests.ui.test_pages import said

MUST = Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING))
PAPER = Document("doi:10.1000/a", Kind.PAPER, "Segmentation of lungs", "", "Lungs are segmented well.")


def test_an_items_page_tells_who_has_it_what_came_back_and_where_it_waits(library: Library) -> None:
    ingest(library.store, [PAPER])
    [item] = library.items.select()
    library.delegations.give([PAPER.key], "Anna_B", "2999-12-31")
    library.delegations.give([PAPER.key], "Boris")
    library.delegations.returned(PAPER.key, "We tried it: it works\nand is fast\n\nMore soon", 4)
    library.waiting.park([PAPER.key], "lungs")
    page = visit("item", key=PAPER.key)
    for words in (
        "due 31 December 2999",
        "Back from Boris, today · ★★★★",
        "it works  \nand is fast\n\nMore",
        "Waits in lungs",
    ):
        assert words in said(page)
    page.button(key=f"let-out-{item.id}").click().run()
    assert library.waiting.parked() == []
    assert page.button(key=f"bar-park-{item.id}")


def test_putting_off_in_russian_means_the_same_day(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    first = sampled.items.select(MUST, order="oldest")[0]
    page = visit()
    later = page.menu_button(key=f"now-later-{first.id}")
    assert later.label == "Не сейчас"
    assert later.options[0].startswith("Завтра :gray[") and later.options[-1] == "Перенести в nice-to-have"
    later.set_value(Later.TOMORROW).run()
    assert sampled.triage.snoozed() == {first.id: tomorrow()}
    assert "Отложено до завтра: " in said(page)


@pytest.mark.parametrize("seen", [True, False])
def test_what_was_not_looked_at_is_asked_about_first(library: Library, seen: bool) -> None:
    ingest(library.store, [PAPER])

    def script(seen: bool) -> None:
        from kb.library import Library
        from kb.settings import Settings
        from kb.ui.waiting.delegate import delegate

        library = Library(Settings())
        delegate(library, library.items.select(), seen=seen)

    app = AppTest.from_function(script, default_timeout=PATIENCE_S, args=(seen,))
    app.run()
    assert not app.exception
    assert ("You have not opened it" in said(app)) is not seen
