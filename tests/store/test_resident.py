"""Vectors in memory: always what SQLite holds, however it came about, and read once."""

from __future__ import annotations

import itertools
import random
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from kb.ingest.save import ingest
from kb.store import Store, chunks, connection, items
from kb.store.embedded import OF_ITEMS
from kb.store.resident import HighWaterMark, Resident, arrived, high_water_mark
from kb.types import Document, Kind
from kb.vectors.embed import embed_pending
from tests.conftest import StemEncoder

MODEL = "stems-64"


def paper(number: int, summary: str) -> Document:
    return Document(f"arxiv:2501.{number:05}", Kind.PAPER, f"Paper {number}", summary=summary)


def embed(store: Store, most: int = 1_000_000) -> None:
    pending = OF_ITEMS.without_vector(store.read(), MODEL, most)
    vectors = StemEncoder().encode_passages([text for _, text in pending])
    with store.write() as db:
        OF_ITEMS.put(db, MODEL, [text_hash for text_hash, _ in pending], vectors)


def remove(store: Store, item_id: int) -> None:
    with store.write() as db:
        db.execute("DELETE FROM items WHERE id = ?", (item_id,))


def held(resident: Resident) -> dict[int, tuple[int, bytes]]:
    """Chunk ids with their items and vectors; a chunk held twice is an error."""
    current = resident.current()
    rows = [row for row in range(len(current.item_ids)) if current.item_ids[row]]
    found = {
        int(current.chunk_ids[row]): (int(current.item_ids[row]), current.vectors[row].tobytes())
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def stored(store: Store) -> dict[int, tuple[int, bytes]]:
    """The same, from a plain join."""
    rows = store.read().execute(
        "SELECT chunks.id, item_id, vector FROM chunks JOIN vectors USING (text_hash) WHERE fingerprint = ?",
        (MODEL,),
    )
    gathered = chunks.gather(rows.fetchall(), StemEncoder.dimension)
    return {
        int(chunk_id): (int(item_id), vector.tobytes())
        for chunk_id, item_id, vector in zip(
            gathered.chunk_ids, gathered.item_ids, gathered.vectors, strict=True
        )
    }


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "jomo.sqlite")


@pytest.fixture
def resident(store: Store) -> Resident:
    return Resident(store, MODEL, StemEncoder.dimension)


