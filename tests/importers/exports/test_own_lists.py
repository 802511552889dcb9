"""Tables and lists that people keep by themselves: what columns and entries hold, what stays a note."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.importers.exports.headed_list import _works
from kb.importers.exports.reading_log import ReadingLogImporter
from kb.importers.lists.columns import columns
from kb.library import Library
from kb.types import Document, Failure, Kind, Skipped, State
from tests.growth import grows_with_its_input
from tests.importers.exports.reading import told
from tests.importers.telling import line

HERE = Path(__file__).parent / "fixtures_lists"


def read(path: Path) -> dict[str, Document]:
    found = list(documents(str(path), ImportContext(path.parent, network=False)))
    assert not [one for one in found if isinstance(one, Failure) and not isinstance(one, Skipped)]
    return {one.title: one for one in found if isinstance(one, Document)}


def written(folder: Path, name: str, text: str) -> dict[str, Document]:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name)


def test_a_log_of_books_with_a_plain_date_is_read(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "books.csv").write_text(
        "title,author,date,re-read,rating,pages\nOn caches,Jane Doe,2023-04-05,,4,210\n"
        "Of promises,Rick Roe,,yes,5,320\n"
    )
    (one, two), reasons = told(tmp_path / "books.csv", cache)
    assert (one.kind, one.state, one.saved_at) == (Kind.BOOK, State.READ, "2023-04-05")
    assert (two.kind, two.state, two.saved_at) == (Kind.BOOK, None, None)
    assert reasons == ["columns without a place here (re-read, pages): 2; left out"]


def test_parts_of_records_that_are_no_text_are_named_where_they_are_not_used(
    tmp_path: Path, cache: Path
) -> None:
    one = {"url": "https://example.org/a", "title": "A", "weight": 3, "mood": {"deep": {"x": 1}}, "none": []}
    (tmp_path / "links.json").write_text(json.dumps([one, {**one, "url": "https://example.org/b"}]))
    found, reasons = told(tmp_path / "links.json", cache)
    assert len(found) == 2
    assert reasons == ["columns without a place here (weight, mood): 2; left out"]


def test_columns_are_known_by_their_headings() -> None:
    found = read(HERE / "links.csv")
    first, paper = found["Caches that promise"], found["A paper"]
    assert (first.key, first.saved_at, first.state) == (
        "url:https://lists.example/caches",
        "2024-03-01",
        State.READ,
    )
    assert first.tags == ("llm", "cache", "work", "favourite")
    assert [one.note for one in first.annotations] == ["begin with the third part"]
    assert (paper.key, paper.state, paper.kind) == ("arxiv:2310.06825", State.UNREAD, Kind.PAPER)


def test_columns_are_known_in_russian_and_their_days_begin_with_the_day() -> None:
    found = read(HERE / "links.ru.csv")
    assert {title: (one.saved_at, one.state) for title, one in found.items()} == {
        "О кэшах": ("2024-03-31", State.READ),
        "О памяти": ("2024-04-15", State.UNREAD),
    }
    assert found["О кэшах"].meta["rating"] == "4"
    assert found["О памяти"].key == "url:https://example.org/o-pamyati"


def test_works_are_headings_with_a_line_for_their_link(tmp_path: Path) -> None:
    # Away from the project's history, which would tell since when the list holds each.
    found = read(Path(shutil.copy(HERE / "headed.md", tmp_path)))
    assert {title: one.key for title, one in found.items()} == {
        "On memory": "url:https://lists.example/memory",
        "On time": "arxiv:2310.06825",
        "On space: a survey": "url:https://lists.example/space",
        "Caches that promise (Ann, 2020)": "url:https://lists.example/caches",
        "On nothing": "url:https://lists.example/nothing",
    }
    memory, time, space, caches, nothing = found.values()
    assert (memory.authors, memory.tags) == (("Jane Doe", "Rick Roe"), ("caches", "systems"))
    assert (memory.meta["rating"], memory.saved_at, memory.state) == ("4/5", "2024-03", None)
    assert [one.note for one in memory.annotations] == [
        "**Link:** https://lists.example/memory (second edition)\n\nClear and short.\n\n"
        "#### What I take from it\n\n- Memory is a promise"
    ]
    assert (time.published, [one.note for one in time.annotations]) == (
        "2023",
        ["- **Code:** https://lists.example/code"],
    )
    assert (space.state, [one.note for one in space.annotations]) == (
        State.UNREAD,
        ["begin with the *third* part"],
    )
    assert (caches.tags, caches.saved_at) == (("Systems",), None)
    assert nothing.annotations[0].note.startswith("```\n## No heading\nLink:")


WORK = "## Work {0}\nLink: https://lists.example/{0}\nA line on it.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        # Two are no list yet.
        WORK.format(1) + WORK.format(2),
        # Sections that hold something else are too many.
        "".join(map(WORK.format, range(4))) + "## Method\nWords.\n\n## Result\nMore words.\n",
        # So are words beside the works.
        "".join(map(WORK.format, range(3))).replace(
            "## Work 0", f"{'Words of an essay. ' * 30}\n\n## Work 0"
        ),
        # What is said of each is an essay of its own.
        "".join(WORK.format(n) + "Words of an essay. " * 60 + "\n\n" for n in range(4)),
        # A section with several links lists them, and is no work.
        "".join(WORK.format(n) + f"Link: https://lists.example/other/{n}\n" for n in range(4)),
        # Lines that begin with a name and lead somewhere, but are called as no link is.
        "".join(map(WORK.format, range(4))).replace("Link:", "Discussed by:"),
    ],
)
def test_a_text_with_links_below_its_headings_stays_one_note(text: str, tmp_path: Path) -> None:
    (note,) = written(tmp_path, "note.md", f"# A text\n\n{text}").values()
    assert (note.kind, note.title) == (Kind.NOTE, "A text")


def test_a_description_in_a_list_of_nobody_s_own_is_no_note(tmp_path: Path) -> None:
    first, *_ = written(tmp_path, "list.md", "".join(map(WORK.format, range(3)))).values()
    assert (first.summary, first.annotations) == ("A line on it.", ())


def test_a_list_of_headings_is_read_in_the_time_of_its_length() -> None:
    def reading(size: int) -> object:
        return _works("- item\nAuthors: A\n## Part\n" * size + "".join(map(WORK.format, range(size))))

    assert grows_with_its_input(reading, 200)


def test_books_on_a_shelf_come_by_title_and_author() -> None:
    found = read(HERE / "shelf.csv")
    read_one, other = found["A Book of Promises"], found["Another Book"]
    assert (read_one.kind, read_one.authors, read_one.published) == (
        Kind.BOOK,
        ("Jane Doe", "Rick Roe"),
        "2016",
    )
    assert (read_one.state, read_one.meta["rating"], read_one.saved_at) == (State.READ, "5", "2023-12-31")
    assert (other.state, "rating" in other.meta) == (State.UNREAD, False)
    assert any(alias.startswith("book:") for alias in read_one.aliases)


def test_the_shelf_of_goodreads_is_known_without_its_headings(tmp_path: Path) -> None:
    row = (
        '12345,A Book of Promises,Jane Doe,"Doe, Jane",Rick Roe,"=""0000000000""","=""9780000000002""",5,4.4,'
        "A House,Hardcover,775,2016,2016,2019/05/02,2018/11/01,ml,ml (#1),read,Great,,,1,0\n"
    )
    (tmp_path / "shelf.csv").write_text(row, encoding="utf-8")
    found, reasons = told(tmp_path / "shelf.csv", tmp_path)
    assert [(one.kind, one.title, one.authors, one.state, one.tags) for one in found] == [
        (Kind.BOOK, "A Book of Promises", ("Jane Doe", "Rick Roe"), State.READ, ("ml",))
    ]
    assert reasons == [
        "columns without a place here"
        " (Publisher, Binding, Number of Pages, Read Count, Owned Copies): 5; left out"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Buchtitel;Verfasser;Lesestatus;Lesedatum;Meine Bewertung;Notizen\n"
            "Vom Erinnern;Jane Doe;gelesen;02.05.2019;5;Sehr gut\n",
            (Kind.BOOK, "Vom Erinnern", ("Jane Doe",), State.READ, "2019-05-02", "5", ["Sehr gut"]),
        ),
        (
            "Книга,Кто написал,Прочитано,Когда прочитал,Оценка,Что понял\n"
            "О памяти,Джейн Доу,да,31.03.2024,4,Основы без лишнего\n",
            (Kind.BOOK, "О памяти", ("Джейн Доу",), State.READ, "2024-03-31", "4", ["Основы без лишнего"]),
        ),
        # A mark is called a note in French.
        (
            "Ouvrage;Auteur;Lu le;Note;Avis\nDe la mémoire;Jane Doe;02/05/2019;4/5;Très clair\n",
            (Kind.BOOK, "De la mémoire", ("Jane Doe",), State.READ, "2019-05-02", "4/5", ["Très clair"]),
        ),
        (
            "论文,作者,年份,阅读状态,笔记\n记忆,王伟,2020,read,很清楚\n",
            (Kind.ARTICLE, "记忆", ("王伟",), State.READ, None, None, ["很清楚"]),
        ),
        # Titles alone, where they are called after works and something tells of their reading.
        (
            "Paper,Read?,Rating\nOn memory,yes,4\n",
            (Kind.ARTICLE, "On memory", (), State.READ, None, "4", []),
        ),
    ],
)
def test_a_list_of_works_is_known_by_headings_of_other_languages(
    text: str, expected: object, tmp_path: Path
) -> None:
    [work] = written(tmp_path, "list.csv", text).values()
    notes = [one.note for one in work.annotations]
    rating = work.meta.get("rating")
    assert (work.kind, work.title, work.authors, work.state, work.saved_at, rating, notes) == expected


