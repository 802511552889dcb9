#!/usr/bin/env bash
# requests-sse 0.5.3, which reads the streams that language models and change feeds answer with, takes an event for two
# wherever a line's end falls on a border of 512 bytes.
#
# Guess, written down first: an event is what stands between two empty lines, however the bytes arrive, and keeps its
# type and all its lines, as the standard has it for CR LF, LF and CR alike; sse-starlette, the usual server of Python,
# writes CR LF.
# Seen: with LF all is right. With CR LF the lines are made by requests' `iter_lines`, which reads 512 bytes at a time
# and makes an empty line of a CR and an LF that are parted by it. An empty line ends an event: what came before is
# dispatched, or dropped if it had no data yet, and what follows is an event of its own without a type. Of 3000
# events of type "delta", half of them with two lines of data, nine come as plain messages or as two.
# What it means: a client that listens for "delta" or "error" misses some, in other places each time, and a text whose
# lines were sent as lines comes in pieces. Let the server send LF, or read with httpx-sse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check requests-sse==0.5.3 2> log || { cat log; exit 1; }
cat > listen.py <<'PY'
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer

from requests_sse import EventSource

EVENTS = [("delta", "word " * (i % 9) + str(i) + ("\nsecond line" if i % 2 else "")) for i in range(3000)]


class Stream(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        end = "\r\n" if self.path == "/crlf" else "\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for kind, data in [*EVENTS, ("end", "end")]:
            lines = [f"event: {kind}", *(f"data: {line}" for line in data.split("\n")), "", ""]
            self.wfile.write(end.join(lines).encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def heard(path: str) -> list[tuple[str | None, str | None]]:
    events = []
    with EventSource(f"http://127.0.0.1:{server.server_port}{path}", max_connect_retry=0) as source:
        for event in source:
            if event.data == "end":
                return events
            events.append((event.type, event.data))
    return events


server = HTTPServer(("127.0.0.1", 0), Stream)
threading.Thread(target=server.serve_forever, daemon=True).start()
with_lf, with_crlf = heard("/lf"), heard("/crlf")
types = Counter(kind for kind, _ in with_crlf)
lost = [event for event in EVENTS if event not in with_crlf]
print("sent", len(EVENTS), "LF", Counter(kind for kind, _ in with_lf), "CR LF", types, "changed", len(lost))
print("such as", [event for event in with_crlf if event[0] != "delta"][:4])
raise SystemExit(not (with_lf == EVENTS and types["message"] > 2 and len(lost) > 2))
PY
timeout 120 env/bin/python listen.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: requests-sse 0.5.3 forgets what an event is"