@pytest.mark.parametrize("seed", range(5))
def test_it_holds_what_sqlite_holds_after_any_changes(store: Store, resident: Resident, seed: int) -> None:
    rng = random.Random(seed)
    assert held(resident) == {}
    for _ in range(60):
        change = rng.choice(["add", "add", "add same text", "edit", "remove", "embed some", "embed"])
        known = items.every_id(store.read())
        if change == "add":
            ingest(
                store, [paper(rng.randrange(40), f"words {rng.random()}") for _ in range(rng.randint(1, 9))]
            )
        elif change == "add same text":
            ingest(
                store, [Document(f"url:x/{rng.random()}", Kind.ARTICLE, "One title", summary="Same words")]
            )
        elif change == "edit" and known:
            number = rng.randrange(40)
            ingest(store, [paper(number, f"changed {rng.random()}")])
        elif change == "remove" and known:
            for item_id in rng.sample(known, rng.randint(1, max(1, len(known) // 3))):
                remove(store, item_id)
        elif change == "embed some":
            embed(store, 3)
        else:
            embed(store)
            OF_ITEMS.drop_unused(store.read())
        if rng.random() < 0.7:
            assert held(resident) == stored(store)
    embed(store)
    assert held(resident) == stored(store) != {}


def test_changes_that_touch_no_passage_leave_it_alone(store: Store, resident: Resident) -> None:
    ingest(store, [paper(n, f"words {n}") for n in range(10)])
    embed(store)
    before = resident.current()
    with store.write() as db:
        items.set_zone(db, 1, "must_have")
    statements: list[str] = []
    store.read().set_trace_callback(statements.append)
    after = resident.current()
    store.read().set_trace_callback(None)
    assert len(statements) == 1
    assert np.shares_memory(after.vectors, before.vectors)


def test_newcomers_join_without_reading_the_rest_again(store: Store, resident: Resident) -> None:
    ingest(store, [paper(n, f"words {n}") for n in range(50)])
    embed(store)
    before = resident.current()
    ingest(store, [paper(n, f"words {n}") for n in range(50, 60)])
    embed(store)
    after = resident.current()
    assert np.shares_memory(after.vectors, before.vectors)
    assert len(before.chunk_ids) == 50 and len(after.chunk_ids) == 60


def test_who_reads_is_not_disturbed_by_what_goes(store: Store, resident: Resident) -> None:
    ingest(store, [paper(n, f"words {n}") for n in range(50)])
    embed(store)
    before = resident.current()
    chunk_ids, item_ids, vectors = before.chunk_ids.copy(), before.item_ids.copy(), before.vectors.copy()
    remove(store, int(before.item_ids[7]))
    after = resident.current()
    assert after.item_ids[7] == 0 and np.shares_memory(after.vectors, before.vectors)
    ingest(store, [paper(99, "another")])
    embed(store)
    resident.current()
    assert np.array_equal(before.chunk_ids, chunk_ids)
    assert np.array_equal(before.item_ids, item_ids)
    assert np.array_equal(before.vectors, vectors)


def test_rows_of_what_is_gone_do_not_pile_up(store: Store, resident: Resident) -> None:
    ingest(store, [paper(n, f"words {n}") for n in range(40)])
    embed(store)
    resident.current()
    for item_id in items.every_id(store.read())[:30]:
        remove(store, item_id)
        assert held(resident) == stored(store)
    assert len(resident.current().item_ids) < 20


def test_vectors_of_older_libraries_stay(tmp_path: Path) -> None:
    """A library made before vectors had numbers keeps them, and counts what comes as before."""
    path = tmp_path / "jomo.sqlite"
    folder = Path(connection.__file__).with_name("migrations")
    with sqlite3.connect(path, isolation_level=None) as old:
        for number in (1, 2):
            [script] = folder.glob(f"{number:03}_*.sql")
            old.executescript(script.read_text(encoding="utf-8"))
        old.execute("PRAGMA user_version = 2")
        old.executemany(
            "INSERT INTO vectors (text_hash, fingerprint, vector) VALUES (?, ?, ?)",
            [(f"hash {n}", MODEL, np.full(64, n, np.float16).tobytes()) for n in range(5)],
        )
        before = old.execute("SELECT text_hash, fingerprint, vector FROM vectors ORDER BY 1").fetchall()
    old.close()
    db = Store(path).read()
    after = db.execute("SELECT text_hash, fingerprint, vector FROM vectors ORDER BY 1").fetchall()
    assert [tuple(row) for row in after] == before != []
    count = "SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'passages'"
    [(start,)] = db.execute(count)
    db.execute("INSERT INTO vectors (text_hash, fingerprint, vector) VALUES ('new', ?, x'00')", (MODEL,))
    db.execute("DELETE FROM vectors WHERE text_hash = 'hash 1'")
    assert db.execute(count).fetchone()[0] == start + 2


def test_embedding_beside_it_is_seen_slice_by_slice(store: Store, resident: Resident) -> None:
    ingest(store, [paper(n, f"words {n}") for n in range(300)])
    seen = [len(held(resident))]
    embed_pending(store, StemEncoder(), MODEL, progress=lambda done, total: seen.append(len(held(resident))))
    assert seen == [0, 128, 256, 300]


def test_stretches_between_frontiers_hold_each_passage_once(store: Store) -> None:
    """Also where a passage and the vector of its text came in different stretches, in either order."""
    db, frontiers = store.read(), [HighWaterMark()]
    for step in range(6):
        ingest(store, [paper(10 * step + n, "the same") for n in range(3)])
        if step % 2:
            embed(store)
        ingest(store, [Document(f"url:x/{step}", Kind.ARTICLE, "One title", summary="Same words")])
        frontiers.append(high_water_mark(db))
    embed(store)
    frontiers.append(high_water_mark(db))
    found = [
        int(chunk_id)
        for since, until in itertools.pairwise(frontiers)
        for batch in arrived(db, MODEL, StemEncoder.dimension, since, until)
        for chunk_id in batch.chunk_ids
    ]
    assert sorted(found) == sorted(stored(store))
