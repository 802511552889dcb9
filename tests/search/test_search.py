"""Words, meaning and both, with the packaged model on real texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.importers.arxiv.metadata import ArxivJsonlImporter
from kb.importers.protocol import ImportContext
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Filters, Kind, Reference, SearchMode, Zone

LAG_POST, LAG_PAPER = "post:telegram/jomo_sample_lab/12", "arxiv:2504.04704"
"""A Russian post of the sample library and the English paper it is about."""


def save(library: Library, *documents: Document) -> None:
    ingest(library.store, documents)


def paper(number: int, title: str, summary: str = "") -> Document:
    return Document(f"arxiv:2501.{number:05}", Kind.PAPER, title, summary=summary)


def titles(library: Library, query: str, mode: SearchMode = SearchMode.WORDS) -> list[str]:
    return [hit.item.title for hit in library.search.hits(query, mode=mode)]


def test_words_side_by_side_come_first_then_all_then_some(library: Library) -> None:
    save(
        library,
        paper(1, "Attention that is not linear at all", "Words apart: linear, then much later attention."),
        paper(2, "Linear attention"),
        paper(3, "Linear models"),
        paper(4, "Robots"),
    )
    assert titles(library, "linear attention") == [
        "Linear attention",
        "Attention that is not linear at all",
        "Linear models",
    ]


@pytest.mark.parametrize("mark", [": ", " — ", " - "])
def test_what_goes_by_the_name_that_was_typed_comes_first(library: Library, mark: str) -> None:
    title = f"Linear Attention{mark}Models of Sequences Whose Memory Does Not Grow with What They Have Read"
    save(library, paper(1, title), paper(2, "On linear attention", "Linear attention is linear attention."))
    assert titles(library, "linear attention") == [title, "On linear attention"]
    assert titles(library, "linear attention -sequences") == ["On linear attention"]
    assert titles(library, "on linear attention") == ["On linear attention", title]


@pytest.mark.parametrize("query", ["C++", "GPT-4", "Q8_0", "@varim_ml"])
def test_names_are_found_exactly(library: Library, query: str) -> None:
    save(
        library,
        paper(1, "Programming in C++"),
        paper(2, "GPT-4 report"),
        paper(3, "Formats Q8_0 and others"),
        paper(4, "From the channel", "posted by @varim_ml"),
        paper(5, "C and 4 and 0"),
    )
    first = library.search.hits(query, mode=SearchMode.WORDS)[0].item
    assert query.lower().strip("@") in f"{first.title} {first.summary}".lower()


def test_russian_words_are_found_in_any_form(library: Library) -> None:
    save(library, paper(1, "Квантизация больших моделей"), paper(2, "Ёмкость памяти"))
    assert titles(library, "квантизации модели") == ["Квантизация больших моделей"]
    assert titles(library, "емкостью") == ["Ёмкость памяти"]


def test_authors_tags_and_sources_are_searched(library: Library) -> None:
    save(
        library,
        Document(
            "url:https://example.org/1", Kind.ARTICLE, "One", authors=("Мария Петрова",), source="Варим ML"
        ),
    )
    assert titles(library, "петрова") == titles(library, "Варим ML") == ["One"]


def test_without_a_question_the_newest_come_first(library: Library) -> None:
    save(
        library,
        Document("url:https://example.org/1", Kind.ARTICLE, "Old", published="2024-01-01"),
        Document("url:https://example.org/2", Kind.ARTICLE, "New", published="2025-01-01"),
    )
    assert titles(library, "  ") == ["New", "Old"]


def test_filters_restrict_every_mode(library: Library) -> None:
    save(library, *(paper(n, f"attention {n}") for n in range(6)))
    library.work.embed()
    library.triage.move(["arxiv:2501.00003"], Zone.MUST_HAVE)
    for mode in SearchMode:
        hits = library.search.hits("attention", Filters(zones=(Zone.MUST_HAVE,)), mode)
        assert [hit.item.key for hit in hits] == ["arxiv:2501.00003"]


def test_a_hit_says_why_and_marks_the_words_as_written(library: Library) -> None:
    save(library, Document("file:1", Kind.NOTE, "Заметка", "Первый абзац.\n\nО Линейном внимании и людях."))
    [hit] = library.search.hits("линейное внимание", mode=SearchMode.WORDS)
    assert hit.terms == ("Линейном", "внимании")
    assert "Линейном внимании" in hit.passage
    assert "линейном" in hit.why


def test_a_hit_names_the_author_tag_or_source_that_the_question_says(library: Library) -> None:
    save(library, Document("file:1", Kind.NOTE, "Calm", "Words.", authors=("Jane Doe", "A. Petrov")))
    save(library, Document("file:2", Kind.NOTE, "Quiet", "Words.", tags=("serving",), source="Вестник ML"))
    found = [library.search.hits(one, mode=SearchMode.WORDS) for one in ("petrov", "serving", "вестник")]
    assert [hit.why for [hit] in found] == ["“A. Petrov”", "“serving”", "“Вестник ML”"]


def test_a_passage_is_words_without_markdown_title_or_the_authors_before_an_abstract(
    library: Library,
) -> None:
    note = (
        "## Results\n\n| Model | Score |\n|---|---|\n| **Quiet Router** | 53.3 |\n\n- `first` entry\n- second"
    )
    page = (
        "# Calm Caches\n\nJane Doe1, Oscar Petrov2\n\nUniversity\n\n## Abstract\n\nA calm cache that waits."
    )
    save(
        library,
        Document("file:1", Kind.NOTE, "Notes", note),
        Document("file:2", Kind.PAPER, "Calm Caches", page),
        Document("url:1", Kind.ARTICLE, "A page of which only the title is known"),
    )
    shown = {
        query: library.search.hits(query, mode=SearchMode.WORDS)[0].passage
        for query in ("router score", "calm cache", "university", "page title known")
    }
    assert shown == {
        "router score": "Results · Model · Score · Quiet Router · 53.3 · first entry · second",
        "calm cache": "A calm cache that waits.",
        "university": "Jane Doe1, Oscar Petrov2 · University · Abstract · A calm cache that waits.",
        "page title known": "",
    }


@pytest.mark.parametrize("query", ["2512.04321", "arXiv:2512.04321v2", "https://arxiv.org/pdf/2512.04321"])
def test_what_a_post_links_to_leads_to_the_post_first(library: Library, query: str) -> None:
    post = Document(
        "post:telegram/quiet_channel/7", Kind.POST, "Заметки недели",
        "Вышел Sleepy Router: https://arxiv.org/abs/2512.04321",
        references=(Reference("https://arxiv.org/abs/2512.04321", "arxiv:2512.04321"),),
    )  # fmt: skip
    save(library, post, paper(1, "A router of packets"), paper(2, "Sleepy cores"))
    library.work.embed()
    assert library.search.hits(query)[0].item.title == "Заметки недели"


@pytest.mark.parametrize(
    "query", ['"', "((", "AND OR", "a*b", "title:x", "'; DROP TABLE items; --", "\x00", "🙂", "-"]
)
def test_no_question_breaks_the_search(library: Library, query: str) -> None:
    save(library, paper(1, "Attention"))
    library.work.embed()
    for mode in SearchMode:
        library.search.hits(query, mode=mode)
    assert library.items.count() == 1


# -- with the packaged model ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def bilingual(shared: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two of the seeds and some papers of the corpus: a few, and those on linear attention."""
    home = tmp_path_factory.mktemp("bilingual")
    library = Library(Settings(home=home, cache=cache, network=False), keep_index=True)
    library.intake.add(
        [str(path) for number in ("000", "004") for path in (shared / "seeds").glob(f"{number}*")]
    )
    corpus = shared / "corpora" / "arxiv_ml_3k.jsonl"
    wanted = {
        record["id"]
        for n, record in enumerate(map(json.loads, corpus.open(encoding="utf-8")))
        if n % 300 == 0 or "linear attention" in f"{record['title']} {record['abstract']}".lower()
    }
    found = ArxivJsonlImporter().load(str(corpus), ImportContext(cache, network=False))
    ingest(
        library.store,
        [d for d in found if isinstance(d, Document) and d.key.removeprefix("arxiv:") in wanted],
    )
    library.work.embed()
    library.vectors.sync_index()
    yield library
    library.close()


