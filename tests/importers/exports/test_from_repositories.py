"""Exports as people keep them in their repositories: their peculiarities, with words made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.library import Library
from kb.types import Kind, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("made", "place"),
    [
        ("- Je highlight op locatie 55 t/m 88 | Toegevoegd op 13 augustus 2026 20:01:02", "location 55-88"),
        ("- Je highlight op pagina 1 t/m 3 | locatie 10 t/m 20 | Toegevoegd op 13 augustus 2026 20:01:02",
         "page 1-3, location 10-20"),
    ],
)  # fmt: skip
def test_a_range_in_dutch_is_one_place(made: str, place: str, tmp_path: Path, cache: Path) -> None:
    (tmp_path / "clippings.txt").write_text(
        f"Het boek (Doe, Jane)\n{made}\n\nwoorden\n==========\n", encoding="utf-8"
    )
    (book,), failures = read(tmp_path / "clippings.txt", cache)
    assert not failures
    assert [(one.quote, one.place) for one in book.annotations] == [("woorden", place)]


@pytest.mark.parametrize("first", ["#: 997", ": Jane Doe", "Difficult: Easy"])
def test_notion_s_properties_may_be_called_by_a_sign_or_not_at_all(
    first: str, tmp_path: Path, cache: Path
) -> None:
    page = tmp_path / "On caches 0123456789abcdef0123456789abcdef.md"
    page.write_text(
        f"# On caches\n\n{first}\nTags: serving, caches\nlink: https://example.org/caches\n"
        "Created time: August 24, 2023 9:15 PM\n\nMy words.\n",
        encoding="utf-8",
    )
    (one,), failures = read(page, cache)
    assert not failures
    assert (one.url, one.tags, one.saved_at) == (
        "https://example.org/caches", ("serving", "caches"), "2023-08-24",
    )  # fmt: skip
    assert [mark.note for mark in one.annotations] == ["My words."]


def test_blocks_of_logseq_without_words_are_no_notes(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "hls__one.md").write_text(
        "file:: [one.pdf](../assets/one.pdf)\nfile-path:: ../assets/one.pdf\n\n"
        "- First.\n  ls-type:: annotation\n  hl-page:: 4\n\t- mine\n\t  + a part of it\n\t-\n-\n"
        "- {{cloze Second}}.\n  hl-page:: 5\n  ls-type:: annotation\n-\n",
        encoding="utf-8",
    )
    (paper,), failures = read(tmp_path / "hls__one.md", cache)
    assert not failures
    assert [(one.quote, one.note, one.place) for one in paper.annotations] == [
        ("First.", "mine\n+ a part of it", "page 4"), ("Second.", "", "page 5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", Kind.VIDEO),
        ("https://github.com/lists-example/one", Kind.REPO),
        ("https://example.org/one", Kind.ARTICLE),
    ],
)
def test_a_clipped_page_is_what_its_address_says(
    address: str, kind: Kind, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "One.md").write_text(
        f'---\ntitle: "One"\nsource: "{address}"\nauthor:\npublished:\ncreated: 2026-07-15\ndescription:\n'
        'tags:\n  - "clippings"\n---\nWords.\n',
        encoding="utf-8",
    )
    (one,), failures = read(tmp_path / "One.md", cache)
    assert not failures and (one.kind, one.url, one.saved_at) == (kind, address, "2026-07-15")


def test_the_shelf_that_says_how_far_one_got_is_no_tag(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "shelf.csv").write_text(
        "Title,Author,ISBN,Date Added,Bookshelves,Bookshelves with positions,Exclusive Shelf\n"
        'One,Jane Doe,"=""""",2024/01/02,"classics, read","classics (#1), read (#2)",read\n'
        'Two,Jane Doe,"=""""",2024/01/03,"to-read, classics","to-read (#1)",to-read\n'
        'Three,Jane Doe,"=""""",2024/01/03,"read-aloud","read-aloud (#1)",read\n',
        encoding="utf-8",
    )
    found, failures = read(tmp_path / "shelf.csv", cache)
    assert not failures
    assert [(one.tags, one.state) for one in found] == [
        (("classics",), State.READ), (("classics",), State.UNREAD), (("read-aloud",), State.READ),
    ]  # fmt: skip


