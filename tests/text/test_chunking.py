"""Documents to passages: the head first, the body in labelled pieces, turns apart."""

from __future__ import annotations

import time

import pytest

from kb.text import chunking
from kb.text.chunking import PASSAGE_TOKENS, SUMMARY_TOKENS, characters, passages, readable
from kb.text.digest import text_hash
from kb.types import Document, Kind, Turn

RUSSIAN = "Модели внимания учатся быстрее, когда данных достаточно и они разнообразны. "
ENGLISH = "Attention models learn faster when the data is plentiful and diverse enough. "


def document(text: str = "", summary: str = "", turns: tuple[Turn, ...] = ()) -> Document:
    return Document(key="file:1", kind=Kind.NOTE, title="Заголовок", text=text, summary=summary, turns=turns)


def test_the_head_is_title_and_summary_whole() -> None:
    assert passages(document(summary=RUSSIAN * 30))[0].text == "Заголовок\n" + RUSSIAN * 30
    assert [piece.text for piece in passages(document(summary=RUSSIAN))] == ["Заголовок\n" + RUSSIAN]


def test_a_long_summary_without_a_body_comes_again_in_points() -> None:
    summary = (RUSSIAN * 12 + "Код открыт.").strip()
    _, *points = passages(document(summary=summary))
    assert " ".join(" ".join(point.text for point in points).split()) == summary
    assert len(points) > 2
    size = characters(summary, SUMMARY_TOKENS)
    assert all(size // 3 <= len(point.text) <= size * 4 // 3 for point in points)
    with_body = passages(document(summary=summary, text=ENGLISH))
    assert [piece.text for piece in with_body[1:]] == [ENGLISH.strip()]


def test_a_body_that_repeats_the_summary_adds_nothing() -> None:
    assert len(passages(document(text=f"**{RUSSIAN.strip()}**", summary=RUSSIAN))) == 1
    assert len(passages(document(text=RUSSIAN + ENGLISH, summary=RUSSIAN))) == 2


def test_no_word_of_the_body_is_lost_and_sizes_stay_in_bounds() -> None:
    text = "\n\n".join((f"# Раздел {number}\n\n" + RUSSIAN * 12) for number in range(5))
    pieces = passages(document(text=text))[1:]
    assert " ".join(" ".join(piece.text for piece in pieces).split()) == " ".join(text.split())
    assert max(len(piece.text) for piece in pieces) <= characters(text, PASSAGE_TOKENS)
    assert len(pieces) > 5


def test_the_label_is_the_nearest_heading_outside_code() -> None:
    text = f"{RUSSIAN}\n\n## Первый **раздел**\n\n{RUSSIAN * 9}\n\n```\n# not a heading\n```\n\n{RUSSIAN * 9}"
    labels = [piece.label for piece in passages(document(text=text))[1:]]
    assert labels[0] == ""
    assert set(labels[1:]) == {"Первый раздел"}


def test_turns_are_never_joined() -> None:
    turns = (Turn("user", "Коротко?"), Turn("assistant", "Да."), Turn("assistant", ENGLISH * 40))
    pieces = passages(document(turns=turns))[1:]
    assert [(piece.label, piece.text) for piece in pieces[:2]] == [("user", "Коротко?"), ("assistant", "Да.")]
    assert len(pieces) > 4
    assert all(piece.label == "assistant" for piece in pieces[2:])


def test_an_english_passage_holds_more_characters_than_a_russian_one() -> None:
    assert 640 <= characters(RUSSIAN, PASSAGE_TOKENS) <= 700
    assert 760 <= characters(ENGLISH, PASSAGE_TOKENS) <= 800
    assert characters("注意力机制", PASSAGE_TOKENS) < 300


def test_link_targets_and_markup_do_not_fill_passages_but_papers_stay_findable() -> None:
    markdown = "<p align='center'>![img](/a.png)</p>[KDA](https://arxiv.org/abs/2510.26692v2), [blog](https://ex.org/p?q=1)"
    assert readable(markdown) == "KDA (arxiv:2510.26692), blog"
    assert readable("a <think> token") == "a <think> token"


def test_pieces_without_words_are_left_out() -> None:
    assert [piece.text for piece in passages(document(text="---\n\n***"))] == ["Заголовок"]


def test_text_hash_tells_texts_apart() -> None:
    assert len(text_hash("а")) == 32
    assert text_hash("а") != text_hash("a")


@pytest.mark.parametrize(
    "run",
    ["x" * 700_000, "слово " * 120_000, "漢字" * 150_000, "a," * 300_000, "# t\n" + "word " * 140_000],
    ids=["one word", "no sentence ends", "ideographs", "commas", "under a heading"],
)
def test_a_run_without_an_end_is_cut_in_the_time_of_its_length(run: str) -> None:
    """The splitter alone takes minutes for these: the time is the promise, with much to spare."""
    began = time.thread_time()
    found = passages(Document("file:1", Kind.NOTE, "Title", run))
    assert time.thread_time() - began < 20
    assert sum(len(passage.text) for passage in found) > len(run) * 0.8


def test_long_texts_with_ends_of_sentences_or_lines_are_cut_as_ever() -> None:
    for text in ("One more sentence of it. " * 2000, "a line of words\n" * 3000, "Абзац текста.\n\n" * 2000):
        assert list(chunking._bearable(text)) == [(0, text)]
