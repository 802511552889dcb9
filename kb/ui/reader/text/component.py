"""The reading column in the browser. The first part of a text comes with the page, the rest part by part when
the browser asks; what is selected can be highlighted."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.types import Item
from kb.ui.items import proposing
from kb.ui.reader import offering
from kb.ui.reader.text.source import Source
from kb.ui.shell import bundled, notices

_HERE = Path(__file__).parent
_HTML = f"""
<div class="jomo-read">
  <details class="jr-contents" hidden><summary data-say="contents"></summary>
    <nav data-say-label="contents"></nav></details>
  <div class="jr-text"></div>
  <p class="jr-more" role="status" data-say="more" hidden></p>
  {offering.HTML}
</div>
"""
_read = st.components.v2.component(
    "jomo_read",
    html=_HTML,
    css=(_HERE / "reader.css").read_text(encoding="utf-8") + offering.CSS,
    js="\n".join((offering.JS, (_HERE / "reader.js").read_text(encoding="utf-8"))),
    isolate_styles=False,
)


def draw(library: Library, item: Item, source: Source) -> None:
    """Draws a text from its beginning."""
    st.session_state[_part(item)] = 0
    _column(library, item, source)


def _part(item: Item) -> str:
    return f"read-part-{item.id}"


@st.fragment
def _column(library: Library, item: Item, source: Source) -> None:
    key = f"read-{item.id}"

    def wanted() -> None:
        if key in st.session_state:  # else another page was asked for at the same moment
            st.session_state[_part(item)] = int(st.session_state[key].wanted)

    def marked() -> None:
        if key in st.session_state:
            offering.keep(library, item, st.session_state[key].marked)

    if notices.waiting():
        # What was kept is said at the top of the page.
        st.rerun()
    number = max(0, min(st.session_state.get(_part(item), 0), source.parts - 1))
    html = source.part(number) if source.parts else ""
    _read(
        key=key,
        data={
            "doc": f"{item.id} {source.stamp}",
            "number": number,
            "parts": source.parts,
            "html": html,
            "contents": [asdict(entry) for entry in source.contents],
            "marks": [
                {"number": kept, "quote": one.quote, "place": one.place, "note": one.note}
                for kept, one in library.notes.of_item(item.key)
                if one.quote
            ],
            "paged": source.paged,
            "katex": bundled.katex_address(),
            "proposals": proposing.offered(),
            "words": {
                **offering.words_of_offer(),
                "contents": _("Contents"),
                "more": _("The rest is coming …"),
                "page": _("p. {page}"),
                "missing": _("These words are not in the text as it is now."),
            },
            "heard": offering.heard(),
        },
        on_wanted_change=wanted,
        on_marked_change=marked,
    )
