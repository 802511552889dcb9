"""What other programs export: bookmarks, reading lists, highlights; a file a program.

Formats that are one table or one JSON value say only what they look like and how a record reads
(`kb.importers.records`); the rest are importers of their own. Only `kb.importers` imports this room.
"""

from __future__ import annotations

from kb.importers.exports import (
    assistants,
    bluesky,
    browsers,
    csl_yaml,
    diigo,
    elcurator,
    endnote,
    facebook,
    feedly,
    github,
    google_keep,
    google_reader,
    hugging_face,
    hypothesis,
    instapaper,
    instapaper_answers,
    karakeep,
    kumu,
    linkwarden,
    mastodon,
    mymind,
    note_records,
    pinboard,
    pocket,
    pubmed,
    raindrop,
    readability,
    readeck,
    readwise,
    readwise_json,
    refworks,
    scopus,
    shaarli,
    simplenote,
    springer,
    takeout,
    tiddlywiki,
    todoist,
    trello,
    wallabag,
    web_of_science,
    x_archive,
    youtube,
    zotero_api,
    zotero_json,
    zotero_table,
)
from kb.importers.exports.annotator import AnnotatorNoteImporter
from kb.importers.exports.apple_books import AppleBooksImporter
from kb.importers.exports.apple_notes import AppleNotesImporter
from kb.importers.exports.arxiv_mailing import ArxivMailingImporter
from kb.importers.exports.bibtex import BibtexImporter
from kb.importers.exports.blogs import BLOGS, LETTERS_SENT, WORDPRESS
from kb.importers.exports.bookmarks import BookmarksImporter
from kb.importers.exports.canvas import CanvasImporter
from kb.importers.exports.catalogue_answers import CATALOGUES
from kb.importers.exports.discord import DiscordImporter
from kb.importers.exports.dublin_core import DublinCoreImporter
from kb.importers.exports.evernote import EvernoteImporter
from kb.importers.exports.har import HarImporter
from kb.importers.exports.headed_list import HeadedListImporter
from kb.importers.exports.hypothesis_pages import (
    HypothesisHtmlImporter,
    HypothesisNoteImporter,
    HypothesisTextImporter,
)
from kb.importers.exports.joplin import JoplinImporter
from kb.importers.exports.kindle import KindleImporter
from kb.importers.exports.kindle_notebook import KindleNotebookImporter
from kb.importers.exports.kobo import KoboImporter
from kb.importers.exports.koreader import KoreaderImporter
from kb.importers.exports.koreader_pages import (
    KoreaderHtmlImporter,
    KoreaderMarkdownImporter,
    KoreaderTextImporter,
)
from kb.importers.exports.koreader_sidecar import KoreaderSidecarImporter
from kb.importers.exports.letters import LetterImporter, MailboxImporter
from kb.importers.exports.link_list import LinkListImporter
from kb.importers.exports.linkedin import LinkedinImporter
from kb.importers.exports.logseq import LogseqHighlightsImporter
from kb.importers.exports.matter import MatterImporter
from kb.importers.exports.moon_reader import MoonReaderImporter
from kb.importers.exports.notion import (
    NotionContentsImporter,
    NotionHtmlImporter,
    NotionMarkdownImporter,
    NotionTableImporter,
)
from kb.importers.exports.omnivore import OmnivoreImporter
from kb.importers.exports.own_records import OwnRecordsImporter
from kb.importers.exports.own_table import OwnTableImporter
from kb.importers.exports.papis import PapisImporter
from kb.importers.exports.play_books import PlayBooksNotesImporter, PlayBooksTakeoutImporter
from kb.importers.exports.plugin_notes import (
    InstapaperNoteImporter,
    MatterNoteImporter,
    OmnivoreNoteImporter,
)
from kb.importers.exports.pocketbook import PocketbookImporter
from kb.importers.exports.readera import ReadEraImporter
from kb.importers.exports.reading_log import ReadingLogImporter
from kb.importers.exports.readwise_notes import ReadwiseNoteImporter, ReadwiseVaultNoteImporter
from kb.importers.exports.reddit import RedditImporter
from kb.importers.exports.ris import RIS
from kb.importers.exports.roam import RoamImporter
from kb.importers.exports.shortcuts import ShortcutImporter
from kb.importers.exports.site_lists import SiteListImporter
from kb.importers.exports.slack import SlackImporter
from kb.importers.exports.tana import TanaImporter
from kb.importers.exports.telegram import TelegramHtmlImporter, TelegramJsonImporter
from kb.importers.exports.text_bundle import TextBundleImporter
from kb.importers.exports.vault_highlights import KindleNoteImporter, RaindropNoteImporter
from kb.importers.exports.vk import VkImporter
from kb.importers.exports.whatsapp import WhatsappImporter
from kb.importers.exports.zotero_html import ZoteroNotesImporter, ZoteroReportImporter
from kb.importers.exports.zotero_rdf import ZoteroRdfImporter
from kb.importers.exports.zotero_vault_notes import ZoteroVaultNoteImporter
from kb.importers.exports.zulip import ZulipImporter
from kb.importers.long_list import LongListImporter
from kb.importers.protocol import Importer
from kb.importers.records import JsonFormat