def test_tables_of_posts_lead_to_the_posts_and_not_to_pictures(cache: Path) -> None:
    (short, long), failures = read(HERE / "fixtures_strangers/x_bookmarks.csv", cache)
    assert not failures
    assert (short.kind, short.key, short.authors) == (
        Kind.POST, "url:https://x.com/i/status/1700000000000000000", ("Jane 🔺",),
    )  # fmt: skip
    assert (short.text, short.published) == ("More than 25 & less", "2023-09-08")
    assert long.text == "The beginning of a post\n\nand all that came after it"


def test_posts_that_dewey_keeps_have_tags_and_comments(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "dewey.csv").write_text(
        "Tweet Date,Posted By,Posted By Profile Pic,Profile URL,Twitter Handle,Tweet URL,Content,Tags,"
        "Comments\n"
        '"Sep 8, 2023",Jane,https://img.example/a.jpg,https://twitter.com/jane,@jane,'
        "https://twitter.com/jane/status/1700000000000000000,On caches,ml,mine\n",
        encoding="utf-8",
    )
    (post,), failures = read(tmp_path / "dewey.csv", cache)
    assert not failures and post.key == "url:https://x.com/i/status/1700000000000000000"
    assert (post.tags, [one.note for one in post.annotations]) == (("ml",), ["mine"])


@pytest.mark.parametrize(
    "table",
    [
        "name,image,link\nOne,https://i.io/1.png,https://a.io/1\nTwo,https://i.io/2.png,https://a.io/2\n",
        "title,thumbnail_url,page\nOne,https://img.example/1.png,https://a.io/1\nTwo,,https://a.io/2\n",
        "title,author url,url\nOne,https://j.io/,https://a.io/1\nTwo,https://j.io/,https://a.io/2\n",
        "https://img.example/1.png,https://a.io/1,One\nhttps://img.example/2.png,https://a.io/2,Two\n",
    ],
)  # fmt: skip
def test_addresses_of_pictures_and_of_people_are_not_those_of_rows(
    table: str, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "table.csv").write_text(table, encoding="utf-8")
    found, failures = read(tmp_path / "table.csv", cache)
    assert all(reason.startswith("columns without a place here") for reason in failures)
    assert [(one.url, one.title) for one in found] == [("https://a.io/1", "One"), ("https://a.io/2", "Two")]


def test_mendeley_tells_own_tags_from_keywords_and_escapes_paths(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "library.bib").write_text(
        r"""@article{Doe2020,
file = {:C$\backslash$:/Users/jane/Papers/Doe{\'{e}}{\_}2020.pdf:pdf},
keywords = {Classification,Machine learning,Imbalance},
mendeley-tags = {Imbalance},
title = {{On imbalance}},
author = {Doe, Jane},
}
@techreport{Roe2019,
author = {Roe, Rick},
number = {EX-19/35},
mendeley-tags = {EX-19/35},
title = {{A report}},
}
""",
        encoding="utf-8",
    )
    (paper, report), failures = read(tmp_path / "library.bib", cache)
    assert not failures
    assert (paper.tags, paper.meta["file"]) == (("Imbalance",), "C:/Users/jane/Papers/Doeé_2020.pdf")
    assert report.tags == ()


def test_the_favourites_of_duckduckgo_are_marked(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "bookmarks.html").write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>Bookmarks</H1>\n<DL><p>\n"
        '<DT><A HREF="https://a.io/1" duckduckgo:favorite="true">One</A>\n'
        '<DT><A HREF="https://a.io/2">Two</A>\n</DL><p>\n',
        encoding="utf-8",
    )
    found, failures = read(tmp_path / "bookmarks.html", cache)
    assert not failures and [one.tags for one in found] == [("favourite",), ()]


