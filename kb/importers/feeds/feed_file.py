"""A feed saved as a file: its entries come in as documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import _, noted
from kb.importers.arxiv.paper import REPLACED
from kb.importers.feeds.reading import is_feed, read_feed
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure, Skipped


class FeedFileImporter:
    """RSS, Atom, JSON Feed, or the preview of a Telegram channel."""

    name = noted("feed")

    def match(self, spec: str) -> bool:
        """Whether a file is a feed, whatever it is called."""
        file = any_text_file(spec)
        return file is not None and is_feed(file.text)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document an entry; papers that were replaced are counted and left out.

        :raises ImportRefused: the file is gone, or no feed after all.
        """
        file = required_text_file(spec)
        read = read_feed(Path(spec).expanduser().read_bytes())
        entries = read.entries
        yield from (entry.document for entry in entries if not entry.replaced)
        yield from read.failed
        replaced = sum(entry.replaced for entry in entries)
        if replaced:
            yield Skipped(file.path.name, _(REPLACED), replaced)
        if not (entries or read.failed):
            yield Failure(
                file.path.name, _("{file} is a feed without entries; nothing was saved", file=file.path.name)
            )
