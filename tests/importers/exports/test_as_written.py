"""Exports as their programs really write them, where that is not what one would think: what was archived,
deleted or never fetched, what has no address, what versions left out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kb.importers import ImportContext, documents
from kb.library import Library
from kb.types import Document, Failure, Kind, State, Subscription
from tests.importers.telling import line

HERE = Path(__file__).parent
ONE, TWO, THREE = (f"https://example.org/{name}" for name in ("one", "two", "three"))
MARCH = "2024-03-01T10:00:00+00:00"


def read(data: object, folder: Path, cache: Path) -> tuple[list[Document], list[str]]:
    """What comes of a file, and the reasons why something did not."""
    file = folder / "export"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    found = list(documents(str(file), ImportContext(cache, network=False)))
    kept = [one for one in found if isinstance(one, Document)]
    return kept, [line(one) for one in found if isinstance(one, Failure)]


def test_feeds_that_linkwarden_follows_become_sources(tmp_path: Path, cache: Path) -> None:
    feed = {"id": 3, "name": "Caches weekly", "url": "https://example.org/feed.xml", "collectionId": 1}
    user = {"collections": [{"id": 1, "name": "Papers", "links": [], "rssSubscriptions": [feed]}]}
    (tmp_path / "backup.json").write_text(json.dumps(user))
    found = list(documents(str(tmp_path / "backup.json"), ImportContext(cache, network=False)))
    assert found == [Subscription("https://example.org/feed.xml", "Caches weekly", ("Papers",))]


def test_linkwarden_s_links_have_their_collection_and_pin_where_numbers_were_left_out(
    tmp_path: Path, cache: Path
) -> None:
    link = {"name": "One", "url": ONE, "createdAt": "2024-03-01T10:00:00.000Z", "tags": [{"name": "llm"}]}
    other = {"name": "", "url": TWO, "createdAt": "2024-03-02T10:00:00.000Z", "tags": []}
    user = {
        "username": "jane",
        "collections": [{"name": "Papers", "links": [link]}, {"name": "Other", "links": [other]}],
        "pinnedLinks": [{"name": "One", "url": ONE, "createdAt": "2024-03-01T10:00:00.000Z"}],
    }
    (one, two), failures = read(user, tmp_path, cache)
    assert not failures
    assert (one.meta["folder"], one.tags) == ("Papers", ("llm", "Papers", "favourite"))
    assert (two.meta["folder"], two.tags) == ("Other", ("Other",))


def omnivore(slug: str, state: str, progress: float | None = 0, url: str = ONE) -> dict[str, Any]:
    return {
        "id": slug, "slug": slug, "title": slug, "author": "Jane Doe", "url": url, "state": state,
        "readingProgress": progress, "labels": [], "savedAt": "2024-03-01T10:00:00.123Z", "publishedAt": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "progress", "expected"),
    [
        ("Active", 0, State.UNREAD), ("Active", 40.5, State.READING), ("Active", 100, State.READ),
        ("SUCCEEDED", 1, State.UNREAD), ("ARCHIVED", 0, State.READ), ("Archived", 3, State.READ),
        ("Unknown", 0, None), ("Unknown", 99, State.READ), ("Active", None, State.UNREAD),
    ],
)  # fmt: skip
def test_omnivore_tells_by_state_and_progress_how_far_one_got(
    state: str, progress: float | None, expected: State | None, tmp_path: Path, cache: Path
) -> None:
    (page,), _ = read([omnivore("a", state, progress)], tmp_path, cache)
    assert page.state is expected


def test_what_omnivore_deleted_is_left_out_and_a_letter_has_no_address(tmp_path: Path, cache: Path) -> None:
    letter = omnivore("letter", "Active", url="https://omnivore.app/no_url?q=1")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "letter.html").write_text("<p>Words of the letter.</p>", encoding="utf-8")
    (found,), failures = read([letter, omnivore("gone", "DELETED")], tmp_path, cache)
    assert (found.kind, found.url, found.title, found.text) == (
        Kind.ARTICLE, None, "letter", "Words of the letter.",
    )  # fmt: skip
    assert failures == ["records that were deleted: 1; left out"]


@pytest.mark.parametrize(
    ("highlights", "expected"),
    [
        (
            "> one\n> two \n\n#good\n\nmy note\n\n> other \n\n> third \n\n#so\n\nOn it\n\nand more\n\n",
            [("one\ntwo", "#good\n\nmy note"), ("other", ""), ("third", "#so"), ("", "On it\n\nand more")],
        ),
        ("On the page\n\n\n\n> quote \n\nits note", [("", "On the page"), ("quote", "its note")]),
        ("> quote \n\nOn the page\n\n\n\n> next ", [("quote", ""), ("", "On the page"), ("next", "")]),
        ("#only a note\n\n", [("", "#only a note")]),
    ],
)  # fmt: skip
def test_omnivore_s_note_on_a_page_is_told_from_one_to_a_highlight(
    highlights: str, expected: list[tuple[str, str]], tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "highlights").mkdir()
    (tmp_path / "highlights" / "a.md").write_text(highlights, encoding="utf-8")
    (page,), _ = read([omnivore("a", "Active")], tmp_path, cache)
    assert [(one.quote, one.note) for one in page.annotations] == expected


def test_letters_that_a_program_alone_holds_are_counted(tmp_path: Path, cache: Path) -> None:
    table = (
        "URL,Title,Selection,Folder,Timestamp,Tags\n"
        f"{ONE},One,,Archive,1700000000,[]\n"
        "instapaper-private://email/0a/,A letter,,Unread,1700000001,[]\n"
        "instapaper-private://email/0b/,Another,Its words,Unread,1700000002,[]\n"
    )
    (one, another), failures = read(table, tmp_path, cache)
    assert (one.key, another.url, another.title, another.text) == (f"url:{ONE}", None, "Another", "Its words")
    assert failures == ["rows that are letters and texts that Instapaper alone holds: 1; left out"]
    table = (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        "Letter,mailto:reader-forwarded-email/0a,1,[],2024-03-01 10:00:00+00:00,0,new,True\n"
    )
    found, failures = read(table, tmp_path, cache)
    assert not found
    assert failures == ["rows that are letters and files that Reader alone holds: 1; left out"]


@pytest.mark.parametrize("whole", [1, 100])
def test_reader_s_progress_is_in_parts_or_percents(whole: int, tmp_path: Path, cache: Path) -> None:
    rows = [("new", 0.01), ("later", 0.4), ("shortlist", 1), ("archive", 0)]
    table = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n" + "".join(
        f"{place},{ONE}/{place},{place},[],2024-03-01 10:00:00+00:00,{seen * whole},{place},True\n"
        for place, seen in rows
    )
    found, _ = read(table, tmp_path, cache)
    assert [one.state for one in found] == [State.UNREAD, State.READING, State.READ, State.READ]


def test_what_wallabag_says_where_it_could_not_fetch_a_page_is_no_text(tmp_path: Path, cache: Path) -> None:
    said = "wallabag can't retrieve contents for this article. Please <a href='https://doc.example/'>see</a>."
    entry = {"url": ONE, "title": "One", "is_archived": 0, "is_starred": 0, "content": said, "tags": []}
    (page,), _ = read([entry, {**entry, "url": TWO, "content": "<p>Words</p>"}][:1], tmp_path, cache)
    assert (page.text, page.stub, page.references) == ("", True, ())


def test_cards_that_were_put_away_are_done_and_templates_left_out(tmp_path: Path, cache: Path) -> None:
    card = {"idList": "l1", "desc": "", "labels": [], "attachments": []}
    links = [{"url": ONE, "isUpload": False}, {"url": TWO, "isUpload": False}]
    board = {
        "name": "Reading",
        "lists": [{"id": "l1", "name": "To read"}, {"id": "l2", "name": "Old", "closed": True}],
        "cards": [
            {**card, "id": "65e1a1000000000000000000", "name": "Caches", "attachments": links},
            {**card, "id": "65e1a2000000000000000000", "name": "Put away", "desc": THREE, "closed": True},
            {**card, "id": "65e1a3000000000000000000", "name": "Thought", "desc": "Words", "idList": "l2"},
            {**card, "id": "65e1a4000000000000000000", "name": "Form", "desc": "Fill in", "isTemplate": True},
        ],
    }
    (open_one, away, thought), failures = read(board, tmp_path, cache)
    # A name of one word is a name; a second link is not lost.
    assert (open_one.url, open_one.title, open_one.state) == (ONE, "Caches", State.UNREAD)
    assert [one.note for one in open_one.annotations] == [TWO]
    assert (away.url, away.title, away.state) == (THREE, "Put away", State.READ)
    assert (thought.title, thought.text, thought.state) == ("Thought", "Words", State.READ)
    assert failures == ["records that are templates of cards: 1; left out"]


def joplin(folder: Path, number: str, title: str, body: str, **fields: object) -> None:
    told = {"id": number * 32, "created_time": MARCH, "deleted_time": 0, **fields, "type_": 1}
    below = "\n".join(f"{name}: {value}" for name, value in told.items())
    (folder / f"{number * 32}.md").write_text(f"{title}\n\n{body}\n\n{below}", encoding="utf-8")


def test_notes_of_joplin_are_tasks_pages_in_html_and_linked(tmp_path: Path, cache: Path) -> None:
    joplin(tmp_path, "a", "A note", f'See [the other](:/{"b" * 32}) and [file](:/{"f" * 32} "a title")')
    joplin(tmp_path, "b", "Done", "Words", is_todo=1, todo_completed=1701500000000)
    joplin(tmp_path, "c", "To do", "Words", is_todo=1, todo_completed=0)
    joplin(tmp_path, "d", "Clipped", "<div><p>Its <b>words</b></p></div>", markup_language=2, source_url=ONE)
    joplin(tmp_path, "e", "Thrown away", "Words", deleted_time=1701500000000)
    joplin(tmp_path, "1", "", "", encryption_applied=1)
    found = list(documents(str(tmp_path), ImportContext(cache, network=False)))
    failures = [line(one) for one in found if isinstance(one, Failure)]
    kept = {one.title: one for one in found if isinstance(one, Document)}
    assert failures == ["is encrypted; export the notes from Joplin as JEX"]
    assert set(kept) == {"A note", "Done", "To do", "Clipped"}
    assert kept["A note"].text == "See the other and file"
    assert [(one.key, one.label) for one in kept["A note"].references] == [
        (f"joplin:{'b' * 32}", "the other")
    ]
    assert (kept["Done"].state, kept["To do"].state, kept["A note"].state) == (State.READ, State.UNREAD, None)
    assert (kept["Clipped"].url, kept["Clipped"].text) == (ONE, "Its **words**")


@pytest.mark.parametrize("packed", [False, True])
def test_notes_of_apple_come_with_their_day_and_folder_and_without_the_deleted(
    packed: bool, tmp_path: Path, cache: Path
) -> None:
    folder = HERE / "fixtures_apple"
    given = Path(shutil.make_archive(str(tmp_path / "notes"), "zip", folder)) if packed else folder
    found = list(documents(str(given), ImportContext(cache, network=False)))
    failures = [line(one) for one in found if isinstance(one, Failure)]
    caches, plan = sorted((one for one in found if isinstance(one, Document)), key=lambda one: one.title)
    assert failures == ["notes that were thrown away: 1; left out"]
    assert (caches.kind, caches.title, caches.saved_at) == (
        Kind.NOTE, "On caches", "2025-04-03T07:17:32+00:00",
    )  # fmt: skip
    assert caches.tags == ("serving", "Work") and caches.meta["folder"] == "Work"
    assert "\N{OBJECT REPLACEMENT CHARACTER}" not in caches.text and caches.text.endswith("after the picture")
    assert [one.key for one in caches.references] == ["arxiv:2310.06770"]
    assert (plan.title, plan.text, plan.tags) == ("Plan", "read more", ())


def test_a_table_of_apple_s_notes_without_the_notes_says_what_is_missing(tmp_path: Path, cache: Path) -> None:
    table = (HERE / "fixtures_apple" / "iCloud Notes" / "Notes Details.csv").read_text(encoding="utf-8")
    found, failures = read(table, tmp_path, cache)
    assert not found
    assert failures == ["No notes lie beside export; give the whole folder or zip file"]


def test_cards_of_mymind_are_pages_notes_and_selections(tmp_path: Path, cache: Path) -> None:
    table = (
        "id,type,title,url,content,note,tags,created\n"
        f'a,WebPage,One,{ONE},,my note,"llm,kv cache",2024-03-01T10:00:00Z\n'
        f"b,Content,Two,{TWO},selected words,,,2024-03-01T10:00:00Z\n"
        'c,Note,,,"Words of it\nand more",,,2024-03-01T10:00:00Z\n'
    )
    (one, two, note), failures = read("\ufeff" + table, tmp_path, cache)
    assert not failures
    assert (one.tags, one.saved_at, [mark.note for mark in one.annotations]) == (
        ("llm", "kv cache"), MARCH, ["my note"],
    )  # fmt: skip
    assert [mark.quote for mark in two.annotations] == ["selected words"]
    assert (note.kind, note.text) == (Kind.NOTE, "Words of it\nand more")


def test_tasks_of_evernote_s_newer_lists_are_ticked_or_not(tmp_path: Path, cache: Path) -> None:
    body = (
        '<ul style="--en-todo:true;"><li style="--en-checked:true;"><div>done</div></li>'
        '<li style="--en-checked:false;"><div>open</div></li></ul>'
    )
    note = f"<note><title>T</title><content><![CDATA[<en-note>{body}</en-note>]]></content></note>"
    (found,), _ = read(f"<en-export>{note}</en-export>", tmp_path, cache)
    assert found.text.replace("\\", "") == "- [x] done\n- [ ] open"


def test_matter_names_a_page_by_its_number_too(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "content_7.html").write_text("<p>Words of the letter.</p>", encoding="utf-8")
    table = "Title,Publisher,URL,In Queue,Favorited,Read,File Id\nLetter,Anna,,True,False,False,7\n"
    (letter,), _ = read(table, tmp_path, cache)
    assert letter.text == "Words of the letter."


def test_the_furthest_that_any_source_tells_counts_until_the_person_says_otherwise(
    library: Library, tmp_path: Path
) -> None:
    begun, done = tmp_path / "begun.json", tmp_path / "done.json"
    begun.write_text(json.dumps([omnivore("a", "Active", 40)]), encoding="utf-8")
    done.write_text(json.dumps([omnivore("a", "Archived")]), encoding="utf-8")
    for given, expected in ((begun, State.READING), (done, State.READ), (begun, State.READ)):
        library.intake.add([str(given)])
        assert library.items.get(f"url:{ONE}").item.state is expected
    library.items.set_state([f"url:{ONE}"], State.READING)
    library.intake.add([str(done)])
    assert library.items.get(f"url:{ONE}").item.state is State.READING


def test_joplin_s_export_as_markdown_has_its_notebooks_tasks_and_pictures(
    tmp_path: Path, cache: Path
) -> None:
    head = "updated: 2024-05-01 10:00:00Z\ncreated: 2024-03-01 10:00:00Z\n"
    for place, title, more in (
        ("Work/Papers", "A task", f"source: {ONE}\ncompleted?: no\n"),
        ("Home", "Of two\n  lines", ""),
    ):
        (tmp_path / "export" / place).mkdir(parents=True)
        text = f"---\ntitle: |-\n  {title}\n{head}{more}tags:\n  - llm\n---\n\n![](../../_resources/a.png)\n"
        (tmp_path / "export" / place / "n.md").write_text(text, encoding="utf-8")
    (tmp_path / "export" / "_resources").mkdir()
    (tmp_path / "export" / "_resources" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = documents(str(tmp_path / "export"), ImportContext(cache, network=False))
    home, task = (one for one in found if isinstance(one, Document))
    assert (home.title, home.meta["folder"], home.tags) == ("Of two lines", "Home", ("llm",))
    assert (task.key, task.meta["folder"], task.state) == (f"url:{ONE}", "Work / Papers", State.UNREAD)
    assert (task.saved_at, task.published) == ("2024-03-01", None)
    assert [one.path.name for one in task.files] == ["a.png"]
