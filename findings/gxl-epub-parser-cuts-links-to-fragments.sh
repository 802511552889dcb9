#!/usr/bin/env bash
# @gxl/epub-parser 2.0.4 turns a book's link to https://arxiv.org/abs/1706.03762 into "#1706".
#
# Guess, written down first: links inside a book become anchors, links to the web stay addresses; all authors are named;
# what Markdown cannot say is kept as HTML.
# Seen: chapters come in the order of the spine, raised numbers and tables are kept as HTML. Every link is taken for one
# inside the book: of a web address the name of the last part up to its first full stop is left, "#1706" of arXiv, "#a"
# of https://example.org/a.b?c=1, "#" of a site's front page. The README tells of anchors, for links within
# the book alone. Of two authors the first is given; a picture is "[PIC]" without its alternative text.
# What it means: whoever feeds technical books or newsletters made into EPUB to a search or a language model loses every
# source that they cite, and the anchors lead nowhere. Read the chapters' own XHTML, or take another parser.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @gxl/epub-parser@2.0.4 >> log 2>&1
cat > write.py <<'PY'
import zipfile

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
LINKS = ("https://arxiv.org/abs/1706.03762", "https://example.org/a.b?c=1", "https://example.org/", "a.xhtml#note")
BODY = "<h1>Sources</h1>" + "".join(f'<p>See <a href="{link}">it</a>.</p>' for link in LINKS)
with zipfile.ZipFile("book.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
    book.writestr(
        "META-INF/container.xml",
        HEAD + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    )
    book.writestr(
        "content.opf",
        HEAD + '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:x:1</dc:identifier>'
        "<dc:title>Notes</dc:title><dc:creator>First Author</dc:creator><dc:creator>Second Author</dc:creator>"
        '<dc:language>en</dc:language></metadata><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    )
    book.writestr("a.xhtml", HEAD + PAGE.format(BODY + '<p id="note"><img src="p.png" alt="a plot"/></p>'))
PY
python3 write.py
cat > read.cjs <<'JS'
const { parseEpub } = require('@gxl/epub-parser')

const main = async () => {
  const book = await parseEpub('book.epub', { type: 'path' })
  const markdown = book.sections[0].toMarkdown()
  console.log(book.info.author, '\n' + markdown)
  return [...markdown.matchAll(/\]\(([^)]*)\)/g)].map((link) => link[1]).join(' ') + ' ' + book.info.author
}
main().then((seen) => {
  console.log(seen)
  process.exit(seen === process.argv[2] ? 0 : 1)
})
JS
node read.cjs '#1706 #a # #a$note First Author' || { echo "CHANGED: see above"; exit 1; }
echo "as stated: @gxl/epub-parser 2.0.4 cuts links to fragments"
