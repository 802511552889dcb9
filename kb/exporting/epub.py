"""A pack as an EPUB 3 book, which any reader opens: a zip of XHTML with a list of what is in it."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import escape

from kb.catalogue import language
from kb.exporting.travel import Pack, body, in_language, style

_MIME = "application/epub+zip"
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_LIGHT = "body { --page: #fff; --line: #ccc; --ink: #000; --soft-ink: #555; --accent: #1f6f6b; }\n"
"""Colours on paper; readers have their own for the night."""


def epub(pack: Pack) -> bytes:
    """The book. The same pack gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        # What tells a reader that the zip is a book comes first, as it is.
        for name, text in [("mimetype", _MIME), *_files(pack)]:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            book.writestr(zipfile.ZipInfo(name), text, compress_type=kind)
    return out.getvalue()


def _files(pack: Pack) -> Iterator[tuple[str, str]]:
    yield "META-INF/container.xml", _CONTAINER
    yield "book/book.opf", _package(pack)
    yield "book/contents.xhtml", _contents(pack)
    yield "book/style.css", _LIGHT + style()
    for n, chapter in enumerate(pack.chapters, start=1):
        yield f"book/{_name(n)}", _page(chapter.title, body(chapter, 1), in_language(chapter))


def _name(number: int) -> str:
    return f"c{number}.xhtml"


def _package(pack: Pack) -> str:
    numbers = range(1, len(pack.chapters) + 1)
    items = "\n".join(
        f'<item id="c{n}" href="{_name(n)}" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language()}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, pack.key)}</dc:identifier>
<dc:title>{escape(pack.title)}</dc:title>
<dc:language>{_language(pack)}</dc:language>
<dc:description>{escape(pack.told)}</dc:description>
<meta property="dcterms:modified">{pack.made_at[:19]}Z</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}
</manifest>
<spine><itemref idref="contents"/>{spine}</spine>
</package>
"""


def _language(pack: Pack) -> str:
    """The language of most chapters."""
    spoken = Counter(chapter.language for chapter in pack.chapters if chapter.language)
    return spoken.most_common(1)[0][0] if spoken else language()


def _contents(pack: Pack) -> str:
    entries = "\n".join(
        f'<li><a href="{_name(n)}">{escape(chapter.title)}</a></li>'
        for n, chapter in enumerate(pack.chapters, start=1)
    )
    title = escape(pack.title)
    listed = f'<nav epub:type="toc"><h1>{title}</h1><ol>{entries}</ol></nav>'
    return _page(pack.title, f'{listed}<p class="facts">{escape(pack.told)}</p>', "")


def _page(title: str, content: str, attribute: str) -> str:
    spoken = f"{attribute} xml:{attribute.strip()}" if attribute else ""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{spoken}>
<head><title>{escape(title)}</title><link rel="stylesheet" href="style.css"/></head>
<body>{content}</body>
</html>
"""
