"""Meaning-based search: the same answers whatever state the index is in."""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

import kb.vectors.index
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks, items
from kb.store.embedded import OF_ITEMS
from kb.types import Document, Filters, Kind, SearchMode, Zone
from kb.vectors.chroma import IndexUnavailable, Neighbours, VectorIndex, chroma_folder
from kb.vectors.exact import Ids
from tests.conftest import StemEncoder

TOPICS = ("attention", "quantization", "retrieval", "robotics", "radiology")


def fill(library: Library, count: int = 60) -> None:
    ingest(
        library.store,
        [
            Document(
                f"arxiv:2501.{n:05}",
                Kind.PAPER,
                f"{TOPICS[n % 5]} study {n}",
                summary=f"On {TOPICS[n % 5]} w{n}",
            )
            for n in range(count)
        ],
    )
    library.work.embed()


def keys(library: Library, query: str, filters: Filters = Filters()) -> list[str]:
    return [hit.item.key for hit in library.search.hits(query, filters, SearchMode.MEANING, 12)]


@pytest.fixture
def filled(library: Library) -> Library:
    fill(library)
    library.vectors.sync_index()
    return library


def test_heads_are_compared_about_the_librarys_mean(filled: Library) -> None:
    every = items.every_id(filled.store.read())
    subjects = {item.id: item.title.split()[0] for item in filled.items.select()}
    ids, cosines = filled.vectors.passages.between_heads([*every, 10**9])
    assert ids.tolist() == sorted(every)
    same = np.array([[subjects[a] == subjects[b] for b in ids.tolist()] for a in ids.tolist()])
    assert cosines[same].min() > 0.3 > cosines[~same].max()
    assert cosines[~same].mean() < 0.0
    assert np.allclose(np.diag(cosines), 1.0, atol=1e-5)


def test_without_a_vector_there_is_nothing_to_compare(library: Library) -> None:
    ids, cosines = library.vectors.passages.between_heads([1, 2])
    assert len(ids) == 0 and cosines.shape == (0, 0)


def reopened(settings: Settings, keep_index: bool) -> Library:
    return Library(settings, keep_index=keep_index, encoder=StemEncoder())


def test_index_and_exact_search_agree(filled: Library, settings: Settings) -> None:
    assert filled.vectors.passages.index.answers and filled.vectors.passages.index.behind() == 0
    exact = reopened(settings, keep_index=False)
    for query in TOPICS:
        assert keys(filled, query) == keys(exact, query) != []


def test_a_deleted_index_changes_no_answer_and_is_restored_without_embedding(
    filled: Library, settings: Settings
) -> None:
    before = {query: keys(filled, query) for query in TOPICS}
    filled.close()
    shutil.rmtree(chroma_folder(settings.home))
    library = reopened(settings, keep_index=True)
    assert {query: keys(library, query) for query in TOPICS} == before
    library.vectors.encoder.encode_passages = None  # type: ignore[method-assign, assignment]
    count, _ = library.upkeep.reindex()
    assert (count, library.vectors.passages.index.behind()) == (60, 0)
    assert {query: keys(library, query) for query in TOPICS} == before
    library.close()


def test_vector_files_lost_behind_the_indexes_back_are_noticed(filled: Library, settings: Settings) -> None:
    before = keys(filled, "radiology")
    filled.close()
    for folder in chroma_folder(settings.home).iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    library = reopened(settings, keep_index=True)
    assert keys(library, "radiology") == before
    library.vectors.sync_index()
    assert all(check.ok for check in library.upkeep.doctor())
    library.close()


def test_what_the_index_lacks_is_found_all_the_same(filled: Library) -> None:
    ingest(filled.store, [Document("arxiv:2502.00001", Kind.PAPER, "robotics robotics", summary="robotics")])
    filled.work.embed()
    assert filled.vectors.passages.index.behind() == 1
    assert keys(filled, "robotics")[0] == "arxiv:2502.00001"
    filled.vectors.sync_index()
    assert filled.vectors.passages.index.behind() == 0
    assert keys(filled, "robotics")[0] == "arxiv:2502.00001"