@pytest.mark.parametrize(
    "properties",
    [
        "Ссылка: https://example.org/one\nТеги: a, b\nСоздано: 6 августа 2025 г. 6:21\nСтатус: Прочитано",
        "Adresse: https://example.org/one\nSchlagwörter: a, b\nErstellt: 6. August 2025\nZustand: Gelesen",
        "Lien: https://example.org/one\nÉtiquettes: a, b\nDate d’ajout: 6 août 2025 06:21\nStatut: Lu",
        "Enlace: https://example.org/one\nEtiquetas: a, b\nFecha: 6 de agosto de 2025\nEstado: Leído",
    ],
)
def test_properties_of_notion_are_known_in_several_languages(
    properties: str, tmp_path: Path, cache: Path
) -> None:
    page = tmp_path / "Eins 0123456789abcdef0123456789abcdef.md"
    page.write_text(f"# Eins\n\n{properties}\n\nWords.\n", encoding="utf-8")
    (one,), failures = read(page, cache)
    assert not failures
    assert (one.url, one.tags, one.saved_at, one.state) == (
        "https://example.org/one", ("a", "b"), "2025-08-06", State.READ,
    )  # fmt: skip


def test_people_with_pages_of_their_own_are_several(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "roam.json").write_text(
        '[{"title": "Paper", "uid": "aaaaaaaaa", "children": ['
        '{"string": "Author:: [[Jane Doe]], [[Rick Roe]]", "uid": "bbbbbbbbb"},'
        '{"string": "Words", "uid": "ccccccccc"}]}]'
    )
    (tmp_path / "Paper.md").write_text("author:: [[Jane Doe]] [[Rick Roe]]\n\n- Words\n")
    found, failures = read(tmp_path, cache)
    assert not failures and [one.authors for one in found] == [("Jane Doe", "Rick Roe")] * 2


@pytest.mark.parametrize(
    "table",
    [
        "Paper Title,Authors,arXiv ID,GitHub URL,Year\nOne,Jane Doe,2310.06770,https://github.com/a/one,2023\n",
        "Paper,Code URL,Paper URL\nOne,https://github.com/a/one,https://arxiv.org/abs/2310.06770\n",
        "title,page link,doi\nOne,https://a.io/1,10.48550/arXiv.2310.06770\n",
    ],
)
def test_a_paper_s_row_is_the_paper_and_not_its_code(table: str, tmp_path: Path, cache: Path) -> None:
    (tmp_path / "papers.csv").write_text(table, encoding="utf-8")
    (paper,), failures = read(tmp_path / "papers.csv", cache)
    assert not failures and (paper.key, paper.title) == ("arxiv:2310.06770", "One")


CURATED = """# Awesome Caches [![Awesome](https://badges.example/badge.svg)](https://badges.example)

> A curated list.

## Papers

- **[2024/03]** Caches, by Hand: a Study [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/1)]
- [2024/04] Second Paper [[paper](https://arxiv.org/abs/2401.00002)] ![](https://badges.example/stars/2.svg?style=social)
- Third Paper, Jane Doe et al., NeurIPS 2023. [[pdf]](https://arxiv.org/pdf/2401.00003) [[code]](https://github.com/a/3)
- [Fourth Paper](https://arxiv.org/abs/2401.00004), Jane Doe, *ICML 2024* | [code](https://github.com/a/4)
- [Fifth Paper](https://arxiv.org/abs/2401.00005) :star: [[code](https://github.com/a/5)]
"""


def test_a_curated_list_names_a_work_beside_its_code(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "README.md").write_text(CURATED, encoding="utf-8")
    found, failures = read(tmp_path / "README.md", cache)
    assert not failures
    assert [one.key for one in found] == [f"arxiv:2401.0000{n}" for n in range(1, 6)]
    assert [one.title for one in found] == [
        "Caches, by Hand: a Study", "Second Paper", "Third Paper, Jane Doe et al., NeurIPS 2023",
        "Fourth Paper", "Fifth Paper",
    ]  # fmt: skip
    # Nobody's own words, and the month is the paper's.
    assert {(one.saved_at, one.annotations, one.tags) for one in found} == {(None, (), ("Papers",))}