def test_columns_of_other_names_are_notes_where_they_hold_sentences_and_else_told_of(tmp_path: Path) -> None:
    (tmp_path / "papers.csv").write_text(
        "Paper,URL,In one sentence,Dataset,Code,Empty\n"
        "On memory,https://lists.example/memory,What is kept is kept for long,Words,https://lists.example/code,\n"
        "On time,https://lists.example/time,Clocks are read in many ways,,,\n",
        encoding="utf-8",
    )
    (memory, time), reasons = told(tmp_path / "papers.csv", tmp_path)
    assert [one.note for one in memory.annotations] == ["**In one sentence:** What is kept is kept for long"]
    assert [one.note for one in time.annotations] == ["**In one sentence:** Clocks are read in many ways"]
    assert reasons == ["columns without a place here (Dataset, Code): 2; left out"]


def test_tables_of_programs_for_books_come_by_what_they_mean(tmp_path: Path) -> None:
    [work] = written(
        tmp_path,
        "calibre.csv",
        "author_sort,authors,comments,formats,pubdate,tags,timestamp,title,uuid\n"
        '"Doe, Jane",Jane Doe,<p>It is <i>this</i></p>,epub,2020-03-01,"ml, kv",2024-03-01,Memory,0a1b\n',
    ).values()
    # The description of the publisher's is no note of the person's.
    assert (work.summary, work.annotations, work.published) == ("It is *this*", (), "2020-03-01")
    [work] = written(
        tmp_path,
        "librarything.tsv",
        "Book Id\tTitle\tPrimary Author\tDate\tReview\tEntry Date\n"
        "1\tMemory\tDoe, Jane\t2020\tGood\t2024-03-01\n",
    ).values()
    assert (work.kind, work.published, work.saved_at) == (Kind.BOOK, "2020", "2024-03-01")
    [work] = written(
        tmp_path,
        "bookwyrm.csv",
        "title,author_text,isbn_13,finish_date,rating,review_content,shelf,shelf_date\n"
        "Memory,Jane Doe,9780000000002,2024-03-05,4,Good and short,read,2024-03-06\n",
    ).values()
    assert (work.state, work.saved_at, work.annotations[0].note) == (
        State.READ,
        "2024-03-06",
        "Good and short",
    )


