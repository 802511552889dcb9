"""TiddlyWiki: the notes of a wiki in one HTML file, of a list in JSON, or a `.tid` file each. One with an
address in its field `url` is that page, its text a note to it. What the wiki keeps for itself (`$:/…`) is
left out. Pictures are tiddlers too, or files beside those of notes."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kb.catalogue import noted
from kb.importers.beside import pictures_beside
from kb.importers.carried_pictures import as_files, named
from kb.importers.exports.wikitext import as_markdown
from kb.importers.files import any_text_file, required_text_file
from kb.importers.link import leads
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, json_value, link_documents, objects, text_of
from kb.importers.saved_link import SavedLink, moment, own_note
from kb.types import Document, Failure

_PROGRAM = "TiddlyWiki"
_HEAD = 20_000
_WIKI = re.compile(
    r"<meta name=\"application-name\" content=\"TiddlyWiki\"|<!--~~ (?:This is a Tiddly|Raw markup)"
)
_STORE = re.compile(
    r"<script class=\"tiddlywiki-tiddler-store\" type=\"application/json\">(?P<tiddlers>.*?)</script>",
    re.DOTALL,
)
"""One for what lies open, since 5.2; signs that HTML has are escaped in it."""
_FIELD = re.compile(r"(?P<name>[a-z0-9_.-]+): ?(?P<value>.*)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?\d*")
_TAG = re.compile(r"\[\[([^\[\]]+)\]\]|(\S+)")
_SHOWN = re.compile(
    r"\[img[^\[\]]{0,200}\[(?:[^\[\]|]{0,300}\|)?(?P<image>[^\[\]|]{1,300})\]\]"
    r"|\{\{(?P<whole>[^{}|\n]{1,300})(?:\|\|[^{}\n]{0,300})?\}\}|!\[[^\[\]\n]{0,300}\]\((?P<markdown>[^()\s]{1,300})\)"
)
"""A picture within a text, a tiddler shown whole, and a picture in Markdown."""
_SYSTEM = "$:/"
_MARKDOWN = ("text/markdown", "text/x-markdown")
_WIKITEXT = ("", "text/vnd.tiddlywiki")
_PLAIN = ("text/plain",)


class TiddlyWikiImporter:
    """A whole wiki."""

    name = noted("TiddlyWiki (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a file is a page that says it is such a wiki."""
        file = any_text_file(spec)
        return file is not None and bool(_WIKI.search(file.text[:_HEAD]))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A note or a page for each tiddler with words.

        :raises ImportRefused: the file is gone or no text.
        """
        file = required_text_file(spec)
        yield from _documents(file.path, [*_stored(file.text), *_of_elements(file.text)], context)


class TidImporter:
    """A tiddler by itself: fields, a blank line, its text."""

    name = noted("TiddlyWiki (.tid)")

    def match(self, spec: str) -> bool:
        """Whether a file is called so and begins with fields, a title among them."""
        file = any_text_file(spec) if Path(spec).suffix.lower() == ".tid" else None
        return file is not None and "title" in _fields(file.text)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note or page.

        :raises ImportRefused: the file is gone or no text.
        """
        file = required_text_file(spec)
        tiddler = _fields(file.text)
        # A file of settings beside those of notes says nothing.
        links = [link] if (link := _link(tiddler)) else []
        for one in link_documents(file.path.name, "record", links, _PROGRAM) if links else ():
            beside = pictures_beside(file.path.parent, _names_shown(tiddler))
            yield replace(one, files=beside) if isinstance(one, Document) else one


