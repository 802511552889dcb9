"""The report of a period: its first screen, and all of it as a file to keep."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.catalogue import _, language, noted, speaking
from kb.exporting.report import Form
from kb.library import Library
from kb.reflection.report import Block, Report
from kb.types.reviews import Review
from kb.ui.shell.escape import plain, web_address

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
        _block(block)
    told = _("All figures are in the file; the page can be printed as PDF.")
    st.markdown(f":small[:gray[{told}]]")


def _written(library: Library, review: Review, form: Form, share_safe: bool, spoken: str) -> str:
    # The file is asked for by a request of its own, in which nobody's language is known.
    with speaking(spoken):
        return library.reports.written_of(review, form, share_safe=share_safe)


def _file_name(report: Report, form: Form) -> str:
    return f"jomo {report.name}{' to hand on' if report.share_safe else ''}.{form}"


def _block(block: Block) -> None:
    st.header(block.title, anchor=False)
    for one in block.named:
        address = web_address(one.url)
        title = f"[{plain(one.title)}]({address})" if address else plain(one.title)
        st.markdown(f"{title} :small[:gray[{plain(one.said)}]]")
    for line in block.lines:
        st.markdown(plain(line))
    if not (block.named or block.lines):
        st.markdown(f":gray[{plain(block.nothing)}]")