def test_states_are_said_in_other_languages_too(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "zh.csv",
        "序号,论文题目,链接,阅读状态\n1,甲,https://a.io/1,已读\n2,乙,https://a.io/2,未读\n",
    )
    assert [one.state for one in found.values()] == [State.READ, State.UNREAD]


@pytest.mark.parametrize("text", ["On memory,Jane Doe,2016\nOn time,Rick Roe,2006\n", "Title\nOn memory\n"])
def test_a_table_that_is_not_read_says_which_columns_it_lacks(text: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    found, [reason] = told(tmp_path / "list.csv", tmp_path)
    assert not found
    assert reason.startswith("list.csv is a table in which no column leads to pages")
    assert "Title, Author, Link, Date read, Rating, Tags, Notes" in reason


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("bare.csv", "https://a.example/1\nhttps://a.example/2\n", ["a.example/1", "a.example/2"]),
        ("no_header.tsv", "https://a.example/1\tOne\t2024-01-02\n", ["One"]),
        ("odd.csv", "Nr,Was,Wo\n1,Eins,https://a.example/1\n2,Zwei,https://a.example/2\n", ["Eins", "Zwei"]),
        ("named.csv", "Paper link,Paper title\nhttps://a.example/1,One\n,Two\n", ["One", "Two"]),
        ("formula.csv", 'Title\n"=HYPERLINK(""https://a.example/1"",""One"")"\n', ["One"]),
        ("plain.txt", "url,title\nhttps://a.example/1,One\nhttps://a.example/2,Two\n", ["One", "Two"]),
        ("titled.csv", "My list,,\n,,\nTitle,Link,Date\nOne,https://a.example/1,2024-01-02\n", ["One"]),
        (
            "lines.jsonl",
            '{"title": "One", "link": "https://a.example/1"}\n{"title": "Two", "link": "b.org/2"}\n',
            ["One", "Two"],
        ),
        (
            "urls.json",
            '{"saved": ["https://a.example/1", "https://a.example/2"]}',
            ["a.example/1", "a.example/2"],
        ),
        ("no_page.csv", "Title,Link\nOne,https://a.example/1\nTwo,on paper\n", ["One", "Two"]),
        ("bare.txt", "https://a.example/1\nhttps://a.example/2\n", ["a.example/1", "a.example/2"]),
        ("commas.csv", "https://a.example/1,2\nhttps://a.example/3\n", ["a.example/1,2", "a.example/3"]),
        ("excel.csv", "sep=;\nLink;Name\nhttps://a.example/1;One\n", ["One"]),
    ],
)
def test_tables_of_any_make_come_as_what_they_list(
    tmp_path: Path, name: str, text: str, expected: list[str]
) -> None:
    assert list(written(tmp_path, name, text)) == expected