def test_a_cell_with_a_badge_and_code_leads_to_the_work(tmp_path: Path, cache: Path) -> None:
    rows = "".join(
        f"|[![Star](https://badges.example/{n}.svg)](https://github.com/a/{n})<br>[Paper {n}]"
        f"(https://arxiv.org/abs/2401.0000{n}) <br> Jane Doe |<img src='figures/{n}.png'> |"
        f"[Github](https://github.com/a/{n})|\n"
        for n in range(1, 5)
    )
    (tmp_path / "list.md").write_text(
        f"# Papers\n\n| Title & Authors | Introduction | Links |\n|:--|:-:|:-:|\n{rows}"
    )
    found, failures = read(tmp_path / "list.md", cache)
    assert not failures
    assert [(one.key, one.title) for one in found] == [
        (f"arxiv:2401.0000{n}", f"Paper {n}") for n in range(1, 5)
    ]


def test_what_the_interface_of_karakeep_answers_is_the_person_s_bookmarks(
    tmp_path: Path, cache: Path
) -> None:
    common = {"createdAt": "2025-11-07T23:22:10.000Z", "archived": False, "favourited": False, "note": None}
    tags = [{"name": "by a model", "attachedBy": "ai"}, {"name": "mine", "attachedBy": "human"}]
    page = {
        "type": "link", "url": "https://example.org/caches", "title": "On caches",
        "description": "How they grow", "htmlContent": "<div><p>Caches grow by hand.</p></div>",
        "author": "Jane Doe", "datePublished": "2025-07-07T04:00:00.000Z",
    }  # fmt: skip
    paper = {"type": "asset", "assetType": "pdf", "sourceUrl": "http://arxiv.org/pdf/2310.06770"}
    selected = {"type": "text", "text": "Words that were selected", "sourceUrl": "https://example.org/two"}
    answer = {
        "bookmarks": [
            {
                **common,
                "title": None,
                "summary": "A model's",
                "tags": tags,
                "content": page,
                "archived": True,
            },
            {**common, "title": "A paper", "tags": [], "content": paper, "favourited": True, "note": "Mine"},
            {**common, "title": None, "tags": [], "content": selected},
        ],
        "nextCursor": None,
    }
    (tmp_path / "answer.json").write_text(json.dumps(answer))
    (link, work, other), failures = read(tmp_path / "answer.json", cache)
    assert not failures
    assert (link.title, link.summary, link.text) == ("On caches", "How they grow", "Caches grow by hand.")
    assert (link.authors, link.published, link.tags, link.state) == (
        ("Jane Doe",), "2025-07-07", ("mine",), State.READ,
    )  # fmt: skip
    assert (work.key, work.tags, work.meta["favourite"]) == ("arxiv:2310.06770", ("favourite",), "yes")
    assert [one.note for one in work.annotations] == ["Mine"]
    assert (other.url, [one.quote for one in other.annotations]) == (
        "https://example.org/two", ["Words that were selected"],
    )  # fmt: skip
    # Several pages of answers are kept one behind the other.
    (tmp_path / "pages.json").write_text(f"{json.dumps(answer)}\n{json.dumps(answer)}\n")
    assert len(read(tmp_path / "pages.json", cache)[0]) == 6