def test_a_russian_question_finds_the_russian_post_and_english_papers(bilingual: Library) -> None:
    hits = bilingual.search.hits("линейное внимание вместо квадратичного", limit=10)
    assert "Тревога в мире LLM" in [hit.item.title for hit in hits]
    english = [hit.item for hit in hits if hit.item.language == "en"]
    assert any("linear" in f"{item.title} {item.summary}".lower() for item in english)


@pytest.fixture(scope="module")
def shipped(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample library with the vectors it comes with: real papers and posts wherever the project is."""
    home = tmp_path_factory.mktemp("shipped")
    library = Library(Settings(home=home, cache=cache, network=False), keep_index=True)
    library.intake.load_sample()
    yield library
    library.close()


def test_a_russian_question_finds_the_shipped_post_and_the_papers_beside_it(shipped: Library) -> None:
    hits = shipped.search.hits("как сжать кэш ключей и значений", limit=8)
    assert {LAG_POST, LAG_PAPER} <= {hit.item.key for hit in hits}


def test_more_like_a_shipped_post_leaves_the_post_out(shipped: Library) -> None:
    alike = [hit.item.key for hit in shipped.search.similar(LAG_POST, limit=5)]
    assert len(alike) == 5 and LAG_POST not in alike


@pytest.mark.parametrize("query", ["2510.26692", "MiniMax M2", "https://arxiv.org/abs/2510.26692v1"])
def test_what_a_post_mentions_leads_to_the_post_first(bilingual: Library, query: str) -> None:
    assert bilingual.search.hits(query)[0].item.title == "Тревога в мире LLM"


def test_more_like_this_leaves_the_item_out(bilingual: Library) -> None:
    hits = bilingual.search.similar("post:telegram/varim_ml/168", limit=5)
    assert len(hits) == 5
    assert "post:telegram/varim_ml/168" not in [hit.item.key for hit in hits]


def test_what_is_known_by_its_name_only_is_like_what_shares_its_words(library: Library) -> None:
    shop = Document("url:https://a.example/1", Kind.ARTICLE, "Zwieback and jam", stub=True)
    talk = Document("url:https://a.example/2", Kind.ARTICLE, "Planning talks", stub=True)
    save(
        library,
        shop,
        talk,
        paper(1, "Planning for vehicles on roads", "Plans are made for vehicles that share roads."),
        paper(2, "Tracks of particles", "Detectors record how particles fly."),
    )
    library.work.embed()

    def alike(key: str) -> list[str]:
        return [hit.item.title for hit in library.search.similar(key)]

    assert alike(shop.key) == []
    assert alike(talk.key) == ["Planning for vehicles on roads"]
    # Nor is it what others are like by their meaning.
    assert alike("arxiv:2501.00001") == ["Planning talks", "Tracks of particles"]


def test_a_word_of_a_pasted_text_is_no_slip(library: Library) -> None:
    save(library, paper(1, "Tracks of particles"), paper(2, "Planning for vehicles on roads"))
    assert library.search.find("trucks", mode=SearchMode.WORDS).instead == "tracks"
    told = (
        "We ask how several vehicles that share the same roads may plan where to go without talking to each "
        "other, as drivers of trucks do every day when one of them lets another one in"
    )
    found = library.search.find(told, mode=SearchMode.WORDS)
    assert not found.instead and found.hits[0].item.title == "Planning for vehicles on roads"
