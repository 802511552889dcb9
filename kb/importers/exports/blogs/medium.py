"""Medium: a page in HTML for each post of its export, as its own programs mark one up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.importers.exports.blogs.post import BlogFormat, Post
from kb.importers.files import HTML_SUFFIXES, html_file, required_text_file
from kb.importers.html.fragment import markdown
from kb.importers.saved_link import moment
from kb.types import Failure

_MARKS = ('class="h-entry"', 'data-field="body"', "medium.com")
_NUMBER = re.compile(r"([0-9a-f]{8,14})$")
"""How names and addresses of posts end."""
_SECTION = re.compile(r"</?(?:section|div)\b[^>]*>|<hr\b[^>]*>")
"""What holds the paragraphs of a text, three deep, and parts its sections."""
_DRAFT = "draft_"


def _match(spec: str) -> bool:
    file = html_file(spec)
    return file is not None and all(mark in file.text for mark in _MARKS)


def _posts(spec: str) -> Iterator[Post | Failure]:
    file = required_text_file(spec, HTML_SUFFIXES)
    page = LexborHTMLParser(file.text)
    stem = Path(spec).stem
    body = page.css_first('section[data-field="body"]')
    title = _text(page.css_first("h1.p-name"))
    # The title stands in the text again, and so does what the theme makes of the subtitle.
    for heading in page.css(".graf--title") if title else ():
        heading.decompose()
    published = page.css_first("time.dt-published")
    canonical = page.css_first("a.p-canonical")
    address = (canonical.attributes.get("href") if canonical else "") or ""
    number = _NUMBER.search(address.rstrip("/")) or _NUMBER.search(stem)
    author = _text(page.css_first("a.p-author"))
    yield Post(
        number=number[1] if number else stem,
        title=title,
        text=markdown(_SECTION.sub("", body.html or ""), address).strip() if body else "",
        written_at=moment(published.attributes.get("datetime")) if published else None,
        address=address,
        also=(f"https://medium.com/p/{number[1]}",) if number else (),
        name=stem,
        summary=_text(page.css_first('section[data-field="subtitle"]')),
        authors=(author,) if author else (),
        draft=stem.startswith(_DRAFT) or published is None,
    )


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


FORMAT = BlogFormat("Medium (HTML)", "Medium", _match, _posts)
