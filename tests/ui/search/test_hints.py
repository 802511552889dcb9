"""Examples of what the box understands are made of what a library holds, and each is understood."""

from kb.library import Library
from kb.search.query import parse
from kb.types import SearchMode
from kb.ui.search.hints import examples, meaning


def test_each_example_is_understood_and_has_an_answer(sampled: Library) -> None:
    facets = sampled.search.find("", limit=1).facets
    known = {name: list(values) for name, values in facets.items()}
    tried = examples(facets, sampled.items.select(limit=20))
    assert len(tried) == 5
    for example in tried:
        question = parse(example, known)
        assert not question.notes
        assert question.phrases or not question.filters.empty
        assert sampled.search.find(example, mode=SearchMode.WORDS, limit=1).hits, example
        assert meaning(example, known)


def test_an_empty_library_offers_nothing_it_does_not_hold(library: Library) -> None:
    assert examples(library.search.find("", limit=1).facets, []) == []
