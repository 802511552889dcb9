"""Everything that can be saved, by format. `documents` is the one entrance.

`kb.ingest` and what stands above may import this room. A format is one module with `match` and `load`, and a
line in the registry below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from kb.catalogue import _, noted
from kb.importers.boundary import guarded
from kb.importers.files import any_text_file, local_path
from kb.importers.folder import MOSTLY_SETTINGS, no_file, source_files
from kb.importers.link import LinkImporter, why_refused
from kb.importers.other_files import what_else
from kb.importers.own_databases import what_instead
from kb.importers.pasted import addresses_in
from kb.importers.protocol import ImportContext, Importer
from kb.importers.records import why_no_records
from kb.types import Document, Failure, Skipped, Subscription

__all__ = ["ImportContext", "Importer", "addresses_in", "documents", "importers"]

ACCEPTED = noted(
    "an arXiv id or link, a web address, a PDF, an HTML page, a Markdown or text file, an export of another"
    " program, arXiv metadata as JSON, or a folder or zip file of these"
)
_BLANK, _BLANK_BYTES = b" \t\r\n\xef\xbb\xbf", 1_000
"""What says nothing, and how much of it a file that somebody began may hold."""
_LOOKS_LIKE_PATH = re.compile(r"[/\\]|^[~.]|\.\w{1,8}$")


@cache
def importers() -> tuple[Importer, ...]:
    """All importers, the most particular first: the first that matches a spec reads it."""
    from kb.importers.archives.importer import ArchiveImporter
    from kb.importers.archives.tar_notes import is_jex, unpack_jex
    from kb.importers.archives.warc import WarcImporter
    from kb.importers.arxiv.importer import ArxivImporter
    from kb.importers.arxiv.metadata import ArxivJsonlImporter
    from kb.importers.exports import EXPORTS, LARGE, LONG
    from kb.importers.feeds.feed_file import FeedFileImporter
    from kb.importers.feeds.opml import OpmlImporter
    from kb.importers.html.importer import HtmlImporter
    from kb.importers.notes.markdown import MarkdownImporter
    from kb.importers.notes.notebook import NotebookImporter
    from kb.importers.notes.obsidian_chat import ObsidianChatImporter
    from kb.importers.notes.org import OrgImporter
    from kb.importers.notes.plain_text import WebpageTextImporter
    from kb.importers.notes.word import WordImporter
    from kb.importers.pdf.importer import PdfImporter
    from kb.importers.saved_page import MhtmlImporter, WebArchiveImporter
    from kb.importers.telegram_dump import TelegramDumpImporter

    return (
        ArxivImporter(),
        *LARGE,
        ArxivJsonlImporter(),
        PdfImporter(),
        ArchiveImporter(documents),
        ArchiveImporter(documents, name=noted("Joplin (JEX)"), knows=is_jex, unpacked=unpack_jex),
        OpmlImporter(),
        FeedFileImporter(),
        MhtmlImporter(),
        WebArchiveImporter(),
        WarcImporter(),
        WordImporter(),
        NotebookImporter(),
        *EXPORTS,
        LONG,
        HtmlImporter(),
        OrgImporter(),
        ObsidianChatImporter(),
        TelegramDumpImporter(),
        MarkdownImporter(),
        WebpageTextImporter(),
        LinkImporter(),
    )


def documents(spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
    """Reads one id, link, file or folder. What cannot be read comes out as a failure and stops nothing."""
    spec = spec.strip()
    path = local_path(spec)
    if path is not None and not path.is_file() and not path.is_dir():
        yield no_file(path)
        return
    if path is None or not path.is_dir():
        yield from _read(spec, context)
        return
    empty = True
    from kb.importers.notes.vault import Vault

    if context.vault is None:
        context = replace(context, vault=Vault.around(path / "note") or Vault(path))
    for file in source_files(path):
        if isinstance(file, Failure):
            yield file
        elif _is_empty(file):
            yield Skipped(str(file), _("empty files"))
        elif file.suffix.lower() in MOSTLY_SETTINGS and _importer(str(file)) is None:
            continue
        else:
            yield from _read(str(file), context)
        empty = False
    if empty:
        databases = (what_instead(str(one)) for one in sorted(path.glob("*.sqlite")))
        yield Failure(
            spec,
            next(filter(None, databases), "")
            or _(
                "The folder {folder} holds nothing that can be saved; give {accepted}",
                folder=path.name,
                accepted=_(ACCEPTED),
            ),
        )


def _is_empty(file: Path) -> bool:
    """Whether a file of a folder holds nothing at all, as a note that somebody only began. One that is given
    by itself ought to hold something."""
    status = file.stat()
    return status.st_size <= _BLANK_BYTES and not file.read_bytes().strip(_BLANK)


def _read(spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
    context.reading(spec)
    return guarded(spec, _loaded(spec, context))


def _loaded(spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
    importer = _importer(spec)
    if importer is None:
        yield Failure(spec, _why_unknown(spec))
    else:
        context.recognised(importer.name)
        yield from importer.load(spec, context)


def _importer(spec: str) -> Importer | None:
    return next((importer for importer in importers() if importer.match(spec)), None)


def _why_unknown(spec: str) -> str:
    if not spec:
        return _("Nothing was given; give {accepted}", accepted=_(ACCEPTED))
    path = local_path(spec)
    if path is not None:
        from kb.importers.exports.own_table import why_no_table

        file = any_text_file(spec)
        if path.stat().st_size == 0 or (file is not None and not file.text.strip()):
            return _("{file} is empty; nothing to save", file=path.name)
        return (
            what_instead(spec)
            or what_else(spec)
            or why_no_records(spec)
            or why_no_table(spec)
            or _(
                "{file} is in no format that can be read; give {accepted}",
                file=path.name,
                accepted=_(ACCEPTED),
            )
        )
    if refused := why_refused(spec):
        return refused
    if _LOOKS_LIKE_PATH.search(spec):
        return _("No such file: {file}; check the path, or quote it if it has spaces", file=spec)
    return _(
        "Not recognised; give {accepted}. Words to keep as a note go into the box of the Add page",
        accepted=_(ACCEPTED),
    )
