"""Exports of other programs: what survives of each, a fixture as input beside what is expected of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kb.importers import importers
from kb.library import Library
from kb.settings import Settings
from kb.types import Kind, State
from tests.conftest import StemEncoder
from tests.importers.exports.reading import read

FIXTURES = Path(__file__).with_name("fixtures")
ONE = "url:https://example.org/one"
MARCH = "2024-03-01T10:00:00+00:00"
NOVEMBER = "2023-11-14T22:13:20+00:00"


@dataclass(frozen=True)
class Expected:
    """The first document of an export, as far as the format tells. `marks` are quotes and notes; `others` are
    the keys of the documents after it."""

    title: str
    key: str = ONE
    saved_at: str | None = None
    tags: tuple[str, ...] = ()
    state: State | None = None
    marks: tuple[tuple[str, str], ...] = ()
    text: str = ""
    others: tuple[str, ...] = ()
    failures: int = 0
    kind: Kind = Kind.ARTICLE
    meta: dict[str, str] = field(default_factory=dict)


EXPORTS = {
    "bookmarks.html": Expected(
        "Serving at scale",
        "url:https://example.org/a?copy=2&region=eu&x=1",
        "2023-11-14T22:13:21+00:00",
        ("serving", "kv cache", "Чтение"),
        marks=(("", "First line\n\n  - kept as written <here>"),),
        others=("arxiv:1706.03762", "url:https://example.org/b", "note:"),
        failures=1,
        meta={"folder": "Чтение"},
    ),
    "linkding.html": Expected(
        "A & B",
        "url:https://example.org/a?para=3&section=2&x=1",
        MARCH,
        ("llm",),
        State.UNREAD,
        marks=(("", "About it\n\nMy **notes**\nsecond line"),),
        others=("url:https://example.org/b",),
    ),
    "shaarli.html": Expected(
        "One",
        saved_at=MARCH,
        tags=("llm", "kv-cache"),
        marks=(("", "Some **Markdown**\non two lines, with a [link](https://arxiv.org/abs/2310.06770)"),),
        others=("note:",),
    ),
    "pocket.html": Expected(
        "One & two",
        "url:https://example.org/one?a=1&b=2",
        NOVEMBER,
        ("llm", "agents"),
        State.UNREAD,
        others=("url:https://example.org/read",),
    ),
    "pocket.csv": Expected(
        "A title, with a comma",
        saved_at=NOVEMBER,
        tags=("llm", "agents"),
        state=State.UNREAD,
        others=("url:https://example.org/two",),
    ),
    "instapaper.csv": Expected(
        "One",
        saved_at=NOVEMBER,
        tags=("llm", "to read"),
        state=State.READ,
        others=("url:https://example.org/two", "url:https://example.org/three"),
        failures=1,
    ),
    "raindrop.csv": Expected(
        "One",
        saved_at=MARCH,
        tags=("llm", "kv-cache", "Work", "Serving", "favourite"),
        marks=(("", "My own words"), ("a passage", "and why")),
        others=("url:https://example.org/two",),
        meta={"folder": "Work / Serving", "favourite": "yes"},
    ),
    "readwise.csv": Expected(
        "On Caches",
        "readwise:",
        "2026-06-21T09:00:00+00:00",
        ("serving",),
        marks=(("The first passage", "Why this matters"), ("The second passage", "")),
        others=("readwise:",),
        kind=Kind.BOOK,
    ),
    "reader.csv": Expected(
        "One",
        saved_at="2026-01-02T03:04:05+00:00",
        tags=("llm", "it's"),
        state=State.READING,
        others=("url:https://example.org/two", "url:https://example.org/three"),
        failures=1,
    ),
    "pinboard.json": Expected(
        "The title", saved_at=MARCH, tags=("llm", ".private"), state=State.UNREAD, marks=(("", "My note"),)
    ),
    "delicious.json": Expected(
        "The title", saved_at=NOVEMBER, marks=(("", "My note"),), others=("url:https://example.org/two",)
    ),
    "wallabag1.json": Expected(
        "One",
        tags=("llm", "serving", "favourite"),
        state=State.READ,
        text="First **words**.\n\nAnd [a link](https://example.org/x?a=1&region=2).",
    ),
    "wallabag2.json": Expected(
        "One",
        saved_at=MARCH,
        tags=("llm",),
        state=State.UNREAD,
        marks=(("text of the page", "My note"),),
        text="The text of the page.",
    ),
    "karakeep.json": Expected(
        "example.org/one",
        saved_at=NOVEMBER,
        tags=("llm", "Work / Serving"),
        state=State.READ,
        marks=(("", "My note"),),
        failures=1,
    ),
    "google_reader.json": Expected(
        "Serving & batching",
        tags=("Сервинг", "to cite", "favourite"),
        state=State.READ,
        text="Batches are [filled](https://example.org/more) as they go.",
        others=("arxiv:1706.03762",),
        failures=2,
    ),
    "linkwarden.json": Expected(
        "example.org/one",
        saved_at=MARCH,
        tags=("llm", "Work", "Serving", "favourite"),
        marks=(("", "My note"),),
    ),
    "hypothesis.json": Expected(
        "One", saved_at=MARCH, tags=("llm",), marks=(("the passage", "Why"), ("", "A page note"))
    ),
    "hypothesis.csv": Expected(
        "example.org/marked",
        "url:https://example.org/marked",
        MARCH,
        ("llm", "kv cache"),
        marks=(("a passage, quoted", ""), ("", "On the whole\npage")),
    ),
    "instapaper.html": Expected(
        "Queued & waiting",
        "url:https://example.org/queued",
        state=State.UNREAD,
        others=("url:", "url:", "url:"),
    ),
    "chrome.json": Expected(
        "One",
        saved_at=NOVEMBER,
        tags=("Serving",),
        others=("url:https://example.org/two",),
    ),
    "firefox.json": Expected("One", saved_at=NOVEMBER, tags=("llm", "kv cache", "Serving")),
}


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_an_export_comes_in_whole(name: str, cache: Path) -> None:
    expected = EXPORTS[name]
    (first, *others), failures = read(FIXTURES / name, cache)
    assert (first.title, first.saved_at, first.tags, first.state, first.kind) == (
        expected.title, expected.saved_at, expected.tags, expected.state, expected.kind,
    )  # fmt: skip
    assert first.key.startswith(expected.key)
    assert tuple((one.quote, one.note) for one in first.annotations) == expected.marks
    assert first.text == expected.text
    assert first.meta.items() >= expected.meta.items()
    assert len(others) == len(expected.others)
    assert all(
        one.key.startswith(key.split(":")[0]) for one, key in zip(others, expected.others, strict=True)
    )
    assert len(failures) == expected.failures, failures


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_it_is_recognised_whatever_it_is_called_and_by_one_importer(
    name: str, tmp_path: Path, cache: Path
) -> None:
    renamed = tmp_path / "export (1)"
    renamed.write_bytes(b"\xef\xbb\xbf" + (FIXTURES / name).read_bytes())
    named = next(one.name for one in importers() if one.match(str(FIXTURES / name)))
    assert next(one.name for one in importers() if one.match(str(renamed))) == named
    assert [d.key for d in read(renamed, cache)[0]] == [d.key for d in read(FIXTURES / name, cache)[0]]


STARTED = "2026-11"
"""Later than any moment in the fixtures: what was saved after it came without one."""

Whole = dict[str, tuple[object, ...]]


def whole(library: Library) -> Whole:
    """All that is kept, whatever the order it came in."""
    details = [library.items.get(item.key) for item in library.items.select()]
    return {
        one.item.key: (
            one.item.title, one.item.kind, min(one.item.saved_at, STARTED), one.item.state,
            sorted(one.item.tags), one.text, sorted(mark.same_as for mark in one.annotations),
            one.item.summary, dict(one.meta),
        )
        for one in details
    }  # fmt: skip


def test_all_of_them_twice_change_nothing(library: Library) -> None:
    names = [str(FIXTURES / name) for name in sorted(EXPORTS)]
    first = library.intake.add(names)
    assert first.added and not any("could not be read" in failure.reason for failure in first.failed)
    kept = whole(library)
    again = library.intake.add(names)
    assert (again.added, again.updated) == (0, 0)
    assert whole(library) == kept
    notes = {mark.same_as for mark in library.items.get(ONE).annotations}
    assert notes >= {("text of the page", "My note", ""), ("the passage", "Why", "p. iv")}


@pytest.mark.parametrize("seed", range(4))
def test_the_order_they_come_in_makes_no_difference(
    seed: int, library: Library, tmp_path: Path, cache: Path
) -> None:
    names = [str(FIXTURES / name) for name in sorted(EXPORTS)]
    library.intake.add(names)
    random.Random(seed).shuffle(names)
    other = Library(Settings(home=tmp_path / "other", cache=cache, network=False), encoder=StemEncoder())
    other.intake.add(names)
    assert whole(other) == whole(library)
    other.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>Bookmarks</H1>\n<DL><p>\n</DL>", "without any"),
        ('[{"href": "mailto:me@example.org", "description": "x", "time": ""}]', "mailto: is no address"),
        ('{"bookmarks": [{"createdAt": 1, "content": {"type": "link"}}]}', "holds no web address"),
    ],
)
def test_what_leads_nowhere_is_told(content: str, reason: str, tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "export"
    file.write_text(content, encoding="utf-8")
    kept, failures = read(file, cache)
    assert not kept and [reason in failure.reason for failure in failures] == [True]


def test_pocket_s_list_of_a_real_reader_comes_in_whole(shared: Path, cache: Path) -> None:
    kept, failures = read(shared / "corpora/exports/pocket_hammer/ril_export.html", cache)
    states = [document.state for document in kept]
    assert (len(kept), states.count(State.UNREAD), states.count(State.READ)) == (7478, 5410, 2068)
    assert all(document.saved_at for document in kept) and not failures


@pytest.mark.parametrize("folder", ["netscape_bookmarks/tests/input", "wallabag/tests/fixtures/Import"])
def test_real_exports_come_in_or_say_why_not(folder: str, shared: Path, cache: Path) -> None:
    for file in sorted((shared / "corpora/exports" / folder).iterdir()):
        kept, failures = read(file, cache)
        assert kept or failures, file.name
        assert not any("could not be read" in failure.reason for failure in failures), (file.name, failures)
