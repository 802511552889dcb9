"""What was looked at on the Add page is there again when the page is loaded anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.library import Library
from kb.ui.add import ready
from tests.pages import AppTest, visit


def shown(page: AppTest) -> bool:
    return any(button.key == "preview-discard" for button in page.button)


@pytest.fixture
def looked_at(library: Library, tmp_path: Path) -> AppTest:
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nOf boats.\n", encoding="utf-8")
    page = visit("add")
    page.text_area[0].input(str(note))
    next(button for button in page.button if button.label == "Add").click().run()
    assert shown(page)
    return page


def test_a_page_loaded_again_shows_it(looked_at: AppTest) -> None:
    name = looked_at.query_params[ready.WORD]
    again = visit("add", **{ready.WORD: name})
    assert shown(again)
    again.button("preview-do").click().run()
    assert not again.exception and not shown(again)
    assert not shown(visit("add", **{ready.WORD: name})), "it is imported: nothing lies ready"


def test_what_was_put_aside_stays_so(looked_at: AppTest) -> None:
    name = looked_at.query_params[ready.WORD]
    looked_at.button("preview-discard").click().run()
    assert not shown(looked_at) and ready.WORD not in looked_at.query_params
    assert not shown(visit("add", **{ready.WORD: name}))


def test_a_name_of_nothing_shows_nothing(library: Library) -> None:
    page = visit("add", **{ready.WORD: "nothing"})
    assert not shown(page) and ready.WORD not in page.query_params
