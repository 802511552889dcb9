"""Items on their way out: what a reader of each format gets back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.exporting import Format, exported
from kb.exporting.bibtex import escaped
from kb.exporting.names import cite_keys
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Item, ItemDetail, Kind, Reference, State, Zone


def item(
    number: int,
    title: str,
    authors: Sequence[str] = (),
    *,
    key: str = "",
    kind: Kind = Kind.PAPER,
    summary: str = "",
    url: str | None = None,
    tags: Sequence[str] = (),
    published: str | None = "2025-10-30",
) -> Item:
    return Item(
        id=number,
        key=key or f"arxiv:2510.{number:05}",
        kind=kind,
        title=title,
        summary=summary,
        url=url,
        source="a source",
        authors=tuple(authors),
        tags=tuple(tags),
        language="en",
        published=published,
        saved_at="2025-11-11T14:31:02+00:00",
        zone=Zone.INBOX,
        state=State.UNREAD,
        verdict=None,
        minutes=1,
        stub=False,
    )


def detail(one: Item, text: str = "", aliases: Sequence[str] = (), **meta: str) -> ItemDetail:
    return ItemDetail(one, text, (), tuple(aliases), (), (), (), (), "", meta)


# -- BibTeX ---------------------------------------------------------------------------------------


def entries(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Type, key and fields of each entry, read by counting braces as BibTeX does."""
    found = []
    place = 0
    while start := re.compile(r"@(\w+)\{([^,\s]+),").search(text, place):
        fields: dict[str, str] = {}
        place = start.end()
        while field := re.compile(r"\s*(\w+) = \{").match(text, place):
            depth, place = 1, field.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[place], 0)
                place += 1
            fields[field[1]] = text[field.end() : place - 1]
            place += text[place] == ","
        assert text[place : place + 3] == "\n}\n"
        place += 3
        found.append((start[1], start[2], fields))
    assert text[place:] == ""
    return found


def test_a_paper_of_arxiv_is_cited_as_arxiv_asks() -> None:
    paper = item(
        1,
        "Kimi Linear: An Expressive Architecture",
        ("Yu Zhang", "Songlin Yang"),
        key="arxiv:2510.26692",
        url="https://arxiv.org/abs/2510.26692",
        tags=("attention", "in_house"),
    )
    text = exported([detail(paper, aliases=("doi:10.1000/xyz",), primary_category="cs.CL")], Format.BIBTEX)
    assert text == (
        "@misc{zhang2025kimi,\n"
        "  title = {{Kimi Linear: An Expressive Architecture}},\n"
        "  author = {Yu Zhang and Songlin Yang},\n"
        "  year = {2025},\n"
        "  eprint = {2510.26692},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.CL},\n"
        "  doi = {10.1000/xyz},\n"
        "  url = {https://arxiv.org/abs/2510.26692},\n"
        "  keywords = {attention, in\\_house}\n"
        "}\n"
    )


