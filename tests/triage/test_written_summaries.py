"""Summaries by a model: asked for at an endpoint on this machine, seen before, kept beside the extract."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kb.errors import JomoError
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.library.summaries import ConsentNeeded
from kb.settings import Settings
from kb.triage.asking import MOST_SENT, kept, question
from kb.types import Document, Kind, SearchMode, State
from kb.web.chat import Endpoint, complete
from kb.web.errors import Refused, Unreachable
from tests.conftest import Command, StemEncoder
from tests.serving import answering


@dataclass
class Model:
    """An endpoint that answers what it is told to, and remembers what it was asked."""

    port: int
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drips_s: float = 0.0
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def says(self, content: object) -> None:
        self.body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@pytest.fixture
def model() -> Iterator[Model]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = self.rfile.read(int(self.headers["Content-Length"]))
            one.asked.append((self.path, dict(self.headers), json.loads(told)))
            self.send_response(one.status)
            for name, value in one.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for start in range(0, len(one.body), 10) if one.drips_s else ():
                    self.wfile.write(one.body[start : start + 10])
                    time.sleep(one.drips_s)
                if not one.drips_s:
                    self.wfile.write(one.body)
            except OSError:
                pass  # Whoever asked has heard enough.

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one = Model(http.server_port)
    one.says("It is about attention. New is a kernel. It rests on tests.")
    with answering(http):
        yield one


@pytest.fixture
def asking(settings: Settings, model: Model) -> Iterator[Library]:
    """A library with a paper, a note and a stub, that may ask the model; the network is off."""
    set_up = {"summary_url": model.url, "summary_model": "small-1", "summary_key": "sesame"}
    library = Library(settings.model_copy(update=set_up), encoder=StemEncoder())
    ingest(
        library.store,
        [
            Document("arxiv:2401.00001", Kind.PAPER, "A paper", text="Attention is what it is about. " * 9,
                     url="https://arxiv.org/abs/2401.00001"),
            Document("file:" + "a" * 64, Kind.NOTE, "A note", text="What I think of my work."),
            Document("arxiv:2401.00002", Kind.PAPER, "2401.00002", stub=True),
        ],
        Options(),
    )  # fmt: skip
    yield library
    library.close()


PAPER, NOTE = "arxiv:2401.00001", "file:" + "a" * 64


def test_nothing_is_sent_before_it_was_seen_and_then_it_is_once_for_all(
    asking: Library, model: Model
) -> None:
    asking.notes.add(PAPER, "my own thought of it")
    with pytest.raises(ConsentNeeded, match="before you saw it") as needed:
        asking.summaries.ask(PAPER)
    assert model.asked == []
    shown = needed.value.to_be_sent
    assert "Attention is what it is about." in shown.text and "my own thought" not in shown.text
    asking.summaries.ask(PAPER, seen=True)
    asking.summaries.ask(PAPER)
    (path, headers, told), again = model.asked
    assert (path, told["model"], headers["Authorization"]) == (
        "/v1/chat/completions",
        "small-1",
        "Bearer sesame",
    )
    assert "\n\n".join(one["content"] for one in told["messages"]) == shown.text
    assert again[2] == told


def test_what_is_the_persons_own_is_asked_about_each_time(asking: Library, model: Model) -> None:
    asking.summaries.ask(PAPER, seen=True)
    for _ in range(2):
        with pytest.raises(ConsentNeeded):
            asking.summaries.ask(NOTE)
        asking.summaries.ask(NOTE, seen=True)
    assert len(model.asked) == 3


def test_another_model_or_place_is_agreed_to_anew(asking: Library) -> None:
    asking.summaries.ask(PAPER, seen=True)
    asking.close()
    other = Library(asking.settings.model_copy(update={"summary_model": "large-2"}), encoder=StemEncoder())
    with pytest.raises(ConsentNeeded):
        other.summaries.ask(PAPER)
    other.close()


def test_it_is_kept_beside_the_extract_and_never_counts_as_read(asking: Library, model: Model) -> None:
    model.says("<think>hm, attention</think>\n Zebrafish  are\nnew. ")
    item = asking.items.get(PAPER).item
    written = asking.summaries.ask(PAPER, seen=True)
    assert (written.text, written.model, written.host) == (
        "Zebrafish are new.",
        "small-1",
        f"127.0.0.1:{model.port}",
    )
    assert asking.summaries.of_items([item.id]) == {item.id: written}
    after = asking.items.get(PAPER)
    assert (after.item, after.item.state) == (item, State.UNREAD)
    assert [event.action for event in after.events] == ["added"]
    assert asking.search.hits("zebrafish", mode=SearchMode.WORDS) == []
    assert "sesame" not in "".join(asking.store.read().iterdump())
    asking.summaries.discard(PAPER)
    assert asking.summaries.of_items([item.id]) == {}


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, b'{"error": "no such key"}', "HTTP 401.*no such key"),
        (302, b"", "HTTP 302"),
        (500, b"", "HTTP 500.*says no more"),
        (200, b"<html>hello</html>", "nothing that a chat endpoint would"),
        (200, b'{"choices": []}', "nothing that a chat endpoint would"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "nothing that a chat endpoint would"),
        (200, b'{"choices": [{"message": {"content": "<think>endless"}}]}', "wrote no summary"),
        (200, b"x" * 1_100_000, "without end"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_line_and_nothing_is_kept(
    asking: Library, model: Model, status: int, body: bytes, told: str
) -> None:
    model.status, model.body = status, body
    model.headers = {"Location": "http://127.0.0.1:9/elsewhere"} if status == 302 else {}
    with pytest.raises(JomoError, match=told) as wrong:
        asking.summaries.ask(PAPER, seen=True)
    assert "\n" not in str(wrong.value) and "sesame" not in str(wrong.value)
    assert len(model.asked) == 1
    assert asking.summaries.of_items([asking.items.get(PAPER).item.id]) == {}


def test_an_endpoint_that_drips_or_is_down_is_given_up(model: Model) -> None:
    model.drips_s = 0.1
    with pytest.raises(Unreachable, match="0 seconds"):
        complete(Endpoint(model.url, "small-1", seconds=0.3), [("user", "x")])
    with pytest.raises(Unreachable, match="does not answer"):
        complete(Endpoint("http://127.0.0.1:9/v1", "small-1", seconds=2), [("user", "x")])


def test_texts_do_not_go_out_in_the_open_nor_with_the_network_off(asking: Library) -> None:
    for url, told in (
        ("http://example.org/v1", "https:"),
        ("ftp://example.org/v1", "no address"),
        ("localhost:11434/v1", "no address"),
    ):
        with pytest.raises(Refused, match=told):
            complete(Endpoint(url, "small-1"), [("user", "x")])
    asking.close()
    away = asking.settings.model_copy(update={"summary_url": "https://example.org/v1"})
    library = Library(away, encoder=StemEncoder())
    with pytest.raises(JomoError, match="network is off"):
        library.summaries.ask(PAPER, seen=True)
    library.close()


def test_without_an_endpoint_or_a_text_it_says_what_to_do(asking: Library) -> None:
    with pytest.raises(JomoError, match="Nothing of it is known"):
        asking.summaries.ask("arxiv:2401.00002", seen=True)
    asking.close()
    unset = Library(asking.settings.model_copy(update={"summary_url": None}), encoder=StemEncoder())
    with pytest.raises(JomoError, match="KB_SUMMARY_URL"):
        unset.summaries.ask(PAPER, seen=True)
    assert unset.summaries.model == ""
    unset.close()


def test_what_is_sent_has_an_end_and_what_comes_is_one_paragraph() -> None:
    (_, wanted), (_, text) = question("Title", "word " * 9_000, "ru")
    assert len(text) == MOST_SENT and text.startswith("Title\n\nword") and "Russian" in wanted
    assert kept("<think>a\nb</think> One.\n\nTwo.") == "One. Two."
    assert len(kept("word " * 900)) <= 1_201


def test_the_command_shows_first(
    kb_on: Callable[[Path], Command], asking: Library, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = kb_on(asking.home)
    monkeypatch.setenv("KB_SUMMARY_URL", model.url)
    monkeypatch.setenv("KB_SUMMARY_MODEL", "small-1")
    first = kb("summary", PAPER)
    assert first.status == 2 and "Attention is what it is about." in first.err and model.asked == []
    told = kb("summary", PAPER, "--send", "--json").json
    assert told["text"].startswith("It is about attention.") and told["model"] == "small-1"
    assert "Forgotten." in kb("summary", PAPER, "--discard").err
    assert "No model wrote" in kb("summary", PAPER, "--discard").err
