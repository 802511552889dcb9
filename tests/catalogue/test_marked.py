"""Pages hold no words that the catalogue does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.settings import PROJECT_ROOT
from tests.catalogue.marking import unmarked

PAGES = [
    PROJECT_ROOT / "app.py",
    *(PROJECT_ROOT / "pages").glob("*.py"),
    *(PROJECT_ROOT / "kb/ui").rglob("*.py"),
]
NOT_SAID = {"There is no such file", " to hand on", "jomo app", "make run"}
"""What only a program is answered, a part of a file's name, and commands."""


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(PROJECT_ROOT)))
def test_every_sentence_of_a_page_is_marked(file: Path) -> None:
    assert [(line, text) for line, text in unmarked(file) if text not in NOT_SAID] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('st.write("Nothing was saved yet.")', ["Nothing was saved yet."]),
        ('st.write(f"{count} of {total} were read")', ["{} of {} were read"]),
        ('st.write(_("Nothing was saved yet."))', []),
        ('st.write(_("{what} was saved", what=f"the item {key}"))', ["the item {}"]),
        ('log.info("Nothing was saved yet.")', []),
        ('"""What a module says of itself."""', []),
        ('st.html("<p>one two</p>")', []),
    ],
)
def test_words_without_a_mark_are_found(code: str, found: list[str], tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text(code, encoding="utf-8")
    assert [text for _line, text in unmarked(file)] == found
