"""What less common keepers of links, talks and works write: entries, days, tags, marks, folders."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.importers.bibliography import book_key
from kb.text.identity import canonical_key
from kb.types import Document, Kind, State
from tests.importers.exports.reading import told

HERE = Path(__file__).parent / "fixtures_kept"


def read(name: str, tmp_path: Path, cache: Path) -> dict[str, Document]:
    """The documents of a fixture by their titles, away from the project's history, and no failure."""
    source = HERE / name
    place = tmp_path / name
    place.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if source.is_dir() else shutil.copy)(source, place)
    found, reasons = told(place, cache)
    assert all(reason.startswith("columns without a place here") for reason in reasons)
    return {one.title: one for one in found}


def test_diigo_keeps_what_was_marked_and_said(tmp_path: Path, cache: Path) -> None:
    found = read("diigo.csv", tmp_path, cache)
    caches, untagged = found["On caches"], found["Untagged"]
    assert (caches.tags, caches.saved_at) == (("serving", "long read"), "2024-03-01T10:00:00+00:00")
    assert [(one.quote, one.note) for one in caches.annotations] == [
        ("", "Worth it\n\nAnd again"),
        ("First **marked** words", ""),
        ("Second words", ""),
    ]
    assert (untagged.tags, untagged.annotations) == ((), ())
    assert untagged.saved_at == "2024-03-02T11:00:00+00:00"


def test_likes_on_hugging_face_lead_to_models_data_and_demos(tmp_path: Path, cache: Path) -> None:
    found = read("likes.json", tmp_path, cache)
    assert {title: (one.url, one.saved_at) for title, one in found.items()} == {
        "example/model": ("https://huggingface.co/example/model", "2024-03-01T10:00:00+00:00"),
        "example/texts": ("https://huggingface.co/datasets/example/texts", "2024-03-02T10:00:00+00:00"),
        "example/demo": ("https://huggingface.co/spaces/example/demo", "2024-03-03T10:00:00+00:00"),
    }


def test_discord_gives_the_links_that_people_shared(tmp_path: Path, cache: Path) -> None:
    found = read("discord", tmp_path, cache)
    assert {one.url: (one.summary, one.saved_at) for one in found.values()} == {
        "https://example.org/caches": ("Jane: Worth reading :fire::", "2024-03-01T10:00:00+00:00"),
        "https://arxiv.org/abs/2310.06770": ("", "2024-03-02T10:00:00+00:00"),
        "https://example.org/mine": ("mine:", "2024-03-03T10:00:00+00:00"),
    }
    assert "On caches" in found
    assert {one.meta["folder"] for one in found.values()} == {"Readers / papers"}


def test_discord_s_older_data_are_tables(tmp_path: Path, cache: Path) -> None:
    (early,) = read("discord.csv", tmp_path, cache).values()
    assert (early.url, early.saved_at) == ("https://example.org/early", "2021-03-01T10:00:00+00:00")


def test_shortcuts_in_a_folder_are_the_pages_they_lead_to(tmp_path: Path, cache: Path) -> None:
    found = read("shortcuts", tmp_path, cache)
    assert {title: one.url for title, one in found.items()} == {
        "On caches": "https://example.org/caches",
        "Two": "https://example.org/two",
        "Three": "https://example.org/three",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[InternetShortcut]\nURL=file:///C:/one.pdf\n", "A file: address is not read"),
        ("[InternetShortcut]\n", "lost.url leads to no page of the web"),
        ("words", "lost.url leads to no page of the web"),
    ],
)
def test_a_shortcut_to_no_page_says_so(text: str, reason: str, tmp_path: Path, cache: Path) -> None:
    (tmp_path / "lost.url").write_text(text, encoding="utf-8")
    found, (refused,) = told(tmp_path / "lost.url", cache)
    assert not found
    assert refused.startswith(reason)


def test_zotero_s_table_is_a_bibliography(tmp_path: Path, cache: Path) -> None:
    found = read("zotero.csv", tmp_path, cache)
    caches, paper = found["On caches"], found["On paper alone"]
    assert (caches.key, caches.authors, caches.tags) == (
        "arxiv:2401.01234", ("Jane Doe", "Richard Roe"), ("serving", "to read"),
    )  # fmt: skip
    assert (caches.summary, caches.saved_at) == ("We look at caches.", "2024-02-05T10:11:12+00:00")
    assert (caches.published, caches.meta["citation_key"]) == ("2024-01-03", "doe2024")
    assert [one.note for one in caches.annotations] == ["One note", "Another; with a sign"]
    assert (paper.kind, paper.published, paper.meta["journal"]) == (
        Kind.PAPER, "2020-05", "Journal of Examples",
    )  # fmt: skip


