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


def test_who_answers_each_sentence_comes_before_who_says_a_little_of_all(library: Library) -> None:
    asked = (
        "Keys of old tokens are packed into four bits while a model reads on.",
        "Nurses in distant villages judge whether its answers may be trusted by patients.",
        "Graphs of molecules show chemists which solvents dissolve a polymer.",
    )
    each = "\n\n".join(" ".join([sentence] * 8) for sentence in asked)
    little = (
        "Old tokens packed while villages judge answers trusted by patients: molecules, solvents, a polymer"
    )
    ingest(
        library.store,
        [
            Document("note:each", Kind.NOTE, "Diary", text=each),
            Document("note:all", Kind.NOTE, little),
        ],
    )
    library.work.embed()
    found = library.search.hits(" ".join(asked), mode=SearchMode.MEANING)
    assert [hit.item.key for hit in found] == ["note:each", "note:all"]
