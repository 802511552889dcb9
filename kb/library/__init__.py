"""`Library`: one home folder opened, and everything a page or a command may ask of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from kb.backup import archive
from kb.clock import as_stored
from kb.errors import JomoError, LibraryBusy
from kb.exporting import Format
from kb.exporting.folder import Whole, write
from kb.importers import ImportContext, addresses_in, documents
from kb.importers.arxiv import ArxivImporter
from kb.importers.boundary import guarded
from kb.importers.files import local_path
from kb.ingest import sample, uploads
from kb.ingest.derived import reindex_words
from kb.ingest.save import AT_ONCE, Options, ingest
from kb.library import doctor
from kb.library.contents import Contents
from kb.store import areas, chunks, events, items, jobs, role, searches
from kb.types import AddReport, Check, Document, Failure, ImportRecord, Job, Taken, Zone
from kb.vectors.embed import embed_pending
from kb.work import background

_SHORT_BYTES = 100_000
"""A pasted text of this size is saved in a few hundredths of a second."""


class Library(Contents):
    """One person's library: what it holds, filling it, and keeping it in order."""

    # -- importing and background work ------------------------------------------------------------

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
        """Saves ids, links, files and folders, searchable by words when this returns. Vectors come later.
        `reading` is told what is read next, `should_stop` asked between two commits; `one_by_one` makes each
        document a commit of its own, for inputs that may end the process.

        :raises JomoError: `saved_at` is no time.
        """
        context = ImportContext(self.settings.cache, self.settings.network, reading)
        options = Options(zone or Zone.INBOX, source, as_stored(saved_at) if saved_at else None)
        found = self._read(specs, context)
        return ingest(self.store, found, options, progress, should_stop, at_once=1 if one_by_one else AT_ONCE)

    def _read(self, specs: Sequence[str], context: ImportContext) -> Iterator[Document | Failure]:
        """Documents of all specs; papers of arXiv are asked for together."""
        arxiv = ArxivImporter()
        single = [one for spec in specs for one in addresses_in(spec)]
        papers = [spec for spec in single if arxiv.match(spec)]
        others = [spec for spec in single if not arxiv.match(spec)]
        return chain(
            guarded("arXiv", arxiv.load_many(papers, context)) if papers else (),
            chain.from_iterable(documents(spec, context) for spec in others),
        )

    def take_in(self, specs: Sequence[str], *, zone: Zone | None = None, source: str | None = None) -> Taken:
        """Saves at once, without asking the network, what needs no reading: ids, links, short texts that
        were pasted. Files, folders and what is to be looked up are left to the background."""
        at_once = [spec for spec in specs if self._is_short(spec)]
        later = [spec for spec in specs if not self._is_short(spec)]
        numbers, saved = [], 0
        if at_once:
            context = ImportContext(self.settings.cache, network=False)
            report = ingest(self.store, self._read(at_once, context), Options(zone or Zone.INBOX, source))
            numbers.append(background.record(self.store, at_once, report))
            saved = report.added + report.updated + report.unchanged
            waiting = [item.key for item in report.touched if item.stub and item.key.startswith("arxiv:")]
            if waiting and self.settings.network:
                background.queue(self, jobs.COMPLETE, {"specs": waiting})
        if later:
            numbers.append(self.queue_import(later, zone=zone, source=source))
        self.ensure_worker()
        return Taken(saved, len(later), tuple(numbers))

    def _is_short(self, spec: str) -> bool:
        """Whether a spec is read in no time: no file at all, or a short text of the person's own."""
        path = local_path(spec)
        if path is None:
            return True
        own = path.is_file() and path.is_relative_to(uploads.folder(self.home))
        return own and path.suffix == ".txt" and path.stat().st_size <= _SHORT_BYTES

    def complete_stubs(self) -> AddReport:
        """Asks arXiv for the papers known by their identifier only."""
        return self.add(self.stub_keys())

    def stub_keys(self) -> list[str]:
        """Keys of the papers known by their identifier only."""
        return items.stub_keys(self.store.read())

    def queue_import(
        self, specs: Sequence[str], *, zone: Zone | None = None, source: str | None = None
    ) -> int:
        """Leaves an import to the background process; returns the job's number."""
        payload: dict[str, object] = {"specs": list(specs), "zone": zone, "source": source}
        return background.queue(self, jobs.IMPORT, payload)

    def queue_completion(self) -> int:
        return background.queue(self, jobs.COMPLETE, {})

    def queue_map(self, rebuild: bool = False) -> int:
        return background.queue(self, jobs.MAP, {"rebuild": rebuild})

    def save_upload(self, name: str, data: bytes) -> Path:
        """Keeps an uploaded file in the home folder, to be imported from there."""
        return uploads.keep(self.home, name, data)

    def jobs(self, active_only: bool = True) -> list[Job]:
        return background.listed(self.store, active_only)

    def failed_jobs(self) -> list[Job]:
        """Background work that failed and was not made good since, each with its reason."""
        return jobs.failed(self.store.read(), datetime.now(UTC))

    def count_stopped(self) -> int:
        """How many jobs wait to be resumed."""
        return jobs.count_stopped(self.store.read())

    def jobs_ended(self) -> int:
        """A number that grows with every job that is done or has failed."""
        return jobs.last_ended(self.store.read())

    def last_imports(self, limit: int = 5) -> list[ImportRecord]:
        return jobs.imports(self.store.read(), limit)

    def ensure_worker(self) -> None:
        """Starts the background process if there is work for it and it was not stopped."""
        background.ensure(self)

    def stop_jobs(self) -> None:
        background.stop(self.store)

    def resume_jobs(self) -> None:
        background.resume(self)

    def jobs_stopped(self) -> bool:
        return background.stopped(self.store)

    def embed(
        self,
        progress: Callable[[int, int], None] = lambda done, total: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Embeds what lacks a vector and brings areas up to date; returns how many texts were embedded.

        :raises LibraryBusy: another process is at it.
        """
        with background.working(self.home):
            return self.embed_here(progress, should_stop)

    def embed_here(self, progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> int:
        """As `embed`, for the process that holds the right to work already."""
        done = embed_pending(self.store, self.encoder, self.space.fingerprint, progress, should_stop)
        if self.areas_behind():
            self.refresh_areas()
        return done

    def wants_thinking(self) -> bool:
        """Whether anything lacks a vector, or areas were measured before the last ones came."""
        return self.pending() > 0 or self.areas_behind()

    def load_sample(self) -> AddReport:
        """Loads the sample library.

        :raises JomoError: the library holds items already.
        """
        if self.count():
            raise JomoError(
                "This library has items already; the sample is for an empty one (set KB_HOME to a new folder)"
            )
        return sample.load(self.store)

    # -- upkeep -----------------------------------------------------------------------------------

    def backup(self, target: Path, replace: bool = False) -> int:
        """Writes everything into one file, verified, while others work on; returns the number of items."""
        return archive.write(self.store, target, replace=replace).items

    def export(self, target: Path, form: Format) -> int:
        """Writes everything into an empty folder in a form other programs read; returns the number of
        items."""
        db = self.store.read()
        whole = Whole(
            [self.item(item.key) for item in sorted(self.items(), key=lambda item: item.key)],
            areas.every(db),
            role.asks(db),
            searches.every(db),
            events.of_no_item(db),
        )
        return write(whole, form, target, self.home)

    def doctor(self, fix: bool = False) -> list[Check]:
        return doctor.examine(self, fix)

    def reindex(self) -> tuple[int, float]:
        """Makes passages, words index and vector index anew from what is stored; returns the number of
        chunks and the seconds it took.

        :raises LibraryBusy: another process owns the vector index.
        """
        started = time.perf_counter()
        if not self.own_index():
            raise LibraryBusy("The app has the vector index open; stop the app and run `reindex` again")
        reindex_words(self.store)
        with self.store.write() as db:
            chunks.drop_unused_vectors(db)
        self.meaning.rebuild()
        return chunks.count(self.store.read()), time.perf_counter() - started
