"""What there is to read of an item: its abstract, its text or its conversation, or why there is none."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kb.catalogue import _, noted, number
from kb.library import Library
from kb.text.pagination import Unread, pages_read, why_unread
from kb.types import ItemDetail, Kind
from kb.ui.reader.text import component
from kb.ui.reader.text.source import of_text, of_turns
from kb.ui.shell.escape import safe_markdown

_WAITING = {
    "arXiv": noted("Only its identifier is known. Ask arXiv for the rest on the Add page."),
    "DOI": noted("Only its DOI is known. Fetch its page, or add its PDF, and it joins this item."),
    "page": noted("Only its address is known. Fetch the page, or save it as HTML and add that file."),
}
_UNREAD = {
    Unread.LOCKED: noted(
        "The PDF is kept, but locked: no text could be read, and search knows its title alone. Save a copy"
        " without the password and add that one."
    ),
    Unread.SCANNED: noted(
        "The PDF is kept, but no text could be read, as of a scan: search knows its title alone. Run OCR"
        " (for example ocrmypdf) and add it again."
    ),
    Unread.WORDLESS: noted(
        "The PDF is kept, but its letters are no readable words: search knows its title alone. Run OCR"
        " (for example ocrmypdf --force-ocr) and add it again."
    ),
}
_NO_TEXT = noted("There is no text to read here.")
_SEEN_EARLY = 20_000
"""Characters of a text in which its abstract stands, if it does: the first pages of a paper."""
_PART = 40
"""Letters of the parts by which an abstract is known again: longer than what two texts share by chance."""
_SHARE = 0.5
"""The share of an abstract's parts that a text has which begins with it: a formula or the end of a column
changes some. By judgement."""


def draw(library: Library, detail: ItemDetail) -> None:
    """Everything there is to read of an item."""
    item = detail.item
    has_text = bool(detail.text.strip()) and detail.text.strip() != item.summary.strip()
    if item.summary and not (has_text and _holds(detail.text, item.summary)):
        st.header(_("Abstract") if item.kind is Kind.PAPER else _("Summary"), anchor=False)
        if has_text or detail.turns:
            st.markdown(safe_markdown(item.summary), anchors=False)
        else:
            # All there is to read can be marked, as a text can.
            component.draw(library, item, of_text(replace(detail, text=item.summary)))
    if detail.turns:
        component.draw(library, item, of_turns(detail.turns))
    elif has_text:
        _of_part(detail)
        component.draw(library, item, of_text(detail))
    elif why_unread(detail.meta) is not None:
        unread(detail)
    elif not item.summary:
        waited_for = detail.meta.get("waiting_for", "arXiv") if item.stub else ""
        st.markdown(f":gray[{_(_WAITING.get(waited_for, _NO_TEXT))}]")


def unread(detail: ItemDetail) -> None:
    """Says why there is no text where a file is kept that none could be read of."""
    if not detail.text.strip() and (why := why_unread(detail.meta)) is not None:
        st.markdown(f":gray[:material/info: {_(_UNREAD[why])}]")


def _of_part(detail: ItemDetail) -> None:
    """Says so where a file was too long to be read whole."""
    if (part := pages_read(detail.meta)) is not None:
        count, total = map(number, part)
        told = _("Here are {count} of {total} pages; the rest is in the original.", count=count, total=total)
        st.markdown(f":gray[{told}]")


def _holds(text: str, summary: str) -> bool:
    """Whether a text has its summary at its beginning, as a paper has its abstract."""
    wanted, seen = _letters(summary), _letters(text[:_SEEN_EARLY])
    parts = [wanted[at : at + _PART] for at in range(0, max(1, len(wanted) - _PART + 1), _PART)]
    return len(wanted) >= _PART // 2 and sum(part in seen for part in parts) >= _SHARE * len(parts)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
