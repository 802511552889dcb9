"""Every filter of the table is understood by the box, an address, a chip, the command line and SQL alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.ingest.save import ingest
from kb.library import Library
from kb.search.query import to_query
from kb.search.restrictions import Asked, parts
from kb.settings import Settings
from kb.store import maps
from kb.store.filters import matching_ids
from kb.types import (
    OWN_WRITING,
    Document,
    Filters,
    Kind,
    MapPoint,
    SearchMode,
    Stance,
    State,
    Topic,
    Verdict,
    Zone,
)
from kb.types.filters import BY_WORD, FILTERS, Filter
from tests.conftest import PATIENCE_S, Command, StemEncoder
from tests.pages import AppTest

OLD, MIDDLE, NEW = (
    "url:https://example.org/old",
    "url:https://example.org/middle",
    "url:https://example.org/new",
)
EVERY = frozenset((OLD, MIDDLE, NEW))
WORD = "everywhere"
"""A word that each of the items has."""

CASES = {
    "zone": ("must-have", {OLD}),
    "state": ("reading", {MIDDLE}),
    "kind": ("paper", {OLD}),
    "area": ("Arms, legs", {OLD}),
    "topic": ("Machines, still", {OLD}),
    "stance": ("tracked", {OLD}),
    "source": ("Вести с полей", {MIDDLE}),
    "lang": ("ru", {MIDDLE}),
    "verdict": ("none", {MIDDLE}),
    "writing": ("own", {NEW}),
    "tag": ("half-read, to finish", {MIDDLE}),
    "has": ("highlight", {OLD}),
    "author": ("Анна Йорк", {OLD}),
    "note": ("arms grasps", {OLD}),
    "filed": ("must-have", {OLD}),
    "filed-from": ("inbox", {OLD, MIDDLE}),
    "since": ("2024-05", {MIDDLE, NEW}),
    "until": ("2024", {OLD, MIDDLE}),
    "saved-since": ("2024-06-02", {MIDDLE, NEW}),
    "saved-until": ("2024-06", {OLD, MIDDLE}),
    "filed-since": ("2024-07-02", {MIDDLE}),
    "filed-until": ("2023", {OLD}),
    "read-since": ("2024-08-02", {MIDDLE}),
    "read-until": ("2024-08-01", {OLD}),
}
"""A value of each filter and the items it finds."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The folder of a library whose three items each filter tells apart."""
    folder = tmp_path_factory.mktemp("filters") / "home"
    library = Library(Settings(home=folder, cache=cache, network=False), encoder=StemEncoder())
    documents = [
        Document(
            OLD, Kind.PAPER, "Robot arms", f"Grasping robots, {WORD}.", authors=("Анна Йорк", "B. Chen"),
            published="2023-02-03", saved_at="2023-03-04T12:00:00+00:00",
        ),
        Document(
            MIDDLE, Kind.POST, "Сжатие моделей", f"О том, как модели становятся меньше. {WORD}",
            tags=("half-read, to finish",), source="Вести с полей", published="2024-05",
            saved_at="2024-06-05T12:00:00+00:00",
        ),
        Document(
            NEW, Kind.NOTE, "Tulips", f"Gardens in spring, {WORD}.", authors=("C. Anders",),
            published="2025-01-01", saved_at="2025-01-02T12:00:00+00:00", meta={OWN_WRITING: "yes"},
        ),
    ]  # fmt: skip
    ingest(library.store, documents)
    library.work.embed()
    library.areas.set("Arms, legs", stance=Stance.TRACKED, examples=[OLD])
    library.triage.move([OLD], Zone.MUST_HAVE)
    library.triage.move([MIDDLE], Zone.PUT_AND_FORGET)
    library.items.set_state([OLD], State.READ)
    library.items.set_state([MIDDLE], State.READING)
    library.notes.add(OLD, "For the arm.", quote="Grasping robots")
    library.notes.take_off(library.notes.add(MIDDLE, "", quote="становятся меньше"))
    library.notes.add(NEW, "Of bulbs.")
    library.reviews.judge([MIDDLE], Verdict.NONE)
    with library.store.write() as db:
        above = Topic(1, None, "Machines, still", ("machines",), 1, 0.0, 0.0)
        maps.put_topics(db, [above, Topic(2, 1, "Arms that grasp", ("arms",), 1, 0.0, 0.0)])
        maps.put_points(db, [MapPoint(library.items.get(OLD).item.id, 0.0, 0.0, 2)])
        for key, action, day in (
            (OLD, "moved", "2023-04-01"), (MIDDLE, "moved", "2024-07-02"), (NEW, "added", "2024-01-01"),
            (OLD, "state", "2024-08-01"), (MIDDLE, "state", "2024-08-02"),
        ):  # fmt: skip
            [item] = db.execute("SELECT id FROM items WHERE key = ?", (key,)).fetchone()
            at = f"{day}T12:00:00+00:00"
            db.execute("UPDATE events SET at = ? WHERE action = ? AND item_id = ?", (at, action, item))
    library.close()
    return folder


@pytest.fixture
def library(home: Path, cache: Path) -> Iterator[Library]:
    opened = Library(Settings(home=home, cache=cache, network=False), encoder=StemEncoder())
    yield opened
    opened.close()


def keys(library: Library, typed: str, chosen: Filters = Filters()) -> set[str]:
    return {hit.item.key for hit in library.search.find(typed, chosen, SearchMode.WORDS).hits}


every_filter = pytest.mark.parametrize("one", FILTERS, ids=lambda one: one.word)


