"""arXiv metadata as JSON lines: both shapes, streamed, bad lines named."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from kb.importers.arxiv_jsonl import ArxivJsonlImporter
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure, Kind

SHARED = Path(__file__).resolve().parents[2] / "../shared"
IMPORTER = ArxivJsonlImporter()

SNAPSHOT = {
    "id": "0704.0001",
    "submitter": "Pavel Nadolsky",
    "authors": "C. Bal\\'azs, E. L. Berger and P. M. Nadolsky",
    "title": "Calculation of prompt\n  diphoton production",
    "comments": "37 pages; code at https://github.com/a/b",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "abstract": "  A fully differential calculation\nis presented.\n",
    "categories": "hep-ph hep-ex",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Bal\\'azs", "C.", ""], ["Berger", "E. L.", ""], ["Nadolsky", "P. M.", "Jr."]],
}
DAILY = {
    "id": "2503.12172",
    "first_seen": "2025-03-18",
    "title": "SEAL: Semantic Aware Image Watermarking",
    "abstract": "A watermark that follows meaning.",
    "categories": ["cs.LG", "cs.CR"],
    "authors": ["Kasra Arabi", "R. Teal Witter"],
    "comment": None,
}


def load(path: Path) -> list[Document | Failure]:
    return list(IMPORTER.load(str(path), ImportContext(path.parent)))


def written(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.jsonl.gz"])
def test_the_public_snapshot(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, "", SNAPSHOT)
    assert IMPORTER.match(str(path))
    (paper,) = load(path)
    assert isinstance(paper, Document)
    assert (paper.key, paper.kind, paper.source) == ("arxiv:0704.0001", Kind.PAPER, "arXiv")
    assert paper.title == "Calculation of prompt diphoton production"
    assert paper.summary == "A fully differential calculation is presented."
    assert paper.authors == ("C. Balázs", "E. L. Berger", "P. M. Nadolsky Jr.")
    assert paper.published == "2007-04-02"
    assert paper.url == "https://arxiv.org/abs/0704.0001"
    assert paper.aliases == ("doi:10.1103/physrevd.76.013009",)
    assert paper.meta["categories"] == "hep-ph hep-ex"
    assert paper.meta["primary_category"] == "hep-ph"
    assert [reference.key for reference in paper.references] == ["url:https://github.com/a/b"]


def test_the_snapshot_without_parsed_authors(tmp_path: Path) -> None:
    record = {name: value for name, value in SNAPSHOT.items() if name != "authors_parsed"}
    (paper,) = load(written(tmp_path / "a.jsonl", record))
    assert isinstance(paper, Document)
    assert paper.authors == ("C. Balázs", "E. L. Berger", "P. M. Nadolsky")


def test_a_daily_list(tmp_path: Path) -> None:
    (paper,) = load(written(tmp_path / "a.jsonl", DAILY))
    assert isinstance(paper, Document)
    assert paper.authors == ("Kasra Arabi", "R. Teal Witter")
    assert paper.published == "2025-03-18"
    assert dict(paper.meta) == {"primary_category": "cs.LG", "categories": "cs.LG cs.CR"}


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = (
        DAILY,
        '{"id": "2503.1',
        "[1]",
        {**DAILY, "id": "12"},
        {**DAILY, "title": " "},
        "[" * 100_000,
        SNAPSHOT,
    )
    outcomes = load(written(tmp_path / "mixed.jsonl", *lines))
    assert [isinstance(one, Document) for one in outcomes] == [True, False, False, False, False, False, True]
    assert [one.spec for one in outcomes if isinstance(one, Failure)] == [
        f"mixed.jsonl line {number}" for number in (2, 3, 4, 5, 6)
    ]


def test_a_gzip_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    whole = gzip.compress(
        b"\n".join(json.dumps({**DAILY, "comment": str(n) * 50}).encode() for n in range(20_000))
    )
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    *papers, last = load(path)
    assert len(papers) > 100
    assert isinstance(last, Failure)
    assert "cut short" in last.reason


def test_text_that_cannot_be_stored_is_mended(tmp_path: Path) -> None:
    (paper,) = load(written(tmp_path / "a.jsonl", {**DAILY, "title": "A\u0000 title \ud800"}))
    assert isinstance(paper, Document)
    assert paper.title.encode("utf-8") == b"A title ?"


@pytest.mark.parametrize(
    "first", ['{"id": 7}', "not json", '{"title": "x", "url": "https://a.org"}', "", "[" * 99_999]
)
def test_other_json_is_left_to_others(tmp_path: Path, first: str) -> None:
    assert not IMPORTER.match(str(written(tmp_path / "a.jsonl", first)))
    assert not IMPORTER.match(str(tmp_path / "absent.jsonl"))
    assert not IMPORTER.match("2503.12172")


def test_three_thousand_real_papers_in_well_under_two_seconds() -> None:
    corpus = SHARED / "corpora/arxiv_ml_3k.jsonl"
    if not corpus.exists():
        pytest.skip("the shared arXiv sample is not on this machine")
    assert IMPORTER.match(str(corpus))
    started = time.perf_counter()
    papers = load(corpus)
    assert time.perf_counter() - started < 2
    assert len(papers) == 3000
    assert all(isinstance(one, Document) and one.summary and one.authors and one.published for one in papers)
