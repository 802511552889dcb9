"""From documents to items: identity, merging, what a second reading changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kb.catalogue import ENGLISH, RUSSIAN, speaking
from kb.errors import NotFound
from kb.ingest.planning import Options
from kb.ingest.save import ingest, said_of_pages
from kb.library import Library
from kb.text.people import OTHERS
from kb.types import Document, Failure, Kind, Reference, SearchMode, State, Turn, Verdict, Zone

PAPER = Document(
    key="arxiv:2510.26692",
    kind=Kind.PAPER,
    title="Kimi Linear",
    summary="A hybrid linear attention architecture.",
    url="https://arxiv.org/abs/2510.26692",
    authors=("A. Author",),
    published="2025-10-30",
)
PDF = Document(
    key="arxiv:2510.26692",
    kind=Kind.PAPER,
    title="KIMI LINEAR: AN EXPRESSIVE",
    text="Full text of the paper. " * 50,
    aliases=("file:abc", "path:/papers/kimi.pdf"),
    authors=("Guess",),
    guessed=True,
)
LINK = Document(
    key="url:https://a.example/caches", kind=Kind.ARTICLE, title="Caches", stub=True, guessed=True
)


def save(library: Library, *documents: Document | Failure, options: Options = Options()) -> dict[str, int]:
    report = ingest(library.store, documents, options)
    return {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}


@pytest.mark.parametrize(
    ("document", "minutes"),
    [
        (PAPER, 1),
        (PDF, 1),
        (replace(PDF, text="word " * 3600), 20),
        (replace(PAPER, summary=""), 0),
        (LINK, 0),
        (replace(PAPER, kind=Kind.CHAT, summary="", turns=(Turn("me", "word " * 3600),)), 20),
    ],
)
def test_only_what_has_a_text_takes_time_to_read(library: Library, document: Document, minutes: int) -> None:
    save(library, document)
    assert library.items.get(document.key).item.minutes == minutes


def test_the_same_document_again_changes_nothing(library: Library) -> None:
    assert save(library, PAPER) == {"added": 1, "updated": 0, "unchanged": 0}
    revision = len(library.items.get(PAPER.key).events)
    assert save(library, PAPER) == {"added": 0, "updated": 0, "unchanged": 1}
    assert len(library.items.get(PAPER.key).events) == revision


@pytest.mark.parametrize(
    ("spoken", "told"),
    [
        (ENGLISH, "Kept by address only; `fetch` gets"),
        (RUSSIAN, "Сохранено только по адресу; `fetch` загрузит"),
    ],
)
def test_what_lacks_its_page_is_told_in_the_language_of_the_moment(
    library: Library, spoken: str, told: str
) -> None:
    with speaking(spoken):
        [warning] = ingest(library.store, [replace(LINK, meta={"waiting_for": "page"})]).warnings
        assert warning.startswith(told) and warning in said_of_pages()


@pytest.mark.parametrize("order", [(PAPER, PDF), (PDF, PAPER)])
def test_metadata_and_pdf_of_one_paper_are_one_item(
    library: Library, order: tuple[Document, Document]
) -> None:
    save(library, *order)
    detail = library.items.get("https://arxiv.org/pdf/2510.26692v2")
    assert library.items.count() == 1
    assert (detail.item.title, detail.item.authors) == ("Kimi Linear", ("A. Author",))
    assert detail.text == PDF.text
    assert library.items.get("path:/papers/kimi.pdf").item.id == detail.item.id


def test_the_whole_list_of_authors_ends_that_it_was_cut_short(library: Library) -> None:
    save(library, replace(PDF, meta={OTHERS: "et al."}))
    assert OTHERS in library.items.get(PDF.key).meta
    save(library, replace(PAPER, authors=("A. Author", "B. Author")))
    assert OTHERS not in library.items.get(PDF.key).meta


def test_a_stub_is_completed_later_and_keeps_its_zone(library: Library) -> None:
    stub = Document(key=PAPER.key, kind=Kind.PAPER, title="arXiv:2510.26692", stub=True)
    save(library, stub, options=Options(zone=Zone.MUST_HAVE))
    assert library.upkeep.stats().stubs == 1
    assert save(library, PAPER) == {"added": 0, "updated": 1, "unchanged": 0}
    item = library.items.get(PAPER.key).item
    assert (item.title, item.zone, item.stub) == ("Kimi Linear", Zone.MUST_HAVE, False)
    assert save(library, stub) == {"added": 0, "updated": 0, "unchanged": 1}


def test_an_edited_note_at_the_same_path_is_the_same_item(library: Library) -> None:
    first = Document("file:1", Kind.NOTE, "Plan", "Old words", aliases=("path:/vault/plan.md",))
    second = Document("file:2", Kind.NOTE, "Plan", "New words", aliases=("path:/vault/plan.md",))
    save(library, first)
    library.triage.move(["file:1"], Zone.NICE_TO_HAVE)
    assert save(library, second)["updated"] == 1
    assert library.items.get("file:1").text == "New words"
    assert library.items.get("file:2").item.zone is Zone.NICE_TO_HAVE
    assert (
        not library.search.hits("old", limit=5) or "Old" not in library.search.hits("old", limit=5)[0].passage
    )


def test_another_paper_saved_over_the_same_file_is_another_item(library: Library) -> None:
    other = Document("arxiv:2507.20534", Kind.PAPER, "Kimi K2", "Text", aliases=("path:/papers/kimi.pdf",))
    save(library, PDF, other)
    assert library.items.count() == 2
    assert library.items.get("path:/papers/kimi.pdf").item.key == "arxiv:2507.20534"


def test_a_note_about_a_paper_is_not_the_paper(library: Library) -> None:
    note = Document(
        "arxiv:2510.26692", Kind.NOTE, "My thoughts", "Good.", aliases=("path:/vault/thoughts.md",)
    )
    save(library, PAPER, note)
    assert library.items.count() == 2
    assert [one.item.title for one in library.items.get(PAPER.key).mentioned_by] == ["My thoughts"]


def test_two_items_that_turn_out_to_be_one_keep_all_history(library: Library) -> None:
    by_doi = Document("doi:10.1/x", Kind.PAPER, "A paper", "Words")
    by_url = Document("url:https://example.org/paper", Kind.PAPER, "A paper", "Words")
    save(library, by_doi, by_url)
    library.triage.move(["doi:10.1/x"], Zone.MUST_HAVE)
    library.items.set_state(["https://example.org/paper"], State.READ)
    library.reviews.judge(["https://example.org/paper"], Verdict.DIRECT)
    save(
        library,
        Document("doi:10.1/x", Kind.PAPER, "A paper", "Words", aliases=("https://example.org/paper",)),
    )
    item = library.items.get("https://example.org/paper").item
    assert library.items.count() == 1
    assert (item.zone, item.state, item.verdict) == (Zone.MUST_HAVE, State.READ, Verdict.DIRECT)
    actions = {str(event.action) for event in library.items.get("doi:10.1/x").events}
    assert actions == {"added", "moved", "state", "judged", "merged"}
    assert library.upkeep.doctor()[1].ok


def test_failures_stand_beside_what_was_saved(library: Library) -> None:
    report = ingest(library.store, [Failure("broken.pdf", "is broken"), PAPER])
    assert (report.added, [failure.spec for failure in report.failed]) == (1, ["broken.pdf"])


def test_references_between_items_are_followed_both_ways(library: Library) -> None:
    post = Document(
        "post:telegram/x/1",
        Kind.POST,
        "About Kimi",
        "Text",
        references=(Reference("https://arxiv.org/abs/2510.26692", "arxiv:2510.26692", "paper"),),
    )
    save(library, post)
    assert [hit.item.key for hit in library.search.hits("2510.26692")] == ["post:telegram/x/1"]
    save(library, PAPER)
    assert [one.item.key for one in library.items.get(PAPER.key).mentioned_by] == ["post:telegram/x/1"]
    assert [hit.item.key for hit in library.search.hits("arxiv.org/abs/2510.26692v3")] == [
        PAPER.key,
        post.key,
    ]


def test_unknown_keys_are_named_with_a_remedy(library: Library) -> None:
    with pytest.raises(NotFound, match=r"2401\.00001"):
        library.items.get("2401.00001")


def test_seeds_are_read_once(library: Library, shared: Path) -> None:
    first = library.intake.add([str(shared / "seeds")])
    assert (first.added, first.failed) == (12, ())
    second = library.intake.add([str(shared / "seeds")])
    assert (second.added, second.updated, second.unchanged) == (0, 0, 12)


def findable(library: Library, corpus: Path, step: int) -> None:
    """Every paper in `step` of a corpus is found by the words of its title."""
    for line in corpus.read_text(encoding="utf-8").splitlines()[::step]:
        record = json.loads(line)
        hits = library.search.hits(record["title"], mode=SearchMode.WORDS, limit=3)
        assert f"arxiv:{record['id']}" in [hit.item.key for hit in hits]


def test_papers_of_a_crawl_are_searchable_at_once(library: Library, crawl: Path) -> None:
    report = library.intake.add([str(crawl)])
    assert (report.added, report.failed) == (138, ())
    findable(library, crawl, step=7)
    again = library.intake.add([str(crawl)])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 138)


def test_three_thousand_papers_are_searchable_at_once(library: Library, shared: Path) -> None:
    corpus = shared / "corpora" / "arxiv_ml_3k.jsonl"
    report = library.intake.add([str(corpus)])
    assert (report.added, report.failed) == (3000, ())
    findable(library, corpus, step=150)


@pytest.mark.parametrize("again", [False, True], ids=["new", "there already"])
def test_what_the_library_holds_is_asked_once_for_a_whole_batch(library: Library, again: bool) -> None:
    asked = {}
    for count in (20, 120):
        links = [replace(LINK, key=f"url:https://a.example/{count}/{n}") for n in range(count)]
        if again:
            save(library, *links)
        statements: list[str] = []
        library.store.read().set_trace_callback(statements.append)
        save(library, *links)
        library.store.read().set_trace_callback(None)
        asked[count] = sum(statement.startswith("SELECT") for statement in statements)
    assert asked[120] <= asked[20]


def test_of_a_batch_one_that_is_refused_costs_no_other(library: Library) -> None:
    # No column takes a path.
    refused = replace(LINK, key="url:https://a.example/refused", url=Path("/not/a/text"))  # type: ignore[arg-type]
    others = [replace(LINK, key=f"url:https://a.example/{n}") for n in range(3)]
    report = ingest(library.store, [others[0], refused, *others[1:]])
    assert (report.added, [failure.spec for failure in report.failed]) == (3, [LINK.title])
    assert [item.key for item in library.items.select()] == [one.key for one in reversed(others)]


def test_a_batch_holds_what_its_own_documents_join(library: Library) -> None:
    beside = replace(LINK, title="Beside")
    joining = replace(LINK, key="url:https://a.example/joining", aliases=(LINK.key,), tags=("late",))
    assert save(library, LINK, beside, joining) == {"added": 1, "updated": 2, "unchanged": 0}
    assert library.items.get("https://a.example/joining").item.tags == ("late",)
