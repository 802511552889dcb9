"""Word scores: terms, translations, side by side, rarity."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.search.lexical import lexical_scores
from kb.text.matching import parse_query
from kb.types import Document, Kind


def scored(library: Library, question: str) -> dict[str, float]:
    scores = lexical_scores(library.store.read(), parse_query(question))
    return {
        item.title: round(float(scores[item.id]), 3) for item in library.items.select() if scores[item.id] > 0
    }


def save(library: Library, *titles: str) -> None:
    ingest(library.store, [Document(f"note:{title}", Kind.NOTE, title) for title in titles])


def test_a_translation_counts_as_the_word_itself(library: Library) -> None:
    save(library, "Quantization, networks", "Квантование сетей", *(f"Other subject {n}" for n in range(20)))
    for question in ("quantization", "квантование"):
        found = scored(library, question)
        assert found["Quantization, networks"] == found["Квантование сетей"] > 0.5


def test_a_translation_is_not_precious_for_being_in_the_rarer_language(library: Library) -> None:
    """One Russian note among English papers must not beat a paper that holds both words asked for."""
    save(
        library,
        "Attention for robots",
        "Роботы на большом складе",
        *(f"Robots in place {n}" for n in range(8)),
        *(f"Other subject {n}" for n in range(20)),
    )
    found = scored(library, "attention robots")
    assert max(found, key=found.__getitem__) == "Attention for robots"
    assert found["Роботы на большом складе"] <= 1.05 * found["Robots in place 1"]


def test_words_side_by_side_count_more(library: Library) -> None:
    save(library, "Federated pruning of trees", "Pruning of federated trees", "Nothing")
    found = scored(library, "federated pruning")
    assert found["Federated pruning of trees"] > found["Pruning of federated trees"] > 0


def test_words_that_are_nowhere_make_every_item_a_partial_answer(library: Library) -> None:
    save(library, "Attention", *(f"Other subject {n}" for n in range(9)))
    assert scored(library, "attention zzyzx")["Attention"] < 0.6 * scored(library, "attention")["Attention"]