def test_records_of_any_program_come_by_the_names_of_their_parts() -> None:
    found = read(HERE / "sessions.json")
    first, second = found["On caches"], found["On memory"]
    assert (first.saved_at, first.tags) == ("2024-03-01T10:00:00+00:00", ("llm", "Monday"))
    assert (second.state, second.meta["folder"]) == (State.UNREAD, "Monday")


def test_parts_of_records_that_have_parts_themselves_are_read(tmp_path: Path) -> None:
    record = (
        '[{"title": "A study", "doi": "10.1234/e", "author": [{"first": "Jane", "last": "Doe"}],'
        ' "published": {"year": "2020"}, "alternate": [{"href": "https://a.example/1"}]}]'
    )
    [work] = written(tmp_path, "works.json", record).values()
    assert (work.key, work.authors, work.published) == ("doi:10.1234/e", ("Jane Doe",), "2020")


def test_tabs_line_by_line_come_with_their_titles() -> None:
    found = read(HERE / "tabs.txt")
    assert [one.key for one in found.values()] == [
        "url:https://lists.example/caches",
        "url:https://lists.example/memory",
        "arxiv:2310.06825",
    ]


def test_columns_of_catalogues_are_not_taken_for_others(tmp_path: Path) -> None:
    named = "Publication Title,Title,Author,Date,Date Added,DOI,Manual Tags,Automatic Tags,Note"
    row = 'J Ex,A study,"Doe, Jane; Roe, Rick",2020-05-01,2024-01-02,10.1234/e,mine,auto,<p>my <b>own</b></p>'
    [work] = written(tmp_path, "zotero.csv", f"{named}\n{row}\n").values()
    assert (work.key, work.title, work.authors) == ("doi:10.1234/e", "A study", ("Jane Doe", "Rick Roe"))
    assert (work.published, work.saved_at, work.tags) == ("2020-05-01", "2024-01-02", ("mine",))
    assert [one.note for one in work.annotations] == ["my **own**"]


def test_what_pinboard_calls_a_description_is_a_title(tmp_path: Path) -> None:
    [link] = written(
        tmp_path,
        "pinboard.csv",
        "href,description,extended,toread,tags\nhttps://a.example/1,One,my note,yes,two words\n",
    ).values()
    assert (link.title, link.state, link.tags) == ("One", State.UNREAD, ("two", "words"))
    assert [one.note for one in link.annotations] == ["my note"]


