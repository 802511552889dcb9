#!/usr/bin/env bash
# evernote-to-sqlite 0.3.2 reads no tags, and undoes the escaping of a note's text.
#
# Guess, written down first: of a note in an ENEX file the title, text, times and tags arrive; the text stays valid
# XHTML.
# Seen: tags appear nowhere, though address and author do. "n &lt; m" in a note becomes "n < m" within the markup,
# so of "a<b" a browser shows "a" and takes the rest for a tag. With sqlite-utils 4.2.1 an export without pictures
# ends in an error about the table `resources`, after the notes were written.
# What it means: a base made with it has lost the tags for good; keep the ENEX file. Read the text as text, not as
# HTML, where it may hold formulas or code.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check evernote-to-sqlite==0.3.2 sqlite-utils==4.2.1
cat > notes.enex <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export export-date="20260101T000000Z" application="Evernote" version="10">
<note><title>On tables</title><created>20251105T213000Z</created><updated>20251106T213000Z</updated>
<tag>reading-list</tag>
<note-attributes><author>Ann Lee</author><source-url>https://site.example/a</source-url></note-attributes>
<content><![CDATA[<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">
<en-note><div>It holds if n &lt; m and a&lt;b.</div></en-note>]]></content></note>
</en-export>
XML
env/bin/evernote-to-sqlite enex notes.db notes.enex > log 2>&1 && failed=no || failed=yes
tail -n 1 log
env/bin/sqlite-utils rows notes.db notes | tee rows
has() { grep -qF -- "$1" "$2" || { echo "CHANGED: $2 does not hold: $1"; exit 1; }; }
has 'n < m and a<b.' rows
has 'Ann Lee' rows
has 'https://site.example/a' rows
! grep -qaF 'reading-list' notes.db || { echo "CHANGED: the tag is in the base"; exit 1; }
[ "$failed" = yes ] || { echo "CHANGED: an export without pictures ends without an error"; exit 1; }
has 'no such table: resources' log
echo "as stated: evernote-to-sqlite 0.3.2 reads no tags and undoes escaping"