def test_posts_of_x_that_a_tool_of_one_s_own_keeps_lead_where_their_short_links_do(
    tmp_path: Path, cache: Path
) -> None:
    def post(number: str, text: str, *urls: str) -> dict[str, object]:
        return {
            "id": number, "url": f"https://x.com/jane/status/{number}", "author": "Jane Doe",
            "handle": "jane", "created_at": "Tue Oct 06 14:07:22 +0000 2026", "text": text,
            "urls": list(urls), "likes": 3,
        }  # fmt: skip

    paper = "https://arxiv.org/abs/2310.06770"
    kept = [
        post("1700000000000000000", "A paper on repairs https://t.co/abc", paper),
        post("1700000000000000001", "https://t.co/def", "https://example.org/one"),
    ]
    (tmp_path / "kept.json").write_text(json.dumps({"count": 2, "bookmarks": kept}))
    (told, alone), failures = read(tmp_path / "kept.json", cache)
    assert not failures
    assert (told.key, told.kind, told.authors) == (
        "url:https://x.com/i/status/1700000000000000000", Kind.POST, ("Jane Doe",),
    )  # fmt: skip
    assert "arxiv:2310.06770" in {one.key for one in told.references} and told.published == "2023-09-08"
    assert alone.text == "https://example.org/one"
    # A list of links that begins with a post is none of posts.
    links = [{**kept[0], "title": "A post"}, {"url": "https://example.org/two", "title": "Two"}]
    (tmp_path / "links.json").write_text(json.dumps(links))
    assert [one.title for one in read(tmp_path / "links.json", cache)[0]][1] == "Two"


def test_fields_above_a_note_may_be_json_between_the_rules_of_yaml(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "note.md").write_text(
        '---\n{"dg-publish":true,"permalink":"/sources/caches/","title":"On caches","tags":["serving"],'
        '"created":"2024-05-01"}\n---\n\n\nMy words on [a paper](https://arxiv.org/abs/2310.06770).\n',
        encoding="utf-8",
    )
    (note,), failures = read(tmp_path / "note.md", cache)
    assert not failures
    assert (note.title, note.tags, note.published) == ("On caches", ("serving",), "2024-05-01")
    assert note.text.startswith("My words on")


def test_what_a_catalogue_counts_is_no_note_and_a_doi_may_be_a_link_behind_its_mark(
    tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "refs.ris").write_text(
        "TY  - JOUR\nAU  - Doe, J.\nDO  - doi:http://dx.doi.org/10.1234/one.1\nN1  - Times Cited: 216\n218\n"
        "PY  - 2002\nTI  - On caches\nUR  - <Go to ISI>://WOS:000172784700025\nER  - \n",
        encoding="utf-8",
    )
    (paper,), failures = read(tmp_path / "refs.ris", cache)
    assert not failures
    assert (paper.key, paper.url, paper.annotations) == (
        "doi:10.1234/one.1",
        "https://doi.org/10.1234/one.1",
        (),
    )


def test_a_page_that_zotero_keeps_is_no_paper_of_its_site(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "pages.rdf").write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#">'
        '<bib:Document rdf:about="https://example.org/caches"><z:itemType>webpage</z:itemType>'
        "<dcterms:isPartOf><z:Website><dc:title>A site</dc:title></z:Website></dcterms:isPartOf>"
        "<dc:title>On caches</dc:title><dc:identifier><dcterms:URI><rdf:value>https://example.org/caches"
        "</rdf:value></dcterms:URI></dc:identifier>"
        "<dcterms:dateSubmitted>2020-07-23 15:34:03</dcterms:dateSubmitted>"
        "<dc:description>Library Catalog: example.org</dc:description></bib:Document></rdf:RDF>",
        encoding="utf-8",
    )
    (page,), failures = read(tmp_path / "pages.rdf", cache)
    assert not failures
    assert (page.kind, page.meta["journal"], page.saved_at) == (Kind.ARTICLE, "A site", "2020-07-23")
    assert page.annotations == ()
    csl = [
        {"id": "one", "type": "webpage", "title": "One", "container-title": "A site", "URL": "https://example.org/one"},
        {"id": "two", "type": "article-journal", "title": "Two", "container-title": "A journal",
         "URL": "https://example.org/two"},
    ]  # fmt: skip
    (tmp_path / "csl.json").write_text(json.dumps(csl))
    assert [one.kind for one in read(tmp_path / "csl.json", cache)[0]] == [Kind.ARTICLE, Kind.PAPER]


