"""The report of a period: its first screen, and all of it as a file to keep."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.catalogue import _, language, noted, speaking
from kb.exporting.report import Form
from kb.library import Library
from kb.reflection.lines import Line
from kb.reflection.report import Block, Report, candidates
from kb.types.reviews import Review
from kb.ui.items import rows
from kb.ui.reflection.figures import behind
from kb.ui.shell.escape import plain

_FILES = {
    Form.HTML: (noted("Page"), "text/html"),
    Form.MARKDOWN: (noted("Markdown"), "text/markdown"),
    Form.CSV: (noted("Table"), "text/csv"),
    Form.JSON: (noted("JSON"), "application/json"),
}


def draw(library: Library, review: Review) -> None:
    """The first screen of a period's report; the figures below it are those of the tab beside."""
    share_safe = st.toggle(
        _("To hand on"),
        key="share-safe",
        help=_("No notes, chats, sources or places of your own writing. Areas are named: look them through."),
    )
    report = library.reports.report_of(review, share_safe=share_safe)
    if report.earlier:
        st.markdown(f":gray[{plain(report.earlier_line)}]")
    with st.container(horizontal=True, gap="small", key="report-files"):
        for form, (label, kind) in _FILES.items():
            st.download_button(
                _(label),
                # A file is made when it is asked for: of thousands of items it takes a second.
                partial(_written, library, review, form, share_safe, language()),
                file_name=_file_name(report, form),
                mime=kind,
                key=f"save-{form}",
                type="primary" if form is Form.HTML else "secondary",
                icon=":material/download:",
                shortcut="S" if form is Form.HTML else None,
                on_click="ignore",
            )
    for block in report.first_screen:
        _block(library, review, report, block)
    told = _("All figures are in the file; the page can be printed as PDF.")
    st.markdown(f":small[:gray[{told}]]")


def _written(library: Library, review: Review, form: Form, share_safe: bool, spoken: str) -> str:
    # The file is asked for by a request of its own, in which nobody's language is known.
    with speaking(spoken):
        return library.reports.written_of(review, form, share_safe=share_safe)


def _file_name(report: Report, form: Form) -> str:
    return f"jomo {report.name}{' to hand on' if report.share_safe else ''}.{form}"


def _block(library: Library, review: Review, report: Report, block: Block) -> None:
    """A third of the report. Here its items lead to their pages; in a file, which may go anywhere, to the
    web."""
    st.header(block.title, anchor=False)
    known = {item.key: item for item in library.reviews.of_keys([one.key for one in block.named])}
    for one in block.named:
        with st.container(gap=None):
            if item := known.get(one.key):
                rows.title(item, "report")
            st.markdown(f":small[:gray[{plain(one.said)}]]")
    for line in block.lines:
        if line != report.more:
            st.markdown(plain(line))
        elif st.button(line, key="report-more", type="tertiary"):
            every = {_("What helped"): [item.key for item in candidates(review)]}
            behind(library, Line(report.label, report.headline, None, every))
    if not (block.named or block.lines):
        st.markdown(f":gray[{plain(block.nothing)}]")