def test_springer_s_authors_are_told_apart(tmp_path: Path, cache: Path) -> None:
    (caches,) = read("springer.csv", tmp_path, cache).values()
    assert caches.authors == ("Jane Doe", "John D Roe", "Jörn Örn", "Amy McDoe", "Jan van Roe")
    assert (caches.key, caches.published, caches.meta["journal"]) == (
        "doi:10.1234/spr.1", "2023", "Journal of Examples",
    )  # fmt: skip


def test_a_table_names_arxiv_where_others_name_a_journal(tmp_path: Path, cache: Path) -> None:
    found = read("scholar.csv", tmp_path, cache)
    assert found["On caches"].key == "arxiv:2401.01234"
    assert found["On paper alone"].meta["journal"] == "Journal of Examples"
    assert {one.kind for one in found.values()} == {Kind.PAPER}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ('"Document Title",Authors,DOI,Author Keywords', "On caches,J. Doe,10.1234/a.1,old"),
        ("Cites,Authors,Title,DOI,CitesPerAuthor,AuthorCount", "9,J. Doe,On caches,10.1234/a.1,6,2"),
    ],
)  # fmt: skip
def test_what_a_catalogue_counts_and_says_of_a_work_is_no_tag_and_no_author(
    header: str, row: str, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "found.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (caches,), reasons = told(tmp_path / "found.csv", cache)
    assert all(reason.startswith("columns without a place here") for reason in reasons)
    assert (caches.key, caches.authors, caches.tags) == ("doi:10.1234/a.1", ("J. Doe",), ())


def test_tags_in_a_remark_beside_a_link_are_its_tags(tmp_path: Path, cache: Path) -> None:
    found = read("buku.md", tmp_path, cache)
    assert {one.url: one.tags for one in found.values()} == {
        "https://example.org/caches": ("long read", "serving"),
        "https://example.org/two": (),
        "https://example.org/three": ("serving",),
    }


def test_headlines_of_org_that_are_links_are_a_list(tmp_path: Path, cache: Path) -> None:
    found = read("reading.org", tmp_path, cache)
    assert {title: (one.url, one.tags, one.state) for title, one in found.items()} == {
        "On caches": ("https://example.org/caches", ("serving",), State.UNREAD),
        "Two": ("https://example.org/two", (), State.READ),
        "Three": ("https://arxiv.org/abs/2310.06770", ("llm", "agents"), State.UNREAD),
    }


def test_two_links_of_org_stay_a_note(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "two.org").write_text(
        "* [[https://example.org/a][A]]\n* [[https://example.org/b][B]]\n", "utf-8"
    )
    (note,), reasons = told(tmp_path / "two.org", cache)
    assert not reasons
    assert (note.kind, [one.url for one in note.references]) == (
        Kind.NOTE, ["https://example.org/a", "https://example.org/b"],
    )  # fmt: skip


def test_folders_among_links_are_folders_however_deep(tmp_path: Path, cache: Path) -> None:
    found = read("browser_sync.json", tmp_path, cache)
    assert {title: one.meta["folder"] for title, one in found.items()} == {
        "On caches": "[xbs] Toolbar",
        "Two": "[xbs] Toolbar / Papers",
        "Three": "[xbs] Toolbar / Papers / Later",
    }
    assert found["On caches"].tags == ("serving", "[xbs] Toolbar")


def test_arxiv_s_mailing_is_the_papers_it_tells_of(tmp_path: Path, cache: Path) -> None:
    shutil.copy(HERE / "arxiv.eml", tmp_path)
    found, reasons = told(tmp_path / "arxiv.eml", cache)
    assert {one.key: (one.title, one.authors, one.published) for one in found} == {
        "arxiv:2403.02345": ("On caches and what they keep", ("Jane Doe", "Richard Roe"), "2024-03-04"),
        "arxiv:2403.02346": ("Second", ("Jane Doe",), "2024-03-04"),
        "arxiv:2401.09999": ("Crossed", ("Richard Roe",), "2024-01-15"),
    }
    assert found[0].summary.startswith("We look at caches of attention. They keep more than one thinks. We")
    assert (found[0].meta["categories"], found[0].meta["comment"]) == ("cs.LG cs.CL", "12 pages, 3 figures")
    assert reasons == ["new versions of papers announced earlier, which are no new papers: 1; left out"]
    text = (tmp_path / "arxiv.eml").read_text(encoding="utf-8").partition("\n\n")[2]
    (tmp_path / "mailing.txt").write_text(text, encoding="utf-8")
    assert told(tmp_path / "mailing.txt", cache)[0] == found


def test_bear_s_notes_keep_their_moment_their_tags_and_pictures(tmp_path: Path, cache: Path) -> None:
    shutil.copytree(HERE / "bear", tmp_path / "bear")
    (note,), reasons = told(tmp_path / "bear", cache)
    assert reasons == ["notes that were thrown away: 1; left out"]
    assert (note.key, note.title, note.saved_at) == ("bear:A-1", "On caches", "2024-03-01T10:00:00+00:00")
    assert note.tags == ("serving/kv", "long read")
    assert [one.path.name for one in note.files] == ["one.png"]
    packed = shutil.make_archive(str(tmp_path / "Bear"), "zip", tmp_path / "bear")
    (again,), _ = told(Path(packed).rename(tmp_path / "Bear.bear2bk"), cache)
    assert (again.key, again.text, again.tags) == (note.key, note.text, note.tags)


def test_an_outline_without_feeds_is_a_note(tmp_path: Path, cache: Path) -> None:
    (note,) = read("outline.opml", tmp_path, cache).values()
    assert (note.kind, note.title) == (Kind.NOTE, "Thoughts")
    assert note.text == (
        "- On [caches](https://arxiv.org/abs/2310.06770)\n  worth a look\n  - [x] Second & last\n- Third"
    )
    (tmp_path / "empty.opml").write_text("<opml><body/></opml>", encoding="utf-8")
    assert told(tmp_path / "empty.opml", cache) == (
        [], ["empty.opml lists no feeds and says nothing; nothing was saved"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "post"),
    [
        ("View this post on the web at https://example.org/p/one\n\nWords.", "https://example.org/p/one"),
        ("Words.\n\ncopy and paste this link in your browser to view the post online:\nhttps://example.org/p/two\n",
         "https://example.org/p/two"),
        ("View this email in your browser (https://mailchi.mp/0a/on-caches?e=fe01)", "https://mailchi.mp/0a/on-caches"),
        ("View this email in your browser (https://us8.campaign-archive.com/?e=fe01&u=a&id=b)",
         "https://us8.campaign-archive.com/?u=a&id=b"),
        ("View this email in your browser (https://track.example/c/0123)", None),
        ("Words that name https://example.org/p/three", None),
    ],
)  # fmt: skip
def test_a_letter_that_says_which_post_it_is_is_that_post(
    said: str, post: str | None, tmp_path: Path, cache: Path
) -> None:
    letter = tmp_path / "one.eml"
    letter.write_text(
        f"From: a@example.org\nSubject: One\nMessage-ID: <1@e>\nMIME-Version: 1.0\n\n{said}\n", "utf-8"
    )
    (one,), reasons = told(letter, cache)
    assert not reasons
    assert (one.url, one.aliases) == (post, (canonical_key(post),) if post else ())


def test_what_fills_the_line_that_a_mailbox_shows_is_no_text(tmp_path: Path, cache: Path) -> None:
    letter = tmp_path / "one.eml"
    letter.write_text(
        "From: a@example.org\nSubject: One\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        "<div>A look at caches &#847; &zwnj; &#847;&nbsp;&#847; &shy;</div><p>👩‍💻 writes on caches.</p>",
        encoding="utf-8",
    )
    (one,), _ = told(letter, cache)
    assert one.text == "A look at caches\n\n👩‍💻 writes on caches."


def test_entries_of_day_one_keep_their_moment_and_star(tmp_path: Path, cache: Path) -> None:
    found = read("day_one.json", tmp_path, cache)
    assert {title: (one.text, one.saved_at, one.tags) for title, one in found.items()} == {
        "On caches": (
            "See https://example.org/caches. It is worth it!",
            "2024-03-01T10:00:00+00:00",
            ("serving", "favourite"),
        ),
        "One line": ("One line", "2024-03-03T10:00:00+00:00", ()),
    }


def test_standard_notes_tell_their_tags_apart_from_the_notes(tmp_path: Path, cache: Path) -> None:
    shutil.copy(HERE / "standard_notes.json", tmp_path)
    (note,), reasons = told(tmp_path / "standard_notes.json", cache)
    assert (note.title, note.text, note.tags, note.saved_at) == (
        "On keys", "Words on keys.", ("serving",), "2024-03-01T10:00:00+00:00",
    )  # fmt: skip
    assert reasons == ["records that were thrown away: 1; left out"]


@pytest.mark.parametrize(
    ("lines", "journal"),
    [
        ("JO  - Journal of Examples\n", "Journal of Examples"),
        ("T2  - 2024 Conference on Examples\nJA  - CE\n", "2024 Conference on Examples"),
        ("JF  - Journal of Examples\nJO  - J. Ex.\n", "Journal of Examples"),
    ],
)
def test_ris_names_the_journal_by_one_of_several_tags(
    lines: str, journal: str, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "one.ris").write_text(f"TY  - JOUR\nTI  - On caches\n{lines}PY  - 2024\nER  - \n", "utf-8")
    (one,), _ = told(tmp_path / "one.ris", cache)
    assert one.meta["journal"] == journal


def test_ris_that_names_arxiv_for_a_journal_is_that_paper(tmp_path: Path, cache: Path) -> None:
    text = "TY  - JOUR\nT1  - On caches\nJO  - arXiv preprint arXiv:2401.01234\nY1  - 2024\nER  - \n"
    (tmp_path / "scholar.ris").write_text(text, "utf-8")
    (one,), _ = told(tmp_path / "scholar.ris", cache)
    assert one.key == "arxiv:2401.01234"


def test_marks_on_a_kobo_are_those_of_their_books(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "reader").mkdir()
    shutil.copy(HERE / "KoboReader.sqlite", tmp_path / "reader")
    before = (tmp_path / "reader" / "KoboReader.sqlite").read_bytes()
    found, reasons = told(tmp_path / "reader", cache)
    assert not reasons
    caches, plain = {one.title: one for one in found}["On Caches"], found[-1]
    assert [(one.quote, one.note, one.made_at) for one in caches.annotations] == [
        ("words that\nwere marked", "my own words", "2024-03-01T10:00:00+00:00"),
        ("in the second chapter", "", "2024-03-02T10:00:00+00:00"),
    ]
    assert (caches.authors, caches.state, caches.saved_at) == (
        ("Jane Doe",), State.READ, "2024-03-01T10:00:00+00:00",
    )  # fmt: skip
    assert book_key("On Caches", ("Jane Doe",)) in caches.aliases
    assert (plain.title, plain.guessed, plain.state) == ("Plain", True, None)
    assert sorted(file.name for file in (tmp_path / "reader").iterdir()) == ["KoboReader.sqlite"]
    assert (tmp_path / "reader" / "KoboReader.sqlite").read_bytes() == before


def test_a_kobo_without_marks_says_so(tmp_path: Path, cache: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "KoboReader.sqlite")) as db:
        db.execute("CREATE TABLE Bookmark (VolumeID TEXT, Text TEXT, Annotation TEXT, DateCreated TEXT)")
        db.execute("CREATE TABLE content (ContentID, ContentType, Title, Attribution, ReadStatus)")
    assert told(tmp_path / "KoboReader.sqlite", cache) == (
        [], ["books without a mark: 1; left out"],
    )  # fmt: skip


