"""Annotations of Hypothesis in forms that are made to be read: the client's exports as HTML and as text, and
the notes that Obsidian's plugin keeps of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import noted
from kb.importers.exports.hypothesis import PROGRAM, Found, of_page, pages
from kb.importers.files import MARKDOWN_SUFFIXES, any_text_file, required_text_file, text_file
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.protocol import ImportContext
from kb.importers.records import link_documents
from kb.importers.saved_link import by_clock, moment, words
from kb.text.parts import parts
from kb.types import Annotation, Document, Failure

_HEAD = 2_000
"""Characters in which title, address and the number of annotations stand."""
_TITLE = re.compile(r"<title>\s*Annotations on (?:\"|&quot;)")
_NAMED = re.compile(r"(?P<name>Comment|Tags|Page):\s*(?P<said>.*)", re.DOTALL)
_TEXT = re.compile(
    r"[^\n]*\d:\d\d[^\n]*\n(?P<title>[^\n]*)\n(?P<address>\S+)\nGroup: [^\n]*\nTotal users: \d+\n"
)
_ONE = re.compile(r"^Annotation \d+:\n(?P<made>[^\n]*\d:\d\d[^\n]*)\n", re.MULTILINE)
_QUOTE = '\nQuote: "'
_BEHIND_QUOTE = re.compile(r"\"(?:\nTags: (?P<tags>[^\n]*))?(?:\nPage: (?P<page>[^\n]*))?\s*\Z")
_NO_QUOTE = "null"
"""What the client writes where an annotation is one on the whole page."""
_KIND = "hypothesis-highlights"
_BEHIND = re.compile(
    r"— \[Updated on (?P<made>[^\]\n]{1,40})\]\(https://hyp\.is/[^)\s]*\)(?:[ \t]*— Group: #\S+)?"
)
"""What stands behind each highlight and note of the plugin's form."""
_MARKED = "## Highlights\n"
_POINT = re.compile(r"^- (?!\[[ x]\] )", re.MULTILINE)
_BELOW = re.compile(r"^[ \t]+- (?P<name>Tags|Annotation):[ \t]*", re.MULTILINE)
_HEADING = re.compile(r"^#{1,2} [^\n]*\n|^- (?:Author|Title|Reference|Category|Tags):[^\n]*\n", re.MULTILINE)


class HypothesisHtmlImporter:
    """The annotations of one page. Replies come in among them: nothing tells them apart."""

    name = "Hypothesis (HTML)"

    def match(self, spec: str) -> bool:
        """Whether a page is called as these are, and holds annotations."""
        file = any_text_file(spec)
        return file is not None and bool(_TITLE.search(file.text[:_HEAD])) and "<blockquote" in file.text

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page with what was marked in it.

        :raises ImportRefused: the file is gone.
        """
        page = LexborHTMLParser(required_text_file(spec).text)
        title, link = page.css_first("section strong"), page.css_first("section a[href]")
        address = (link.attributes.get("href") or "") if link is not None else ""
        named = title.text().strip() if title is not None else ""
        found = (_of_article(address, named, one) for one in page.css("article"))
        return link_documents(Path(spec).name, "record", pages(found), PROGRAM)


def _of_article(address: str, title: str, article: LexborNode) -> Found:
    said = {
        told["name"]: told["said"].strip()
        for one in article.css("p")
        if (told := _NAMED.fullmatch(one.text().strip()))
    }
    made, quote = article.css_first("time"), article.css_first("blockquote")
    mark = Annotation(
        quote.text().strip() if quote is not None else "",
        said.get("Comment", ""),
        of_page(said.get("Page")),
        moment(made.attributes.get("datetime")) if made is not None else None,
    )
    return Found(address, mark, title, words(said.get("Tags", "")))


class HypothesisTextImporter:
    """As the page in HTML, its moments told by the reader's clock."""

    name = noted("Hypothesis (text)")

    def match(self, spec: str) -> bool:
        """Whether a text begins as these do."""
        file = any_text_file(spec)
        return file is not None and _TEXT.match(file.text.lstrip()[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page with what was marked in it.

        :raises ImportRefused: the file is gone.
        """
        text = required_text_file(spec).text.lstrip()
        head = _TEXT.match(text)
        found = _of_text(head["address"], head["title"].strip(), text) if head else iter(())
        return link_documents(Path(spec).name, "record", pages(found), PROGRAM)


def _of_text(address: str, title: str, text: str) -> Iterator[Found]:
    for one, words_of_one in parts(_ONE, text):
        said, _quote, rest = words_of_one.partition(_QUOTE)
        if (behind := _BEHIND_QUOTE.search(rest)) is None:
            continue
        # Between the note and the quote stands whose it is.
        note = said.rpartition("\n")[0] or said
        quote = rest[: behind.start()].strip()
        mark = Annotation(
            "" if quote == _NO_QUOTE else quote,
            note.removeprefix("Comment:").strip(),
            of_page(behind["page"]),
            by_clock(one["made"]),
        )
        yield Found(address, mark, title, words(behind["tags"] or ""))


class HypothesisNoteImporter:
    """A note of the plugin, in the form that it gives unless the person chose another."""

    name = noted("Hypothesis notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note says what it is."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and _KIND in file.text[:_HEAD] and _fields(file.text)[0] == _KIND

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page with what was marked in it.

        :raises ImportRefused: the file is gone.
        """
        text = required_text_file(spec, MARKDOWN_SUFFIXES).text
        _kind, address, body = _fields(text)
        title = re.search(r"^(?:- Title:|#)[ \t]+(\S[^\n]*)", body, re.MULTILINE)
        found = _of_note(address, title[1].strip() if title else "", body)
        return link_documents(Path(spec).name, "record", pages(found), PROGRAM)


def _fields(text: str) -> tuple[str, str, str]:
    """Kind and address above a note, and the note."""
    fields, body = split_front_matter(text)
    return fields.first(("doc_type",)), fields.first(("url",)), body


def _of_note(address: str, title: str, body: str) -> Iterator[Found]:
    """Each mark stands between what is below the one before it and the line that tells when it was made.
    Early notes are a list of marks and nothing else."""
    mark, at = Annotation(), 0
    for end in _BEHIND.finditer(body):
        between = _HEADING.sub("", body[at : end.start()])
        *_earlier, point = (None, *_POINT.finditer(between))
        if at:
            yield _with(mark, between[: point.start()] if point else "", address, title)
        said = between[point.end() if point else 0 :].strip()
        mark = Annotation(said if point else "", "" if point else said, made_at=by_clock(end["made"]))
        at = end.end()
    if at:
        yield _with(mark, body[at:], address, title)
    else:
        for words_marked in _POINT.split(body.partition(_MARKED)[2])[1:]:
            quote, _below, rest = words_marked.partition("\n    - ")
            yield _with(Annotation(quote.strip()), f"    - {rest}", address, title)


def _with(mark: Annotation, below: str, address: str, title: str) -> Found:
    """A mark with the tags and words that stand below it."""
    parts = _BELOW.split(below)
    said = dict(zip(parts[1::2], (one.strip() for one in parts[2::2]), strict=True))
    tags = tuple(tag.lstrip("#") for tag in words(said.get("Tags"), None))
    return Found(address, replace(mark, note=said.get("Annotation", "") or mark.note), title, tags)
