"""Exports of reference managers: what survives of each, and what broken ones cost."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents, importers
from kb.importers.bibliography import publication_date
from kb.importers.exports.bibtex import authors, plain
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Failure, Kind, State, Subscription
from tests.conftest import StemEncoder
from tests.importers.exports.reading import read

FIXTURES = Path(__file__).with_name("fixtures_biblio")
FILES = sorted(FIXTURES.iterdir())


def written(
    text: str, tmp_path: Path, cache: Path, encoding: str = "utf-8"
) -> list[Document | Failure | Subscription]:
    file = tmp_path / "library.bib"
    file.write_bytes(text.encode(encoding))
    return list(documents(str(file), ImportContext(cache, network=False)))


def marks(document: Document) -> list[tuple[str, str, str]]:
    return [one.same_as for one in document.annotations]


def test_zotero_s_biblatex(cache: Path, tmp_path: Path) -> None:
    # Apart from the project, whose history has a day for it.
    shutil.copy(FIXTURES / "zotero.bib", tmp_path)
    (paper, tool), failures = read(tmp_path / "zotero.bib", cache)
    assert not failures
    assert (paper.key, paper.kind, paper.title) == (
        "arxiv:2403.01234", Kind.PAPER, "Caches, KV and Beyond: 50% less",
    )  # fmt: skip
    assert paper.authors == ("Jane Doe", "Maria Jose Garcia Lopez", "Example Labs and Friends")
    assert (paper.published, paper.summary) == (
        "2024-03-05", "We show $O(n^2)$ & more. See https://example.org/code.",
    )  # fmt: skip
    assert paper.tags == ("Computer Science - Machine Learning", "serving")
    assert marks(paper) == [("", "My own words, á la carte", "")]
    assert [one.key for one in paper.references] == ["url:https://example.org/code"]
    assert paper.meta == {
        "citation_key": "doe_cache_2024", "file": r"C:\Users\me\a.pdf", "program": "BibTeX",
        "further_authors": "et al.",
    }  # fmt: skip
    assert (paper.guessed, paper.stub, paper.saved_at) == (False, False, "2024-04-01")
    assert (tool.key, tool.kind, tool.published) == ("url:https://github.com/roe/a_tool", Kind.REPO, "2023")


def test_mendeley_s_bibtex(cache: Path) -> None:
    (paper,), failures = read(FIXTURES / "mendeley.bib", cache)
    assert not failures
    assert (paper.key, paper.title, paper.published) == (
        "doi:10.1234/example.5", "Attention in examples", "2021-01",
    )  # fmt: skip
    assert paper.authors == ("Jane Doe", "Rick van der Roe")
    assert paper.tags == ("attention", "kv cache", "Work", "Serving")
    assert paper.meta["file"] == "home/me/papers/doe_2021.pdf"
    assert paper.meta["journal"] == "Journal of Examples"
    assert "https://example.org/a_b" in paper.aliases


def test_bibtex_of_mendeley_s_newer_program(cache: Path) -> None:
    (paper,), failures = read(FIXTURES / "mendeley_manager.bib", cache)
    assert not failures
    assert (paper.state, paper.saved_at) == (State.READ, "2024-03-01T10:00:00+00:00")
    assert paper.tags == ("moe", "routing", "favourite")
    assert marks(paper) == [("", "My own notes", "")]


def test_paperpile_s_bibtex_with_one_key_twice(cache: Path) -> None:
    (paper, scan), failures = read(FIXTURES / "paperpile.bib", cache)
    assert not failures
    assert (paper.title, paper.authors, paper.published, paper.summary) == (
        "A title that is wrapped over two lines", ("Jane Doe", "Richard Roe"), "2020-12", 'He said "yes".',
    )  # fmt: skip
    assert paper.tags == ("serving", "kv cache")
    assert (scan.title, scan.meta["citation_key"]) == ("scan0001.pdf", paper.meta["citation_key"])
    assert scan.key != paper.key and paper.key.startswith("bib:")


def test_ris_with_a_mark_before_it_and_no_end(tmp_path: Path, cache: Path) -> None:
    marked = tmp_path / "references.txt"
    marked.write_bytes(b"\xef\xbb\xbf" + (FIXTURES / "refs.ris").read_bytes())
    (paper, last), failures = read(marked, cache)
    assert not failures
    assert (paper.key, paper.title, paper.published) == (
        "doi:10.1234/example.5", "A title that runs over two lines", "2024-01-02",
    )  # fmt: skip
    assert paper.authors == ("Jane Doe", "Maria Jose Garcia Lopez", "Google, Inc.")
    assert paper.summary == "First paragraph.\n\nAI - the second one."
    assert paper.tags == ("serving", "kv cache")
    assert marks(paper) == [("", "My **own** words", "")]
    assert paper.meta["file"] == "internal-pdf://doe.pdf" and paper.meta["citation_key"] == "doe2024"
    assert (last.title, last.authors, last.published) == ("The last one, without an end", ("R. Roe",), "2019")


def test_csl_json(cache: Path) -> None:
    (paper, book), failures = read(FIXTURES / "csl.json", cache)
    assert (paper.key, paper.title, paper.published) == (
        "arxiv:2403.01234",
        "Caches and beyond",
        "2024-03-05",
    )
    assert paper.authors == ("Ludwig van Beethoven", "Labs, Example")
    assert marks(paper) == [("", "Read this again", "")]
    assert (book.kind, book.published, book.meta) == (Kind.BOOK, "2020-06", {"program": "CSL-JSON"})
    assert ["not a JSON object" in one.reason or "neither" in one.reason for one in failures] == [True, True]


def test_better_bibtex_s_json(cache: Path) -> None:
    (note, paper, tool), failures = read(FIXTURES / "better_bibtex.json", cache)
    assert not failures
    assert (note.kind, note.text) == (Kind.NOTE, "A thought by itself")
    assert (paper.key, paper.title, paper.published) == (
        "doi:10.1234/example.5", "Caches and beyond", "2020-03-30",
    )  # fmt: skip
    assert (paper.authors, paper.saved_at) == (("Jane Doe", "Example Labs"), "2024-03-01T10:00:00+00:00")
    assert paper.tags == ("llm", "Work", "Serving")
    assert marks(paper) == [("", "My **own** words", ""), ("a passage", "and why", "page 3")]
    assert paper.meta == {
        "citation_key": "doeCaches2020", "file": "/home/me/a.pdf", "folder": "Work / Serving",
        "journal": "Proceedings of Examples, Online", "program": "Zotero",
    }  # fmt: skip
    assert (tool.kind, tool.authors, tool.meta["citation_key"]) == (Kind.REPO, ("R. Roe",), "roeTool")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_it_is_recognised_whatever_it_is_called(file: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "export (1)"
    text = file.read_text(encoding="utf-8").removeprefix(
        "Automatically generated by Mendeley Desktop 1.19.8\n"
    )
    renamed.write_text(text, encoding="utf-8")
    names = [next(one.name for one in importers() if one.match(str(path))) for path in (file, renamed)]
    assert names[0] == names[1]


def test_a_note_with_an_entry_in_it_is_a_note(tmp_path: Path, cache: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Cite as\n\n```\n@misc{a,\n title={B}}\n```\n", encoding="utf-8")
    (document,), _ = read(note, cache)
    assert document.kind is Kind.NOTE


def test_what_is_broken_costs_itself_only(tmp_path: Path, cache: Path) -> None:
    text = r"""
