"""A report: what its first screen names, that all formats say the same, what is left out to be handed on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.exporting.quoting import in_entry
from kb.exporting.report import Form
from kb.exporting.report_charts import bar, curve
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.reflection.report import Report
from kb.settings import Settings
from kb.types import Document, Kind, Stance, State, Verdict, Zone
from kb.types.reviews import LagPoint
from tests.conftest import Command, StemEncoder

YEAR = ("2026", "2026")
HOSTILE = 'A <script>alert("1")</script> | [title](x) of a =paper & more'


def _document(number: int, kind: Kind, title: str, saved_at: str) -> Document:
    url = None if kind in (Kind.NOTE, Kind.CHAT) else f"https://papers.example/{number}"
    return Document(
        f"note:{number}" if url is None else f"url:{url}", kind, title, url=url, saved_at=saved_at
    )


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two years of papers and private notes; the notes came from a chat with a person."""
    home = tmp_path_factory.mktemp("year")
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    for number in range(24):
        document = _document(
            number, Kind.PAPER, f"{HOSTILE} {number}", f"2026-0{1 + number % 9}-11T10:00:00+00:00"
        )
        ingest(library.store, [document], Options(Zone.MUST_HAVE, "Journal"))
    for number in range(24, 44):
        document = _document(number, Kind.NOTE, f"Secret {number}", "2026-03-11T10:00:00+00:00")
        ingest(library.store, [document], Options(Zone.PUT_AND_FORGET, "Chat with Anna"))
    for number in range(44, 52):
        document = _document(number, Kind.PAPER, f"Old {number}", "2025-03-11T10:00:00+00:00")
        ingest(library.store, [document], Options(Zone.MUST_HAVE, "Journal"))
    papers = [item.key for item in library.items.select() if item.title.startswith(HOSTILE)]
    notes = sorted(item.key for item in library.items.select() if item.title.startswith("Secret"))
    old = [item.key for item in library.items.select() if item.title.startswith("Old")]
    library.areas.set("Gossip", stance=Stance.IGNORED, examples=notes)
    library.items.set_state(papers[:10], State.READ)
    library.reviews.judge(papers[:15], Verdict.DIRECT, "told Anna of it")
    library.reviews.judge(papers[15:20], Verdict.NONE)
    library.reviews.judge(old[:6], Verdict.INDIRECT)
    library.reviews.judge(notes[1:17], Verdict.NONE)
    library.reviews.judge(notes[:1], Verdict.DIRECT)
    yield library
    library.close()


def test_the_first_screen_names_what_helped_and_what_was_left_alone(year: Library) -> None:
    report = year.reports.make(*YEAR)
    helped, change, right = report.first_screen
    assert (report.name, report.earlier_name) == ("2026", "2025")
    assert len(helped.named) == 5 and helped.lines[0] == "and 11 more that helped"
    assert any(line.startswith("The list most worth its time: must-have") for line in helped.lines)
    assert not change.lines
    assert "16 of 17 judged" in right.lines[0]
    # One of the twenty ignored helped.
    assert right.lines[-1].endswith("19 items that you need not think of; 1 more did help, of 17 judged")


def test_rows_stand_beside_those_of_the_year_before(year: Library) -> None:
    rows = {
        (table.section.name, row.line.label): row
        for table in year.reports.make(*YEAR).tables
        for row in table.rows
    }
    zone = rows["zone", "must-have"]
    assert zone.line.said.endswith("15 of 20")
    assert zone.earlier is not None and zone.earlier.said.endswith("6 of 6")
    assert rows["zone", "put-and-forget"].earlier is None
    said = year.reports.make(*YEAR).earlier_line
    assert said.startswith("A year before, 2025: ") and "judged" in said
    first = year.reports.make("2025", "2025")
    assert first.earlier == first.earlier_line == ""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attributes if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def _said(report: Report) -> set[str]:
    return {row.line.said for table in report.tables for row in table.rows}