def test_what_the_interface_of_omnivore_answers_has_its_marks_and_state(tmp_path: Path, cache: Path) -> None:
    common = {"labels": [{"name": "tools"}], "savedAt": "2024-06-22T09:42:05.000Z", "author": None}
    mark = {"quote": "labels (also known as tags)", "annotation": "A comment", "type": "HIGHLIGHT"}
    answered = [
        {**common, "title": "One", "slug": "one", "url": "https://example.org/one", "isArchived": False,
         "readingProgressPercent": 53, "content": "<p>Its words.</p>",
         "highlights": [{**mark, "createdAt": "2024-06-22T09:51:51.000Z"},
                        {"quote": None, "annotation": "On the page", "type": "NOTE"}]},
        {**common, "title": "Two", "slug": "two", "url": "https://example.org/two", "isArchived": True,
         "readingProgressPercent": 4, "highlights": []},
    ]  # fmt: skip
    (tmp_path / "omnivore.json").write_text(json.dumps(answered))
    (one, two), failures = read(tmp_path / "omnivore.json", cache)
    assert not failures
    assert (one.state, two.state, one.text) == (State.READING, State.READ, "Its words.")
    assert [(mark.quote, mark.note, mark.made_at) for mark in one.annotations] == [
        ("labels (also known as tags)", "A comment", "2024-06-22T09:51:51+00:00"), ("", "On the page", None),
    ]  # fmt: skip


def test_channels_that_somebody_follows_at_youtube_are_sources(tmp_path: Path, library: Library) -> None:
    number = "UCabcdefghijklmnopqrstuv"
    (tmp_path / "subscriptions.csv").write_text(
        f"Идентификатор канала,URL канала,Название канала\n{number},http://www.youtube.com/channel/{number},"
        '"Talks, mostly"\n',
        encoding="utf-8",
    )
    report = library.intake.add([str(tmp_path / "subscriptions.csv")])
    assert (report.added, report.failed) == (0, ())
    [feed] = [one.feed for one in library.feeds.states()]
    assert (feed.url, feed.title) == (
        f"https://www.youtube.com/feeds/videos.xml?channel_id={number}", "Talks, mostly",
    )  # fmt: skip


def test_what_the_interfaces_of_wallabag_and_linkding_answer_has_its_states(
    tmp_path: Path, cache: Path
) -> None:
    kept = {"content": "<p>Its words.</p>", "created_at": "2024-01-02T03:04:05+0000"}
    entries = [
        {**kept, "url": "https://example.org/one", "title": "One", "is_archived": 0, "is_starred": 1,
         "tags": [{"id": 1, "label": "ml"}], "annotations": [{"text": "A note", "quote": "words"}]},
        {**kept, "url": "https://example.org/two", "title": "Two", "is_archived": 1, "is_starred": 0},
    ]  # fmt: skip
    (tmp_path / "entries.json").write_text(json.dumps({"page": 1, "_embedded": {"items": entries}}))
    (one, two), failures = read(tmp_path / "entries.json", cache)
    assert not failures
    assert (one.state, two.state, one.tags, one.text) == (
        State.UNREAD, State.READ, ("ml", "favourite"), "Its words.",
    )  # fmt: skip
    assert [(mark.quote, mark.note) for mark in one.annotations] == [("words", "A note")]
    bookmarks = [
        {"url": f"https://example.org/{number}", "title": f"Page {number}", "is_archived": archived,
         "unread": unread, "tag_names": [], "date_added": "2020-09-26T09:46:23Z"}
        for number, (archived, unread) in enumerate([(True, False), (False, True), (False, False)])
    ]  # fmt: skip
    (tmp_path / "linkding.json").write_text(json.dumps({"count": 3, "results": bookmarks}))
    found, failures = read(tmp_path / "linkding.json", cache)
    assert not failures
    assert [one.state for one in found] == [State.READ, State.UNREAD, None]
