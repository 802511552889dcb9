#!/usr/bin/env bash
# fastfeedparser 0.6.5 keeps the first author of an Atom entry only, in a field that is called `authors`.
#
# Guess, written down first: a list named `authors` holds every <author> of the entry, as the older feedparser's does.
# Seen: it holds the first one, in an entry of Atom (which allows several) as arXiv's API writes it; of an RSS item it
# keeps the first dc:creator likewise.
# What it means: papers read from arXiv's Atom by it become papers of one person. Read the authors from the XML.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fastfeedparser==0.6.5 feedparser==6.0.14
cat > look.py <<'PY'
import sys

import fastfeedparser
import feedparser

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Papers</title><id>urn:papers</id>
<updated>2026-11-02T00:00:00Z</updated>
<entry><id>urn:one</id><title>On caches</title><updated>2026-11-01T00:00:00Z</updated>
<link rel="alternate" href="https://papers.example/one"/><summary>Caches.</summary>
<author><name>Ada Author</name></author><author><name>Ben Author</name></author><author><name>Cy Author</name></author>
</entry></feed>"""
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Papers</title>
<link>https://papers.example/</link><description>Papers</description>
<item><title>On caches</title><link>https://papers.example/one</link>
<dc:creator>Ada Author</dc:creator><dc:creator>Ben Author</dc:creator></item></channel></rss>"""


def names(entry) -> list[str]:
    return [author.get("name") for author in entry.get("authors", [])]


seen = {
    f"{parser.__name__}, {kind}": names(parser.parse(text).entries[0])
    for parser in (fastfeedparser, feedparser)
    for kind, text in (("Atom", ATOM), ("RSS", RSS))
}
for what, found in seen.items():
    print(what, "->", found)
as_stated = (
    seen["fastfeedparser, Atom"] == ["Ada Author"]
    and seen["fastfeedparser, RSS"] == ["Ada Author"]
    and seen["feedparser, Atom"] == ["Ada Author", "Ben Author", "Cy Author"]
)
sys.exit(not as_stated)
PY
env/bin/python look.py || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: fastfeedparser 0.6.5 keeps one of three authors"
