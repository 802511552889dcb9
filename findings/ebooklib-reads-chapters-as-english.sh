#!/usr/bin/env bash
# EbookLib 0.20 reads the chapters of a Russian book as English ones, without title and styles.
#
# Expected, noted after a first look: `get_content()` of a chapter that was read gives the chapter as it stands in the file.
# Seen: it is written anew: lang="ru" has become lang="en", the title, the style sheet and the class of the body are
# gone, and its id too. `language` of the book is "en" as well, though `get_metadata("DC", "language")` says "ru".
# `item.content` still holds the file as it was.
# What it means: what reads aloud, hyphenates or counts by language takes Russian text for English, and links to the
# body lead nowhere. Take `item.content`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check EbookLib==0.20
cat > book.py <<'PY'
import zipfile

from ebooklib import epub

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:1</dc:identifier>
<dc:title>Книга</dc:title><dc:language>ru</dc:language>
<meta property="dcterms:modified">2026-01-02T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/></spine></package>"""
NAVIGATION = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Оглавление</title></head>
<body><nav epub:type="toc"><ol><li><a href="one.xhtml">Глава</a></li></ol></nav></body></html>"""
CHAPTER = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="ru" xml:lang="ru"><head><title>Глава</title>
<link rel="stylesheet" href="style.css" type="text/css"/></head>
<body id="top" class="chapter"><p>Внимание.</p></body></html>"""

with zipfile.ZipFile("book.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip")
    book.writestr("META-INF/container.xml", CONTAINER)
    book.writestr("book.opf", PACKAGE)
    book.writestr("nav.xhtml", NAVIGATION)
    book.writestr("style.css", ".chapter { hyphens: auto }")
    book.writestr("one.xhtml", CHAPTER)
read = epub.read_epub("book.epub")
item = read.get_item_with_id("one")
content = item.get_content().decode()
print(content)
in_metadata = read.get_metadata("DC", "language")[0][0]
print("language of the book:", read.language, "and in its metadata:", in_metadata)
as_stated = (
    (read.language, in_metadata) == ("en", "ru")
    and 'lang="en"' in content
    and 'lang="ru"' not in content
    and "Внимание." in content
    and not any(part in content for part in ("<title>", "style.css", 'class="chapter"', 'id="top"'))
    and item.content == CHAPTER.encode()
)
raise SystemExit(not as_stated)
PY
env/bin/python book.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: EbookLib 0.20 writes read chapters anew, in English"
