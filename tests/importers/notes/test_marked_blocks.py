"""Passages that lead back to where they were marked: what is read does not cost more than its length."""

from __future__ import annotations

import re

import pytest

from kb.importers.notes.marked_blocks import marked
from tests.growth import grows_with_its_input

LINK = "[(p. 3)](back://item?page=3)"
WAY_BACK = re.compile(r"\(?\[(?P<label>[^\]\n]{0,80})\]\(back://item\?page=(?P<page>\d+)\)\)?")


@pytest.mark.parametrize(
    "part",
    [
        f"> words {LINK}\n\n",
        f"- a\n\t- b {LINK}\n",
        f"{LINK}\n",
        f"> [!quote] x {LINK}\n> words\n",
        f"- words {LINK}\n\t- note\n\t- note\n",
        "![[",
        "<mark ",
        ">\n",
    ],
)
def test_marks_are_read_in_the_time_of_their_number(part: str) -> None:
    assert grows_with_its_input(lambda size: marked(f"{part * size}{LINK}\n", WAY_BACK), 300)


def test_what_is_not_marked_is_left_as_it_was() -> None:
    text = f"# Title\n\nMy words.\n\n> a passage {LINK}\n\n- my point\n"
    found = marked(text, WAY_BACK)
    assert [(one.quote, one.place) for one in found.marks] == [("a passage", "page 3")]
    assert found.rest == "# Title\n\nMy words.\n\n\n- my point\n"
    assert marked("Nothing here.\n", WAY_BACK).rest == "Nothing here.\n"
