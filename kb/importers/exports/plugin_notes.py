"""Notes that the plugins of Omnivore and Matter keep in a vault, a page each, and the notes that Instapaper
saves as Markdown: the page, with what was marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from kb.catalogue import noted
from kb.importers.exports.omnivore import address_of
from kb.importers.files import MARKDOWN_SUFFIXES, required_text_file, text_file
from kb.importers.notes.front_matter import AUTHOR_FIELDS, TAG_FIELDS, split_front_matter
from kb.importers.notes.titles import first_heading, title_of_name, without_heading
from kb.importers.protocol import ImportContext
from kb.importers.records import link_documents
from kb.importers.saved_link import SavedLink, by_clock, own_note, saved, told_by
from kb.text.dates import iso_time
from kb.text.parts import parts
from kb.text.people import people
from kb.types import Annotation, Document, Failure

_ON_OMNIVORE = re.compile(r"\[Read on Omnivore\]\(https?://[^()\s]*omnivore[^()\s]*\)")
_ORIGINAL = re.compile(r"\[Read Original\]\((?P<address>(?:[^()\s]|\([^()\s]*\))+)\)")
_OF_OMNIVORE = re.compile(r"^[ \t]*(?:#Omnivore|\[\[Omnivore\]\])[ \t]*$\n?", re.MULTILINE)
_MARKED = re.compile(r"^## Highlights[ \t]*$", re.MULTILINE)
_NOBODY = "unknown"
_BACK = re.compile(
    r"\[[^\[\]\n]{1,3}\]\(https?://[^()\s#]{0,300}omnivore[^()\s#]{0,300}#[^()\s]{0,100}\)(?P<labels>[^\n]*)"
)
"""What stands behind a highlight: the way back to it, and its labels."""
_OF_MATTER = re.compile(
    r"^## Metadata\n(?:\* [A-Z][^\n]*\n)*?\* URL: \[[^\]\n]*\]\((?P<address>\S+)\)[ \t]*$", re.MULTILINE
)
_FIELD = re.compile(r"^\* (?P<name>Author|Published Date|Note|Tags): (?P<value>[^\n]*)$", re.MULTILINE)
_POINT = re.compile(r"^\* ", re.MULTILINE)
_BELOW = re.compile(r"\n[ \t]+\* \*\*Note\*\*:[ \t]*")
_OF_INSTAPAPER = re.compile(
    r"^# \[\[(?P<title>[^\n]{0,1000}?)\]\((?P<address>\S{1,4000})\)\][ \t]*\n", re.MULTILINE
)


class OmnivoreNoteImporter:
    """A note of Omnivore's plugin: the page's words, and behind them its highlights."""

    name = noted("Omnivore notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note leads to Omnivore and to the page, in the words of the plugin."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and bool(_ON_OMNIVORE.search(file.text) and _ORIGINAL.search(file.text))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        fields, body = split_front_matter(file.text)
        title = " ".join(fields.title().split()) or first_heading(body)
        found = _ORIGINAL.search(body)
        address = address_of(found["address"] if found else "")
        text, *marked = _MARKED.split(without_heading(body, title), maxsplit=1)
        for mark in (_ON_OMNIVORE, _ORIGINAL, _OF_OMNIVORE):
            text = mark.sub("", text)
        link = SavedLink(
            address,
            title,
            by_clock(fields.first(("date_saved",))),
            tuple(tag for tag in fields.words(TAG_FIELDS) if tag != "Omnivore"),
            # The plugin writes signs of addresses as HTML does.
            text=unescape(text).strip(),
            authors=tuple(one for one in fields.people(AUTHOR_FIELDS) if one.lower() != _NOBODY),
            published=(iso_time(fields.first(("date_published",))) or "")[:10] or None,
            annotations=tuple(_of_omnivore("".join(marked))),
        )
        yield told_by(saved(link, "Omnivore", file.path.name), file)


def _of_omnivore(text: str) -> Iterator[Annotation]:
    """Each highlight is a quote that ends with the way back to it; behind it stands the person's note."""
    ends = list(_BACK.finditer(text))
    starts = [0, *(one.end() for one in ends)]
    said = [text[start : end.start()] for start, end in zip(starts, ends, strict=False)]
    behind = [*(_note_before(one) for one in said[1:]), text[starts[-1] :]] if ends else []
    for end, quoted, note in zip(ends, said, behind, strict=True):
        labels = " ".join(end["labels"].split())
        words = "\n\n".join(filter(None, (labels, note.strip())))
        yield Annotation(re.sub(r"^>[ \t]?", "", _quote_of(quoted), flags=re.MULTILINE).strip(), words)


def _quote_of(text: str) -> str:
    """The quote that a text ends with."""
    return text[_begins(text) :]


def _note_before(text: str) -> str:
    return text[: _begins(text)]


def _begins(text: str) -> int:
    """Where the last block of lines begins that are quoted; of a quote no more than its first line may be."""
    found = list(re.finditer(r"(?:\A|\n[ \t]*\n)(?=>)", text))
    return found[-1].end() if found else 0


class MatterNoteImporter:
    """A note of Matter's plugin: what is known of a page, and its highlights."""

    name = noted("Matter notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note tells of a page as Matter's do, and has a list of highlights."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and bool(_OF_MATTER.search(file.text) and _MARKED.search(file.text))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        told, *marked = _MARKED.split(file.text, maxsplit=1)
        found = _OF_MATTER.search(told)
        fields = {one["name"]: one["value"].strip() for one in _FIELD.finditer(told)}
        link = SavedLink(
            found["address"] if found else "",
            title_of_name(file.path),
            tags=tuple(tag.strip(" ,").lstrip("#") for tag in fields.get("Tags", "").split(",")),
            authors=people(fields.get("Author", "").strip("[]")).names,
            published=iso_time(fields.get("Published Date", "")),
            annotations=(*own_note(fields.get("Note")), *_of_matter("".join(marked))),
        )
        yield told_by(saved(link, "Matter", file.path.name), file)


def _of_matter(text: str) -> Iterator[Annotation]:
    for point in _POINT.split(text)[1:]:
        quote, *notes = _BELOW.split(point)
        yield Annotation(quote.strip(), "\n\n".join(notes).strip())


class InstapaperNoteImporter:
    """The pages that something was marked in, a heading each; a line that is quoted is a highlight, the lines
    behind it are the person's note."""

    name = noted("Instapaper notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note begins with a page as Instapaper names it, and quotes it."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        begins = _OF_INSTAPAPER.match(file.text) if file else None
        return begins is not None and begins.string.startswith(">", begins.end())

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The pages.

        :raises ImportRefused: the file is gone.
        """
        text = required_text_file(spec, MARKDOWN_SUFFIXES).text
        links = (
            SavedLink(
                "" if one["address"].startswith("instapaper-private:") else one["address"],
                one["title"],
                annotations=tuple(_of_instapaper(marked)),
            )
            for one, marked in parts(_OF_INSTAPAPER, text)
        )
        return link_documents(Path(spec).name, "record", links, "Instapaper")


def _of_instapaper(text: str) -> Iterator[Annotation]:
    for quoted in re.split(r"^>[ \t]?", text, flags=re.MULTILINE)[1:]:
        quote, _line, note = quoted.partition("\n")
        if quote.strip() or note.strip():
            yield Annotation(quote.strip(), note.strip())
