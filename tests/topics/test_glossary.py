"""The glossary: one idea, many spellings."""

from __future__ import annotations

from kb.text.stopwords import lone_stems
from kb.topics.glossary import idea_keys, ideas, is_part
from kb.topics.words import stems_of


def test_spellings_of_both_languages_are_one_idea() -> None:
    for one, other in (
        ("RAG", "retrieval-augmented generation"),
        ("квантование", "quantized"),
        ("графовых нейросетей", "GNNs"),
        ("диффузионные модели", "diffusion model"),
    ):
        assert ideas()[stems_of(one)].key == ideas()[stems_of(other)].key


def test_everyday_words_are_no_ideas() -> None:
    assert not {" ".join(stems) for stems in ideas()} & lone_stems()
    assert stems_of("token") not in ideas()


def test_every_idea_has_two_names_and_a_part_of_the_field() -> None:
    for idea in ideas().values():
        assert idea.english and idea.russian and idea.part is not None
        assert is_part(idea.part.key) and idea.part.key not in idea_keys()
