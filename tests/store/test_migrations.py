"""Libraries of earlier schemas open with all they held."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kb.store import Store, areas
from kb.store import connection as opening
from kb.store.filters import matching_ids
from kb.types import Filters, Stance

SCHEMAS = sorted(Path(opening.__file__).with_name("migrations").glob("[0-9]*.sql"))


def made_by(path: Path, version: int) -> sqlite3.Connection:
    """A library as a Jomo of that schema made it."""
    db = sqlite3.connect(path)
    for schema in SCHEMAS[:version]:
        db.executescript(schema.read_text(encoding="utf-8"))
    db.execute(f"PRAGMA user_version = {version}")
    return db


def test_areas_of_schema_3_keep_examples_and_members(tmp_path: Path) -> None:
    db = made_by(tmp_path / "jomo.sqlite", 3)
    text = "kind title summary text url source language saved_at updated_at zone state".split()
    lists = "turns authors tags meta".split()
    numbers = "minutes stub guessed".split()
    columns = ["id", "key", *text, *lists, *numbers]
    row = [*("note" for _ in text), *("[]" for _ in lists), *(0 for _ in numbers)]
    insert = f"INSERT INTO items ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    db.executemany(insert, [(number, f"note:{number}", *row) for number in (1, 2, 3)])
    db.execute("INSERT INTO areas VALUES (7, 'Robots', 'tracked', 'they move', 'ours', '2025-01-01', NULL)")
    db.execute("INSERT INTO area_examples VALUES (7, 1)")
    db.executemany("INSERT INTO area_members VALUES (7, ?, ?)", [(1, 1.0), (2, 0.8)])
    db.commit()
    db.close()
    store = Store(tmp_path / "jomo.sqlite")
    read = store.read()
    [area] = areas.every(read)
    assert (area.id, area.name, area.stance, area.reason) == (7, "Robots", Stance.TRACKED, "ours")
    assert (area.examples, area.counter_examples, area.parent) == (("note:1",), (), None)
    assert area.members == (1, 2)
    assert matching_ids(read, Filters(areas=("Robots",))) == {1, 2}
    with store.write() as writing:
        areas.nest(writing, "2026-01-01T00:00:00+00:00")
    assert areas.every(store.read()) == [area]
    with store.write() as writing:
        writing.execute("DELETE FROM items WHERE id = 2")
        areas.remove(writing, "Robots")
    assert not store.read().execute("SELECT count(*) FROM area_odds").fetchone()[0]
    assert store.read().execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(list((tmp_path / "backups").glob("before-schema-*.sqlite"))) == len(SCHEMAS) - 3
    store.close()


def test_posts_of_x_go_by_their_number_after_schema_14(tmp_path: Path) -> None:
    db = made_by(tmp_path / "jomo.sqlite", 14)
    for number, path in enumerate(
        ("vera/status/1", "vera/status/2", "i/status/2", "vera", "a/status/3?q=1"), 1
    ):
        text = "kind title summary text url source language saved_at updated_at zone state".split()
        row = {"id": number, "key": f"url:https://x.com/{path}", **dict.fromkeys(text, "note"), "turns": "[]"}
        row |= dict.fromkeys(("authors", "tags"), "[]") | {"meta": "{}"}
        row |= dict.fromkeys(("minutes", "stub", "guessed"), 0)
        db.execute(
            f"INSERT INTO items ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )
        db.execute("INSERT INTO aliases VALUES (?, ?, ?)", (row["key"], row["key"], number))
    db.execute("INSERT INTO refs VALUES (4, 0, 'url:https://x.com/vera/status/1', 'u', '')")
    db.commit()
    db.close()
    store = Store(tmp_path / "jomo.sqlite")
    read = store.read()
    keys = ["i/status/1", "vera/status/2", "i/status/2", "vera", "a/status/3?q=1"]
    for table, column in (("items", "id"), ("aliases", "item_id")):
        rows = read.execute(f"SELECT key FROM {table} ORDER BY {column}")
        assert [row["key"].removeprefix("url:https://x.com/") for row in rows] == keys
    assert read.execute("SELECT key FROM refs").fetchone()[0] == "url:https://x.com/i/status/1"
    store.close()


def test_what_has_no_text_takes_no_time_after_schema_28(tmp_path: Path) -> None:
    db = made_by(tmp_path / "jomo.sqlite", 28)
    names = "kind title summary text url source language saved_at updated_at zone state".split()
    told = [
        {"text": "words"},
        {"summary": "words"},
        {"turns": '[{"role": "me", "text": "words"}]'},
        {"text": " "},
    ]
    for number, known in enumerate(told, 1):
        row = {"id": number, "key": f"note:{number}", **dict.fromkeys(names, ""), "turns": "[]"}
        row |= dict.fromkeys(("authors", "tags"), "[]") | {
            "meta": "{}",
            "minutes": 1,
            "stub": 0,
            "guessed": 0,
        }
        row |= {"zone": "inbox", "state": "unread", **known}
        db.execute(
            f"INSERT INTO items ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )
    db.commit()
    db.close()
    store = Store(tmp_path / "jomo.sqlite")
    minutes = [row["minutes"] for row in store.read().execute("SELECT minutes FROM items ORDER BY id")]
    assert minutes == [1, 1, 1, 0]
    store.close()


def test_the_texts_of_schema_29_stand_last_as_they_were(tmp_path: Path) -> None:
    db = made_by(tmp_path / "jomo.sqlite", 29)
    named = "kind title summary url source language saved_at updated_at zone state".split()
    row = {"id": 1, "key": "note:1", **dict.fromkeys(named, "note"), "meta": "{}", "authors": '["A. Author"]'}
    row |= {"tags": "[]", "text": "Слово. " * 9000, "turns": '[{"role": "user", "text": "why", "at": null}]'}
    row |= dict.fromkeys(("minutes", "stub", "guessed"), 0)
    db.execute(
        f"INSERT INTO items ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )
    db.execute("INSERT INTO aliases VALUES ('note:1', 'note:1', 1)")
    db.commit()
    db.close()
    store = Store(tmp_path / "jomo.sqlite")
    read = store.read()
    kept = dict(read.execute("SELECT * FROM items").fetchone())
    assert {name: kept[name] for name in row} == row
    assert list(kept)[-2:] == ["turns", "text"]
    assert kept["dated"] == "note"
    assert read.execute("SELECT count(*) FROM aliases").fetchone()[0] == 1
    counted = read.execute("EXPLAIN QUERY PLAN SELECT source, count(*) FROM items GROUP BY 1").fetchall()
    assert "COVERING INDEX items_counted" in counted[0]["detail"]
    store.close()
