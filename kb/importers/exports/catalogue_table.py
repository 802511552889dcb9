"""Tables of works that catalogues and databases of literature write, a row a work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.importers.bibliography import Entry, entry_documents
from kb.importers.protocol import ImportContext
from kb.importers.records import Row, has_columns, rows
from kb.types import Document, Failure


@dataclass(frozen=True, slots=True)
class CatalogueTable:
    """A table with at least the columns `required` (lower case); `entry` is the work of a row."""

    name: str
    program: str
    required: frozenset[str]
    entry: Callable[[Row], Entry]

    def match(self, spec: str) -> bool:
        """Whether a file is a table with these columns."""
        return has_columns(spec, self.required)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row."""
        yield from entry_documents(Path(spec), map(self.entry, rows(spec)), self.program)
