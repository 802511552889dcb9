"""Lines from another program: each a spec, whatever stands between them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.importers.listed import LONGEST_SPEC, specs_in
from kb.library import Library
from kb.types import Failure
from tests.conftest import Command


@pytest.mark.parametrize(
    ("given", "specs"),
    [
        (b"", []),
        (b"\n\n \r\n", []),
        (b"2510.26692\nhttps://x.example/\n", ["2510.26692", "https://x.example/"]),
        (b"2510.26692\r\n  ~/a b.pdf", ["2510.26692", "~/a b.pdf"]),
        (b"./one\ntwo\0./three\0", ["./one", "two", "./three"]),
        ("статья.md\n".encode(), ["статья.md"]),
        (b"caf\xe9.md\n", ["caf\udce9.md"]),
    ],
)
def test_each_line_is_a_spec(given: bytes, specs: list[str]) -> None:
    assert list(specs_in(io.BytesIO(given))) == specs


@pytest.mark.parametrize("length", (LONGEST_SPEC + 1, 70_000, 1_000_000))
def test_a_line_without_end_is_refused_and_the_others_are_read(length: int) -> None:
    first, long, last = specs_in(io.BytesIO(b"a\n" + b"x" * length + b"\nb"))
    assert (first, last) == ("a", "b")
    assert isinstance(long, Failure) and len(long.spec) < 100 and "too long" in long.reason


def test_a_line_of_the_greatest_length_is_read() -> None:
    assert list(specs_in(io.BytesIO(b"x" * LONGEST_SPEC))) == ["x" * LONGEST_SPEC]


def test_the_command_reads_its_standard_input(
    library: Library, kb_on: Callable[[Path], Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"2510.26692\n\nhttps://blog.example/post\nnot an address at all\n{'y' * 20_000}\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    run = kb_on(library.home)("add", "-", "--no-embed", "--json")
    assert (run.status, run.json["added"], len(run.json["failed"])) == (1, 2, 2)
    assert kb_on(library.home)("add").status == 2
