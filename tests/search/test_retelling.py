"""A text without a link is brought together with the paper it may retell, as a proposal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.errors import JomoError
from kb.ingest.save import ingest
from kb.library import Library
from kb.search.retelling import CONSIDERED, SHOWN, by_gap, is_named
from kb.text.words import stems
from kb.types import Document, Kind, Reference, Retelling

PAPER = Document("arxiv:2402.00001", Kind.PAPER, "ZipKV: Forgetting by lag", summary="A cache forgets.")
# Among a handful of papers one always stands out.
MANY = [Document(f"arxiv:2403.{n:05}", Kind.PAPER, f"Subject {n}", summary=f"Words{n}.") for n in range(20)]
OTHERS = [
    Document("arxiv:2401.00001", Kind.PAPER, "Graph search with budgets", summary="Walks bounded by money."),
    Document("arxiv:2401.00002", Kind.PAPER, "Tables from scans", summary="Reading of rows in old archives."),
    Document("arxiv:2401.00003", Kind.PAPER, "Voices of birds", summary="Songs from forests at night."),
]
POST = Document("post:x/1", Kind.POST, "Что забыть", "ZipKV выбрасывает токены из кэша. Код уже есть.")
RETELLING = Document("post:x/2", Kind.POST, "Birds", "Songs of birds from forests, voices at night, forests.")


@pytest.fixture
def filled(library: Library) -> Library:
    ingest(library.store, [*MANY, *OTHERS, PAPER, POST, RETELLING])
    library.work.embed()
    return library


def keys(found: list[Retelling]) -> list[str]:
    return [one.item.key for one in found]


@pytest.mark.parametrize(("post", "paper"), [(POST, PAPER), (RETELLING, OTHERS[2])])
def test_both_sides_propose_it_and_link_nothing(filled: Library, post: Document, paper: Document) -> None:
    assert keys(filled.retellings.of(post.key)) == [paper.key]
    [told] = filled.retellings.of(paper.key)
    assert told.item.key == post.key and SHOWN <= told.probability < 1
    assert filled.items.get(paper.key).mentioned_by == ()


def test_a_text_that_links_to_a_paper_says_itself_what_it_is_about(filled: Library) -> None:
    link = Reference("https://arxiv.org/abs/2402.00009", "arxiv:2402.00009")
    ingest(filled.store, [replace(POST, text=f"{POST.text} Ещё.", references=(link,))])
    assert filled.retellings.of(POST.key) == []
    assert filled.retellings.of(PAPER.key) == []


def test_what_is_known_by_its_name_only_retells_what_it_names_and_nothing_else(filled: Library) -> None:
    link = Document("url:https://a.example/1", Kind.ARTICLE, "Songs of birds at night", stub=True)
    named = replace(link, key="url:https://a.example/2", title=f"{PAPER.title} | Blog")
    ingest(filled.store, [link, named])
    filled.work.embed()
    assert filled.retellings.of(link.key) == []
    assert keys(filled.retellings.of(named.key)) == [PAPER.key]


def test_before_there_are_vectors_nothing_fails(library: Library) -> None:
    ingest(library.store, [PAPER])
    assert library.retellings.of(PAPER.key) == []


def test_what_is_confirmed_is_a_link_for_both_and_can_be_undone(filled: Library) -> None:
    filled.retellings.confirm(PAPER.key, POST.key)
    filled.retellings.confirm(POST.key, PAPER.key)
    assert filled.retellings.of(PAPER.key) == filled.retellings.of(POST.key) == []
    assert [mention.item.key for mention in filled.items.get(PAPER.key).mentioned_by] == [POST.key]
    assert [one.key for one in filled.items.get(POST.key).references] == [PAPER.key]
    assert [hit.item.key for hit in filled.search.hits(PAPER.key)] == [PAPER.key, POST.key]
    assert [move.key for move in filled.history.undo()] == [PAPER.key, POST.key]
    assert not filled.items.get(PAPER.key).mentioned_by and not filled.items.get(POST.key).references
    assert keys(filled.retellings.of(POST.key)) == [PAPER.key]


def test_what_is_rejected_is_not_proposed_again_until_that_is_undone(filled: Library) -> None:
    filled.retellings.confirm(PAPER.key, POST.key)
    confirmed = filled.history.last()
    filled.retellings.reject(PAPER.key, POST.key)
    assert filled.retellings.of(PAPER.key) == filled.retellings.of(POST.key) == []
    assert filled.items.get(PAPER.key).mentioned_by == ()
    assert confirmed is not None
    with pytest.raises(JomoError, match="take that one back first"):
        filled.history.undo(confirmed.id)
    filled.history.undo()
    assert [mention.item.key for mention in filled.items.get(PAPER.key).mentioned_by] == [POST.key]


def test_a_word_on_a_retelling_stays_with_a_text_that_is_merged(filled: Library) -> None:
    again = Document("url:https://site.example/forget", Kind.POST, POST.title, POST.text)
    ingest(filled.store, [again])
    filled.retellings.confirm(PAPER.key, again.key)
    filled.duplicates.merge(POST.key, again.key)
    assert [mention.item.key for mention in filled.items.get(PAPER.key).mentioned_by] == [POST.key]
    filled.history.undo()
    assert [mention.item.key for mention in filled.items.get(PAPER.key).mentioned_by] == [again.key]


@pytest.mark.parametrize("two", [(PAPER, OTHERS[0]), (POST, RETELLING)])
def test_only_a_text_retells_and_only_a_paper_is_retold(
    filled: Library, two: tuple[Document, Document]
) -> None:
    with pytest.raises(JomoError, match="Name a paper and a text"):
        filled.retellings.confirm(two[0].key, two[1].key)


@pytest.mark.parametrize(
    ("title", "text", "named"),
    [
        ("Внимание без квадрата", "Пишут о внимании без квадратов, и зря.", True),
        ("Foo learns to count the birds", "In “Foo Learns to Count the Birds” they do.", True),
        ("ZipKV: Forgetting tokens", "Попробовал ZipKV вчера.", True),
        ("ZipKV: Forgetting tokens", "Попробовал zipkv вчера.", False),
        ("CATCH: Novel data synthesis", "try ... catch, and CATCH again", False),
        ("Paris: A decentralized model", "Поехали в Paris.", False),
        ("GPT-5: System card", "Что умеет GPT-5 теперь", True),
        ("GPT-5: System card", "Что умеет GPT-50 теперь", False),
    ],
)
def test_a_title_is_met_in_any_inflection_but_not_by_chance(
    library: Library, title: str, text: str, named: bool
) -> None:
    ingest(library.store, [Document("arxiv:2402.00001", Kind.PAPER, title)])
    assert is_named(library.store.read(), title, text, stems(text)) is named


def test_a_short_title_that_many_hold_names_no_paper(library: Library) -> None:
    posts = [Document(f"post:x/{n}", Kind.POST, f"Day {n}", "About ZipKV.") for n in range(6)]
    ingest(library.store, [PAPER, *posts])
    text = "About ZipKV."
    assert not is_named(library.store.read(), PAPER.title, text, stems(text))


def test_only_what_stands_out_among_many_is_probable() -> None:
    others = [0.0] * (CONSIDERED - 2)
    assert 0 < by_gap([5.0, 4.5, *others]) < SHOWN < by_gap([5.0, 1.0, *others]) < 1
    assert by_gap([99.0, 0.0, *others]) < 1
    assert by_gap([5.0, 1.0]) == by_gap([5.0]) == by_gap([]) == 0.0