def test_what_is_not_of_arxiv_is_online_or_has_a_doi() -> None:
    post = item(1, "О внимании", ("Иван Щукин",), key="post:x/1", kind=Kind.POST, url="https://t.me/x/1")
    old = item(2, "A paper", ("B. Writer",), key="doi:10.1145/3292500", url="https://dl.acm.org/x")
    note = item(3, "План", key="path:/план.md", kind=Kind.NOTE, published=None)
    found = entries(exported([detail(one) for one in (post, old, note)], Format.BIBTEX))
    assert [(kind, key) for kind, key, _ in found] == [
        ("online", "shchukin2025vnimanii"),
        ("misc", "writer2025paper"),
        ("misc", "asourcendplan"),
    ]
    assert found[0][2] == {
        "title": "{О внимании}",
        "author": "Иван Щукин",
        "date": "2025-10-30",
        "url": "https://t.me/x/1",
        "urldate": "2025-11-11",
    }
    assert found[1][2]["doi"] == "10.1145/3292500"
    assert found[2][2] == {"title": "{План}", "note": "a source"}


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("Advances in Neural Information Processing Systems 30", "inproceedings", "booktitle"),
        ("ICML 2024", "inproceedings", "booktitle"),
        ("Proceedings of the 2024 Conference on Computer Science", "inproceedings", "booktitle"),
        ("Материалы XII конференции «Диалог»", "inproceedings", "booktitle"),
        ("Transactions of the ACL", "article", "journal"),
        ("Journal of Machine Learning Research", "article", "journal"),
        ("Proceedings of the National Academy of Sciences", "article", "journal"),
        ("Nature 518", "article", "journal"),
        ("Вестник МГУ", "article", "journal"),
        ("Phys. Rev. D 99", "misc", "howpublished"),
        ("Massachusetts Institute of Technology", "misc", "howpublished"),
    ],
)
def test_where_a_paper_came_out_is_cited(venue: str, kind: str, field: str) -> None:
    paper = item(1, "A paper", ("B. Writer",), key="doi:10.1145/3292500", url="https://dl.acm.org/x")
    [(found, _, fields)] = entries(exported([detail(paper, journal=venue)], Format.BIBTEX))
    assert (found, fields[field], fields["doi"]) == (kind, venue, "10.1145/3292500")


def test_a_paper_known_by_its_link_is_no_page_where_it_came_out_somewhere() -> None:
    paper = item(1, "A paper", ("B. Writer",), key="url:https://site.example/x", url="https://site.example/x")
    [(found, _, fields)] = entries(exported([detail(paper, journal="ICLR 2025")], Format.BIBTEX))
    assert (found, fields["booktitle"], fields["year"]) == ("inproceedings", "ICLR 2025", "2025")


@pytest.mark.parametrize(
    "work",
    ["10.1175/1520-0493(1987)115<1606:garspp>2.0.co;2", "10.1007/978-3-030-01388-2_6", "10.1016/s0022(05)"],
)
def test_a_doi_with_signs_of_its_own_is_cited_as_it_is(work: str) -> None:
    paper = item(1, "A paper", ("B. Writer",), key=f"doi:{work}")
    [(_, _, fields)] = entries(exported([detail(paper)], Format.BIBTEX))
    assert fields["doi"] == work


def test_a_list_of_authors_that_was_cut_short_says_so() -> None:
    cut = detail(item(1, "A Divergence", ("et al.", "Jane Doe")), further_authors="et al.")
    [(_, key, fields)] = entries(exported([cut], Format.BIBTEX))
    assert (key, fields["author"]) == ("doe2025divergence", "Jane Doe and others")


def test_keys_are_unique_and_do_not_depend_on_what_they_are_exported_with() -> None:
    same = [item(number, "On the Attention", ("A. Vaswani",)) for number in range(1, 30)]
    keys = cite_keys(same)
    assert [keys[n] for n in (1, 2, 3, 27, 28)] == [
        f"vaswani2025attention{suffix}" for suffix in ("", "a", "b", "z", "aa")
    ]
    assert cite_keys(same[::-1]) == keys
    [(_, key, _)] = entries(exported([detail(same[2])], Format.BIBTEX, among=same))
    assert key == "vaswani2025attentionb"


def test_a_suffix_never_makes_the_key_of_another() -> None:
    clashing = [item(1, "Fasta", ("X",)), item(2, "Fast", ("X",)), item(3, "Fast", ("X",))]
    assert list(cite_keys(clashing).values()) == ["x2025fasta", "x2025fast", "x2025fastb"]


