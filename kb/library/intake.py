"""`library.intake`: what comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from kb.catalogue import _, number
from kb.clock import as_stored, now
from kb.errors import JomoError
from kb.feeds.letting_in import let_in, rules_of
from kb.importers import ImportContext, addresses_in, documents
from kb.importers.arxiv.importer import ArxivImporter, folder_of_answers
from kb.importers.arxiv.silence import silence
from kb.importers.boundary import guarded
from kb.importers.files import local_path
from kb.importers.folder import left_out
from kb.importers.link import address_to_fetch
from kb.ingest import sample, uploads
from kb.ingest.originals import Keeping
from kb.ingest.planning import Arrival, Options
from kb.ingest.preview import preview
from kb.ingest.save import AT_ONCE, ingest
from kb.library.work import Work
from kb.settings import Settings
from kb.store import Store, arrivals, batches, imports, items, jobs
from kb.types import AddReport, Document, Failure, Filters, ImportRecord, Subscription, Taken, Zone
from kb.types.imports import Preview
from kb.work import queue

_SHORT_BYTES = 100_000
"""A pasted text of this size is saved in a few hundredths of a second."""


class Intake:
    """Saved means found by words; vectors come later."""

    def __init__(self, settings: Settings, store: Store, work: Work) -> None:
        self._settings = settings
        self._store = store
        self._work = work
        self._keeping = Keeping(settings.home, settings.linked, settings.largest_original_bytes)

    def add(
        self,
        specs: Sequence[str],
        *,
        zone: Zone | None = None,
        source: str | None = None,
        saved_at: str | None = None,
        own_writing: bool = False,
        watched: bool = False,
        progress: Callable[[int], None] = lambda done: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Saves ids, links, files and folders, searchable by words when this returns, as one step that can be
        taken back. What channels posted is shown within their weekly budgets, and so is all that was put into
        the `watched` folder. `should_stop` is asked between two commits.

        :raises JomoError: `saved_at` is no time.
        """
        specs = _each(specs)
        moment = as_stored(saved_at) if saved_at else None
        options = Options(zone or Zone.INBOX, source, moment, own_writing, _arrival(specs, watched=watched))
        return self.save(specs, options, self._begin(specs), progress=progress, should_stop=should_stop)

    def save(
        self,
        specs: Sequence[str],
        options: Options,
        step: int | None,
        *,
        progress: Callable[[int], None] = lambda done: None,
        reading: Callable[[str], None] = lambda spec: None,
        should_stop: Callable[[], bool] = lambda: False,
        one_by_one: bool = False,
    ) -> AddReport:
        """As `add`, as a part of the import whose event is `step`; without one it cannot be taken back.
        `reading` is told what is read next; `one_by_one` makes each document a commit of its own, for inputs
        that may end the process."""
        context = ImportContext(self._settings.cache, self._settings.network, reading)
        found = self._read(specs, context)
        at_once = 1 if one_by_one else AT_ONCE
        found = self._keeping.documents(found)
        report = ingest(self._store, found, options, progress, should_stop, at_once, step)
        left_out = self._let_in()
        waiting = any(item.stub and item.key.startswith("arxiv:") for item in report.touched)
        told = (self.silence_of_arxiv(),) if waiting and self._settings.network else ()
        return replace(report, warnings=(*report.warnings, *filter(None, (*told, left_out))))

    def _let_in(self) -> str:
        """Shows of what came in bulk what its sources' budgets allow; returns what is said of the rest."""
        rules = rules_of(self._settings)
        brought = arrivals.unsettled(self._store.read())
        if not brought:
            return ""
        let_in(self._store, rules, brought)
        batch = batches.last(self._store.read())
        if batch is None or not batch.left_out:
            return ""
        return _(
            "{left_out} of {came} wait in the overflow of their sources, found by search: the inbox takes a"
            " week's budget of each, {most} things at most. `intake` tells more",
            left_out=number(batch.left_out),
            came=number(batch.came),
            most=number(rules.inbox_limit),
        )

    def silence_of_arxiv(self) -> str:
        """That arXiv did not answer when it was asked last, how long ago, and when it is asked again; empty
        where it did."""
        known = silence(folder_of_answers(self._settings.cache))
        return known.told(datetime.now(UTC)) if known else ""

    def preview(
        self,
        specs: Sequence[str],
        *,
        source: str | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Preview:
        """What `add` would bring, without saving anything or asking the network. `should_stop` is asked after
        each document; what was looked at until then is told."""
        specs = _each(specs)
        formats: Counter[str] = Counter()
        context = ImportContext(
            self._settings.cache, network=False, recognised=lambda name: formats.update([name])
        )
        folders = (path for spec in specs if (path := local_path(spec)) is not None and path.is_dir())
        skipped = sum(map(left_out, folders), Counter[str]())
        found = self._read(specs, context)
        return preview(self._store.read(), found, Options(source=source), formats, skipped, should_stop)

    def _begin(self, specs: Sequence[str]) -> int:
        with self._store.write(silent=True) as db:
            return imports.begin(db, specs, now())

    def _read(
        self, specs: Sequence[str], context: ImportContext
    ) -> Iterator[Document | Failure | Subscription]:
        """What all specs lead to; papers of arXiv are asked for together."""
        arxiv = ArxivImporter()
        single = [one for spec in specs for one in addresses_in(spec)]
        papers = [spec for spec in single if arxiv.match(spec)]
        others = [spec for spec in single if not arxiv.match(spec)]
        for _paper in papers:
            context.recognised(arxiv.name)
        return chain(
            guarded("arXiv", arxiv.load_many(papers, context)) if papers else (),
            chain.from_iterable(documents(spec, context) for spec in others),
        )

    def take(
        self,
        specs: Sequence[str],
        *,
        zone: Zone | None = None,
        source: str | None = None,
        own_writing: bool = False,
        watched: bool = False,
        expected: int = 0,
    ) -> Taken:
        """Saves at once, without asking the network, what needs no reading: ids, links, short texts that
        were pasted. Files, folders and what is to be looked up are left to the background; `expected` is how
        many items they may bring. All of it is one step."""
        specs = _each(specs)
        options = Options(zone or Zone.INBOX, source, own_writing=own_writing)
        at_once = [spec for spec in specs if self._is_short(spec)]
        later = [spec for spec in specs if not self._is_short(spec)]
        numbers, saved = [], 0
        step = self._begin(specs)
        if at_once:
            context = ImportContext(self._settings.cache, network=False)
            named = replace(options, arrival=Arrival.WATCHED if watched else Arrival.BY_HAND)
            found = self._keeping.documents(self._read(at_once, context))
            report = ingest(self._store, found, named, step=step)
            numbers.append(queue.record(self._store, at_once, named, report))
            saved = report.added + report.updated + report.unchanged
            stubs = [item for item in report.touched if item.stub]
            papers = [item.key for item in stubs if item.key.startswith("arxiv:")]
            pages = [item.key for item in stubs if address_to_fetch(item.key, item.url or "")]
            if papers and self._settings.network:
                self._work.queue_completion(papers, step)
            if pages:
                self._work.queue_fetch(pages, step)
        if later:
            in_bulk = replace(options, arrival=_arrival(later, watched=watched))
            numbers.append(self._work.queue_import(later, in_bulk, step, expected))
        return Taken(saved, len(later), tuple(numbers))

    def again(self, job_id: int) -> int:
        """Does an import again that was taken back, as a step of its own; returns the new job's number."""
        given = jobs.payload(self._store.read(), job_id)
        number = queue.enqueue(self._store, jobs.IMPORT, given)
        self._work.ensure()
        return number

    def _is_short(self, spec: str) -> bool:
        """Whether a spec is read in no time: no file at all, or a short text of the person's own."""
        path = local_path(spec)
        if path is None:
            return True
        own = path.is_file() and path.is_relative_to(uploads.folder(self._settings.home))
        return own and path.suffix == ".txt" and path.stat().st_size <= _SHORT_BYTES

    def complete(self) -> AddReport:
        """Asks arXiv for the papers known by their identifier only."""
        return self.save(items.stub_keys(self._store.read()), Options(), step=None)

    def keep_uploads(self, files: Sequence[tuple[str, bytes]]) -> list[Path]:
        """Keeps files that were dropped, folders whole where the names say in which they lay; returns what
        is to be imported."""
        return uploads.keep_all(self._settings.home, files)

    def keep_upload(self, name: str, data: bytes) -> Path:
        """Keeps an uploaded file in the home folder, to be imported from there."""
        return uploads.keep(self._settings.home, name, data)

    def last(self, limit: int = 5) -> list[ImportRecord]:
        """The latest imports and what became of them."""
        return jobs.imports(self._store.read(), limit)

    def load_sample(self, newest: date | None = None) -> AddReport:
        """Loads the sample library as it would be on the day after its last arrival: `newest`, or yesterday.

        :raises JomoError: the library holds items already.
        """
        if items.count(self._store.read(), Filters()):
            raise JomoError(
                _(
                    "This library has items already; the sample is for an empty one (set KB_HOME to a new"
                    " folder)"
                )
            )
        return sample.load(self._store, newest)


def _each(specs: Sequence[str]) -> Sequence[str]:
    """What was given one by one; a text by itself is one thing, and not its letters."""
    return [specs] if isinstance(specs, str) else specs


def _arrival(specs: Sequence[str], *, watched: bool) -> Arrival:
    if watched:
        return Arrival.WATCHED
    return Arrival.EXPORT if any(local_path(spec) is not None for spec in specs) else Arrival.BY_HAND
