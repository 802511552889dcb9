"""What may be here twice: on an item's page, and in a list on the Add page."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Action, Document, Kind
from tests.pages import visit

TITLE = "On <b>the</b> drying of nets in northern harbours"
ONE = Document("doi:10.1000/nets", Kind.PAPER, TITLE, "Nets dry in the wind.")
OTHER = Document("url:https://site.example/nets", Kind.ARTICLE, TITLE, "Nets dry.")


def test_an_item_says_what_it_may_be_and_takes_a_word_on_it(library: Library) -> None:
    ingest(library.store, [ONE, OTHER])
    first, second = (library.items.get(one.key).item.id for one in (ONE, OTHER))
    app = visit("item", key=OTHER.key)
    assert any("May be the same as this (the same title)" in one.value for one in app.markdown)
    app.button(key=f"merge-{first}-{second}").click().run()
    assert not app.exception and library.items.count() == 1
    assert not any("May be the same" in one.value for one in app.markdown)
    app.button(key="notice-undo").click().run()
    assert not app.exception and library.items.count() == 2


def test_the_whole_library_is_looked_through_when_asked_to(library: Library) -> None:
    ingest(library.store, [ONE, OTHER])
    first, second = (library.items.get(one.key).item.id for one in (ONE, OTHER))
    app = visit("add")
    app.button(key="twins-look").click().run()
    assert any(one.value.startswith(":gray[1 pair.") for one in app.markdown)
    app.button(key=f"apart-{first}-{second}").click().run()
    assert not app.exception
    assert any("Nothing looks as if it were here twice" in one.value for one in app.markdown)
    assert library.items.get(ONE.key).events[-1].action is Action.HELD_APART