def test_readeck_s_bookmarks_lead_to_their_pages(tmp_path: Path, cache: Path) -> None:
    found = read("readeck.json", tmp_path, cache)
    caches, two = found["On caches"], found["Two"]
    assert (caches.url, caches.tags, caches.state) == (
        "https://example.org/caches", ("serving", "favourite"), State.READ,
    )  # fmt: skip
    assert (caches.authors, caches.published, caches.summary) == (("Jane Doe",), "2024-02-01", "A long look")
    assert (two.url, two.tags, two.state) == ("https://example.org/two", (), State.UNREAD)


def test_favourites_of_hacker_news_lead_to_what_they_are_about(tmp_path: Path, cache: Path) -> None:
    found = read("favorites.html", tmp_path, cache)
    assert {title: (one.url, one.authors) for title, one in found.items()} == {
        "On caches": ("https://example.org/caches", ()),
        "Ask HN: What of caches?": ("https://news.ycombinator.com/item?id=39000002", ()),
    }


def test_paperpile_s_table_keeps_labels_and_folders(tmp_path: Path, cache: Path) -> None:
    (keys,) = read("paperpile.csv", tmp_path, cache).values()
    assert (keys.key, keys.tags, keys.meta["folder"]) == (
        "doi:10.1234/pp.1", ("llm", "to read", "Serving"), "Serving",
    )  # fmt: skip
    assert [one.note for one in keys.annotations] == ["my words"]


