"""A text without a link is brought together with the paper it may retell, as a proposal."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
def test_both_sides_propose_it_and_nothing_is_kept(filled: Library, post: Document, paper: Document) -> None:
    assert keys(filled.search.retellings(post.key)) == [paper.key]
    [told] = filled.search.retellings(paper.key)
    assert told.item.key == post.key and SHOWN <= told.probability < 1
    assert filled.items.get(paper.key).mentioned_by == ()


def test_a_text_that_links_to_a_paper_says_itself_what_it_is_about(filled: Library) -> None:
    link = Reference("https://arxiv.org/abs/2402.00009", "arxiv:2402.00009")
    ingest(filled.store, [replace(POST, text=f"{POST.text} Ещё.", references=(link,))])
    assert filled.search.retellings(POST.key) == []
    assert filled.search.retellings(PAPER.key) == []


def test_before_there_are_vectors_nothing_fails(library: Library) -> None:
    ingest(library.store, [PAPER])
    assert library.search.retellings(PAPER.key) == []


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
