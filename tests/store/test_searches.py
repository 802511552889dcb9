from __future__ import annotations

from pathlib import Path

from kb.store import Store, searches
from kb.types import SavedSearch

ONE = SavedSearch("новости", "kind:paper внимание", "2025-01-01T00:00:00+00:00", 0)


def test_a_search_is_kept_as_typed_and_replaced_by_name(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    changed = SavedSearch(ONE.name, "robots", "2025-02-01T00:00:00+00:00", 0)
    with store.write() as db:
        searches.put(db, ONE)
        assert searches.every(db) == [ONE]
        searches.put(db, changed)
    assert searches.every(store.read()) == [changed]


def test_only_a_known_search_can_be_marked(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with store.write() as db:
        searches.put(db, ONE)
        assert searches.mark_seen(db, ONE.name, "2025-03-01T00:00:00+00:00")
        assert not searches.mark_seen(db, "другое", "2025-03-01T00:00:00+00:00")
        assert searches.every(db)[0].seen_at == "2025-03-01T00:00:00+00:00"
        searches.remove(db, ONE.name)
    assert searches.every(store.read()) == []
