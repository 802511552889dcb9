"""Pages that browsers save in one file with their pictures: MHTML, Safari's web archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.carried_pictures import carried_pictures, without_files
from kb.importers.files import TextFile, beginning, required_bytes
from kb.importers.html.address import SavedFrom, page_address
from kb.importers.html.importer import html_document, page_tree
from kb.importers.mail import every_part, header, looks_like_message, message_of, moment_of, parts, text_of
from kb.importers.property_list import property_list, property_list_data
from kb.importers.protocol import ImportContext
from kb.text.encoding import read_as
from kb.types import Document, Failure

_LETTER = (b"\nreceived:", b"\nmessage-id:", b"\nto:")
"""Fields of letters, which may hold a page with its pictures too."""
_ARCHIVE = b"WebMainResource"
_MHTML, _WEB_ARCHIVE = "multipart/related", "application/x-webarchive"
"""What these files are to other programs: as RFC 2557 and macOS name them."""


class MhtmlImporter:
    """A page as Chrome, Edge or Internet Explorer save it in a single file."""

    name = noted("saved page (MHTML)")

    def match(self, spec: str) -> bool:
        """Whether a file is a message of related parts that is no letter."""
        data = beginning(spec)
        head = b"\n" + data.lower().replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        if b"multipart/related" not in head or not looks_like_message(data):
            return False
        return b"\nsnapshot-content-location:" in head or not any(field in head for field in _LETTER)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The article of the page.

        :raises ImportRefused: the file is too large, or holds no page.
        """
        path, data = required_bytes(spec)
        message = message_of(data)
        snapshot = header(message, "Snapshot-Content-Location")
        pages = list(parts(message, "html"))
        page = next((one for one in pages if header(one, "Content-Location") == snapshot), None)
        page = page or next(iter(pages), None)
        if page is None:
            raise ImportRefused(_("{file} holds no page; save it again as a whole", file=path.name))
        written = SavedFrom(snapshot or header(page, "Content-Location"), moment_of(message))
        file = _file(path, data, text_of(page))
        yield from _with_pictures(file, written, _MHTML, dict(_parts(message)), context)


class WebArchiveImporter:
    """A page as Safari saves it."""

    name = noted("saved page (web archive)")

    def match(self, spec: str) -> bool:
        """Whether a file is a property list with the main resource of a page."""
        return _ARCHIVE in property_list_data(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The article of the page. When it was saved is not told.

        :raises ImportRefused: the file is damaged, or holds something else than a page.
        """
        path, data = required_bytes(spec)
        archive = property_list(data)
        main = archive.get("WebMainResource")
        resource = main if isinstance(main, dict) else {}
        content = resource.get("WebResourceData")
        if resource.get("WebResourceMIMEType") not in (
            "text/html",
            "application/xhtml+xml",
        ) or not isinstance(content, bytes):
            raise ImportRefused(
                _("{file} holds no page but another file; save that one by itself", file=path.name)
            )
        charset = resource.get("WebResourceTextEncodingName")
        text = read_as(content, charset if isinstance(charset, str) else None).text
        written = SavedFrom(str(resource.get("WebResourceURL") or ""))
        inside = dict(_resources(archive))
        yield from _with_pictures(_file(path, data, text), written, _WEB_ARCHIVE, inside, context)


def _with_pictures(
    file: TextFile, written: SavedFrom, media_type: str, inside: Mapping[str, bytes], context: ImportContext
) -> Iterator[Document]:
    source, written_out = without_files(file.text)
    document = html_document(replace(file, text=source), written, media_type)
    page = page_tree(source)
    base = page_address(page, source, written).base
    with carried_pictures(page, file.path, context.cache, {**inside, **written_out}, base) as pictures:
        yield replace(document, files=(*document.files, *pictures))


def _parts(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """What a message holds beside texts, by its addresses and by its numbers (RFC 2392)."""
    for part in every_part(message):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and part.get_content_maintype() != "text":
            number = header(part, "Content-ID").strip("<>")
            for address in (header(part, "Content-Location"), number and f"cid:{number}"):
                if address:
                    yield address, content


def _resources(archive: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    found = archive.get("WebSubresources")
    for resource in found if isinstance(found, list) else ():
        if isinstance(resource, dict) and isinstance(content := resource.get("WebResourceData"), bytes):
            yield str(resource.get("WebResourceURL") or ""), content


def _file(path: Path, data: bytes, text: str) -> TextFile:
    digest = hashlib.sha256(data).hexdigest()
    return TextFile(path, text, "", digest, digest)
