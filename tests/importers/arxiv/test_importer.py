"""arXiv by identifier: a local server speaks the API's Atom, nothing else is replaced."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest

from kb.importers.arxiv.importer import BATCH, ArxivApi, ArxivImporter, fetch
from kb.importers.arxiv.silence import fell_silent, silence
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure, Kind
from tests.serving import answering


def entry(identifier: str, title: str, authors: tuple[str, ...], extra: str = "") -> str:
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    return f"""<entry><id>http://arxiv.org/abs/{identifier}</id>
<updated>2017-12-06T03:30:32Z</updated><published>2017-06-12T17:57:34Z</published>
<title>{escape(title)}</title><summary>  Sequence models built from attention alone.
  Code: https://github.com/tensorflow/tensor2tensor  </summary>{names}{extra}
<link href="http://arxiv.org/abs/{identifier}" rel="alternate" type="text/html"/>
<arxiv:primary_category term="cs.CL"/><category term="cs.CL"/><category term="cs.LG"/></entry>"""


PAPERS = {
    "1706.03762": entry(
        "1706.03762v7",
        "Attention Is\n  All You Need",
        ("Ashish Vaswani", "Noam Shazeer"),
        "<arxiv:comment>15 pages, 5 figures</arxiv:comment>",
    ),
    "2503.12172": entry(
        "2503.12172v1",
        "SEAL: Semantic Aware Image Watermarking",
        ("Kasra Arabi", "R. Teal Witter"),
        "<arxiv:doi>10.1000/SEAL.1</arxiv:doi><arxiv:journal_ref>ICCV 2025</arxiv:journal_ref>",
    ),
    "cs/0112017": entry("cs/0112017v1", "An Old One", ("A. Author",)),
}


def feed(entries: list[str]) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>{len(entries)}</opensearch:totalResults>{"".join(entries)}</feed>""".encode()


@dataclass
class Server:
    """What the local arXiv will answer before it behaves, and what it was asked."""

    api: ArxivApi
    first_answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ids = parse_qs(urlsplit(self.path).query)["id_list"][0].split(",")
            state.asked.append(ids)
            state.at.append(time.monotonic())
            headers: dict[str, str]
            status, headers, body = (200, {}, feed([PAPERS[i] for i in ids if i in PAPERS]))
            if state.first_answers:
                status, headers, body = state.first_answers.pop(0)
            elif "2501.99998" in ids:
                status, body = 400, feed([])
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api = ArxivApi(f"http://127.0.0.1:{http.server_port}/api/query", delay_seconds=0.01, backoff_seconds=0.05)
    state = Server(api)
    with answering(http):
        yield state


@pytest.fixture
def context(tmp_path: Path) -> ImportContext:
    return ImportContext(tmp_path)


def test_matches_every_form_of_an_arxiv_paper_and_nothing_else() -> None:
    importer = ArxivImporter()
    assert importer.match("2510.26692v2")
    assert importer.match("https://huggingface.co/papers/2510.26692")
    assert not importer.match("https://example.org/2510.26692")
    assert not importer.match("3413.56789")


def test_a_link_with_a_version_becomes_the_paper(server: Server, context: ImportContext) -> None:
    (paper,) = ArxivImporter(server.api).load("https://arxiv.org/pdf/1706.03762v5", context)
    assert isinstance(paper, Document)
    assert server.asked == [["1706.03762"]]
    assert (paper.key, paper.kind, paper.title) == (
        "arxiv:1706.03762",
        Kind.PAPER,
        "Attention Is All You Need",
    )
    assert paper.authors == ("Ashish Vaswani", "Noam Shazeer")
    assert paper.url == "https://arxiv.org/abs/1706.03762"
    assert paper.published == "2017-06-12"
    assert paper.summary.startswith("Sequence models built from attention alone. Code:")
    assert [reference.key for reference in paper.references] == [
        "url:https://github.com/tensorflow/tensor2tensor"
    ]
    assert paper.meta["primary_category"] == "cs.CL"
    assert paper.meta["categories"] == "cs.CL cs.LG"
    assert paper.meta["comment"] == "15 pages, 5 figures"
    assert not paper.stub


def test_a_batch_is_one_request_in_order_with_the_unknown_one_named(
    server: Server, context: ImportContext
) -> None:
    specs = (
        "arXiv:2503.12172",
        "https://arxiv.org/abs/2501.99999",
        "cs/0112017",
        "1706.03762",
        "1706.03762v2",
        "x",
    )
    failed, *outcomes = ArxivImporter(server.api).load_many(specs, context)
    assert failed == Failure("x", "names no arXiv paper; give an identifier such as 2510.26692 or a link")
    assert server.asked == [["2503.12172", "2501.99999", "cs/0112017", "1706.03762"]]
    seal, unknown, old, attention = outcomes
    assert isinstance(seal, Document)
    assert isinstance(old, Document)
    assert isinstance(attention, Document)
    assert seal.aliases == ("doi:10.1000/seal.1",)
    assert seal.meta["journal"] == "ICCV 2025"
    assert old.key == "arxiv:cs/0112017"
    assert isinstance(unknown, Failure)
    assert unknown.spec == "https://arxiv.org/abs/2501.99999"
    assert "2501.99999" in unknown.reason