@pytest.mark.parametrize(
    ("entry", "title", "day", "state", "note"),
    [
        ("- [ ] On caches https://a.example/1", "On caches", None, State.UNREAD, ""),
        ("- [ ] https://a.example/1 On caches", "On caches", None, State.UNREAD, ""),
        (
            "- [x] [On caches](https://a.example/1) (read 2024-01-05)",
            "On caches",
            "2024-01-05",
            State.READ,
            "",
        ),
        ("- **[On caches](https://a.example/1)** 4/5 — good", "On caches", None, None, "good"),
        ("3. On caches: <https://a.example/1> — 05.01.2024, twice", "On caches", "2024-01-05", None, "twice"),
    ],
)
def test_an_entry_is_taken_apart(
    tmp_path: Path, entry: str, title: str, day: str | None, state: State | None, note: str
) -> None:
    others = "- 2024-02-01 [A](https://b.example/1)\n- 2024-02-02 [B](https://b.example/2)\n"
    found = written(tmp_path, "log.md", f"{others}{entry}\n")[title]
    assert (found.saved_at, found.state, found.url) == (day, state, "https://a.example/1")
    assert "".join(one.note for one in found.annotations) == note


def test_days_between_slashes_are_read_as_the_column_as_a_whole_says(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "days.csv",
        "url,title,date\nhttps://a.example/1,One,03/02/2024\nhttps://a.example/2,Two,25/02/2024\n",
    )
    assert [one.saved_at for one in found.values()] == ["2024-02-03", "2024-02-25"]


@pytest.mark.parametrize(
    ("head", "told"), [("url,title,date", False), ("url;title;date", True), ("ссылка,название,дата", True)]
)
def test_a_table_whose_days_may_mean_two_says_so_unless_its_language_tells(
    head: str, told: bool, tmp_path: Path
) -> None:
    sign = ";" if ";" in head else ","
    row = sign.join(("https://a.example/1", "One", "03/02/2024"))
    (tmp_path / "t.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    found = list(documents(str(tmp_path / "t.csv"), ImportContext(tmp_path, network=False)))
    days = [one.saved_at for one in found if isinstance(one, Document)]
    said = [line(one) for one in found if isinstance(one, Failure)]
    assert days == (["2024-02-03"] if told else ["2024-03-02"])
    assert ["03/02/2024" in reason and "2024-03-02" in reason for reason in said] == ([] if told else [True])


def test_a_log_is_read_as_its_days_are_in_order(tmp_path: Path) -> None:
    days = ("02/01/2024", "11/01/2024", "03/02/2024", "09/02/2024", "01/03/2024", "04/03/2024", "12/03/2024")
    text = "".join(f"- {day} [T{n}](https://a.example/{n})\n" for n, day in enumerate(days))
    found = written(tmp_path, "log.md", text)
    assert [one.saved_at for one in found.values()] == [
        "2024-01-02", "2024-01-11", "2024-02-03", "2024-02-09", "2024-03-01", "2024-03-04", "2024-03-12",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("money.csv", "Date,Name,Amount\n2024-01-01,Shop,12\n2024-01-02,Cafe,3\n"),
        ("measured.csv", "epoch,loss\n1,0.5\n2,0.4\n"),
    ],
)
def test_tables_of_something_else_are_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    [refused] = documents(str(tmp_path / name), ImportContext(tmp_path, network=False))
    assert isinstance(refused, Failure)


def test_a_reading_log_comes_as_what_it_lists() -> None:
    found = read(HERE / "log.md")
    told = {title: (one.saved_at, one.state, one.meta.get("rating")) for title, one in found.items()}
    assert told == {
        "On memory": ("2024-03-01", None, "4/5"),
        "On time": ("2024-03-09", None, "2/5"),
        "Caches that promise": (None, State.UNREAD, None),
        "On space": ("2024-03-11", None, "4/5"),
        "On nothing": ("2024-03", State.READ, None),
    }
    notes = {title: one.annotations[0].note for title, one in found.items() if one.annotations}
    assert notes == {
        "On memory": "clear | short",
        "On space": "the proof is *short*\n- its second half repeats the first",
    }
    assert found["On space"].tags == ("maths",)


