#!/usr/bin/env bash
# feedgen 1.0.0 writes the links of an Atom entry without saying what they are.
#
# Guess, written down first: the links of an entry keep rel, type and title, as those of the feed do.
# Seen: of an entry's links only the addresses are written. Without rel a link is the entry's own page, so the PDF
# given as an enclosure and the page given as related are as much the post as the post itself; feedparser takes
# the last. The feed's own links keep theirs, and the RSS of the same generator has page and enclosure apart. (A loop
# in its source gives the new element the name of the link that it reads from.)
# What it means: who follows such a feed is led to the PDF, or to a page that was merely related, and saves that
# instead of the post. Write RSS with it, or give an entry one link only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedgen==1.0.0 feedparser==6.0.14
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import feedparser
from feedgen.feed import FeedGenerator

feed = FeedGenerator()
feed.id("https://example.org/feed")
feed.title("Notes")
feed.description("Notes on papers")
feed.link(href="https://example.org/feed", rel="self")
entry = feed.add_entry()
entry.id("https://example.org/1")
entry.title("A note")
entry.link(href="https://example.org/1.pdf", rel="enclosure", type="application/pdf", length="5")
entry.link(href="https://example.org/1", rel="alternate")
entry.link(href="https://example.org/old", rel="related")
atom = feed.atom_str(pretty=True)
print("\n".join(line for line in atom.decode().splitlines() if "<link" in line))
by_atom = feedparser.parse(atom).entries[0]
by_rss = feedparser.parse(feed.rss_str()).entries[0]
print("the entry's page, by Atom:", by_atom.link, "by RSS:", by_rss.link)
as_stated = (
    by_atom.link == "https://example.org/old"
    and not by_atom.enclosures
    and by_rss.link == "https://example.org/1"
    and by_rss.enclosures[0].href == "https://example.org/1.pdf"
    and b'<link href="https://example.org/feed" rel="self"/>' in atom
)
raise SystemExit(not as_stated)
PY
echo "as stated: feedgen 1.0.0 makes a related page the entry's own"
