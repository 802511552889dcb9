"""arXiv metadata as JSON lines: both shapes, streamed, bad lines named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kb.importers.arxiv.metadata import ArxivJsonlImporter
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure, Kind

SHARED = Path(__file__).resolve().parents[3] / "../shared"
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


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["Ann Lee", "Bo Chen"], ("Ann Lee", "Bo Chen")),
        ([{"name": "Ann Lee"}, {"name": "Bo Chen", "authorId": "7"}], ("Ann Lee", "Bo Chen")),
        ([{"first": "Ann", "last": "Lee"}, {"given": "Bo", "family": "Chen"}], ("Ann Lee", "Bo Chen")),
        ("Ann Lee, Bo Chen and Cy Doe", ("Ann Lee", "Bo Chen", "Cy Doe")),
        ("Lee, Ann and Chen, Bo", ("Ann Lee", "Bo Chen")),
        ("Lee, A.; Chen, B.", ("A. Lee", "B. Chen")),
        (
            "The LHCX Collaboration: A. Lee (Bern), B. Chen (Rome, Italy)",
            ("The LHCX Collaboration", "A. Lee", "B. Chen"),
        ),
        (None, ()),
        ([7, {"x": 1}], ()),
    ],
)
def test_authors_in_any_shape(authors: object, names: tuple[str, ...], tmp_path: Path) -> None:
    (paper,) = load(written(tmp_path / "a.jsonl", {**DAILY, "authors": authors}))
    assert isinstance(paper, Document)
    assert paper.authors == names
    assert "further_authors" not in paper.meta


def test_and_others_is_nobody_but_stays_known(tmp_path: Path) -> None:
    (paper,) = load(written(tmp_path / "a.jsonl", {**DAILY, "authors": ["Ann Lee et al.", "et al."]}))
    assert isinstance(paper, Document)
    assert paper.authors == ("Ann Lee",)
    assert paper.meta["further_authors"] == "et al."


def test_tex_of_titles_and_abstracts_becomes_text_beside_its_formulas(tmp_path: Path) -> None:
    record = {
        **DAILY,
        "title": 'K\\"ahler maps and the $\\ell_2$ norm: a \\textit{pia fraus}?',
        "abstract": "At 5\\% of $\\beta$, see \\href{https://example.org/a_b}{the code}.",
    }
    (paper,) = load(written(tmp_path / "a.jsonl", record))
    assert isinstance(paper, Document)
    assert paper.title == "Kähler maps and the $\\ell_2$ norm: a pia fraus?"
    assert paper.summary == "At 5% of $\\beta$, see the code (https://example.org/a_b)."
    assert [reference.key for reference in paper.references] == ["url:https://example.org/a_b"]


@pytest.mark.parametrize("form", ["list", "pretty list", "one", "marked"])
def test_json_that_is_one_value(form: str, tmp_path: Path) -> None:
    text = {
        "list": json.dumps([DAILY, {**DAILY, "id": "x"}, SNAPSHOT]),
        "pretty list": json.dumps([DAILY, 7, SNAPSHOT], indent=1),
        "one": json.dumps(DAILY, indent=2),
        "marked": "\ufeff" + json.dumps([DAILY], indent=2),
    }[form]
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert IMPORTER.match(str(path))
    outcomes = load(path)
    assert next(one.key for one in outcomes if isinstance(one, Document)) == "arxiv:2503.12172"
    assert [one.spec for one in outcomes if isinstance(one, Failure)] == (
        ["a.json record 2"] if "list" in form else []
    )


@pytest.mark.parametrize(
    "record",
    [
        {
            "paper": {
                "id": "2503.12172",
                "title": "T",
                "summary": "S",
                "publishedAt": "2025-03-18T05:00:00.000Z",
            }
        },
        {
            "paperId": "649def34",
            "externalIds": {"DOI": "10.1000/x", "ArXiv": "2503.12172"},
            "title": "T",
            "abstract": "S",
            "publicationDate": "2025-03-18",
        },
    ],
)
def test_records_of_other_services(record: dict[str, object], tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", record)
    assert IMPORTER.match(str(path))
    (paper,) = load(path)
    assert isinstance(paper, Document)
    assert (paper.key, paper.title, paper.summary, paper.published) == (
        "arxiv:2503.12172",
        "T",
        "S",
        "2025-03-18",
    )


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


def test_three_thousand_real_papers_come_whole() -> None:
    corpus = SHARED / "corpora/arxiv_ml_3k.jsonl"
    if not corpus.exists():
        pytest.skip("the shared arXiv sample is not on this machine")
    assert IMPORTER.match(str(corpus))
    papers = load(corpus)
    assert len(papers) == 3000
    assert all(isinstance(one, Document) and one.summary and one.authors and one.published for one in papers)
