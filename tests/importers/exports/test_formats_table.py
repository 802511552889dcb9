"""The table in docs/formats.md says of each format what survives: what the documents of its fixtures have."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents, importers
from kb.importers.exports import EXPORTS, LARGE
from kb.settings import PROJECT_ROOT
from kb.types import Document, Subscription

HERE = Path(__file__).parent
TABLE = (PROJECT_ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
WORDS = ("moment", "tags", "read", "favourite", "folders", "notes", "highlights", "text")

FORMATS = {
    "Bookmarks in HTML: Chrome, Firefox, Edge, Safari, DuckDuckGo, Delicious, Raindrop, Karakeep": (
        "fixtures/bookmarks.html",
    ),
    "linkding (HTML)": ("fixtures/linkding.html",),
    "Shaarli (HTML; JSON of its interface)": ("fixtures/shaarli.html", "fixtures_answers/shaarli.json"),
    "Kumu: a map's blueprint or a project's backup (JSON)": ("fixtures_answers/kumu.json",),
    "Papis: its library, or the `info.yaml` of a work": ("fixtures_kept/papis",),
    "Moon+ Reader (`.mrexpt`)": ("fixtures_books/On caches.mrexpt",),
    "Dublin Core (RDF): Zotero's, a catalogue's, or written by hand": ("fixtures_answers/dublin_core.rdf",),
    "Chrome's file `Bookmarks`": ("fixtures/chrome.json",),
    "Firefox's backup, `.json` or `.jsonlz4`": (
        "fixtures/firefox.json",
        "fixtures_saved/bookmarks.jsonlz4",
    ),
    "Safari's `Bookmarks.plist`": ("fixtures_saved/Bookmarks.plist",),
    "Pocket: the list in HTML, the tables and highlights of 2025": (
        "fixtures/pocket.html",
        "fixtures/pocket.csv",
        "fixtures_archives/pocket",
    ),
    "Instapaper (CSV, HTML; JSON of its interface), its notes (Markdown)": (
        "fixtures/instapaper.csv",
        "fixtures_answers/instapaper.json",
        "fixtures/instapaper.html",
        "fixtures_marks/instapaper.md",
    ),
    "Pinboard (JSON, XML)": ("fixtures/pinboard.json", "fixtures_lists/pinboard.xml"),
    "Delicious (JSON)": ("fixtures/delicious.json",),
    "Diigo (CSV)": ("fixtures_kept/diigo.csv",),
    "Shortcuts to pages: `.url`, `.webloc`, `.desktop`": ("fixtures_kept/shortcuts",),
    "Raindrop (CSV; JSON of its interface)": ("fixtures/raindrop.csv", "fixtures_strangers/raindrop.json"),
    "Readwise Reader (CSV, JSON)": ("fixtures/reader.csv", "fixtures_readwise/reader.json"),
    "mymind (CSV)": ("fixtures_lists/mymind.csv",),
    "Matter: its zip file, or the table in it; notes of Obsidian's plugin": (
        "fixtures_archives/matter",
        "fixtures_marks/A note of Matter.md",
    ),
    "Omnivore: its zip file, or the list in it; notes of Obsidian's plugin": (
        "fixtures_archives/omnivore",
        "fixtures_marks/omnivore.md",
    ),
    "Wallabag 1 and 2 (JSON)": (
        "fixtures/wallabag1.json",
        "fixtures/wallabag2.json",
    ),
    "Karakeep (JSON)": ("fixtures/karakeep.json",),
    "Linkwarden (JSON)": ("fixtures/linkwarden.json",),
    "Readeck (JSON of `/api/bookmarks`)": ("fixtures_kept/readeck.json",),
    "Hacker News: favourites; Habr, Medium: bookmarks; saved as a page (HTML)": (
        "fixtures_kept/favorites.html",
        "fixtures_kept/habr.html",
        "fixtures_kept/bookmarks-0001.html",
    ),
    "Readability (JSON)": ("fixtures_archives/readability.json",),
    "elCurator (JSON)": ("fixtures_archives/elcurator.json",),
    "GitHub stars (`gh api user/starred`)": (
        "fixtures_saved/stars.json",
        "fixtures_saved/stars_plain.json",
    ),
    "Hugging Face: what somebody likes (JSON of `/api/users/NAME/likes`)": ("fixtures_kept/likes.json",),
    "FreshRSS, Inoreader, and other readers with Google Reader's JSON": (
        "fixtures/google_reader.json",
        "fixtures_strangers/inoreader.json",
    ),
    "Feedly: saved articles and boards (JSON)": ("fixtures_strangers/feedly.json",),
    "X: likes and bookmarks of the archive; bookmarks as extensions and Dewey save them (JSON, CSV)": (
        "fixtures_strangers/x_bookmarks.csv",
        "fixtures_saved/like.js",
        "fixtures_saved/bookmarks.js",
    ),
    "YouTube Takeout: lists, watch later, likes (CSV)": (
        "fixtures_saved/Watch later-videos.csv",
        "fixtures_saved/old_playlist.csv",
        "fixtures_strangers/watch-history.json",
    ),
    "A table of one's own (CSV, TSV), Goodreads' shelf": (
        "fixtures_lists/links.csv",
        "fixtures_lists/links.ru.csv",
        "fixtures_lists/shelf.csv",
    ),
    "A reading log or a curated list (Markdown, Org)": (
        "fixtures_kept/buku.md",
        "fixtures_kept/reading.org",
        "fixtures_lists/log.md",
        "fixtures_lists/curated.md",
        "fixtures_lists/headed.md",
    ),
    "A list of links as text, JSON or JSON lines": (
        "fixtures_lists/tabs.txt",
        "fixtures_lists/sessions.json",
        "fixtures_kept/browser_sync.json",
    ),
    "Hugging Face daily papers (JSON)": ("fixtures_saved/daily.json",),
    "Kindle: `My Clippings.txt`, in the device's language": ("fixtures_archives/clippings.txt",),
    "Kindle: the notebook of a book that an app sends or saves (HTML), in any language": (
        "fixtures_archives/notebook.html",
    ),
    "Readwise highlights (CSV, JSON, notes in a vault)": (
        "fixtures/readwise.csv",
        "fixtures_readwise/highlights.json",
        "fixtures_readwise/How to cache.md",
    ),
    "Apple Books on a Mac: `AEAnnotation….sqlite`, with `BKLibrary….sqlite` for the names": (
        "fixtures_books/AEAnnotation/AEAnnotation_v10312011_1727_local.sqlite",
    ),
    "Notes of plugins for Zotero in Obsidian and Logseq (Markdown)": (
        "fixtures_kept/plugins/zotero.md",
        "fixtures_kept/plugins/zotero_callouts.md",
        "fixtures_kept/plugins/zotero_nested.md",
        "fixtures_kept/plugins/zotero_logseq.md",
    ),
    "Notes of plugins for Kindle, Raindrop's highlights, Readwise and Annotator (Markdown)": (
        "fixtures_kept/plugins/kindle.md",
        "fixtures_kept/plugins/raindrop.md",
        "fixtures_kept/plugins/page.md",
        "fixtures_kept/plugins/readwise_logseq.md",
        "fixtures_kept/plugins/readwise_form.md",
    ),
    "Kobo: `KoboReader.sqlite` from the reader": ("fixtures_kept/KoboReader.sqlite",),
    "Google Play Books: Takeout, or the notes in Google Drive saved as a web page": (
        "fixtures_books/takeout.json",
        "fixtures_books/notes_from.html",
    ),
    "KOReader: what it keeps beside each book (`metadata.….lua`)": (
        "fixtures_marks/On Caches.sdr",
        "fixtures_marks/Early.sdr",
    ),
    "KOReader: its exports (JSON, Markdown, text, HTML)": (
        "fixtures_records/koreader.json",
        "fixtures_marks/koreader.md",
        "fixtures_marks/koreader.txt",
        "fixtures_marks/koreader.html",
    ),
    "ReadEra: its backup (`.bak`, or `library.json` in it)": ("fixtures_books/readera.json",),
    "PocketBook: the marks of a book (HTML)": ("fixtures_books/pocketbook.html",),
    "Hypothesis: the client's exports (JSON, CSV, text, HTML), its interface (JSON)": (
        "fixtures/hypothesis.json",
        "fixtures/hypothesis.csv",
        "fixtures_marks/hypothesis.txt",
        "fixtures_marks/hypothesis.html",
    ),
    "Hypothesis: Jon Udell's search page (JSON, CSV), notes of Obsidian's plugin": (
        "fixtures_marks/search.json",
        "fixtures_marks/search.csv",
        "fixtures_marks/hypothesis.md",
    ),
    "Zotero RDF, with the files exported beside it": ("fixtures_zotero",),
    "Zotero's reports (HTML)": ("fixtures_strangers/zotero_report.html",),
    "Zotero's notes (HTML)": ("fixtures_strangers/zotero_notes.html",),
    "Zotero's table (CSV)": ("fixtures_kept/zotero.csv",),
    "Better BibTeX (JSON)": ("fixtures_biblio/better_bibtex.json",),
    "Zotero's Web API (JSON)": ("fixtures_records/zotero_api.json",),
    "BibTeX, BibLaTeX: Zotero, Better BibTeX, JabRef, Mendeley, Paperpile, ACL, arXiv": (
        "fixtures_biblio/zotero.bib",
        "fixtures_biblio/mendeley.bib",
        "fixtures_biblio/mendeley_manager.bib",
        "fixtures_biblio/paperpile.bib",
    ),
    "RIS": ("fixtures_biblio/refs.ris",),
    "EndNote: its XML, and `.enw`": ("fixtures_catalogues/endnote.xml", "fixtures_catalogues/endnote.enw"),
    "RefWorks (tagged text), as ProQuest and CNKI write it too": ("fixtures_catalogues/refworks.txt",),
    "PubMed (`.nbib`, CSV)": ("fixtures_catalogues/pubmed.nbib", "fixtures_catalogues/pubmed.csv"),
    "Web of Science (text, table)": (
        "fixtures_catalogues/web_of_science.txt",
        "fixtures_catalogues/web_of_science.tsv",
    ),
    "Scopus (CSV)": ("fixtures_catalogues/scopus.csv",),
    "Springer Link (CSV)": ("fixtures_kept/springer.csv",),
    "Tables (CSV) of Google Scholar's library, Paperpile, IEEE, Dimensions, Lens, Publish or Perish": (
        "fixtures_kept/scholar.csv",
        "fixtures_kept/paperpile.csv",
    ),
    "Crossref, OpenAlex, Semantic Scholar, DBLP, OpenReview (JSON)": (
        "fixtures_catalogues/crossref.json",
        "fixtures_catalogues/openalex.json",
        "fixtures_catalogues/semantic_scholar.json",
        "fixtures_catalogues/dblp.json",
        "fixtures_catalogues/openreview.json",
    ),
    "CSL-YAML: pandoc, Better BibTeX": ("fixtures_books/references.yaml",),
    "CSL-JSON": ("fixtures_biblio/csl.json",),
    "Obsidian: a vault": ("fixtures_notes/obsidian",),
    "Logseq: a graph of files": ("fixtures_notes/logseq",),
    "Notion: its zip file, Markdown or HTML": (
        "fixtures_notes/notion",
        "fixtures_notes/notion_page.html",
    ),
    "Evernote (ENEX)": ("fixtures_books/notes.enex",),
    "Apple Notes: what Apple gives of them (zip file)": ("fixtures_apple",),
    "Roam (JSON)": ("fixtures_notes/roam.json",),
    "Google Keep: its folder in Takeout": ("fixtures_records/keep",),
    "Joplin: its raw export (Markdown), or packed (JEX)": ("fixtures_records/joplin",),
    "TiddlyWiki: the wiki itself (HTML), tiddlers as JSON or `.tid` files": (
        "fixtures_talks/wiki.html",
        "fixtures_talks/On caches.tid",
        "fixtures_talks/tiddlers.json",
    ),
    "Todoist: a project's table (CSV), the whole (JSON)": (
        "fixtures_talks/Reading [123].csv",
        "fixtures_talks/todoist.json",
    ),
    "Google Takeout: saved lists (CSV), tasks (JSON)": ("fixtures_networks/takeout",),
    "Trello: a board (JSON)": ("fixtures_talks/board.json",),
    "Facebook and Instagram: what was saved (JSON, of old and new downloads)": (
        "fixtures_talks/saved_items.json",
        "fixtures_talks/instagram.json",
        "fixtures_talks/saved_posts.json",
    ),
    "Slack: its export (zip file, JSON)": ("fixtures_talks/slack",),
    "Discord: a channel by DiscordChatExporter (JSON), one's own messages by Discord (JSON, CSV)": (
        "fixtures_kept/discord",
        "fixtures_kept/discord.csv",
    ),
    "WhatsApp: a chat as text, in the phone's language": ("fixtures_talks/chat.txt",),
    "Mastodon's archive: posts, bookmarks, favourites (JSON)": (
        "fixtures_talks/outbox.json",
        "fixtures_talks/likes.json",
    ),
    "Bear: its backup (`.bear2bk`), notes as TextBundle or TextPack, those of other programs too": (
        "fixtures_kept/bear",
    ),
    "Reddit: what was saved, your own posts (CSV)": ("fixtures_networks/reddit",),
    "LinkedIn: what was saved and shared (CSV)": ("fixtures_networks/linkedin",),
    "VK: its archive (HTML)": ("fixtures_networks/vk",),
    "Bluesky: bookmarks, likes (JSON of its interface)": (
        "fixtures_networks/bluesky.json",
        "fixtures_networks/likes_of_bluesky.json",
    ),
    "Zulip: its export (JSON)": ("fixtures_networks/zulip",),
    "Tana (JSON)": ("fixtures_networks/tana.json",),
    "HAR: what a browser's developer tools saw": ("fixtures_networks/pages.har",),
    "Outlines (OPML without feeds): Workflowy, Dynalist, Logseq": ("fixtures_kept/outline.opml",),
    "Day One, Standard Notes (JSON)": (
        "fixtures_kept/day_one.json",
        "fixtures_kept/standard_notes.json",
    ),
    "Simplenote (JSON)": ("fixtures_records/simplenote.json",),
    "Telegram Desktop (JSON): a channel, a group, Saved Messages, a whole account": (
        "fixtures_telegram/channel.json",
        "fixtures_telegram/saved.json",
        "fixtures_telegram/account.json",
    ),
    "Telegram Desktop (`messages.html`)": ("fixtures_telegram/messages.html",),
    "Newsletters: `.eml`, or those in an `.mbox`": (
        "fixtures_saved/letter.eml",
        "fixtures_saved/mail.mbox",
    ),
    "arXiv's mailings: `.eml`, or their text": ("fixtures_kept/arxiv.eml",),
    "WordPress: its export (WXR)": ("fixtures_blogs/wordpress.xml",),
    "Ghost (JSON)": ("fixtures_blogs/ghost.json",),
    "Medium: the folder `posts` of its export": (
        "fixtures_blogs/2024-02-01_Caches-by-hand-abcdef012345.html",
    ),
    "Substack: its export, the folder `posts` beside `posts.csv`": ("fixtures_blogs/substack",),
    "SingleFile, or a page that a browser saved whole": ("fixtures_saved/singlefile.html",),
    "MHTML": ("fixtures_saved/page.mhtml",),
    "Word documents (`.docx`): Word, Google Docs, LibreOffice": ("fixtures_notes/caches.docx",),
    "Notebooks of Jupyter and Colab (`.ipynb`, by themselves)": ("fixtures_notes/caches.ipynb",),
    "ChatGPT, DeepSeek, Claude: an account's talks (JSON)": (
        "fixtures_assistants/chatgpt.json",
        "fixtures_assistants/deepseek.json",
        "fixtures_assistants/claude.json",
    ),
    "WARC, packed or not, and WACZ: ArchiveBox, Browsertrix, wget": ("fixtures_kept/pages.warc",),
    "Safari's web archive": ("fixtures_saved/page.webarchive",),
    "RSS, Atom, JSON Feed, arXiv's announcements, a saved preview of a Telegram channel": (
        "../fixtures_feeds/arxiv.rss",
        "../fixtures_feeds/arxiv_api.atom",
        "../fixtures_feeds/blog.rss",
        "../fixtures_feeds/channel.html",
        "../fixtures_feeds/old.rdf",
        "../fixtures_feeds/press.atom",
        "../fixtures_feeds/site.json",
    ),
    "OPML": ("../fixtures_feeds/reader.opml",),
}


def rows() -> dict[str, str]:
    """By its name, what the table says that survives of a format."""
    lines = (line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| format"))
    split = ([cell.strip() for cell in line.removeprefix("|").split("|")] for line in lines)
    return {name: survives for name, survives, *_ in split}


def survives(found: Document) -> Iterator[str]:
    """What a document has of what a person kept it with."""
    folders = set(re.split(r" / |, ", found.meta.get("folder", "")))
    marks = found.annotations
    has = {
        "moment": found.saved_at,
        "tags": set(found.tags) - folders - {"favourite"},
        "read": found.state,
        "favourite": "favourite" in found.tags,
        "folders": found.meta.get("folder"),
        "notes": [one for one in marks if one.note],
        "highlights": [one for one in marks if one.quote],
        "text": found.text,
    }
    yield from (word for word, there in has.items() if there)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixtures where no repository tells since when their works were listed."""
    copy = tmp_path_factory.mktemp("importers") / "exports"
    shutil.copytree(HERE.parent / "fixtures_feeds", copy.parent / "fixtures_feeds")
    return Path(shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__")))


@pytest.mark.parametrize("name", FORMATS)
def test_the_table_tells_what_survives_of_a_format(name: str, exports: Path, cache: Path) -> None:
    context = ImportContext(cache, network=False)
    found = [one for fixture in FORMATS[name] for one in documents(str(exports / fixture), context)]
    words = {word for one in found if isinstance(one, Document) for word in survives(one)}
    words |= {"folders" for one in found if isinstance(one, Subscription) and one.folders}
    assert found
    assert rows()[name] == ", ".join(word for word in WORDS if word in words)


def test_the_table_and_the_fixtures_know_the_same_formats() -> None:
    assert set(rows()) == set(FORMATS)


def test_every_importer_of_exports_stands_in_the_table() -> None:
    given = [HERE / fixture for fixtures in FORMATS.values() for fixture in fixtures]
    files = [file for one in given for file in (one.rglob("*") if one.is_dir() else [one]) if file.is_file()]
    known = {next((one.name for one in importers() if one.match(str(file))), "") for file in files}
    assert {one.name for one in (*EXPORTS, *LARGE)} <= known
