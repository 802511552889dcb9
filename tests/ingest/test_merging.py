"""What becomes one item, what never does, and parting what was merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import JomoError
from kb.ingest.sameness import contradict, names
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Action, Document, Kind, Reference, SearchMode, State, Verdict, Zone
from tests.conftest import Command

FIRST = Document("arxiv:2401.00001", Kind.PAPER, "On heads", "Text on attention heads.", authors=("A. One",))
SECOND = Document("arxiv:2401.00002", Kind.PAPER, "On states", "Text on state spaces.", authors=("B. Two",))
BY_DOI = Document(
    "doi:10.1000/x", Kind.PAPER, "A journal paper", "Words of the journal version.", tags=("journal",),
    authors=("A. Person",), references=(Reference("https://a.ru/1", "url:https://a.ru/1"),),
)  # fmt: skip
BY_PAGE = Document(
    "url:https://site.example/paper", Kind.ARTICLE, "The page of it", "Words of the page alone.",
    url="https://site.example/paper", tags=("web",), meta={"file": "page.html"},
)  # fmt: skip
BOTH = Document("doi:10.1000/x", Kind.PAPER, "A journal paper", aliases=("https://site.example/paper",))


def found(library: Library, words: str) -> list[str]:
    return [hit.item.key for hit in library.search.hits(words, mode=SearchMode.WORDS)]


@pytest.mark.parametrize(
    "document",
    [
        replace(SECOND, aliases=("arxiv:2401.00001",)),
        replace(FIRST, aliases=("https://arxiv.org/abs/2401.00002v3",)),
        Document(
            "url:https://a.ru/x", Kind.ARTICLE, "A review", "Both.", aliases=("2401.00001", "2401.00002")
        ),
        Document("file:9", Kind.PAPER, "A copied footer", "Text.", aliases=("2401.00002", "2401.00001")),
        Document(
            "file:9", Kind.PAPER, "A shared page", "Text.", aliases=("https://a.ru/1", "https://a.ru/2")
        ),
    ],
)
def test_two_arxiv_papers_never_become_one(library: Library, document: Document) -> None:
    pages = (replace(FIRST, aliases=("https://a.ru/1",)), replace(SECOND, aliases=("https://a.ru/2",)))
    ingest(library.store, [*pages, document])
    for paper in pages:
        item = library.items.get(paper.key).item
        assert item.key == paper.key
        assert library.items.get(paper.aliases[0]).item.id == item.id
    assert library.items.get(FIRST.key).item.id != library.items.get(SECOND.key).item.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("doi:10.1000/a", "doi:10.1000/b"),
        ("post:telegram/channel/1", "post:telegram/channel/2"),
        ("arxiv:2401.00001", "arxiv:cs/0112017"),
    ],
)
def test_works_of_different_names_share_no_page(library: Library, one: str, other: str) -> None:
    kind = Kind.POST if one.startswith("post:") else Kind.PAPER
    documents = [
        Document(key, kind, f"Title of {key}", f"Text of {key}", aliases=("https://site.example/all",))
        for key in (one, other)
    ]
    report = ingest(library.store, [*documents, *documents])
    assert (report.added, report.unchanged) == (2, 2)
    assert [library.items.get(key).text for key in (one, other)] == [f"Text of {one}", f"Text of {other}"]
    assert library.items.get("https://site.example/all").item.key == one


def test_a_preprint_and_its_journal_version_are_one_unless_another_doi_is_known(library: Library) -> None:
    ingest(library.store, [FIRST, replace(BY_DOI, aliases=("arxiv:2401.00001",))])
    assert library.items.count() == 1
    other = Document("doi:10.1000/other", Kind.PAPER, "Another", "Text", aliases=("arxiv:2401.00001",))
    assert ingest(library.store, [other]).added == 1


COPIED = Document(
    "doi:10.1000/x", Kind.PAPER, "Sparse heads for long prompts", "Words on heads.", guessed=True,
    url="https://doi.org/10.1000/x", aliases=("file:1",), authors=("Jane Doe", "O. Petrov"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "authors", "one"),
    [
        ("A compiler for poems", ("Jane Smith", "Wei Zhang"), False),
        ("Sparse heads for short prompts", ("Wei Zhang",), False),
        ("Heads, sparse and few", ("Doe J.",), True),
        ("Rare heads in prompts", ("Oleg Petrov", "Wei Zhang"), True),
        ("SPARSE HEADS FOR LONG PROMPTS: A STUDY", ("University Of Somewhere",), True),
        ("A compiler for poems", (), True),
        ("Редкие головы", ("Иван Петров",), True),
    ],
)
def test_a_doi_copied_with_a_footer_makes_no_two_works_one(
    library: Library, title: str, authors: tuple[str, ...], one: bool
) -> None:
    second = replace(
        COPIED, title=title, authors=authors, aliases=("file:2",), text="Words on something else."
    )
    ingest(library.store, [COPIED, second])
    own = library.items.get("file:2")
    assert (library.items.get("file:1").item.id == own.item.id) is one
    if not one:
        assert library.items.get("doi:10.1000/x").item.title == COPIED.title
        assert (own.item.url, [reference.key for reference in own.references]) == (None, ["doi:10.1000/x"])
        assert ingest(library.store, [COPIED, second]).unchanged == 2


def test_a_doi_that_is_stated_is_believed(library: Library) -> None:
    stated = replace(COPIED, title="A compiler for poems", authors=("Wei Zhang",), guessed=False)
    ingest(library.store, [COPIED, stated])
    assert library.items.count() == 1


def test_what_was_merged_is_parted_as_it_was(library: Library) -> None:
    ingest(library.store, [BY_DOI, BY_PAGE])
    library.areas.set(name="Journals", examples=[BY_DOI.key])
    library.areas.set(name="Pages", examples=[BY_PAGE.key])
    library.triage.move([BY_DOI.key], Zone.MUST_HAVE)
    library.items.set_state([BY_PAGE.key], State.READ)
    library.reviews.judge([BY_PAGE.key], Verdict.DIRECT, "used it")
    library.work.embed()
    before = {key: library.items.get(key) for key in (BY_DOI.key, BY_PAGE.key)}

    report = ingest(library.store, [BOTH])
    assert library.items.count() == 1
    assert "`split KEY`" in report.warnings[0]
    merged = library.items.get(BY_DOI.key)
    assert [event.note for event in merged.events if event.action is Action.MERGED] == ["The page of it"]
    assert all(len(event.before) < 100 for event in merged.events)
    library.items.tag([BY_DOI.key], "mine")

    assert {item.key for item in library.items.split("https://site.example/paper")} == set(before)
    for key, was in before.items():
        now = library.items.get(key)
        tags = (*was.item.tags, "mine") if key == BY_DOI.key else was.item.tags
        assert replace(now.item, tags=()) == replace(was.item, tags=())
        assert now.item.tags == tags
        assert (now.text, now.references, now.meta, now.aliases) == (
            was.text, was.references, was.meta, was.aliases,
        )  # fmt: skip
        assert now.areas == was.areas
        assert [event.id for event in was.events] == [
            event.id for event in now.events if event.id in {old.id for old in was.events}
        ]
    assert found(library, "page alone") == [BY_PAGE.key]
    assert found(library, "journal version") == [BY_DOI.key]
    assert library.vectors.pending() <= 1  # the head of the item that got a tag since
    assert all(check.ok for check in library.upkeep.doctor() if check.name in ("words", "passages", "store"))


def test_what_was_parted_stays_apart_when_it_comes_in_again(library: Library) -> None:
    ingest(library.store, [BY_DOI, BY_PAGE, BOTH])
    library.items.split(BY_DOI.key)
    report = ingest(library.store, [BY_DOI, BY_PAGE, BOTH])
    assert (report.added, library.items.count()) == (0, 2)
    assert library.items.get(BY_PAGE.key).text == BY_PAGE.text
    with pytest.raises(JomoError, match="nothing to part"):
        library.items.split(BY_DOI.key)


def test_parting_can_itself_be_taken_back(library: Library) -> None:
    ingest(library.store, [BY_DOI, BY_PAGE, BOTH])
    was = library.items.get(BY_DOI.key)
    library.items.split(BY_DOI.key)
    library.history.undo()
    now = library.items.get(BY_PAGE.key)
    assert now.item == was.item
    assert (now.text, now.references, library.items.count()) == (was.text, was.references, 1)
    assert found(library, "page alone") == [now.item.key]
    assert ingest(library.store, [BOTH]).unchanged == 1
    assert len(library.items.split(BY_DOI.key)) == 2


@pytest.mark.parametrize("short", [False, True])
def test_another_file_of_one_name_loses_no_text(library: Library, short: bool) -> None:
    """Two papers print one DOI by mistake: the second joins the first, and is parted with its text."""
    one = replace(BY_DOI, text="The first paper. " * 50, aliases=("file:1", "path:/papers/one.pdf"))
    text = "Nothing alike." if short else "The second speaks of whales. " * 60
    two = replace(one, title="Whales", text=text, aliases=("file:2", "path:/papers/two.pdf"))
    ingest(library.store, [one])
    library.triage.move([one.key], Zone.NICE_TO_HAVE)
    report = ingest(library.store, [two])
    assert (report.updated, library.items.count(), len(report.warnings)) == (1, 1, 1)
    library.items.split("file:2")
    assert library.items.count() == 2
    assert [library.items.get(name).text for name in ("file:1", "file:2")] == [one.text, two.text]
    assert [library.items.get(name).item.title for name in ("file:1", "file:2")] == [one.title, "Whales"]
    assert library.items.get(one.key).item.zone is Zone.NICE_TO_HAVE
    assert [event.action for event in library.items.get("file:2").events] == [Action.ADDED, Action.SPLIT]
    again = ingest(library.store, [one, two])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


def test_an_edited_file_is_no_other_file(library: Library) -> None:
    note = Document("file:1", Kind.NOTE, "Plan", "Old words", aliases=("path:/vault/plan.md",))
    edited = replace(note, key="file:2", text="New words")
    report = ingest(library.store, [note, edited])
    assert (report.updated, report.warnings) == (1, ())


def test_what_came_since_stays_with_the_kept_item(library: Library) -> None:
    ingest(library.store, [replace(BY_DOI, text=""), BY_PAGE, BOTH])
    library.triage.move([BY_DOI.key], Zone.PUT_AND_FORGET)
    pdf = replace(
        BY_DOI, text="The whole paper. " * 80, aliases=("file:7", "path:/papers/x.pdf"), published="2020"
    )
    ingest(library.store, [pdf])
    library.items.split(
        BY_DOI.key
    )  # the page's text and the paper's are two readings: the later is parted first
    library.items.split(BY_DOI.key)
    kept = library.items.get(BY_DOI.key).item
    assert (kept.zone, kept.title) == (Zone.PUT_AND_FORGET, BY_DOI.title)
    assert library.items.get(BY_PAGE.key).text == BY_PAGE.text
    assert library.items.get("file:7").text == pdf.text


def test_the_command_parts_and_says_when_there_is_nothing_to_part(
    kb_on: Callable[[Path], Command], library: Library
) -> None:
    ingest(library.store, [BY_DOI, BY_PAGE, BOTH])
    kb = kb_on(library.home)
    assert [item["key"] for item in kb("split", "10.1000/x", "--json").json] == [BY_DOI.key, BY_PAGE.key]
    refused = kb("split", "10.1000/x")
    assert (refused.status, refused.err.count("\n")) == (2, 1)


keys = st.sampled_from(
    ["arxiv:2401.00001", "arxiv:2401.00002", "doi:10.1/a", "doi:10.1/b", "url:https://a.ru/x", "file:1"]
)


@given(keys, st.lists(keys), keys, st.lists(keys))
def test_contradiction_is_mutual_and_never_of_equal_keys(
    one: str, ones: list[str], other: str, others: list[str]
) -> None:
    left, right = names(one, ones), names(other, others)
    assert contradict(left, right) == contradict(right, left)
    kind = one.partition(":")[0]
    if kind in ("arxiv", "doi") and other.startswith(f"{kind}:"):
        assert contradict(left, right) or one == other
