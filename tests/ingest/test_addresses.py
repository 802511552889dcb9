"""Libraries that were filled when fewer addresses were known to be one."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Kind, Reference
from tests.conftest import StemEncoder

_PAGE = "url:https://ieeexplore.ieee.org/document/9878519"
_BEFORE = "url:https://ieeexplore.ieee.org/abstract/document/9878519"


def page(key: str) -> Document:
    return Document(key, Kind.ARTICLE, "Alignment of Wings", text="How wings are aligned.")


def post() -> Document:
    return Document(
        "post:telegram/wings/7",
        Kind.POST,
        "On wings",
        text=f"Read {_PAGE[4:]}",
        references=(Reference(_PAGE[4:], _PAGE),),
    )


def as_before(library: Library) -> None:
    """What the library would hold had it been filled by the rules of before."""
    with library.store.write() as db:
        for table in ("items", "aliases", "refs", "contexts"):
            db.execute(f"UPDATE {table} SET key = ? WHERE key = ?", (_BEFORE, _PAGE))
        db.execute("DELETE FROM facts WHERE name = 'forms-of-addresses'")


def test_what_is_saved_again_after_the_rules_changed_is_the_same_item(
    library: Library, settings: Settings
) -> None:
    ingest(library.store, [page(_PAGE), post()])
    as_before(library)
    assert {item.key for item in library.items.select()} == {_BEFORE, "post:telegram/wings/7"}
    library.close()
    again = Library(settings, encoder=StemEncoder())
    assert again.items.get(_BEFORE).item.key == _PAGE
    assert [link.item.key for link in again.items.get(_PAGE).mentioned_by] == ["post:telegram/wings/7"]
    report = ingest(again.store, [page(_PAGE)])
    assert (report.added, again.items.count()) == (0, 2)
    again.close()


def test_what_two_items_go_by_stays_as_it_is(library: Library, settings: Settings) -> None:
    ingest(library.store, [page(_PAGE)])
    as_before(library)
    ingest(library.store, [page(_PAGE)])
    library.close()
    again = Library(settings, encoder=StemEncoder())
    assert {item.key for item in again.items.select()} == {_BEFORE, _PAGE}
    again.close()
