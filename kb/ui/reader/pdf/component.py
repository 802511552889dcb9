"""A PDF in the browser by pdf.js: pages drawn when they come into sight, with their text above them, so that
it can be selected, searched and marked, and with their links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from kb.catalogue import _
from kb.types import Annotation
from kb.types.reading import ReadingPlace
from kb.ui.items import proposing
from kb.ui.reader import offering
from kb.ui.reader.pdf import files
from kb.ui.shell import humanize, theme

_HERE = Path(__file__).parent
_HTML = f"""
<div class="jomo-pdf" data-state="opening">
  <div class="jp-bar" role="toolbar" data-say-label="bar">
    <span><label><span data-say="page"></span>
        <input class="jp-page" inputmode="numeric" autocomplete="off"></label>
      <span class="jp-count"></span></span>
    <span>
      <button type="button" data-do="out" data-say-label="smaller">−</button>
      <span class="jp-zoom"></span>
      <button type="button" data-do="in" data-say-label="larger">+</button>
      <button type="button" data-do="width"><span class="jp-word" data-say="width"></span>
        <span class="jp-sign" aria-hidden="true">↔</span></button>
    </span>
    <span class="jp-seek">
      <input class="jp-words" type="search" data-say-hint="find" data-say-label="find">
      <span class="jp-found" role="status"></span>
      <button type="button" data-do="previous" data-say-label="previous">↑</button>
      <button type="button" data-do="next" data-say-label="next">↓</button>
    </span>
  </div>
  <div class="jp-stage">
    <div class="jp-scroll" tabindex="0" data-say-label="pages"><div class="pdfViewer"></div></div>
    <p class="jp-said" role="status" data-say="opening"></p>
  </div>
  {offering.HTML}
</div>
"""
_reader = st.components.v2.component(
    "jomo_pdf",
    html=_HTML,
    css=(_HERE / "pdf.css").read_text(encoding="utf-8") + offering.CSS,
    js="\n".join((offering.JS, (_HERE / "pdf.js").read_text(encoding="utf-8"))),
    isolate_styles=False,
)

Told = Mapping[str, Any]
"""What the browser tells: of a selection what `offering.keep` takes; of reading the `share` of the document
(0 to 1) that was seen, and its `place`."""


def draw(
    key: str,
    address: str,
    marks: Sequence[tuple[int, Annotation]],
    on_selected: Callable[[Sequence[Told]], None],
    on_read: Callable[[Told], None] | None = None,
    *,
    page: str = "",
    reached: ReadingPlace | None = None,
) -> None:
    """Draws the PDF at an address of this server, opened at the `page` that was asked for (a label or a
    number), or at the place `reached` earlier. Words of `marks` are shown as highlighted. Callbacks
    are called before the page is drawn anew; without `on_read` nothing is told of reading."""

    def told(name: str, to: Callable[[Any], None]) -> Callable[[], None]:
        def heard() -> None:
            # Where another page was asked for at the same moment, the component is forgotten already.
            if key in st.session_state and (said := st.session_state[key].get(name)):
                to(said)

        return heard

    _reader(
        key=key,
        data={
            "library": files.address(),
            "address": address,
            "page": page,
            "reached": reached.place.removeprefix(humanize.PAGE) if reached else "",
            # A place in its text only is none in the PDF.
            "share": reached.share if reached and reached.place.startswith(humanize.PAGE) else 0,
            "dark": theme.is_dark(),
            "follows": on_read is not None,
            "proposals": proposing.offered(),
            "words": _words(),
            "heard": offering.heard(),
            "marks": [
                {"number": number, "quote": one.quote, "place": one.place, "note": one.note}
                for number, one in marks
                if one.quote
            ],
        },
        on_selected_change=told("selected", on_selected),
        on_read_change=told("read", on_read or (lambda _: None)),
    )


def _words() -> dict[str, str]:
    """What is said around the pages."""
    return {
        **offering.words_of_offer(),
        "bar": _("Page, size and search"),
        "page": _("Page"),
        "of": _("of {pages}"),
        "smaller": _("Smaller"),
        "larger": _("Larger"),
        "width": _("Fit width"),
        "find": _("Find in this PDF"),
        "found": _("{place} of {places}"),
        "nowhere": _("not found"),
        "previous": _("Previous place"),
        "next": _("Next place"),
        "pages": _("The pages"),
        "opening": _("Opening …"),
        "locked": _("This PDF wants a password: open it outside, or add a copy without."),
        "refused": _("This PDF cannot be shown here ({reason}). Try to open it outside."),
    }