def test_all_formats_say_the_same(year: Library) -> None:
    report = year.reports.make(*YEAR)
    page = _Text()
    page.feed(year.reports.written(*YEAR, Form.HTML))
    markdown = year.reports.written(*YEAR, Form.MARKDOWN)
    table = list(csv.DictReader(io.StringIO(year.reports.written(*YEAR, Form.CSV))))
    record = json.loads(year.reports.written(*YEAR, Form.JSON))
    assert _said(report)
    assert {line["said"] for part in record["sections"] for line in part["lines"]} == _said(report)
    assert {row["said"].lstrip("'") for row in table} == _said(report)
    for said in _said(report):
        # A text that is read as it lies has plain spaces.
        assert said in page.text and " ".join(said.split()) in markdown
    assert all(row["value"] and row["unit"] for row in table if re.search(r"\d", row["said"]))
    assert "names" in {row["section"] for row in table}
    assert all(row["keys"] for row in table)


def test_a_page_asks_nobody_and_shows_foreign_text_as_text(year: Library) -> None:
    page = _Text()
    written = year.reports.written(*YEAR, Form.HTML)
    page.feed(written)
    assert HOSTILE in page.text
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert set(page.addresses) <= {f"https://papers.example/{number}" for number in range(24)}
    assert "default-src 'none'" in written and "url(" not in written and "@import" not in written


@pytest.mark.parametrize("form", Form)
def test_what_is_handed_on_names_nothing_private(year: Library, form: Form) -> None:
    whole, safe = (year.reports.written(*YEAR, form, share_safe=share_safe) for share_safe in (False, True))
    private = ("Secret", "Anna", "note:", "papers.example")
    assert not any(word in safe for word in private)
    assert "Chat with Anna" in whole
    assert "must-have" in safe


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://arxiv.org/abs/2510.26692", True),
        ("https://блог.рф/пост", True),
        ("https://t.me/varim_ml/168", True),
        ("https://t.me/c/1234/5", False),
        ("https://telegram.dog/c/1234/5", False),
        ("https://t.me/+AbCdEf", False),
        ("http://localhost:8080/page", False),
        ("http://192.168.1.4/page", False),
        ("http://[fe80::1]/page", False),
        ("https://wiki.corp/page", False),
        ("https://anna:secret@files.example.org/page", False),
        ("file:///home/anna/page.html", False),
        ("obsidian://open?vault=Anna", False),
    ],
)
def test_only_what_has_a_public_address_is_named_to_others(library: Library, url: str, named: bool) -> None:
    document = Document(
        "url:https://one.example/", Kind.PAPER, "A certain title", url=url, saved_at="2026-03-11"
    )
    ingest(library.store, [document], Options(Zone.MUST_HAVE))
    library.reviews.judge([document.key], Verdict.DIRECT)
    safe = library.reports.written(*YEAR, Form.MARKDOWN, share_safe=True)
    assert ("A certain title" in safe) is named
    assert "A certain title" in library.reports.written(*YEAR, Form.MARKDOWN)


def test_page_command_and_report_tell_the_same_numbers(
    year: Library, kb_on: Callable[[Path], Command], tmp_path: Path
) -> None:
    run, days = kb_on(year.home), ("--from", "2026", "--to", "2026-12-31")
    review = run("review", *days, "--json").json
    report = run("report", *days, "--format", "json").json
    figures = json.loads(json.dumps(year.reviews.figures("2026-01-01", "2026-12-31").as_dict()))
    assert {name: value for name, value in review.items() if name in figures} == figures == report["figures"]
    told = run("review", *days).out
    assert report["headline"] in told
    lines: list[dict[str, Any]] = [line for part in report["sections"] for line in part["lines"]]
    assert all(line["said"] in told for line in lines)
    target = tmp_path / "2026.html"
    assert run("report", "--year", "2026", "-o", str(target), "--json").json == {"path": str(target)}
    assert report["headline"] in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [(("-o", "report.txt"), "does not say the format"), (("--year", "2026", "--from", "2025"), "not both")],
)
def test_a_command_that_is_not_clear_is_refused(
    year: Library, kb_on: Callable[[Path], Command], given: tuple[str, ...], said: str
) -> None:
    answer = kb_on(year.home)("report", *given)
    assert answer.status == 2 and said in " ".join(answer.err.split())


