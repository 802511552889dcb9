#!/usr/bin/env bash
# FastWARC 2.0.1, asked to decode, ends a WARC file after the first page that came chunked and compressed.
#
# Guess, written down first: `auto_decode="all"` undoes both codings of a page, as warcio does, and the next
# records follow.
# Seen: the page itself is decoded rightly, and then the iteration ends as if the file did, without an error:
# all later records are missing, whether the file is compressed, and whether the page was read, or not. Pages with
# one of the two codings do no harm, and without decoding all records come.
# What it means: a web archive read so may seem to hold a tenth of what it holds, since servers send pages chunked
# and compressed every day. Count with `auto_decode="none"`, and decode yourself or by warcio.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check FastWARC==2.0.1 warcio==1.8.1
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import gzip
import io

import warcio
from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders

PAGE = b"<p>The loss falls.</p>" * 100


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


CODINGS = {
    "plain": ([], PAGE),
    "gzip": ([("Content-Encoding", "gzip")], gzip.compress(PAGE)),
    "chunked": ([("Transfer-Encoding", "chunked")], chunked(PAGE)),
    "chunked, gzip": (
        [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
        chunked(gzip.compress(PAGE)),
    ),
}


def archive(coding: str) -> bytes:
    """Five pages, of which the second came in this coding."""
    out = io.BytesIO()
    writer = warcio.WARCWriter(out, gzip=True)
    for number in range(5):
        headers, body = CODINGS[coding if number == 1 else "plain"]
        status = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
        address = f"https://example.org/{number}"
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=status)
        writer.write_record(record)
    return out.getvalue()


seen = {}
for coding in CODINGS:
    data = archive(coding)
    fast = [record.reader.read() == PAGE for record in ArchiveIterator(io.BytesIO(data), auto_decode="all")]
    undecoded = len(list(ArchiveIterator(io.BytesIO(data), auto_decode="none")))
    slow = [record.content_stream().read() == PAGE for record in warcio.ArchiveIterator(io.BytesIO(data))]
    print(f"{coding}: FastWARC decoded {fast}, undecoded {undecoded} records, warcio {slow}")
    assert slow == [True] * 5 and undecoded == 5
    seen[coding] = fast
lost = seen.pop("chunked, gzip")
raise SystemExit(not (lost == [True] * 2 and all(fast == [True] * 5 for fast in seen.values())))
PY
echo "as stated: FastWARC 2.0.1 ends at the second of five records"
