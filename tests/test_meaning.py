"""Meaning-based search: the same answers whatever state the index is in."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from kb.index import chroma_folder
from kb.ingest import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks
from kb.types import Document, Filters, Kind, SearchMode, Zone
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
    library.embed()


def keys(library: Library, query: str, filters: Filters = Filters()) -> list[str]:
    return [hit.item.key for hit in library.search(query, filters, SearchMode.MEANING, 12)]


@pytest.fixture
def filled(library: Library) -> Library:
    fill(library)
    library.sync_index()
    return library


def reopened(settings: Settings, keep_index: bool) -> Library:
    return Library(settings, keep_index=keep_index, encoder=StemEncoder())


def test_index_and_exact_search_agree(filled: Library, settings: Settings) -> None:
    assert filled.meaning.uses_index and filled.meaning.behind() == 0
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
    library.encoder.encode_passages = None  # type: ignore[method-assign, assignment]
    count, _ = library.reindex()
    assert (count, library.meaning.behind()) == (60, 0)
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
    library.sync_index()
    assert all(check.ok for check in library.doctor())
    library.close()


def test_what_the_index_lacks_is_found_all_the_same(filled: Library) -> None:
    ingest(filled.store, [Document("arxiv:2502.00001", Kind.PAPER, "robotics robotics", summary="robotics")])
    filled.embed()
    assert filled.meaning.behind() == 1
    assert keys(filled, "robotics")[0] == "arxiv:2502.00001"
    filled.sync_index()
    assert filled.meaning.behind() == 0
    assert keys(filled, "robotics")[0] == "arxiv:2502.00001"


def test_changed_items_leave_the_index(filled: Library) -> None:
    changed = Document("arxiv:2501.00000", Kind.PAPER, "gardening", summary="gardening tulips")
    ingest(filled.store, [changed])
    filled.embed()
    filled.sync_index()
    assert keys(filled, "tulips gardening")[0] == "arxiv:2501.00000"
    total = filled.meaning._index.count()  # type: ignore[union-attr]
    assert total == chunks.count(filled.store.read())


@pytest.mark.parametrize("share", [2, 50], ids=["narrow", "broad"])
def test_filters_give_what_exact_search_gives(filled: Library, settings: Settings, share: int) -> None:
    some = [item.key for item in filled.items(order="oldest")][:share]
    filled.move(some, Zone.MUST_HAVE)
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
    assert not second.meaning.uses_index
    assert keys(second, "retrieval") == keys(filled, "retrieval")


def test_vectors_survive_storage_as_float16(filled: Library) -> None:
    heads = chunks.head_vectors(filled.store.read(), filled.space.fingerprint, filled.space.dimension)
    texts = [chunk.text for chunk in chunks.of_items(filled.store.read(), heads.item_ids.tolist())]
    assert np.allclose(heads.vectors, StemEncoder().encode_passages(texts), atol=1e-3)


def test_another_model_is_another_space(filled: Library, settings: Settings, tmp_path: Path) -> None:
    class Other(StemEncoder):
        fingerprint = "other-64"

    filled.close()
    library = Library(settings, keep_index=True, encoder=Other())
    assert library.pending() == 60
    assert keys(library, "radiology") == []
    library.embed()
    assert len(keys(library, "radiology")) == 12
    library.close()
