"""Prose and code of Markdown told apart."""

from __future__ import annotations

from kb.text.markup import outside_code, without_code
from tests.growth import grows_with_its_input


def test_only_prose_changes() -> None:
    text = "слово `слово` слово\n```py\nслово\n~~~\n```\nслово\n"
    assert outside_code(text, str.upper) == "СЛОВО `слово` СЛОВО\n```py\nслово\n~~~\n```\nСЛОВО\n"
    assert without_code(text) == "слово  слово\nслово\n"


def test_an_unclosed_fence_reaches_to_the_end() -> None:
    assert without_code("a\n```\nb\n# c\n") == "a\n"


def test_many_unclosed_fences_take_no_time() -> None:
    assert grows_with_its_input(lambda n: without_code("```python\nx\n" * n), 2_000)