LARGE: tuple[Importer, ...] = (
    TelegramJsonImporter(),
    EvernoteImporter(),
    AppleBooksImporter(),
    KoboImporter(),
    WORDPRESS,
)
"""Known by their beginning and read piece by piece: before all that read a whole file to know it."""
EXPORTS: tuple[Importer, ...] = (
    ShortcutImporter(),
    TextBundleImporter(),
    BookmarksImporter(),
    TelegramHtmlImporter(),
    tiddlywiki.TiddlyWikiImporter(),
    tiddlywiki.TidImporter(),
    browsers.CHROME,
    browsers.FIREFOX,
    browsers.SafariImporter(),
    hypothesis.FORMAT,
    hypothesis.TABLE,
    hypothesis.SEARCHED,
    hypothesis.SEARCHED_TABLE,
    HypothesisHtmlImporter(),
    HypothesisTextImporter(),
    HypothesisNoteImporter(),
    karakeep.FORMAT,
    linkwarden.LinkwardenImporter(),
    readeck.FORMAT,
    shaarli.FORMAT,
    kumu.FORMAT,
    pinboard.PINBOARD,
    pinboard.DELICIOUS,
    pinboard.PostsImporter(),
    wallabag.SECOND,
    wallabag.FIRST,
    readability.FORMAT,
    elcurator.FORMAT,
    OmnivoreImporter(),
    diigo.FORMAT,
    pocket.FORMAT,
    pocket.HIGHLIGHTS,
    instapaper.FORMAT,
    instapaper_answers.FORMAT,
    raindrop.FORMAT,
    raindrop.JSON,
    mymind.FORMAT,
    AppleNotesImporter(),
    MatterImporter(),
    readwise.READER,
    readwise.HighlightsImporter(),
    readwise_json.READER,
    readwise_json.HighlightsJsonImporter(),
    ReadwiseNoteImporter(),
    OmnivoreNoteImporter(),
    MatterNoteImporter(),
    InstapaperNoteImporter(),
    AnnotatorNoteImporter(),
    ZoteroVaultNoteImporter(),
    KindleNoteImporter(),
    RaindropNoteImporter(),
    ReadwiseVaultNoteImporter(),
    KindleImporter(),
    KindleNotebookImporter(),
    SiteListImporter(),
    HarImporter(),
    PlayBooksTakeoutImporter(),
    PlayBooksNotesImporter(),
    *BLOGS,
    LETTERS_SENT,
    ZoteroRdfImporter(),
    DublinCoreImporter(),
    ZoteroNotesImporter(),
    ZoteroReportImporter(),
    *CATALOGUES,
    zotero_json.CSL,
    csl_yaml.FORMAT,
    PapisImporter(),
    zotero_json.BETTER_BIBTEX,
    zotero_api.FORMAT,
    x_archive.FORMAT,
    *x_archive.TABLES,
    github.FORMAT,
    hugging_face.LIKES,
    takeout.SavedListImporter(),
    takeout.TASKS,
    takeout.HISTORY,
    *takeout.HISTORIES,
    google_keep.FORMAT,
    google_keep.PAGE,
    simplenote.FORMAT,
    note_records.DAY_ONE,
    note_records.STANDARD_NOTES,
    tiddlywiki.TiddlersImporter(),
    todoist.FORMAT,
    todoist.TodoistTableImporter(),
    trello.FORMAT,
    SlackImporter(),
    DiscordImporter(),
    ZulipImporter(),
    RedditImporter(),
    LinkedinImporter(),
    VkImporter(),
    mastodon.FORMAT,
    bluesky.FORMAT,
    *assistants.FORMATS,
    *facebook.FORMATS,
    WhatsappImporter(),
    PocketbookImporter(),
    ReadEraImporter(),
    MoonReaderImporter(),
    KoreaderImporter(),
    KoreaderSidecarImporter(),
    KoreaderMarkdownImporter(),
    KoreaderTextImporter(),
    KoreaderHtmlImporter(),
    google_reader.FORMAT,
    feedly.FORMAT,
    youtube.HISTORY,
    youtube.YoutubeImporter(),
    ArxivMailingImporter(),
    LetterImporter(),
    MailboxImporter(),
    JoplinImporter(),
    CanvasImporter(),
    RoamImporter(),
    TanaImporter(),
    LogseqHighlightsImporter(),
    NotionMarkdownImporter(),
    NotionHtmlImporter(),
    NotionContentsImporter(),
    NotionTableImporter(),
    RIS,
    pubmed.MEDLINE,
    pubmed.TABLE,
    web_of_science.TAGGED,
    web_of_science.TableImporter(),
    scopus.TABLE,
    springer.TABLE,
    zotero_table.TABLE,
    refworks.TAGGED,
    endnote.TAGGED,
    endnote.XmlImporter(),
    BibtexImporter(),
    OwnTableImporter(),
    OwnRecordsImporter(),
    HeadedListImporter(),
    ReadingLogImporter(),
    LinkListImporter(),
)
"""The most particular first: the first that matches a file reads it."""
LONG = LongListImporter((*(one for one in EXPORTS if isinstance(one, JsonFormat)), tiddlywiki.FORMAT))
"""Any of them whose file is a list too large to be held."""