@every_filter
def test_sql(library: Library, one: Filter) -> None:
    value, found = CASES[one.word]
    assert one.accepts(value)
    filters = one.put(Filters(), [value])
    db = library.store.read()
    by_id = {item.id: item.key for item in library.items.select()}
    assert {by_id[item] for item in matching_ids(db, filters)} == found
    assert {by_id[item] for item in matching_ids(db, Filters(without=filters))} == EVERY - found


@every_filter
def test_the_box(library: Library, one: Filter) -> None:
    value, found = CASES[one.word]
    typed = f'{one.word}:"{value}"'
    assert keys(library, typed) == keys(library, f"{WORD} {typed}") == found
    assert keys(library, f"-{typed}") == keys(library, f"-{typed} {WORD}") == EVERY - found
    for filters in (one.put(Filters(), [value]), Filters(without=one.put(Filters(), [value]))):
        assert keys(library, to_query(filters)) == {item.key for item in library.items.select(filters)}


@every_filter
def test_an_address(library: Library, one: Filter) -> None:
    def page() -> None:
        import streamlit as st

        from kb.ui.shell import url

        st.session_state["read"] = url.filters()
        url.put(url.filters())
        st.session_state["link"] = url.link(url.filters())

    value, found = CASES[one.word]
    app = AppTest.from_function(page, default_timeout=PATIENCE_S)
    app.query_params[one.word] = [value, *(["no such value"] if one.options or one.is_bound else [])]
    app.run()
    assert not app.exception
    assert keys(library, WORD, app.session_state["read"]) == found
    assert app.query_params == {one.word: value}
    assert app.session_state["link"] == {one.word: [value]}


@every_filter
def test_a_chip(library: Library, one: Filter) -> None:
    value, found = CASES[one.word]
    filters = one.put(Filters(), [value])
    known = {one.word: [value]}
    typed = to_query(filters)
    for asked in (Asked(WORD, filters), Asked(f"{typed} {WORD}"), Asked(f"{WORD} {typed}", filters)):
        assert keys(library, asked.typed, asked.chosen) == found
        [part] = parts(asked, filters, known)
        assert part.label == one.label(value)
        assert part.rest == Asked(WORD)
    refused = Filters(without=filters)
    for asked in (Asked(WORD, refused), Asked(f"{WORD} {to_query(refused)}")):
        assert keys(library, asked.typed, asked.chosen) == EVERY - found
        [part] = parts(asked, refused, known)
        assert part.label == f"not {one.label(value)}"
        assert part.rest == Asked(WORD)


counted = pytest.mark.parametrize("one", [one for one in FILTERS if one.is_counted], ids=lambda one: one.word)


@counted
def test_counts_of_what_is_found(library: Library, one: Filter) -> None:
    for filters in (Filters(), Filters(kinds=(Kind.POST, Kind.NOTE))):
        counts = library.search.find("", filters).facets[one.word]
        there = {item.key for item in library.items.select(filters)}
        assert list(counts.values()) == sorted(counts.values(), reverse=True)
        for value, count in counts.items():
            assert count == len(keys(library, "", one.put(filters, [value])) & there)
        assert CASES[one.word][0] in counts or not CASES[one.word][1] & there


def test_what_is_offered_beside_the_box(library: Library) -> None:
    def page() -> None:
        import streamlit as st

        from kb.types import Filters
        from kb.ui.search import filters

        every = filters.everything(st.session_state["library"])
        filters.bar(Filters(), every, {word: list(counts) for word, counts in every.items()})

    app = AppTest.from_function(page, default_timeout=PATIENCE_S)
    app.session_state["library"] = library
    app.run()
    assert not app.exception
    ticks, days = {box.key for box in app.checkbox}, {one.key for one in app.date_input}
    for one in FILTERS:
        if one.is_bound:
            assert (f"day-{one.word}" in days) is bool(one.title)
        else:
            assert (f"facet-{one.word}-{CASES[one.word][0]}" in ticks) is one.is_counted


@every_filter
def test_the_command_line(home: Path, kb_on: Callable[[Path], Command], one: Filter) -> None:
    value, found = CASES[one.word]
    kb = kb_on(home)
    for command in (("list",), ("search", WORD, "--mode", "words")):
        for options, expected in (
            ((f"--{one.word}", value), found),
            (("--without", f"{one.word}:{value}"), EVERY - found),
        ):
            run = kb(*command, *options, "--json")
            assert {item["key"] for item in run.json} == expected


SAID_IN_RUSSIAN = {
    "zone": "must-have",
    "state": "читаю",
    "kind": "статья",
    "area": "область Arms, legs",
    "stance": "слежу",
    "lang": "русский",
    "verdict": "без пользы",
    "writing": "свои тексты",
    "has": "с выделениями",
    "filed-from": "взято из: входящие",
    "since": "опубликовано с 2024-05",
}


@pytest.mark.parametrize(("word", "said"), SAID_IN_RUSSIAN.items())
def test_a_chip_in_russian_restricts_as_the_english_one(library: Library, word: str, said: str) -> None:
    one, (value, found) = BY_WORD[word], CASES[word]
    with speaking(RUSSIAN):
        [part] = parts(Asked(WORD, one.put(Filters(), [value])), one.put(Filters(), [value]), {word: [value]})
        assert part.label == said
        assert keys(library, WORD, one.put(Filters(), [value])) == found


def test_an_area_is_named_alone_below_its_title() -> None:
    with speaking(RUSSIAN):
        assert (BY_WORD["area"].title, BY_WORD["area"].entry("Arms, legs")) == ("Область", "Arms, legs")
        assert BY_WORD["author"].title == ""