def test_what_stands_in_a_list_for_others_is_a_description() -> None:
    found = read(HERE / "curated.md")
    assert {title: (one.summary, one.meta["folder"]) for title, one in found.items()} == {
        "Linear": ("Linear attention, small.", "Models"),
        "Sparse": ("Sparse attention.", "Models"),
        "Local": ("Windows of text.", "Models"),
        "Clock": ("Tells where the time goes.", "Tools / Profilers"),
        "Trace": ("Tells what was called.", "Tools / Profilers"),
    }
    assert not any(one.annotations for one in found.values())


def test_a_list_of_papers_made_for_others_comes_by_its_papers(tmp_path: Path) -> None:
    # Outside its repository nobody knows when an entry was committed.
    found = read(Path(shutil.copy(HERE / "awesome.md", tmp_path)))
    told = {title: (one.key, one.summary, one.published, one.meta["folder"]) for title, one in found.items()}
    assert told == {
        "Caches: On Keeping What Was Seen": (
            "arxiv:2401.00101", "Jane Doe et al. arXiv", "2024-01-02", "Methods",
        ),
        "A Title Of Two Lines": ("arxiv:2402.00102", "Richard Roe et al. arXiv", "2024-02-03", "Methods"),
        "On Time": ("arxiv:2403.00103", "", "2024-03-04", "Methods"),
        "On Space": ("arxiv:2404.00104", "(from Nowhere)", "2024-04-05", "Methods"),
        "Battle of Small Things": ("arxiv:2405.00105", "", "2024-05-06", "Methods / On what is small"),
        "By Its Page": ("arxiv:2406.00106", "", None, "Methods / On what is small"),
        "By a Badge": ("arxiv:2407.00107", "NeurIPS 2024", None, "Methods / On what is small"),
        "Of a Table": ("arxiv:2408.00108", "", None, "Tables"),
        "Of It Too": ("url:https://openreview.net/forum?id=abcdefghij", "", None, "Tables"),
    }  # fmt: skip
    assert not any(one.annotations or one.saved_at for one in found.values())


def test_a_list_that_a_program_makes_every_day_comes_by_its_papers(tmp_path: Path) -> None:
    rows = "".join(
        f"|**2024-0{n}-05**|**Map {n}**|Jane Doe et.al.|[240{n}.00101](http://arxiv.org/abs/240{n}.00101)|null|\n"
        for n in range(1, 7)
    )
    found = written(
        tmp_path,
        "README.md",
        "## Updated on 2024.07.01\n\n<details>\n  <summary>Table of Contents</summary>\n  <ol>\n"
        "    <li><a href=#maps>Maps</a></li>\n  </ol>\n</details>\n\n## Maps\n\n"
        f"|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n{rows}\n"
        "<p align=right>(<a href=#updated-on-20240701>back to top</a>)</p>\n",
    )
    assert {title: (one.published, one.saved_at, one.authors, one.tags) for title, one in found.items()} == {
        f"Map {n}": (f"2024-0{n}-05", None, ("Jane Doe",), ("Maps",)) for n in range(1, 7)
    }


def test_an_entry_of_several_lines_is_one(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "README.md",
        "1. **Caches and Their Friends** <br>\n   *Jane Doe, Richard Roe* <br>\n"
        "   CVPR 2024. [[Paper](https://arxiv.org/abs/2403.00101)] [[Code](https://github.com/lists-example/f)]\n\n"
        "2. **On Keys and Values**\n   Jan Poe\n"
        "   `NeurIPS 2023` [Paper](https://openreview.net/forum?id=abcdefg123) | [Code](https://github.com/l/k)\n"
        "3. [Windows of Text](https://arxiv.org/abs/2403.00104)\n   What they show.\n",
    )
    assert {title: (one.key, " ".join(one.summary.split())) for title, one in found.items()} == {
        "Caches and Their Friends": ("arxiv:2403.00101", "Jane Doe, Richard Roe CVPR 2024"),
        "On Keys and Values": ("url:https://openreview.net/forum?id=abcdefg123", "Jan Poe NeurIPS 2023"),
        "Windows of Text": ("arxiv:2403.00104", "What they show."),
    }


