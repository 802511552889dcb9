"""Lists that catalogues of literature export: what survives of each, and that one paper in several is one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kb.importers import importers
from kb.importers.lists.headings import Role, roles
from kb.library import Library
from kb.types import Kind
from tests.importers.exports.reading import read
from tests.importers.telling import line

FIXTURES = Path(__file__).with_name("fixtures_catalogues")
LEARNED = "Learned caches: how models of language can be served from small devices without loss"


@dataclass(frozen=True)
class Expected:
    """The first document of a list, and the titles of those after it."""

    key: str
    title: str
    authors: tuple[str, ...]
    published: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    left_out: str = ""


LISTS = {
    "pubmed.nbib": Expected(
        "doi:10.1234/joe.2022.12", LEARNED, ("Jane A Doe", "Rick M de la Roe Jr", "Example Consortium"),
        "2022-05-03", "BACKGROUND: Devices are small - models are not. METHODS: We cache.",
        aliases=("https://pubmed.ncbi.nlm.nih.gov/30000011/",),
        meta={"journal": "Journal of examples"}, others=("Indications for an older example",),
    ),
    "pubmed.csv": Expected(
        "doi:10.1234/joe.2022.12", LEARNED, ("JA Doe", "RM de la Roe Jr", "Example Consortium"), "2022-05-03",
        aliases=("https://pubmed.ncbi.nlm.nih.gov/30000011/",), others=("A title of its own",),
    ),
    "web_of_science.txt": Expected(
        "doi:10.1234/joe.2022.12", LEARNED, ("Jane A. Doe", "Rick M. de la Roe"), "2022-12-15",
        "Devices are small. AB is a word, and this goes on.",
        meta={"journal": "JOURNAL OF EXAMPLES"}, others=("A Book of Examples",),
    ),
    "web_of_science.tsv": Expected(
        "doi:10.1234/joe.2023.1", '"Deep" caches are 5" tall', ("Jane A. Doe", "Rick M. Roe"), "2023-03",
        "A table, too.",
    ),
    "scopus.csv": Expected(
        "doi:10.1234/joe.2022.12", "Learned caches", ("Jane A. Doe", "Rick M. de la Roe"), "2022",
        "Devices are small.", others=("A talk without a number",),
    ),
    "endnote.enw": Expected(
        "doi:10.1234/cache.1", "Caches are all you keep", ("Jane Doe", "Example Brain"), "2017-06-12",
        "First paragraph.\n\nSecond paragraph.", ("attention", "transformers"), ("My note on it",),
        ("https://example.org/paper",), {"citation_key": "doe2017"}, ("A paper of a conference",),
    ),
    "endnote.xml": Expected(
        "doi:10.1234/en.1", "Growth of E. coli models & more", ("J. L. Doe", "E. Roe"), "2021-09-05",
        "We grow models.", ("serving", "my tag"), ("My thought\non two lines",),
        ("https://example.org/a?b=1&c=2",), {"journal": "Journal of Examples"},
    ),
    "crossref.json": Expected(
        "doi:10.1234/joe.2022.12", LEARNED, ("Jane A. Doe", "Example Consortium"), "2022-05",
        "Devices are small & slow.", meta={"journal": "Journal of examples"},
        others=("doi:10.1234/untitled.1",),
    ),
    "openalex.json": Expected(
        "doi:10.1234/joe.2022.12", LEARNED, ("Jane A. Doe", "Rick M. Roe"), "2022-05-03",
        "Devices are small, models are not.", aliases=("https://openalex.org/W2000000001",),
        meta={"journal": "Journal of examples"}, others=("A preprint of caches",),
    ),
    "semantic_scholar.json": Expected(
        "arxiv:2205.90001", LEARNED, ("Jane A. Doe", "Rick M. Roe"), "2022-05-03", "Devices are small.",
        aliases=(
            "doi:10.1234/joe.2022.12", "https://aclanthology.org/2022.joe-1.12/",
            "https://pubmed.ncbi.nlm.nih.gov/30000011/",
        ),
        meta={"journal": "Journal of examples"}, others=("A paper without numbers",),
    ),
    "dblp.json": Expected(
        "doi:10.1234/joe.2022.12", LEARNED, ("Jane A. Doe", "Rick M. Roe"), "2022",
        aliases=("https://dblp.org/rec/journals/joe/Doe22",), meta={"journal": "J. Ex."},
        others=("Caches & more...",),
    ),
    "openreview.json": Expected(
        "url:https://openreview.net/forum?id=aBcDeFgH12", "Sparse caches for long contexts",
        ("Jane A. Doe", "Rick M. Roe"), "2023-10-01", "We study $n<m$ caches.",
        others=("A paper of the first version",), left_out="no works, as reviews are: 1",
    ),
    "refworks.txt": Expected(
        "doi:10.1234/rw.1", "A title in RefWorks", ("Jane Doe", "R. Roe"), "2008-01-05",
        "First paragraph of\nAI, and more.", ("serving",), ("my note",), others=("一篇论文",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_a_list_comes_in_whole(name: str, cache: Path) -> None:
    expected = LISTS[name]
    (first, *others), failures = read(FIXTURES / name, cache)
    assert [expected.left_out in line(one) for one in failures] == [True] * bool(expected.left_out)
    assert (first.key, first.title, first.authors, first.published) == (
        expected.key, expected.title, expected.authors, expected.published,
    )  # fmt: skip
    assert (first.summary, first.tags, first.kind) == (expected.summary, expected.tags, Kind.PAPER)
    assert tuple(one.note for one in first.annotations) == expected.notes
    assert set(expected.aliases) <= set(first.aliases)
    assert first.meta.items() >= expected.meta.items()
    assert tuple(one.title for one in others) == expected.others


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_it_is_known_by_what_is_in_it(name: str, ends: bytes, tmp_path: Path, cache: Path) -> None:
    renamed = tmp_path / "export (1)"
    data = (FIXTURES / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ends)
    renamed.write_bytes(b"\xef\xbb\xbf" + data)
    known = [next(one.name for one in importers() if one.match(str(at))) for at in (FIXTURES / name, renamed)]
    assert known[0] == known[1]
    assert [one.key for one in read(renamed, cache)[0]] == [
        one.key for one in read(FIXTURES / name, cache)[0]
    ]


def test_one_paper_in_several_lists_is_one_item_and_again_changes_nothing(library: Library) -> None:
    names = [str(FIXTURES / name) for name in LISTS]
    library.intake.add(names)
    paper = library.items.get("doi:10.1234/joe.2022.12")
    assert paper.item.title == LEARNED
    assert library.items.get("https://pubmed.ncbi.nlm.nih.gov/30000011").item.key == paper.item.key
    again = library.intake.add(names)
    assert (again.added, again.updated) == (0, 0)


def test_no_venue_is_told_of_what_was_only_submitted(cache: Path) -> None:
    (submitted, accepted), _ = read(FIXTURES / "openreview.json", cache)
    assert "journal" not in submitted.meta and accepted.meta["journal"] == "Ex 2018 Poster"
    assert accepted.published == "2017-10-27"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_works_may_stand_on_lines_of_their_own(encoding: str, tmp_path: Path, cache: Path) -> None:
    works = json.loads((FIXTURES / "openalex.json").read_text(encoding="utf-8"))["results"]
    lines = tmp_path / "works.jsonl"
    lines.write_text("".join(f"{json.dumps(work)}\r\n" for work in works), encoding=encoding)
    # Where no repository tells since when they were listed.
    whole = tmp_path / "works.json"
    whole.write_text(json.dumps(works), encoding="utf-8")
    assert read(lines, cache)[0] == read(whole, cache)[0] and len(read(lines, cache)[0]) == 2
    lines.write_text(f"{json.dumps(works[0])}\n{json.dumps(works[1])[:40]}", encoding=encoding)
    kept, (failure,) = read(lines, cache)
    assert not kept and "damaged in line 2" in failure.reason


def test_people_of_old_tables_are_apart_by_commas(tmp_path: Path, cache: Path) -> None:
    table = tmp_path / "scopus.csv"
    table.write_text(
        'Authors,Title,Year,Source title,DOI,EID\n"Doe, J., Roe, R.M.",One,2015,Ex,10.1234/old.1,2-s2.0-1\n',
        encoding="utf-8",
    )
    (paper,), _ = read(table, cache)
    assert paper.authors == ("J. Doe", "R.M. Roe")


def test_what_a_table_tells_of_authors_beside_their_names_is_no_author() -> None:
    header = [
        "Document Title",
        "Authors",
        "Author Affiliations",
        "Author(s) ID",
        "First Author",
        "Author email",
    ]
    assert [place for place, role in roles(header).items() if role is Role.AUTHORS] == [1]


def test_a_work_of_scopus_without_authors_has_none(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "scopus.csv").write_text(
        '"Authors","Author full names","Title","Year","Source title","Link","Abstract","EID"\n'
        '"[No author name available]","[No author name available]","Proceedings of X","2023","X",'
        '"https://www.scopus.com/inward/record.uri?eid=2-s2.0-86","[No abstract available]","2-s2.0-86"\n'
    )
    [work], _failures = read(tmp_path / "scopus.csv", cache)
    assert (work.authors, work.summary) == ((), "")