class TiddlersImporter:
    """Tiddlers as a list in JSON."""

    name = noted("TiddlyWiki (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file is such a list."""
        return FORMAT.match(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A note or a page for each tiddler with words."""
        yield from _documents(Path(spec), list(objects(json_value(spec))), context)


def _stored(page: str) -> Iterator[Mapping[str, Any]]:
    for store in _STORE.finditer(page):
        try:
            yield from objects(json.loads(store["tiddlers"]))
        except ValueError:
            continue


def _of_elements(page: str) -> Iterator[Mapping[str, Any]]:
    """Before 5.2 each tiddler is an element, its fields the attributes."""
    area = LexborHTMLParser(page).css_first("#storeArea") if 'id="storeArea"' in page else None
    for one in area.css("div[title]") if area else ():
        yield {**one.attributes, "text": one.text()}


def _fields(text: str) -> dict[str, str]:
    head, _, body = text.partition("\n\n")
    found = [_FIELD.fullmatch(line) for line in head.rstrip("\n").split("\n")]
    if not all(found):
        return {}
    return {"text": body, **{one["name"]: one["value"] for one in found if one}}


def _documents(
    file: Path, tiddlers: Sequence[Mapping[str, Any]], context: ImportContext
) -> Iterator[Document | Failure]:
    """What the tiddlers of one file are, with the pictures among them that each shows."""
    links = [(one, link) for one in tiddlers if (link := _link(one))]
    inside = {text_of(one, "title"): one for one in tiddlers if text_of(one, "type").startswith("image/")}
    shown = {link.title: [name for name in _names_shown(one) if name in inside] for one, link in links}
    for one in link_documents(file.name, "record", (link for _tiddler, link in links), _PROGRAM):
        if isinstance(one, Failure):
            yield one
            continue
        pictures = (_picture(name, inside[name]) for name in shown.get(one.title, ()))
        with as_files(filter(None, pictures), file, context.cache) as files:
            yield replace(one, files=files)


def _names_shown(tiddler: Mapping[str, Any]) -> list[str]:
    """What a tiddler shows within its text, by its title."""
    found = _SHOWN.finditer(str(tiddler.get("text") or ""))
    return list(dict.fromkeys((one["image"] or one["whole"] or one["markdown"]).strip() for one in found))


def _picture(title: str, tiddler: Mapping[str, Any]) -> tuple[str, bytes] | None:
    """The name and the bytes of a picture; None where it is kept elsewhere, or no browser shows it."""
    try:
        content = base64.b64decode(str(tiddler.get("text") or ""))
    except (binascii.Error, ValueError):
        return None
    name = named(title, content)
    return (name, content) if name else None


def _link(tiddler: Mapping[str, Any]) -> SavedLink | None:
    """What a tiddler is here; None for what the wiki keeps for itself, pictures, code and what is empty."""
    title, kind = text_of(tiddler, "title"), text_of(tiddler, "type")
    if title.startswith(_SYSTEM) or kind not in (*_MARKDOWN, *_WIKITEXT, *_PLAIN):
        return None
    said = str(tiddler.get("text") or "").strip()
    text = as_markdown(said) if kind in _WIKITEXT else said
    address = text_of(tiddler, "url", "source-url")
    made = _moment(text_of(tiddler, "created"))
    tags = tuple(found[1] or found[2] for found in _TAG.finditer(text_of(tiddler, "tags")))
    tags = tuple(tag for tag in tags if not tag.startswith(_SYSTEM))
    if leads(address):
        return SavedLink(address, title, made, tags, annotations=own_note(text))
    return SavedLink("", title, made, tags, text=text) if text else None


def _moment(written: str) -> str | None:
    """`20240131093000123` is a moment in UTC."""
    found = _TIME.fullmatch(written)
    return moment("{}-{}-{}T{}:{}:{}+00:00".format(*found.groups(default="00"))) if found else None


def _fits(value: Any) -> bool:
    first = next((one for one in objects(value) if one), {})
    return {"title", "text"} <= first.keys() and bool(_TIME.fullmatch(text_of(first, "created", "modified")))


FORMAT = JsonFormat(
    noted("TiddlyWiki (JSON)"),
    _PROGRAM,
    _fits,
    lambda value: (link for one in objects(value) if (link := _link(one))),
)
