"""`library.intake`: what comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from kb.clock import as_stored
from kb.errors import JomoError
from kb.importers import ImportContext, addresses_in, documents
from kb.importers.arxiv import ArxivImporter
from kb.importers.boundary import guarded
from kb.importers.files import local_path
from kb.ingest import sample, uploads
from kb.ingest.save import AT_ONCE, Options, ingest
from kb.library.work import Work
from kb.settings import Settings
from kb.store import Store, items, jobs
from kb.types import AddReport, Document, Failure, Filters, ImportRecord, Subscription, Taken, Zone
from kb.work import queue

_SHORT_BYTES = 100_000
"""A pasted text of this size is saved in a few hundredths of a second."""


class Intake:
    """Saved means found by words; vectors come later."""

    def __init__(self, settings: Settings, store: Store, work: Work) -> None:
        self._settings = settings
        self._store = store
        self._work = work

    def add(
        self,
        specs: Sequence[str],
        *,
        zone: Zone | None = None,
        source: str | None = None,
        saved_at: str | None = None,
        progress: Callable[[int], None] = lambda done: None,
        reading: Callable[[str], None] = lambda spec: None,
        should_stop: Callable[[], bool] = lambda: False,
        one_by_one: bool = False,
    ) -> AddReport:
        """Saves ids, links, files and folders, searchable by words when this returns. `reading` is told what
        is read next, `should_stop` asked between two commits; `one_by_one` makes each document a commit of
        its own, for inputs that may end the process.

        :raises JomoError: `saved_at` is no time.
        """
        context = ImportContext(self._settings.cache, self._settings.network, reading)
        options = Options(zone or Zone.INBOX, source, as_stored(saved_at) if saved_at else None)
        at_once = 1 if one_by_one else AT_ONCE
        return ingest(
            self._store, self._read(specs, context), options, progress, should_stop, at_once=at_once
        )

    def _read(
        self, specs: Sequence[str], context: ImportContext
    ) -> Iterator[Document | Failure | Subscription]:
        """What all specs lead to; papers of arXiv are asked for together."""
        arxiv = ArxivImporter()
        single = [one for spec in specs for one in addresses_in(spec)]
        papers = [spec for spec in single if arxiv.match(spec)]
        others = [spec for spec in single if not arxiv.match(spec)]
        return chain(
            guarded("arXiv", arxiv.load_many(papers, context)) if papers else (),
            chain.from_iterable(documents(spec, context) for spec in others),
        )

    def take(self, specs: Sequence[str], *, zone: Zone | None = None, source: str | None = None) -> Taken:
        """Saves at once, without asking the network, what needs no reading: ids, links, short texts that
        were pasted. Files, folders and what is to be looked up are left to the background."""
        at_once = [spec for spec in specs if self._is_short(spec)]
        later = [spec for spec in specs if not self._is_short(spec)]
        numbers, saved = [], 0
        if at_once:
            context = ImportContext(self._settings.cache, network=False)
            report = ingest(self._store, self._read(at_once, context), Options(zone or Zone.INBOX, source))
            numbers.append(queue.record(self._store, at_once, report))
            saved = report.added + report.updated + report.unchanged
            waiting = [item.key for item in report.touched if item.stub and item.key.startswith("arxiv:")]
            if waiting and self._settings.network:
                self._work.queue_completion(waiting)
        if later:
            numbers.append(self._work.queue_import(later, zone=zone, source=source))
        self._work.ensure()
        return Taken(saved, len(later), tuple(numbers))

    def _is_short(self, spec: str) -> bool:
        """Whether a spec is read in no time: no file at all, or a short text of the person's own."""
        path = local_path(spec)
        if path is None:
            return True
        own = path.is_file() and path.is_relative_to(uploads.folder(self._settings.home))
        return own and path.suffix == ".txt" and path.stat().st_size <= _SHORT_BYTES

    def complete(self) -> AddReport:
        """Asks arXiv for the papers known by their identifier only."""
        return self.add(items.stub_keys(self._store.read()))

    def keep_upload(self, name: str, data: bytes) -> Path:
        """Keeps an uploaded file in the home folder, to be imported from there."""
        return uploads.keep(self._settings.home, name, data)

    def last(self, limit: int = 5) -> list[ImportRecord]:
        """The latest imports and what became of them."""
        return jobs.imports(self._store.read(), limit)

    def load_sample(self) -> AddReport:
        """Loads the sample library.

        :raises JomoError: the library holds items already.
        """
        if items.count(self._store.read(), Filters()):
            raise JomoError(
                "This library has items already; the sample is for an empty one (set KB_HOME to a new folder)"
            )
        return sample.load(self._store)