def test_more_than_a_batch_takes_several_requests_with_the_pause_between(
    server: Server, context: ImportContext
) -> None:
    api = replace(server.api, delay_seconds=0.3)
    ids = ["1706.03762", *(f"2402.{number:05d}" for number in range(BATCH))]
    assert len(list(fetch(ids, context, api))) == BATCH + 1
    assert [len(asked) for asked in server.asked] == [BATCH, 1, 1]  # an empty page is asked for once more
    assert all(later - earlier >= 0.29 for earlier, later in zip(server.at, server.at[1:], strict=False))


def test_answers_are_kept_and_serve_without_network(server: Server, context: ImportContext) -> None:
    (first,) = fetch(["cs/0112017"], context, server.api)
    (again,) = fetch(["cs/0112017"], replace(context, network=False), server.api)
    assert first == again
    assert len(server.asked) == 1


def test_a_damaged_kept_answer_is_asked_for_again(server: Server, context: ImportContext) -> None:
    (first,) = fetch(["1706.03762"], context, server.api)
    (kept,) = (context.cache / "arxiv").iterdir()
    kept.write_text('{"title": "Atten', encoding="utf-8")
    (again,) = fetch(["1706.03762"], context, server.api)
    assert first == again
    assert len(server.asked) == 2


def test_too_many_requests_waits_as_told_and_succeeds(server: Server, context: ImportContext) -> None:
    server.first_answers = [(429, {"Retry-After": "1"}, b"")]
    (paper,) = fetch(["1706.03762"], context, server.api)
    assert isinstance(paper, Document)
    assert not paper.stub
    assert server.at[1] - server.at[0] >= 1


def test_an_overloaded_arxiv_is_asked_again_at_growing_intervals(
    server: Server, context: ImportContext
) -> None:
    server.first_answers = [(503, {}, b""), (503, {}, b"")]
    (paper,) = fetch(["1706.03762"], context, server.api)
    assert isinstance(paper, Document)
    assert not paper.stub
    first, second, third = server.at
    assert second - first >= 0.05
    assert third - second >= 0.1


def test_when_arxiv_keeps_refusing_papers_wait_as_stubs(server: Server, context: ImportContext) -> None:
    server.first_answers = [(429, {}, b"")] * 20
    outcomes = list(fetch(["1706.03762", *(f"2402.{n:05d}" for n in range(BATCH))], context, server.api))
    assert all(isinstance(one, Document) and one.stub for one in outcomes)
    assert len(server.asked) == 1 + server.api.retries  # and the second batch was not tried
    assert [file.name for file in (context.cache / "arxiv").iterdir()] == ["silence.json"]


def test_an_arxiv_that_does_not_answer_is_left_alone_and_told_of(
    server: Server, context: ImportContext
) -> None:
    folder = context.cache / "arxiv"
    server.first_answers = [(503, {"Retry-After": "4000"}, b"")]
    list(fetch(["1706.03762"], context, server.api))
    list(fetch(["1706.03762"], context, server.api))
    assert len(server.asked) == 1, "an hour is not waited for, nor is arXiv asked again meanwhile"
    known = silence(folder)
    assert known is not None
    told = known.told(known.last + timedelta(minutes=12))
    assert told == "arXiv did not answer 12 minutes ago; it is asked again in 55 minutes at the earliest"
    answers = known.since - timedelta(hours=3)
    (folder / "silence.json").unlink()
    for _ in range(9):
        fell_silent(folder, answers, None)
    later = silence(folder)
    assert later is not None and later.until - later.last == timedelta(hours=2)
    assert later.told(known.since).endswith("nor since 3 hours; it may be asked again")
    (paper,) = fetch(["1706.03762"], context, server.api)
    assert isinstance(paper, Document) and not paper.stub
    assert silence(folder) is None


def test_a_note_of_silence_that_cannot_be_read_is_none(server: Server, context: ImportContext) -> None:
    folder = context.cache / "arxiv"
    folder.mkdir()
    for text in (
        "",
        "[]",
        '{"since": 3}',
        "{",
        '{"since": "x", "last": "y", "until": "z", "questions": "q"}',
    ):
        (folder / "silence.json").write_text(text)
        assert silence(folder) is None


def test_a_sign_in_page_is_not_an_answer(server: Server, context: ImportContext) -> None:
    server.first_answers = [(200, {}, b"<html>Please sign in to the hotel network</html>")]
    (paper,) = fetch(["1706.03762"], context, server.api)
    assert isinstance(paper, Document)
    assert paper.stub


def test_one_identifier_that_spoils_a_batch_is_closed_in_on(server: Server, context: ImportContext) -> None:
    outcomes = list(fetch(["1706.03762", "2501.99998", "2503.12172"], context, server.api))
    assert [isinstance(one, Document) for one in outcomes] == [True, False, True]


def test_without_leave_to_use_the_network_papers_are_stubs(tmp_path: Path) -> None:
    (paper,) = ArxivImporter().load(
        "https://arxiv.org/abs/2510.26692v1", ImportContext(tmp_path, network=False)
    )
    assert isinstance(paper, Document)
    assert (paper.key, paper.title, paper.stub) == ("arxiv:2510.26692", "arXiv:2510.26692", True)
    assert paper.url == "https://arxiv.org/abs/2510.26692"
    assert paper.meta["waiting_for"] == "arXiv"


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "no-such-host.invalid"])
def test_a_machine_without_network_says_so_at_once(
    host: str, context: ImportContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    (paper,) = fetch(["2510.26692"], context, ArxivApi(f"http://{host.format(port=port)}/api/query"))
    assert isinstance(paper, Document)
    assert paper.stub
    assert time.monotonic() - started < 5