Words before, with an address me@example.org.
@comment{jabref-meta: databaseType:bibtex;}
@string{acl = "Proceedings of ACL"}
% @misc{off, title = {Commented out}}
@inproceedings{commas
  title = {No commas at all}
  author = {Doe, Jane}
  booktitle = acl # " 2020"
  month = "10~" # jun
  year = 2020
}
@article{quotes, title = "One "quoted" word", year = 1999}
@article(round, title = {Round (brackets)}, year = {in press})
@misc{title = {Without a key}}
@article{open, title = {Never {closed, year = {2020},
}
@article{cut, title = {Kept in part}, abstract = {Never {closed,
}
@misc{empty, year = 2001}
@misc{id, eprint = {2403.01234}, archivePrefix = {arXiv}}
@inproceedings{child, title = {Child of a volume}, crossref = {Volume}}
@proceedings{volume, title = {The volume}, year = 2018, editor = {Roe, R.}}
@article{twice, title = {Two authors' fields}, author = {Doe, Jane}, author = {Roe, R.}}
@article{last, title = {The last, unclosed}, year = 2022"""
    found = written(text, tmp_path, cache)
    kept = {one.title: one for one in found if isinstance(one, Document)}
    assert list(kept) == [
        "No commas at all", 'One "quoted" word', "Round (brackets)", "Without a key", "Kept in part",
        "arXiv:2403.01234", "Child of a volume", "The volume", "Two authors' fields", "The last, unclosed",
    ]  # fmt: skip
    first = kept["No commas at all"]
    assert (first.authors, first.published, first.meta["journal"]) == (
        ("Jane Doe",), "2020-06-10", "Proceedings of ACL 2020",
    )  # fmt: skip
    assert kept["Round (brackets)"].published is None
    child, volume = kept["Child of a volume"], kept["The volume"]
    assert (child.published, child.meta["journal"]) == ("2018", "The volume")
    assert (volume.kind, volume.authors) == (Kind.BOOK, ("R. Roe",))
    assert kept["Two authors' fields"].authors == ("Jane Doe", "R. Roe")
    assert [one.stub for one in kept.values()].count(True) == 1 and kept["arXiv:2403.01234"].stub
    failures = [(one.spec.split()[-1], one.reason) for one in found if isinstance(one, Failure)]
    assert [name for name, _ in failures] == ["open", "cut", "empty"]
    assert "has no end" in failures[0][1] and "neither a title nor an address" in failures[2][1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
def test_russian_in_any_encoding(encoding: str, tmp_path: Path, cache: Path) -> None:
    text = (
        "@book{a,\n title = {Машинное обучение и анализ данных},\n author = {Иванов, Пётр},\n year = 2019}\n"
    )
    (book,) = written(text, tmp_path, cache, encoding)
    assert isinstance(book, Document)
    assert (book.title, book.authors) == ("Машинное обучение и анализ данных", ("Пётр Иванов",))


def test_latin_letters_in_latin_1(tmp_path: Path, cache: Path) -> None:
    (book,) = written(
        "@book{a, title = {Über das Lernen}, author = {Gödel, Kurt}}", tmp_path, cache, "latin-1"
    )
    assert isinstance(book, Document)
    assert (book.title, book.authors) == ("Über das Lernen", ("Kurt Gödel",))


def test_a_link_that_several_works_give_is_none_of_them(tmp_path: Path, cache: Path) -> None:
    text = "".join(
        f"@inproceedings{{a{number}, title = {{Work number {number} of these}}, url = {{https://example.org/all}}}}\n"
        for number in range(2)
    )
    one, other = written(text, tmp_path, cache)
    assert isinstance(one, Document) and isinstance(other, Document)
    assert one.key != other.key and one.url == "https://example.org/all"
    assert not {"https://example.org/all"} & {*one.aliases, *other.aliases}


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ("journal = {arXiv preprint arXiv:2403.01234}", "arxiv:2403.01234"),
        ("journal = {CoRR}, volume = {abs/2403.01234}", "arxiv:2403.01234"),
        ("note = {arXiv:2403.01234 [cs]}", "arxiv:2403.01234"),
        (r"howpublished = {\url{https://arxiv.org/pdf/2403.01234v2}}", "arxiv:2403.01234"),
        ("eprint = {hep-th/9901001}", "arxiv:hep-th/9901001"),
        ("eprint = {2403.01234}, doi = {10.1234/x}", "arxiv:2403.01234"),
        ("eprint = {12345}, eprinttype = {pubmed}, doi = {doi:10.1234/x}", "doi:10.1234/x"),
        (r"doi = {10.1234/a\_b}", "doi:10.1234/a_b"),
        ("url = {https://example.org/100%25\n  /x}", "url:https://example.org/100%25/x"),
        ("note = {An extension of arXiv:2403.01234}", "bib:"),
        ("url = {https://example.org/}", "bib:"),
    ],
)
def test_the_key_is_the_surest_name(fields: str, key: str, tmp_path: Path, cache: Path) -> None:
    (paper,) = written(f"@article{{a, title = {{A title}}, {fields}}}", tmp_path, cache)
    assert isinstance(paper, Document)
    assert paper.key.startswith(key) if key == "bib:" else paper.key == key


@pytest.mark.parametrize(
    ("field", "names", "others"),
    [
        ("{OpenAI} and Doe, Jane", ("OpenAI", "Jane Doe"), False),
        ("{Smith, Jones and Sons}", ("Smith, Jones and Sons",), False),
        ("Doe, Jane\n  AND Roe, R. and others", ("Jane Doe", "R. Roe"), True),
        (r"{\L}ukasz Kaiser and Sch{\"o}n, K.~A.", ("Łukasz Kaiser", "K. A. Schön"), False),
        ("Sutton, III, Richard", ("Richard Sutton III",), False),
        ("family=Beethoven, given=Ludwig, prefix=van, useprefix=true", ("Ludwig van Beethoven",), False),
        ("Иванов, Пётр and Anderson, Andy", ("Пётр Иванов", "Andy Anderson"), False),
    ],
)
def test_people_of_a_field(field: str, names: tuple[str, ...], others: bool) -> None:
    told = authors(field)
    assert (told.names, told.others) == (names, others)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"{BERT}: {P}re-training of {{Deep}} \emph{nets}", "BERT: Pre-training of Deep nets"),
        (r"On {$\ell_{2}$} and \{sets\}", r"On $\ell_{2}$ and {sets}"),
        (r"\foo{kept} words", "kept words"),
    ],
)
def test_text_without_braces(value: str, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("date", "month", "published"),
    [
        ("2017-06-12/2017-06-15", "", "2017-06-12"),
        ("2017~", "", "2017"),
        ("2017-21", "", "2017"),
        ("2017", "6", "2017-06"),
        ("2017", "June-July", "2017-06"),
        ("2017", "winter", "2017"),
        ("in press", "jan", None),
        ("n.d.", "", None),
        ("1998–2000", "", "1998"),
        ("июнь 2019", "", "2019-06"),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(date: str, month: str, published: str | None) -> None:
    assert publication_date(date, month) == published


def whole(library: Library) -> dict[str, tuple[object, ...]]:
    details = [library.items.get(item.key) for item in library.items.select()]
    return {
        one.item.key: (
            one.item.title, one.item.kind, one.item.published, one.item.url, sorted(one.item.tags),
            one.item.authors, sorted(mark.same_as for mark in one.annotations), one.item.summary,
            dict(one.meta),
        )
        for one in details
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_twice_or_in_another_order_they_are_the_same(
    seed: int, library: Library, tmp_path: Path, cache: Path
) -> None:
    page = tmp_path / "bookmarks.html"
    page.write_text(
        '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><DT><A HREF="https://example.org/paper">Paper</A></DL>',
        encoding="utf-8",
    )
    names = [*map(str, FILES), str(page)]
    library.intake.add(names)
    kept = whole(library)
    assert kept["doi:10.1234/example.5"][1] is Kind.PAPER
    again = library.intake.add(names)
    assert (again.added, again.updated) == (0, 0)
    assert whole(library) == kept
    random.Random(seed).shuffle(names)
    other = Library(Settings(home=tmp_path / "other", cache=cache, network=False), encoder=StemEncoder())
    other.intake.add(names)
    assert whole(other) == kept
    other.close()


def test_the_types_that_semantic_scholar_gives_cost_no_entry(tmp_path: Path, cache: Path) -> None:
    found = written(
        "@['JournalArticle', 'Review']{Doe24,\n author = {Jane Doe},\n title={On Caches},\n year = {2024}\n}"
        "\n\n@['Book']{Roe2024OnK,\n author = {Rick Roe},\n title = {On Keys},\n year = {2024}\n}\n",
        tmp_path,
        cache,
    )
    told = [(one.title, one.kind, one.published) for one in found if isinstance(one, Document)]
    assert told == [("On Caches", Kind.PAPER, "2024"), ("On Keys", Kind.BOOK, "2024")]


EXTRA = "arXiv:2310.06770 [cs]\nRead_Status: {}\nRead_Status_Date: 2024-03-05T10:00:00.000Z"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("New", State.UNREAD), ("To Read", State.UNREAD), ("In Progress", State.READING),
        ("Read", State.READ), ("Not Reading", State.DROPPED), ("Some day", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["bib", "csl", "better", "table"])
def test_how_far_one_got_by_the_reading_list_in_zotero(
    form: str, said: str, state: State | None, tmp_path: Path, cache: Path
) -> None:
    extra = EXTRA.format(said)
    texts = {
        "bib": "@misc{a,\n title = {On Caches},\n url = {https://arxiv.org/abs/2310.06770},\n note = {"
        + extra.replace("_", "\\_") + "}\n}",
        "csl": json.dumps([{"id": "a", "type": "article", "title": "On Caches", "note": extra}]),
        "better": json.dumps(
            {"config": {"label": "BetterBibTeX JSON"},
             "items": [{"itemType": "preprint", "title": "On Caches", "extra": extra}]}
        ),
        "table": "Key,Item Type,Publication Year,Author,Title,DOI,Url,Abstract Note,Date,Extra\n"
        f'A,preprint,2024,,On Caches,,,,,"{extra}"\n',
    }  # fmt: skip
    file = tmp_path / f"library.{'bib' if form == 'bib' else 'csv' if form == 'table' else 'json'}"
    file.write_text(texts[form], encoding="utf-8")
    [paper], failures = read(file, cache)
    assert (paper.title, paper.state, paper.annotations, failures) == ("On Caches", state, (), [])