def test_an_index_that_is_being_filled_is_not_filled_twice(filled: Library) -> None:
    ingest(filled.store, [Document("arxiv:2502.00001", Kind.PAPER, "robotics robotics", summary="robotics")])
    filled.work.embed()
    with filled.vectors.passages.index._sync_lock:
        for _ in range(3):
            filled.vectors.sync_aside()
        [filling] = [thread for thread in threading.enumerate() if thread.name == "index"]
    filling.join()
    assert filled.vectors.passages.index.behind() == 0


def test_changed_items_leave_the_index(filled: Library) -> None:
    changed = Document("arxiv:2501.00000", Kind.PAPER, "gardening", summary="gardening tulips")
    ingest(filled.store, [changed])
    filled.work.embed()
    filled.vectors.sync_index()
    assert keys(filled, "tulips gardening")[0] == "arxiv:2501.00000"
    total = filled.vectors.passages.index._index.count()  # type: ignore[union-attr]
    assert total == chunks.count(filled.store.read())


@pytest.mark.parametrize("share", [2, 50], ids=["narrow", "broad"])
def test_filters_give_what_exact_search_gives(filled: Library, settings: Settings, share: int) -> None:
    some = [item.key for item in filled.items.select(order="oldest")][:share]
    filled.triage.move(some, Zone.MUST_HAVE)
    filters = Filters(zones=(Zone.MUST_HAVE,))
    exact = reopened(settings, keep_index=False)
    for query in TOPICS:
        found = keys(filled, query, filters)
        assert found == keys(exact, query, filters)
        assert set(found) <= set(some) and len(found) == min(share, 12)


def test_a_second_process_searches_exactly_while_the_first_owns_the_index(
    filled: Library, settings: Settings
) -> None:
    second = reopened(settings, keep_index=True)
    assert not second.vectors.passages.index.answers
    assert keys(second, "retrieval") == keys(filled, "retrieval")


def test_vectors_survive_storage_as_float16(filled: Library) -> None:
    heads = chunks.head_vectors(
        filled.store.read(), filled.vectors.space.fingerprint, filled.vectors.space.dimension
    )
    texts = [chunk.text for chunk in chunks.of_items(filled.store.read(), heads.item_ids.tolist())]
    assert np.allclose(heads.vectors, StemEncoder().encode_passages(texts), atol=1e-3)


def test_another_model_is_another_space(filled: Library, settings: Settings, tmp_path: Path) -> None:
    class Other(StemEncoder):
        fingerprint = "other-64"

    filled.close()
    library = Library(settings, keep_index=True, encoder=Other())
    assert library.vectors.pending() == 60
    assert keys(library, "radiology") == []
    library.work.embed()
    assert len(keys(library, "radiology")) == 12
    library.close()


# -- against brute force over what SQLite holds ---------------------------------------------------


def brute_force(library: Library, vector: np.ndarray, k: int, allowed: Ids | None = None) -> Neighbours:
    query = (
        "SELECT chunks.id, item_id, vector FROM chunks JOIN vectors USING (text_hash) WHERE fingerprint = ?"
    )
    rows = library.store.read().execute(query, (library.vectors.space.fingerprint,)).fetchall()
    wanted = None if allowed is None else {int(i) for i in allowed}
    held = chunks.gather(
        [row for row in rows if wanted is None or row[1] in wanted], library.vectors.space.dimension
    )
    similarities = held.vectors @ vector
    order = np.lexsort((held.chunk_ids, -similarities))[:k]
    return Neighbours(held.chunk_ids[order], similarities[order])


