"""Saved searches: kept by name, and what is new among what they find."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.errors import JomoError, NotFound
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, SavedSearch

OLD, LATER = "2020-01-01T00:00:00+00:00", "2199-01-01T00:00:00+00:00"


def paper(number: int, title: str) -> Document:
    return Document(f"arxiv:2501.{number:05}", Kind.PAPER, title)


def add(library: Library, *documents: Document, saved_at: str) -> None:
    ingest(library.store, documents, Options(saved_at=saved_at))


def new(library: Library) -> dict[str, int]:
    return {one.name: one.new for one in library.search.saved()}


def test_a_name_keeps_one_question(library: Library) -> None:
    library.search.save("  zoo  news ", " attention ")
    library.search.save("Areas", "robots")
    library.search.save("zoo news", "kv cache")
    assert [(one.name, one.query) for one in library.search.saved()] == [
        ("Areas", "robots"),
        ("zoo news", "kv cache"),
    ]
    assert library.search.forget(" zoo news").query == "kv cache"
    assert [one.name for one in library.search.saved()] == ["Areas"]


@pytest.mark.parametrize(("name", "query"), [("", "x"), ("x", "  "), ("x" * 61, "x")])
def test_a_search_without_name_or_question_is_refused(library: Library, name: str, query: str) -> None:
    with pytest.raises(JomoError, match=r"NAME QUERY|shorten it"):
        library.search.save(name, query)
    assert library.search.saved() == []


def test_an_unknown_search_is_named_with_a_remedy(library: Library) -> None:
    with pytest.raises(NotFound, match=r"Nothing; `searches`"):
        library.search.forget("Nothing")
    with pytest.raises(NotFound, match=r"Nothing; `searches`"):
        library.search.mark_seen("Nothing")


def test_new_are_the_results_saved_since_they_were_looked_at(library: Library) -> None:
    add(library, paper(1, "Attention before"), saved_at=OLD)
    library.search.save("words", "attention")
    assert new(library) == {"words": 0}
    add(library, paper(2, "Attention after"), paper(3, "Attention again"), saved_at=LATER)
    assert new(library) == {"words": 2}


def test_of_words_the_best_results_count_and_of_filters_all(library: Library) -> None:
    library.search.save("filters", "kind:paper -robots")
    library.search.save("words", "attention kind:paper")
    add(library, *(paper(number, f"Attention {number}") for number in range(1, 71)), saved_at=LATER)
    add(library, paper(100, "Robots"), Document("post:x/1", Kind.POST, "Attention"), saved_at=LATER)
    assert new(library) == {"filters": 70, "words": 50}


def test_looking_at_the_results_makes_them_old(library: Library) -> None:
    add(library, paper(1, "Attention before"), saved_at=OLD)
    library.search.save("words", "attention")
    with library.store.write() as db:
        db.execute("UPDATE saved_searches SET seen_at = '2019-01-01T00:00:00+00:00'")
    revision = library.revision()
    assert new(library) == {"words": 1}
    library.search.mark_seen("words")
    assert new(library) == {"words": 0}
    assert library.revision() == revision


def test_a_question_asked_anew_is_looked_at_anew(library: Library) -> None:
    add(library, paper(1, "Attention before"), saved_at=OLD)
    library.search.save("words", "attention")
    with library.store.write() as db:
        db.execute("UPDATE saved_searches SET seen_at = '2019-01-01T00:00:00+00:00'")
    library.search.save("words", "before")
    assert new(library) == {"words": 0}


def test_saved_searches_outlive_the_library(library: Library) -> None:
    library.search.save("words", "attention")
    again = Library(library.settings)
    [kept] = again.search.saved()
    again.close()
    assert kept == SavedSearch("words", "attention", library.search.saved()[0].seen_at, 0)


def questions_asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fills with the questions that are encoded from now on."""
    asked: list[str] = []
    encode = library.vectors.encode_query

    def noted(text: str) -> NDArray[np.float32]:
        asked.append(text)
        return encode(text)

    monkeypatch.setattr(library.vectors, "encode_query", noted)
    return asked


def test_counting_is_done_once_a_revision(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.search.save("words", "attention")
    add(library, paper(1, "Attention after"), saved_at=LATER)
    assert new(library) == {"words": 1}
    asked = questions_asked(library, monkeypatch)
    assert new(library) == {"words": 1}
    assert asked == []
    add(library, paper(2, "More attention after"), saved_at=LATER)
    assert new(library) == {"words": 2}
    assert asked == ["attention"]


def test_nothing_is_searched_for_while_nothing_was_saved(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, paper(1, "Attention before"), saved_at=OLD)
    library.search.save("words", "attention")
    asked = questions_asked(library, monkeypatch)
    assert new(library) == {"words": 0}
    assert asked == []