@pytest.mark.parametrize(
    ("names", "author"),
    [
        (("John Smith Jr.", "Ludwig van Beethoven"), "Smith, Jr., John and Ludwig van Beethoven"),
        (("Qwen Team", "Google, Inc."), "{Qwen Team} and {Google, Inc.}"),
        (("Bell and Howell", "Smith & Co"), "{Bell and Howell} and {Smith \\& Co}"),
        (("DeepSeek-AI", " ", ",", "@handle_x"), "DeepSeek-AI and @handle\\_x"),
        (("Смит, Джон",), "Смит, Джон"),
        (("Jane Doe et al.",), "Jane Doe and others"),
        (("et al.", "И. Иванов и др."), "И. Иванов and others"),
    ],
)
def test_authors_stay_as_many_as_they_are(names: tuple[str, ...], author: str) -> None:
    [(_, _, fields)] = entries(exported([detail(item(1, "T", names))], Format.BIBTEX))
    assert fields["author"] == author


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("If a < b > c|d", r"If a \textless{} b \textgreater{} c\textbar{}d"),
        ("R&D: 100% of #1, a_b ~ ^", r"R\&D: 100\% of \#1, a\_b \textasciitilde{} \textasciicircum{}"),
        ("a { b", r"a \textbraceleft{} b"),
        (r"back\slash", r"back\textbackslash{}slash"),
        ("an $\\ell_1$-norm of $n$ items", "an $\\ell_1$-norm of $n$ items"),
        ("from $5 to $10", r"from \$5 to \$10"),
        (r"by $\times$4 or \(x_1\)", r"by $\times$4 or \(x_1\)"),
        (r"$\{0,1)$", r"\$\textbackslash{}\textbraceleft{}0,1)\$"),
        (r"$\input{x}$", r"\$\textbackslash{}input\textbraceleft{}x\textbraceright{}\$"),
        ("$a^2 % b$", r"\$a\textasciicircum{}2 \% b\$"),
        ("«Ёлка» — №1", "«Ёлка» — №1"),
        ("two\n lines\u200b", "two lines"),
    ],
)
def test_text_is_set_as_it_is_written(text: str, latex: str) -> None:
    assert escaped(text) == latex


def test_nothing_ends_an_entry_early() -> None:
    evil = "}} @misc{x, title={y}} \\"
    one = item(1, evil, (evil,), kind=Kind.ARTICLE, key="url:e", url="https://e.org/{a}(b) \\", tags=(evil,))
    [(kind, _, fields)] = entries(exported([detail(one)], Format.BIBTEX))
    assert (kind, fields["url"]) == ("online", "https://e.org/%7Ba%7D%28b%29%20%5C")


# -- the other formats ----------------------------------------------------------------------------


def test_a_reading_list_reads_as_markdown() -> None:
    paper = item(
        1,
        "Linear [attention] *again*",
        [f"Author {n}" for n in range(7)],
        url="https://example.org/a_(b)",
        summary="We show that it works. We also show more.",
        tags=("kv_cache",),
    )
    note = item(2, "План", kind=Kind.NOTE, published=None)
    text = exported(
        [detail(paper), detail(note, text="# План\n\nСначала прочитать обзор целиком.")], Format.MARKDOWN
    )
    assert text == (
        "- [Linear \\[attention\\] \\*again\\*](https://example.org/a_%28b%29) · Author 0, Author 1,"
        " Author 2, Author 3, Author 4 and 2 more · 2025-10-30 · inbox · kv\\_cache\n"
        "  We show that it works.\n"
        "- План · saved 2025-11-11 · inbox\n"
        "  Сначала прочитать обзор целиком.\n"
    )


def test_a_link_that_is_none_is_not_made_one() -> None:
    one = item(1, "[$](javascript:x_)$](x)", url="javascript:alert(1)")
    text = exported([detail(one)], Format.MARKDOWN)
    assert text.startswith("- \\[$\\](javascript:x\\_)$\\](x) · ")


