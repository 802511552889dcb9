"""Questions told at length, and the parts in which they ask."""

from __future__ import annotations

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.search.told import parts_of
from kb.types import Document, Kind, SearchMode


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("One sentence asks as a whole.", []),
        (
            "Models forget what they read. Is there a memory that stays? Somebody has measured it.",
            ["Models forget what they read.", "Is there a memory that stays?", "Somebody has measured it."],
        ),
        (
            "Ищу работу о памяти моделей. Есть такая статья? Её авторы сжимали старые ключи.",
            ["Ищу работу о памяти моделей. Есть такая статья?", "Её авторы сжимали старые ключи."],
        ),
        ("Hello there. Who has measured forgetting in models?", []),
        (
            " ".join(f"Sentence number {n} is here." for n in range(10)),
            [f"Sentence number {n} is here. Sentence number {n + 1} is here." for n in range(0, 10, 2)],
        ),
    ],
    ids=["nothing", "one", "each", "a short one joins", "a short one begins", "many go together"],
)
def test_a_question_asks_in_its_sentences(text: str, wanted: list[str]) -> None:
    assert parts_of(text) == wanted


_ASKED = (
    "Keys of old tokens are packed into four bits while a model reads on.",
    "Nurses in distant villages judge whether its answers may be trusted by patients.",
    "Graphs of molecules show chemists which solvents dissolve a polymer.",
)
_LITTLE = "Old tokens packed while villages judge answers trusted by patients: molecules, solvents, a polymer"


@pytest.fixture
def told(library: Library) -> Library:
    """A library with an item that has a passage about each sentence, and one that says a little of all."""
    each = "\n\n".join(" ".join([sentence] * 8) for sentence in _ASKED)
    ingest(
        library.store,
        [
            Document("note:each", Kind.NOTE, "Diary", text=each),
            Document("note:all", Kind.NOTE, _LITTLE),
        ],
    )
    library.work.embed()
    return library


def test_who_answers_each_sentence_comes_before_who_says_a_little_of_all(told: Library) -> None:
    found = told.search.hits(" ".join(_ASKED), mode=SearchMode.MEANING)
    assert [hit.item.key for hit in found] == ["note:each", "note:all"]


def test_a_text_that_is_pasted_is_likened_sentence_by_sentence(told: Library) -> None:
    whole, apart = (
        told.search.similar(text=text)[0] for text in (", ".join(_ASKED).replace(".", ""), " ".join(_ASKED))
    )
    assert whole.item.key == apart.item.key == "note:each"
    assert apart.score > whole.score
