"""What interfaces of programs answer, maps, and descriptions written by hand: marks, tags, days, the person's
words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.types import Document, Kind, State
from tests.importers.exports.reading import told

HERE = Path(__file__).parent / "fixtures_answers"
MARCH = "2024-03-01T10:00:00+00:00"


def read(name: str, cache: Path) -> dict[str, Document]:
    return {one.title: one for one in told(HERE / name, cache)[0]}


def said(found: Document) -> list[tuple[str, str]]:
    return [(one.quote, one.note) for one in found.annotations]


def test_instapaper_answers_bookmarks_with_their_highlights(cache: Path) -> None:
    found = read("instapaper.json", cache)
    one, two = found["One"], found["Two"]
    assert (one.saved_at, one.tags, one.state, one.summary) == (
        MARCH, ("llm", "favourite"), State.READING, "About one",
    )  # fmt: skip
    assert said(one) == [("the first passage", "my words"), ("the second passage", "")]
    # An answer does not tell of which folder it is.
    assert (two.state, two.annotations) == (None, ())
    assert told(HERE / "instapaper.json", cache)[1] == [
        "records that are letters and texts that Instapaper alone holds: 1; left out"
    ]


def test_older_answers_of_instapaper_are_lists_of_all_types(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(
        '[{"type":"meta"},{"type":"user","user_id":1},'
        '{"type":"bookmark","bookmark_id":7,"url":"https://example.org/one","title":"One","time":1709287200,'
        '"starred":"0","progress":0},{"type":"highlight","bookmark_id":7,"text":"a passage","position":0}]',
        encoding="utf-8",
    )
    (one,), reasons = told(path, cache)
    assert (one.saved_at, said(one), reasons) == (MARCH, [("a passage", "")], [])


def test_what_shaarli_says_of_a_link_is_the_person_s_note(cache: Path) -> None:
    found = read("shaarli.json", cache)
    one, note = found["One"], found["A note"]
    assert (one.saved_at, one.tags, one.summary, said(one)) == (
        MARCH, ("llm", "kv-cache"), "", [("", "Why I *kept* it")],
    )  # fmt: skip
    assert (note.kind, note.text) == (Kind.NOTE, "words of mine")


@pytest.mark.parametrize("is_backup", [False, True])
def test_a_map_of_kumu_gives_its_links_and_notes(is_backup: bool, cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    text = (HERE / "kumu.json").read_text(encoding="utf-8")
    if is_backup:
        text = text.replace('{"label"', '{"_id": "elem-1", "attributes": {"label"')
        text = text.replace('one"},', 'one"}},').replace('go"},', 'go"}},').replace('Person"}', 'Person"}}')
    path.write_text(text, encoding="utf-8")
    (one, note), reasons = told(path, cache)
    assert (one.url, one.title, one.tags) == ("https://example.org/one", "One", ("Paper", "llm", "memory"))
    assert said(one) == [("", "Why it stands here")]
    assert (note.kind, note.title, note.text) == (Kind.NOTE, "Forgetting", "What is let go")
    assert reasons == ["records that have neither a link nor a description: 1; left out"]


def test_works_described_by_hand_in_dublin_core(cache: Path) -> None:
    found = read("dublin_core.rdf", cache)
    one, two = found["One"], found["Two"]
    assert (one.url, one.kind, one.authors, one.published) == (
        "https://example.org/one", Kind.PAPER, ("Jane Doe", "Richard Roe"), "2024-03-01",
    )  # fmt: skip
    assert (one.tags, one.summary, one.meta["journal"]) == (
        ("llm", "memory"), "What is kept, and for how long.", "Journal of Caches",
    )  # fmt: skip
    assert (two.key, two.authors, two.published) == (
        "doi:10.1234/two", ("Jane Doe", "Richard Roe"), "2023",
    )  # fmt: skip