@pytest.mark.parametrize(
    ("name", "folder", "state"),
    [
        ("плейлисты/Посмотреть позже.csv", "Посмотреть позже", State.UNREAD),
        ("playlists/On caches.csv", "On caches", None),
        ("elsewhere/Watch later.csv", "Watch later", State.UNREAD),
        ("elsewhere/videos.csv", None, None),
    ],
)
def test_a_list_of_youtube_may_be_called_by_its_name_alone(
    name: str, folder: str | None, state: State | None, tmp_path: Path, cache: Path
) -> None:
    place = tmp_path / name
    place.parent.mkdir()
    place.write_text("Идентификатор видео,Время\nabcdefghij1,2024-03-01T10:00:00+00:00\n", encoding="utf-8")
    (video,), reasons = told(place, cache)
    assert not reasons
    assert (video.meta.get("folder"), video.state) == (folder, state)


def test_bookmarks_on_habr_lead_to_the_articles(tmp_path: Path, cache: Path) -> None:
    found = read("habr.html", tmp_path, cache)
    assert {title: one.url for title, one in found.items()} == {
        "О кэшах": "https://habr.com/ru/articles/700001/",
        "О памяти": "https://habr.com/ru/companies/x/articles/700002/",
    }


def test_medium_tells_the_day_of_a_bookmark(tmp_path: Path, cache: Path) -> None:
    found = read("bookmarks-0001.html", tmp_path, cache)
    assert {title: (one.url, one.saved_at) for title, one in found.items()} == {
        "On caches, at length": ("https://medium.com/p/abcdef012345", "2024-03-01"),
        "On memory, at length": ("https://medium.com/p/abcdef012346", "2024-03-02"),
    }


