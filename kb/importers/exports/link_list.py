"""A file of addresses, line by line, with a title beside each or without: what people write, and extensions
that save tabs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kb.catalogue import noted
from kb.importers.boundary import attempted
from kb.importers.files import HTML_SUFFIXES, TextFile, any_text_file, required_text_file
from kb.importers.link import leads
from kb.importers.lists.listed_since import listed_since
from kb.importers.notes.org import ORG_SUFFIXES
from kb.importers.notes.vault import Vault
from kb.importers.pasted import labelled, taken_apart
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved
from kb.types import Document, Failure

_PROGRAM = "list"
_FIRST_LINES = 20
"""Lines by which a list is told from a text before all of it is taken apart."""


class LinkListImporter:
    """Two addresses or more, and no words of anybody's but their titles; outside a vault."""

    name = noted("list of links")

    def match(self, spec: str) -> bool:
        """Whether a text holds nothing but addresses and their titles."""
        file = any_text_file(spec)
        if file is None or file.path.suffix.lower() in {*HTML_SUFFIXES, *ORG_SUFFIXES}:
            return False
        lines = [line for line in file.text[:10_000].splitlines() if line.strip()][:_FIRST_LINES]
        if sum(map(_may_lead, lines)) * 2 < len(lines) or Vault.around(file.path):
            return False
        return bool(_links(file.text))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each address."""
        file = required_text_file(spec)
        yield from listed_since(file.path, _documents(file))


def link_list_documents(file: TextFile) -> Iterator[Document | Failure] | None:
    """The links of a text that holds no more; None of another."""
    return _documents(file) if _links(file.text) else None


def _documents(file: TextFile) -> Iterator[Document | Failure]:
    for number, (address, title) in enumerate(_links(file.text), start=1):
        place = f"{file.path.name} link {number}"
        yield attempted(place, partial(saved, SavedLink(address, title), _PROGRAM, place))


def _may_lead(line: str) -> bool:
    return "://" in line or "arxiv" in line.lower() or "doi" in line.lower()


def _links(text: str) -> list[tuple[str, str]]:
    """The addresses of a text with their titles; none where it says anything else."""
    apart = taken_apart(text)
    found = [labelled(spec) for spec in apart.specs]
    all_lead = all(leads(one) for one, _ in found)
    return found if len(found) > 1 and all_lead and not apart.note else []