def test_a_work_may_have_a_line_that_is_its_link(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "README.md",
        "# Reading\n\n* **Caches and Friends**\n  * Authors: Jane Doe, Richard Roe\n"
        "  * [[Paper]](https://arxiv.org/abs/2403.00101) [[Code]](https://github.com/lists-example/f)\n"
        "* **On Keys**\n  * Paper: [https://arxiv.org/abs/2403.00102](https://arxiv.org/abs/2403.00102)\n"
        "* **On Windows**\n  * [Paper](https://arxiv.org/abs/2403.00103)\n  * What they show.\n",
    )
    assert {title: (one.key, one.authors, one.summary) for title, one in found.items()} == {
        "Caches and Friends": ("arxiv:2403.00101", ("Jane Doe", "Richard Roe"), ""),
        "On Keys": ("arxiv:2403.00102", (), ""),
        "On Windows": ("arxiv:2403.00103", (), "* What they show."),
    }


def test_days_of_works_are_of_their_publishing_where_they_fit_their_numbers(tmp_path: Path) -> None:
    def rows(*months: int) -> str:
        entries = (f"| [T{n}](https://arxiv.org/abs/24{n:02}.00001) | 2024-{n:02}-05 |" for n in months)
        return "| Title | Date |\n|---|---|\n" + "\n".join(entries)

    of_others = written(tmp_path, "others.md", rows(1, 2, 3, 4, 5))
    assert {(one.published, one.saved_at) for one in of_others.values()} == {
        (f"2024-{month:02}-05", None) for month in (1, 2, 3, 4, 5)
    }
    # A few may be read in the month they came out.
    few = written(tmp_path, "few.md", rows(1, 2, 3))
    assert [one.saved_at for one in few.values()] == ["2024-01-05", "2024-02-05", "2024-03-05"]
    later = written(tmp_path, "later.md", rows(1, 2, 3, 4, 5).replace("2024-", "2025-"))
    assert all(one.saved_at and one.published is None for one in later.values())


@pytest.mark.parametrize(
    "text",
    [
        "# Good things\n\n> Worth it.\n\n## Tools\n- [A](https://a.example/1) - One.\n"
        "- [B](https://a.example/2) - Two.\n- [C](https://a.example/3) - Three.\n",
        "| Work | Author | Rating |\n|---|---|---|\n| A | J. Doe | 4 |\n"
        "| B | R. Roe | 5 |\n| C | J. Poe | 3 |\n",
        "## Books\n\n- Essays\n  - [A](https://a.example/1) - One.\n  - [B](https://a.example/2) - Two.\n"
        "- Novels\n  - [C](https://a.example/3) - Three.\n",
    ],
    ids=["few links and a word on them", "works with ratings", "categories"],
)
def test_small_lists_are_lists_where_nothing_else_is_said(tmp_path: Path, text: str) -> None:
    assert list(written(tmp_path, "list.md", text)) == ["A", "B", "C"]


TABLE = "\n".join(f"| {n} | https://a.example/{n} |" for n in range(4))
ENTRIES = "\n".join(f"- [Page {n}](https://a.example/{n})" for n in range(4))
FEW = f"# Week 12\n\nA good one.\n\n{ENTRIES}\n"
PROSE = "Caches are promises about the past.\nTheir cost is memory.\nThe rest follows.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"# Caches\n\n{PROSE}\n| n | link |\n|---|---|\n{TABLE}\n",
        f"# Caches\n\n{PROSE}\n{ENTRIES}\n",
        "- As [one](https://a.example/1) shows, it is so.\n- But [two](https://a.example/2) says no, alas.\n"
        "- The third [three](https://a.example/3) knows nothing of it.\n",
        "- [One](https://a.example/1) later\n- [Two](https://a.example/2) 4/5\n",
        FEW,
        f"{' '.join([PROSE.strip()] * 4)}\n\n{ENTRIES}\n{ENTRIES}\n".replace("\n", " ", 2),
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n",
    ],
    ids=["table amid prose", "amid prose", "references", "two links", "few links", "long prose", "no links"],
)
def test_a_note_that_holds_a_table_or_links_stays_a_note(tmp_path: Path, text: str) -> None:
    [note] = written(tmp_path, "Caches.md", text).values()
    assert note.kind is Kind.NOTE


