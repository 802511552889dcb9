"""arXiv's mailings of a day's papers: a letter (`.eml`), or its text in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kb.catalogue import _, noted
from kb.importers.arxiv.paper import REPLACED, arxiv_paper
from kb.importers.boundary import attempted, place_in
from kb.importers.files import any_text_file, beginning, required_bytes
from kb.importers.mail import looks_like_message, message_of, parts, text_of
from kb.importers.protocol import ImportContext
from kb.text.dates import iso_time
from kb.text.identity import arxiv_id
from kb.text.parts import parts as entries
from kb.types import Document, Failure, Skipped

_ENTRY = re.compile(
    r"^\\\\[ \t]*\n(?:arXiv:|Paper(?: \(\*cross-listing\*\))?: )(?P<number>[\w./-]+)"
    r"(?:[ \t]*\(\*cross-listing\*\))?[ \t]*\n",
    re.MULTILINE,
)
"""How the account of a paper begins; until 2007 with another word."""
_HEAD = 20_000
"""Characters in which the first account begins: before it the mailing says where it is from."""
_PART = re.compile(r"^\\\\.*$", re.MULTILINE)
"""What parts its fields, its abstract and what follows."""
_FIELD = re.compile(r"^(?P<name>[A-Z][\w-]*):[ \t]*(?P<value>.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_REPLACED = re.compile(
    r"^(?:replaced with revised version|(?:figures|part) added)\b", re.MULTILINE | re.IGNORECASE
)
_SIZE = re.compile(r"\s*\(\d+kb.*")


class ArxivMailingImporter:
    """The new papers of a mailing, those of other lists among them; replaced ones are no new papers."""

    name = noted("arXiv's mailing")

    def match(self, spec: str) -> bool:
        """Whether a letter or a text holds the account of a paper as arXiv's mailings give it."""
        return _ENTRY.search(_text(spec)[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each new paper, and a failure that counts the others."""
        text, file = _text(spec), Path(spec).name
        replaced = 0
        for number, (entry, told) in enumerate(entries(_ENTRY, text), start=1):
            if _REPLACED.search(_PART.split(told, maxsplit=1)[0]):
                replaced += 1
            else:
                place = place_in(file, "entry", number)
                yield attempted(place, partial(_paper, entry["number"], told, place))
        if replaced:
            yield Skipped(file, _(REPLACED), replaced)


def _text(spec: str) -> str:
    """The text of a file, or of the letter in it where it speaks of arXiv."""
    head = beginning(spec)
    if looks_like_message(head):
        if b"arxiv" not in head.lower():
            return ""
        _path, data = required_bytes(spec)
        return "\n".join(map(text_of, parts(message_of(data), "plain"))).replace("\r\n", "\n")
    file = any_text_file(spec)
    return file.text if file else ""


def _paper(number: str, told: str, place: str) -> Document | Failure:
    identifier = arxiv_id(number)
    if identifier is None:
        return Failure(place, _("{number} is no number of arXiv; left out", number=number[:80]))
    head, *rest = _PART.split(told)
    fields = {one["name"].lower(): " ".join(one["value"].split()) for one in _FIELD.finditer(head)}
    published = iso_time(_SIZE.sub("", fields.get("date", "")))
    return arxiv_paper(
        identifier,
        title=fields.get("title", ""),
        abstract=rest[0].strip() if rest else "",
        authors=fields.get("authors", fields.get("author", "")),
        categories=fields.get("categories", "").split(),
        published=published[:10] if published else None,
        doi=fields.get("doi", ""),
        journal=fields.get("journal-ref", ""),
        comment=fields.get("comments", ""),
    )