def letter_of(tmp_path: Path, cache: Path, page: str, head: str = "") -> Document:
    letter = tmp_path / "one.eml"
    letter.write_text(
        f"From: a@example.org\nSubject: One\nMessage-ID: <1@e>\n{head}MIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>",
        encoding="utf-8",
    )
    (one,), _reasons = told(letter, cache)
    return one


@pytest.mark.parametrize(
    ("head", "page", "post"),
    [
        ("x-newsletter: https://one.example/p/caches\n", "<p>Words.</p>", "https://one.example/p/caches"),
        (
            "x-newsletter: =?us-ascii?Q?https=3A=2F=2Fone=2Eexample=2Fp=2Fcaches?=\n",
            "<p>Words.</p>",
            "https://one.example/p/caches",
        ),
        ("List-Post: <https://one.example/p/caches>\n", "<p>Words.</p>", "https://one.example/p/caches"),
        # Where one writes to a group is no post.
        ("List-Post: <https://groups.example/group/x/post>, <mailto:x@e>\n", "<p>Words.</p>", None),
        (
            "",
            '<p><a href="https://buttondown.com/rick/archive/12/?key=1">View in your browser</a></p>'
            "<p>Words.</p>",
            "https://buttondown.com/rick/archive/12/",
        ),
        ("", '<p><a href="https://track.example/c/1">Read online</a></p><p>Words.</p>', None),
    ],
)
def test_a_letter_whose_head_or_link_tells_its_post_is_that_post(
    head: str, page: str, post: str | None, tmp_path: Path, cache: Path
) -> None:
    one = letter_of(tmp_path, cache, page, head)
    assert (one.url, one.text) == (post, "Words.")


def test_what_a_letter_says_of_its_sending_is_no_text(tmp_path: Path, cache: Path) -> None:
    one = letter_of(
        tmp_path,
        cache,
        '<div style="display:none">shown beside the subject</div>'
        '<p>A <a href="https://example.org/caches">post</a> on how to unsubscribe from caches.</p>'
        '<p><a href="https://example.org/paper">Read the whole paper online</a></p>'
        '<p>You get this since you asked. <a href="https://track.example/u?key=1">Unsubscribe</a> or'
        ' <a href="https://track.example/p?key=1">update your preferences</a>.</p>'
        '<p><a href="https://track.example/u?key=1">Отписаться</a></p>',
    )
    assert one.text == (
        "A [post](https://example.org/caches) on how to unsubscribe from caches.\n\n"
        "[Read the whole paper online](https://example.org/paper)"
    )
    assert [link.url for link in one.references] == [
        "https://example.org/caches",
        "https://example.org/paper",
    ]