def scattered(library: Library, count: int, seed: int = 0, alike: bool = False) -> None:
    """Items with a random vector each, so that no two are equally near to anything, or with one for all."""
    ingest(
        library.store,
        [
            Document(f"arxiv:2503.{seed:02}{n:03}", Kind.PAPER, f"T {seed} {n}", summary="s")
            for n in range(count)
        ],
    )
    pending = OF_ITEMS.without_vector(library.store.read(), library.vectors.space.fingerprint, 1_000_000)
    vectors = np.random.default_rng(seed).standard_normal((len(pending), 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    if alike:
        vectors[:] = question(99)
    with library.store.write() as db:
        OF_ITEMS.put(db, library.vectors.space.fingerprint, [text_hash for text_hash, _ in pending], vectors)


def question(seed: int) -> np.ndarray:
    vector = np.random.default_rng(1000 + seed).standard_normal(64).astype(np.float32)
    return vector / np.linalg.norm(vector)


def assert_same(found: Neighbours, expected: Neighbours) -> None:
    assert found.chunk_ids.tolist() == expected.chunk_ids.tolist()
    assert np.allclose(found.similarities, expected.similarities, atol=1e-5)


def test_any_share_of_the_library_is_searched_exactly(library: Library) -> None:
    scattered(library, 1000)
    scattered(library, 1000, seed=1)
    library.vectors.sync_index()
    every = items.every_id(library.store.read())
    for seed in range(3):
        assert_same(
            library.vectors.passages.nearest(question(seed), 10), brute_force(library, question(seed), 10)
        )
        for count in (1, 5, 200, 900, 2000):
            some = random.Random(count).sample(every, count)
            expected = brute_force(library, question(seed), 10, some)
            assert len(expected.chunk_ids) == min(count, 10)
            for allowed in (some, set(some), np.array(some), [*some, -3, 10**9]):
                assert_same(library.vectors.passages.nearest(question(seed), 10, allowed), expected)


@pytest.mark.parametrize("nothing", [[], set(), np.empty(0, np.int64), [10**9]])
def test_a_filter_that_lets_nothing_through_finds_nothing(filled: Library, nothing: Ids) -> None:
    assert len(filled.vectors.passages.nearest(question(0), 10, nothing).chunk_ids) == 0


def test_an_empty_library_has_no_neighbours(library: Library) -> None:
    library.warm_up()
    assert len(library.vectors.passages.nearest(question(0), 10).chunk_ids) == 0
    assert len(library.vectors.passages.nearest(question(0), 10, [1, 2]).chunk_ids) == 0


@pytest.mark.parametrize("most", [0, 40, 4000])
def test_whatever_the_index_lacks_or_has_lost_the_answer_is_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(kb.vectors.index, "_MOST_BEHIND", most)
    monkeypatch.setattr(kb.vectors.index, "_SYNC_BATCH", 50)
    rng = random.Random(most)
    for step in range(12):
        change = rng.choice(["add", "add", "remove", "sync", "lose"])
        if change == "add":
            scattered(library, 30, seed=step)
        elif change == "remove":
            for item_id in items.every_id(library.store.read())[:25]:
                with library.store.write() as db:
                    db.execute("DELETE FROM items WHERE id = ?", (item_id,))
        elif change == "sync":
            library.vectors.sync_index()
            assert library.vectors.passages.index.behind() == 0
        else:
            library.vectors.passages.index._index.clear()  # type: ignore[union-attr]
        every = items.every_id(library.store.read())
        for allowed in (None, every[::2]):
            assert_same(
                library.vectors.passages.nearest(question(step), 10, allowed),
                brute_force(library, question(step), 10, allowed),
            )


def test_questions_during_indexing_and_embedding_miss_nothing(library: Library) -> None:
    """Chunks on their way into the index are found once; those that came meanwhile are not forgotten."""
    scattered(library, 200)
    done = threading.Event()
    ended = []

    def index_all_the_time() -> None:
        while not done.is_set():
            library.vectors.sync_index()
        library.store.close()
        ended.append("well")

    thread = threading.Thread(target=index_all_the_time)
    thread.start()
    for seed in range(1, 25):
        scattered(library, 20, seed)
        assert_same(
            library.vectors.passages.nearest(question(seed), 50), brute_force(library, question(seed), 50)
        )
    done.set()
    thread.join()
    assert ended == ["well"]
    assert library.vectors.passages.index.connect()
    library.vectors.sync_index()
    assert library.vectors.passages.index.behind() == 0
    assert library.vectors.passages.index._index.count() == 200 + 24 * 20  # type: ignore[union-attr]


def test_an_index_that_another_thread_closes_is_unavailable(filled: Library) -> None:
    index = filled.vectors.passages.index
    held = index._index
    assert held is not None
    # As a question does that fails while vectors are put in.
    index._failed(IndexUnavailable("It does not answer"), held)
    with pytest.raises(IndexUnavailable):
        held.put([10_000], question(1)[None, :])
    # Said again of what is closed already, it takes nothing from the one opened since.
    assert index.connect()
    index._failed(IndexUnavailable("It was closed"), held)
    assert index.answers


def assert_the_index_answers(library: Library, seed: int) -> None:
    """A chunk taken out of the index behind its back is missed there, and nowhere else."""
    [nearest] = library.vectors.passages.nearest(question(seed), 1).chunk_ids.tolist()
    library.vectors.passages.index._index.remove([nearest])  # type: ignore[union-attr]
    assert nearest not in library.vectors.passages.nearest(question(seed), 10).chunk_ids.tolist()
    every = items.every_id(library.store.read())
    assert nearest in library.vectors.passages.nearest(question(seed), 10, every).chunk_ids.tolist()


def test_the_index_answers_what_is_asked_of_the_whole_library(library: Library) -> None:
    scattered(library, 300)
    library.vectors.sync_index()
    assert_the_index_answers(library, 0)


def test_the_index_answers_again_once_it_has_caught_up(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.vectors.index, "_MOST_BEHIND", 10)
    scattered(library, 300)
    assert_same(library.vectors.passages.nearest(question(0), 10), brute_force(library, question(0), 10))
    library.vectors.sync_index()
    assert_the_index_answers(library, 1)


def test_an_index_that_lost_everything_while_open_is_not_believed(library: Library) -> None:
    scattered(library, 300)
    library.vectors.sync_index()
    library.vectors.passages.index._index.clear()  # type: ignore[union-attr]
    assert_same(library.vectors.passages.nearest(question(0), 10), brute_force(library, question(0), 10))


def test_an_answer_full_of_copies_is_not_believed(library: Library) -> None:
    scattered(library, 1000)
    for seed in (1, 2, 3):
        scattered(library, 1000, seed, alike=True)
    library.vectors.sync_index()
    found, expected = (
        library.vectors.passages.nearest(question(0), 400),
        brute_force(library, question(0), 400),
    )
    # Which of the copies are among them is all the same.
    assert np.allclose(found.similarities, expected.similarities, atol=1e-5)


def test_a_rebuild_that_breaks_off_changes_no_answer(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise IndexUnavailable("no room")

    scattered(library, 300)
    library.vectors.sync_index()
    library.vectors.passages.nearest(question(0), 10)
    with monkeypatch.context() as patched:
        patched.setattr(VectorIndex, "put", refuse)
        with pytest.raises(IndexUnavailable):
            library.vectors.passages.index.rebuild()
    assert_same(library.vectors.passages.nearest(question(0), 10), brute_force(library, question(0), 10))


def test_without_the_index_what_is_gone_is_not_found(filled: Library, settings: Settings) -> None:
    second = reopened(settings, keep_index=True)
    before = second.vectors.passages.nearest(question(0), 60).chunk_ids
    assert not second.vectors.passages.index.answers and len(before) == 60
    with filled.store.write() as db:
        db.execute("DELETE FROM items WHERE id IN (SELECT id FROM items LIMIT 5)")
    after = second.vectors.passages.nearest(question(0), 60)
    assert len(after.chunk_ids) == 55
    assert_same(after, brute_force(second, question(0), 60))


# -- warming up ------------------------------------------------------------------------------------


def test_after_warming_up_no_question_reads_vectors_again(filled: Library, settings: Settings) -> None:
    filled.close()
    library = reopened(settings, keep_index=True)
    assert not library.warm
    library.warm_up()
    assert library.warm
    statements: list[str] = []
    library.store.read().set_trace_callback(statements.append)
    library.vectors.passages.nearest(question(0), 10)
    library.vectors.passages.nearest(question(0), 10, items.every_id(library.store.read()))
    library.warm_up()
    library.store.read().set_trace_callback(None)
    assert not [one for one in statements if "vectors.vector" in one]
    library.close()
    assert not library.warm


def test_warming_up_beside_the_first_questions(filled: Library, settings: Settings) -> None:
    expected = {query: keys(filled, query) for query in TOPICS}
    filled.close()
    library = reopened(settings, keep_index=True)
    answers: dict[str, list[str]] = {}

    def ask(query: str) -> None:
        answers[query] = keys(library, query)
        library.store.close()

    def warm_up() -> None:
        library.warm_up()
        library.store.close()

    threads = [threading.Thread(target=ask, args=(query,)) for query in TOPICS]
    threads[2:2] = [threading.Thread(target=warm_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == expected
    assert library.warm and library.vectors.passages.index.answers
    library.close()