def test_a_table_has_a_row_an_item_and_no_formulas() -> None:
    evil = item(1, '=HYPERLINK("http://x")', ("@a", 'B "Q" C'), summary="two\nlines", tags=("a", "b;c"))
    plain = item(2, "План, часть 2", summary=" \t+1")
    text = exported([detail(evil), detail(plain)], Format.CSV)
    head, first, second = csv.reader(io.StringIO(text, newline=""))
    assert text.count("\r\n") == 3
    assert dict(zip(head, first, strict=True)) | {
        "title": '\'=HYPERLINK("http://x")',
        "authors": '\'@a; B "Q" C',
        "summary": "two\nlines",
        "tags": "a; b;c",
    } == dict(zip(head, first, strict=True))
    assert dict(zip(head, second, strict=True))["title"] == "План, часть 2"
    assert dict(zip(head, second, strict=True))["summary"] == "' \t+1"


@pytest.fixture
def filled(library: Library) -> Library:
    documents = [
        Document(
            "arxiv:2501.00001",
            Kind.PAPER,
            "On attention",
            "The body.",
            authors=("A. One",),
            published="2025-01-02",
            meta={"primary_category": "cs.LG"},
        ),
        Document("arxiv:2501.00002", Kind.PAPER, "On attention", authors=("A. One",), published="2025-01-03"),
        Document(
            "post:x/1",
            Kind.POST,
            "Пост",
            "О счёте [here](https://arxiv.org/abs/2501.00001).",
            references=(Reference("https://arxiv.org/abs/2501.00001", "arxiv:2501.00001", "here"),),
        ),
    ]
    ingest(library.store, documents)
    return library


def test_records_hold_everything(filled: Library) -> None:
    filled.items.tag(["2501.00001"], "survey")
    filled.delegations.give(["2501.00001"], "Ada", "2099-12-05", "worth a week?")
    filled.delegations.returned("2501.00001", "Not ours.", 2)
    first, post = map(
        json.loads,
        filled.items.exported(["2501.00001", "post:x/1"], Format.JSONL).removesuffix("\n").split("\n"),
    )
    assert (first["key"], first["text"], first["tags"]) == ("arxiv:2501.00001", "The body.", ["survey"])
    assert first["mentioned_by"] == ["post:x/1"]
    assert first["meta"] == {"primary_category": "cs.LG"}
    assert [event["action"] for event in first["history"]] == [
        "added",
        "tagged",
        "delegated",
        "returned",
    ]
    [handed] = first["delegations"]
    assert handed.pop("given_at") and handed.pop("returned_at")
    due = {"person": "Ada", "due": "2099-12-05", "why": "worth a week?"}
    assert handed == {**due, "gist": "Not ours.", "rating": 2} and post["delegations"] == []
    assert post["references"] == [
        {
            "url": "https://arxiv.org/abs/2501.00001",
            "key": "arxiv:2501.00001",
            "label": "here",
            "context": "О счёте here.",
        }
    ]
    assert "id" not in first and "Пост" in filled.items.exported(["post:x/1"], Format.JSONL)


def test_an_item_named_twice_is_exported_once_and_cited_by_its_key_in_the_library(filled: Library) -> None:
    keys = ["2501.00002", "https://arxiv.org/pdf/2501.00002v3"]
    [(_, key, fields)] = entries(filled.items.exported(keys, Format.BIBTEX))
    assert (key, fields["eprint"]) == ("one2025attentiona", "2501.00002")
    assert filled.items.exported([], Format.BIBTEX) == filled.items.exported([], Format.CSV) == ""


def test_every_paper_of_a_crawl_is_an_entry(library: Library, crawl: Path) -> None:
    library.intake.add([str(crawl)])
    everything = library.items.select()
    assert len(everything) == 138
    details = [library.items.get(one.key) for one in everything]
    found = entries(exported(details, Format.BIBTEX))
    assert len({key for _, key, _ in found}) == len(everything)
    assert [fields["eprint"] for _, _, fields in found] == [
        one.key.removeprefix("arxiv:") for one in everything
    ]
    assert [len(fields["author"].split(" and ")) for _, _, fields in found] == [
        len(one.authors) for one in everything
    ]