def test_a_library_of_papis_gives_its_works_with_the_notes_beside_them(cache: Path) -> None:
    found, reasons = told(HERE / "papis", cache)
    caches, forgetting = found
    assert not reasons
    assert (caches.key, caches.authors, caches.published, caches.saved_at) == (
        "doi:10.1234/papis.1", ("Jane Doe", "Rick Roe"), "2020-03", "2024-03-01T10:00:00+00:00",
    )  # fmt: skip
    assert (caches.tags, caches.meta["citation_key"]) == (("llm", "kv-cache"), "Doe2020")
    assert [one.note for one in caches.annotations] == ["My words on it."]
    assert (forgetting.key, forgetting.tags) == ("arxiv:2310.06770", ("agents", "long read"))


def test_a_file_of_the_name_that_papis_gives_is_not_its_own_by_that(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "info.yaml").write_text("project:\n  title: A chip\nnotes: notes.md\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("# On chips\n\nWords.", encoding="utf-8")
    assert [one.title for one in told(tmp_path, cache)[0]] == ["On chips"]


def test_marks_of_moon_reader_come_in_the_order_of_the_book(cache: Path) -> None:
    (book,), reasons = told(HERE.parent / "fixtures_books" / "On caches.mrexpt", cache)
    assert not reasons
    assert (book.kind, book.title, book.saved_at) == (Kind.BOOK, "On caches", "2024-03-01T10:00:00+00:00")
    assert [(one.quote, one.note) for one in book.annotations] == [
        ("the first passage", ""),
        ("the second\npassage", "my words"),
    ]


def test_highlights_in_raindrop_s_table_that_somebody_filled_are_kept(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "raindrop.csv").write_text(
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights\n"
        '1,One,,,https://a.io/1,,,1709287200,,"first passage\nsecond passage"\n',
        encoding="utf-8",
    )
    (one,), _reasons = told(tmp_path / "raindrop.csv", cache)
    assert (one.saved_at, [mark.quote for mark in one.annotations]) == (
        "2024-03-01T10:00:00+00:00", ["first passage", "second passage"],
    )  # fmt: skip


def test_what_was_passed_on_in_discord_gives_its_links(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "channel.json").write_text(
        '{"guild": {"id": "1", "name": "Readers"}, "channel": {"id": "2", "name": "papers"},'
        ' "messages": [{"id": "3", "timestamp": "2024-03-02T11:00:00+00:00", "content": "",'
        ' "author": {"name": "jane", "isBot": false}, "embeds": [],'
        ' "forwardedMessage": {"content": "see https://example.org/passed on this"}}]}',
        encoding="utf-8",
    )
    (link,), _reasons = told(tmp_path / "channel.json", cache)
    assert (link.url, link.summary) == ("https://example.org/passed", "jane: see on this")


def test_what_lies_in_none_of_linkwarden_s_collections_has_no_folder(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "backup.json").write_text(
        '{"collections": [{"id": 1, "name": "Unorganized", "parentId": null,'
        ' "links": [{"id": 2, "name": "One", "url": "https://a.io/1", "tags": [{"name": "llm"}]}]}]}',
        encoding="utf-8",
    )
    (one,), _reasons = told(tmp_path / "backup.json", cache)
    assert (one.tags, "folder" in one.meta) == (("llm",), False)


def test_words_in_endnote_s_label_are_a_tag_and_no_key(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "library.xml").write_text(
        "<xml><records><record><ref-type name='Journal Article'>17</ref-type>"
        "<titles><title>On caches</title></titles><keywords><keyword>llm</keyword></keywords>"
        "<label>to read</label></record></records></xml>",
        encoding="utf-8",
    )
    (one,), _reasons = told(tmp_path / "library.xml", cache)
    assert (one.tags, "citation_key" in one.meta) == (("llm", "to read"), False)


def test_an_export_of_slack_without_its_log_of_programs_is_whole(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "2024-03-01.json").write_text(
        '[{"type": "message", "user": "U01", "text": "see <https://example.org/one|One>",'
        ' "ts": "1709287200.000100"}]',
        encoding="utf-8",
    )
    (tmp_path / "users.json").write_text('[{"id": "U01", "name": "jane", "profile": {}}]', encoding="utf-8")
    (tmp_path / "channels.json").write_text(
        '[{"id": "C01", "name": "papers", "members": []}]', encoding="utf-8"
    )
    (one,), reasons = told(tmp_path, cache)
    assert (one.url, one.summary) == ("https://example.org/one", "jane: see One")
    assert reasons == ["lists of people and channels: 1; left out"] * 2
