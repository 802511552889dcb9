"""Runs of Word documents: raised, struck and hidden words, and signs of a font of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers.notes.word import word_text
from tests.importers.notes.test_word import paragraph, written


def looks(said: str, *told: str) -> str:
    return f'<w:r><w:rPr>{"".join(told)}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


RAISED, LOWERED = (f'<w:vertAlign w:val="{name}"/>' for name in ("superscript", "subscript"))


@pytest.mark.parametrize(
    ("runs", "read"),
    [
        ((looks("O(n"), looks("2", RAISED), looks(") and 10"), looks("−6", RAISED)), "O(n²) and 10⁻⁶"),
        ((looks("H"), looks("2", LOWERED), looks("O")), "H₂O"),
        ((looks("a"), looks("see the note", RAISED)), "asee the note"),
        ((looks("It is "), looks("not ", "<w:strike/>"), looks("known")), "It is ~~not~~ known"),
        ((looks("no", "<w:strike/>"), looks("thing", "<w:dstrike/>")), "~~nothing~~"),
        ((looks("shown "), looks("not shown", "<w:vanish/>")), "shown"),
        ((looks("shown", '<w:vanish w:val="0"/>', '<w:strike w:val="false"/>'),), "shown"),
        ((looks("rate "), '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'), "rate α"),
        ((looks("x "), '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', looks(" y")), "x → y"),
        ((looks("x"), '<w:r><w:sym w:font="Webdings" w:char="no"/></w:r>'), "x"),
    ],
)
def test_words_keep_what_their_look_says(runs: tuple[str, ...], read: str, tmp_path: Path) -> None:
    assert word_text(written(tmp_path / "n.docx", paragraph("".join(runs)))).text == read
