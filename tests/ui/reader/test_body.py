"""What there is to read of an item is there once."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind
from tests.pages import visit

ABSTRACT = (
    "Rivers keep a long memory of their floods, and the gauges below the weir were read by hand for sixty"
    " years. What was written down is short of what was seen, but it is enough to tell a wet decade from"
    " a dry one."
)


def shown(library: Library, text: str, summary: str) -> list[str]:
    """The headings above what an item is about, where its text and its summary are these."""
    document = Document(
        "file:0", Kind.PAPER, "Weirs", f"# Weirs\n\n{text}\n\n## 1 Why\n\nBecause.", summary=summary
    )
    ingest(library.store, [document])
    app = visit("item", key="file:0")
    assert not app.exception
    return [one.value for one in app.header if one.value in ("Abstract", "Summary")]


def test_an_abstract_that_the_text_begins_with_is_shown_once(library: Library) -> None:
    assert shown(library, ABSTRACT, ABSTRACT) == []


def test_a_formula_or_a_note_within_it_makes_no_second_one(library: Library) -> None:
    text = ABSTRACT.replace("a long memory", "a memory of $\\tau$ years").replace("short", "short¹")
    assert shown(library, text, ABSTRACT) == []


def test_an_abstract_that_the_text_lacks_is_shown(library: Library) -> None:
    assert shown(library, "Another text, of mills and boats.", ABSTRACT) == ["Abstract"]


def test_a_short_one_is_known_again_too(library: Library) -> None:
    short = "Why gauges were read by hand for sixty years."
    assert shown(library, short, short) == []