def test_without_a_verdict_it_still_says_what_is_known(library: Library) -> None:
    ingest(
        library.store, [_document(1, Kind.PAPER, "One", "2026-03-11T10:00:00+00:00")], Options(Zone.MUST_HAVE)
    )
    report = library.reports.make(*YEAR)
    assert report.headline.startswith("1 item") and [block.named for block in report.first_screen] == [()] * 3
    assert all(block.nothing for block in report.first_screen)
    assert library.reports.written("2020", "2020", Form.HTML).count("<h1>") == 1


def test_a_bar_spans_its_share_and_its_interval() -> None:
    drawn = bar((0.25, 0.1, 0.5))
    assert 'width="25.00"' in drawn and 'x1="10.00" x2="50.00"' in drawn


def test_a_curve_rises_in_steps_within_its_frame() -> None:
    drawn = curve((LagPoint(3, 0.2, 0.1, 0.4, 10), LagPoint(200, 0.6, 0.4, 0.8, 4)))
    line = drawn.rpartition('<polyline points="')[2].partition('"')[0]
    corners = [tuple(map(float, corner.split(","))) for corner in line.split()]
    assert len(corners) == 5
    assert all(0 <= x <= 600 and 0 <= y <= 220 for x, y in corners)
    assert [y for _, y in corners] == sorted((y for _, y in corners), reverse=True)
    assert "180 days" in drawn and "365 days" not in drawn


@pytest.mark.parametrize(
    ("high", "levels"),
    [
        (0.07, ["0\u00a0%", "5\u00a0%", "10\u00a0%"]),
        (0.18, ["0\u00a0%", "10\u00a0%", "20\u00a0%"]),
        (1.0, ["0\u00a0%", "50\u00a0%", "100\u00a0%"]),
    ],
)
def test_the_scale_of_a_curve_ends_not_far_above_it(high: float, levels: list[str]) -> None:
    drawn = curve((LagPoint(30, high / 2, 0.0, high, 10), LagPoint(365, high / 2, 0.0, high, 4)))
    assert [said.partition("<")[0] for said in drawn.split('text-anchor="end">')[1:]] == levels
    band = drawn.partition('<polygon points="')[2].partition('"')[0]
    assert all(8 <= float(corner.split(",")[1]) <= 220 for corner in band.split())


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("# Attention", "\\# Attention"),
        ("- минус", "\\- минус"),
        ("1. Введение", "1\\. Введение"),
        ("12) twelve", "12\\) twelve"),
        ("#tag, 3.5 bits", "#tag, 3.5 bits"),
        ("2024 in papers", "2024 in papers"),
        ("-5 dB", "-5 dB"),
    ],
)
def test_a_title_without_an_address_begins_nothing_of_its_own(title: str, written: str) -> None:
    assert in_entry(title) == written


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
def test_a_report_to_read_is_in_the_language_of_the_person(year: Library, form: Form) -> None:
    with speaking(RUSSIAN):
        text = year.reports.written(*YEAR, form)
    for said in ("Что из этого помогло: 2026", "Что изменить", "Какие списки окупили время?", "в этот раз"):
        assert said in text or (form is Form.HTML and said == "в этот раз")
    assert "19 материалов, о которых можно не думать" in text
    assert "по состоянию на" in text and "What helped" not in text
    assert 'lang="ru"' in text or form is Form.MARKDOWN


def test_what_programs_read_of_a_report_is_the_same_in_every_language(year: Library) -> None:
    english = {form: year.reports.written(*YEAR, form) for form in (Form.JSON, Form.CSV)}
    with speaking(RUSSIAN):
        russian = {form: year.reports.written(*YEAR, form) for form in (Form.JSON, Form.CSV)}
        review = year.reviews.review(*YEAR)
        assert year.reports.written_of(review, Form.JSON) == english[Form.JSON]
    assert russian[Form.JSON] == english[Form.JSON]
    head, row = list(csv.reader(io.StringIO(russian[Form.CSV])))[:2]
    assert head == next(csv.reader(io.StringIO(english[Form.CSV])))
    assert row[:2] == ["whole", "Помогло прямо или косвенно"] and row[6] == "items"
