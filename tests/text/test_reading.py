"""Texts in blocks and paragraphs of a reader's size."""

from __future__ import annotations

import pytest

from kb.text.reading import FIRST_PART, LONGEST, Heading, outline, pieces
from tests.growth import grows_with_its_input

SENTENCE = "The gauges below the old weir were read by hand for sixty years, rain or shine. "


def blocks(text: str) -> list[str]:
    return [text[start:end] for start, end in outline(text).blocks]


def test_blocks_are_what_markdown_holds_together() -> None:
    text = (
        "# Gauges\nA line\nand its second.\n\n- one\n\n- two\n\n  still two\n\nAfter.\n\n"
        "```\na = 1\n\nb = 2\n```\n\n$$\na\n\n- b\n$$\n\n> said\n> once\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    assert blocks(text) == [
        "# Gauges",
        "A line\nand its second.",
        "- one\n\n- two\n\n  still two",
        "After.",
        "```\na = 1\n\nb = 2\n```",
        "$$\na\n\n- b\n$$",
        "> said\n> once",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ]


def test_a_text_without_empty_lines_has_a_paragraph_a_long_line() -> None:
    long = (SENTENCE * 5).strip()
    assert blocks(f"Short\nlines\n{long}\n{long}\nShort again") == ["Short\nlines", long, long, "Short again"]


def test_headings_are_told_with_their_words() -> None:
    text = (
        "# One *two* [three](http://a.example)\n\ntext\n\n## Four ##\n\n```\n# no heading\n```\n\n#nor this"
    )
    assert outline(text).headings == (Heading(0, 1, "One two three"), Heading(45, 2, "Four"))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 150,
        SENTENCE.replace("weir", "weir (see **there**)") * 100,
        "Уровень читали вручную. " * 400,
    ],
)
def test_long_paragraphs_are_cut_at_ends_of_sentences(text: str) -> None:
    text = text.strip()
    cut = [text[start:end] for start, end in pieces(text, 0, len(text))]
    assert " ".join(cut) == text
    assert len(cut) > 5
    assert all(len(piece) <= LONGEST and piece.endswith(".") for piece in cut)


def test_nothing_is_cut_within_marks_lists_and_code() -> None:
    bold = f"**{(SENTENCE * 30).strip()}** And more."
    assert pieces(bold, 0, len(bold)) == [(0, len(bold))]
    item = f"- {SENTENCE * 30}"
    assert pieces(item, 0, len(item)) == [(0, len(item))]


def test_the_first_part_is_small_and_parts_hold_every_block_once() -> None:
    text = "\n\n".join([SENTENCE * 4] * 600)
    found = outline(text)
    parts = [found.part(number) for number in range(len(found.parts))]
    assert [block for part in parts for block in part] == list(found.blocks)
    assert parts[0][-1][1] <= FIRST_PART + len(SENTENCE) * 4
    assert found.part_at(0) == 0
    assert found.part_at(len(text) - 1) == len(parts) - 1
    assert outline("").parts == ()


@pytest.mark.parametrize(
    "piece", [SENTENCE * 4 + "\n\n", "- an item of a list\n", "a short line of a poem\n", "x. "]
)
def test_outlines_grow_with_the_text(piece: str) -> None:
    def work(times: int) -> None:
        text = piece * times
        for start, end in outline(text).blocks:
            pieces(text, start, end)

    assert grows_with_its_input(work, 200)
