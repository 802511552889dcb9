"""Which numbers at the beginning of a line begin a list, and which only look so."""

import pytest

from kb.text.numbering import unlisted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990. The year it began.", "1990\\. The year it began."),
        ("1990. One thing.\n1991. Another.", "1990\\. One thing.\n1991\\. Another."),
        ("Vorwort\n\n0. Auflage", "Vorwort\n\n0\\. Auflage"),
        ("2. Auflage, Berlin 1998", "2\\. Auflage, Berlin 1998"),
        ("(in the year\n14) he said", "(in the year\n14\\) he said"),
        ("1. one\n2. two\n3. three", "1. one\n2. two\n3. three"),
        ("3. three\n\n4. four", "3. three\n\n4. four"),
        ("0. none\n1. one", "0. none\n1. one"),
        ("1. one\n   1. within\n   2. more\n2. two", "1. one\n   1. within\n   2. more\n2. two"),
        ("1. one\n3. three", "1. one\n3. three"),
        ("1. one\n\nwords\n\n7. Auflage", "1. one\n\nwords\n\n7\\. Auflage"),
        ("1. alone", "1. alone"),
        ("3.14 and 2.Auflage", "3.14 and 2.Auflage"),
        ("```\n1990. code\n```\n\n`x`\n5. July", "```\n1990. code\n```\n\n`x`\n5\\. July"),
    ],
)
def test_only_what_counts_is_a_list(text: str, expected: str) -> None:
    assert unlisted(text) == expected