def test_in_a_vault_a_list_is_a_note(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    [note] = written(tmp_path, "List.md", ENTRIES).values()
    assert note.kind is Kind.NOTE


@pytest.mark.parametrize(
    "piece", ["- [a](", "# ", "  ", "|-", "(read ", "- https://a.example/ ", "=hyperlink("]
)
def test_lines_without_end_take_no_long_time(tmp_path: Path, piece: str) -> None:
    def look(times: int) -> None:
        (tmp_path / f"{times}.md").write_text(f"- {piece * times}\n{piece * times}x\n", encoding="utf-8")
        ReadingLogImporter().match(str(tmp_path / f"{times}.md"))
        columns([["title", piece * times], ["a", piece * times]])

    assert grows_with_its_input(look, 500)


def test_days_that_may_be_two_are_no_failure_but_told(library: Library, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("url,title,date\nhttps://a.example/1,One,03/02/2024\n", encoding="utf-8")
    report = library.intake.add([str(table)])
    assert (report.added, report.failed) == (1, ())
    assert any("03/02/2024 may mean two days" in warning for warning in report.warnings)
    seen = library.intake.preview([str(table)])
    assert any("may mean two days" in one for one in seen.warnings) and not seen.lost


def listed_by_year(year: int, *ids: str, mark: str = "") -> str:
    entries = (f"- [Work {one}](https://arxiv.org/abs/{one}){mark} - a line on it\n" for one in ids)
    return f"## {year}\n\n{''.join(entries)}\n"


NEW = listed_by_year(2024, "2403.00001", "2405.00002", "2411.00003") + listed_by_year(
    2023, "2302.00004", "2306.00005", "2309.00006"
)
LATER = listed_by_year(2024, "2303.00001", "2405.00002", "2411.00003") + listed_by_year(
    2023, "2202.00004", "2306.00005"
)
OLD = listed_by_year(2024, "1706.03762", "2403.00002", "1512.03385") + listed_by_year(
    2023, "1810.00004", "2306.00005"
)
RATED = " ★★★"


@pytest.mark.parametrize(
    ("text", "saved_at", "published", "folder"),
    [
        # Works that came out in the year above them are in order of publishing.
        (NEW, None, "2024", None),
        # So they may be at conferences of the year after, or in a log: nobody can tell.
        (LATER, None, None, "2024"),
        (NEW.replace(" - a", f"{RATED} - a"), None, None, "2024"),
        # A log of works of other years is one of reading, and so is a list of older works.
        (LATER.replace(" - a", f"{RATED} - a"), "2024", None, None),
        (f"# Papers I read\n\n{LATER}", "2024", None, None),
        (OLD, "2024", None, None),
        # Nobody read what had not come out; what is to be ticked off was not read.
        (LATER.replace("2405", "2505").replace(" - a", f"{RATED} - a"), None, None, "2024"),
        (LATER.replace("- [Work", "- [ ] [Work"), None, None, "2024"),
        (LATER.replace("- [Work", "- [x] [Work"), "2024", None, None),
    ],
)
def test_a_year_above_works_is_that_of_reading_only_where_it_can_be_told(
    text: str, saved_at: str | None, published: str | None, folder: str | None, tmp_path: Path
) -> None:
    first, *_others = written(tmp_path, "list.md", text).values()
    assert (first.saved_at, first.published, first.meta.get("folder")) == (saved_at, published, folder)
    # What is said in a list of nobody's own is no note of the reader's.
    assert bool(first.annotations) is (saved_at is not None or RATED in text or "[ ]" in text)


def test_a_month_above_works_is_that_of_reading(tmp_path: Path) -> None:
    first, *_others = written(tmp_path, "list.md", NEW.replace("## 2024", "## May 2024")).values()
    assert (first.saved_at, first.published) == ("2024-05", None)


@pytest.mark.parametrize(
    ("line", "saved_at", "published", "folder"),
    [("A line.", None, "2024", "2024"), ("Rating: 4/5", None, None, "2024")],
)
def test_a_year_above_works_that_are_headings_is_told_likewise(
    line: str, saved_at: str | None, published: str | None, folder: str | None, tmp_path: Path
) -> None:
    text = "# Papers\n\n## 2024\n\n" + "".join(
        f"### Work {n}\nLink: https://arxiv.org/abs/240{n}.00001\n{line}\n\n" for n in range(1, 6)
    )
    first, *_others = written(tmp_path, "list.md", text).values()
    assert (first.saved_at, first.published) == (saved_at, published)
    assert first.meta.get("folder") == (None if published else folder)
    older = text.replace("abs/24", "abs/17")
    first, *_others = written(tmp_path, "older.md", older).values()
    assert (first.saved_at, first.meta.get("folder")) == ("2024", None)
