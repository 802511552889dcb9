"""Pieces of HTML that other programs keep, as Markdown: an article somebody cut out already, a note."""

from __future__ import annotations

from lxml.etree import ParserError

from kb.importers.html.article import whole
from kb.importers.html.fragile import set_aside
from kb.importers.html.importer import page_tree, resolve_links
from kb.importers.html.markdown import markdown_of


def markdown(fragment: str, base: str = "") -> str:
    """The fragment's text in Markdown. `base` is the address that relative links start from."""
    if not fragment.strip():
        return ""
    try:
        page = page_tree(f"<html><body><article>{fragment}</article></body></html>")
    except ParserError:
        return ""
    kept = set_aside(page, fragment)
    resolve_links(page, base)
    body = whole(page).body
    return "" if body is None else markdown_of(body, kept)
