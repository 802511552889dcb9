"""`library.work`: what the background does, has done and could not do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kb.backup import daily
from kb.clock import now
from kb.ingest.planning import Options
from kb.library.areas import Areas
from kb.library.retold import Retold
from kb.library.vectors import Vectors
from kb.settings import Settings
from kb.store import Store, aliases, fetches, jobs
from kb.types import Job
from kb.vectors.embed import embed_pending
from kb.work import process, queue
from kb.work.queue import Lane


class Work:
    """Whatever is queued is done by processes beside this one; `ensure` sees to it that they run."""

    def __init__(self, settings: Settings, store: Store, vectors: Vectors, areas: Areas) -> None:
        self._settings = settings
        self._store = store
        self._vectors = vectors
        self._areas = areas
        self._retold = Retold(store, vectors)

    # -- queueing ---------------------------------------------------------------------------------

    def queue_import(
        self, specs: Sequence[str], options: Options = Options(), step: int | None = None, expected: int = 0
    ) -> int:
        """Leaves an import to the background process; returns the job's number. `step` is the event of the
        import it is part of, `expected` how many items it may bring."""
        return self._queue(jobs.IMPORT, queue.payload(specs, options, expected), step)

    def queue_completion(self, keys: Sequence[str] | None = None, step: int | None = None) -> int:
        """Leaves asking arXiv for the papers named, or for all that are known by identifier only."""
        return self._queue(jobs.COMPLETE, {} if keys is None else {"specs": list(keys)}, step)

    def queue_sync(self, *, everything: bool = False) -> None:
        """Leaves asking the feeds that are due, or all; one that is queued already is enough."""
        if not queue.has_work(self._store, Lane.FEEDS):
            self._queue(jobs.SYNC, {"everything": everything, "specs": ["feeds"]})

    def queue_fetch(self, keys: Sequence[str], step: int | None = None) -> None:
        """Notes that the pages of items are wanted, and leaves fetching them to the background as a part of
        the import whose event is `step`. One that does not come is tried again; without the network all wait
        until there is one."""
        with self._store.write(silent=True) as db:
            fetches.ask(db, aliases.resolve(db, keys), now())
        if self._settings.network:
            self._queue(jobs.FETCH, {"specs": list(keys)}, step)

    def queue_scan(self) -> None:
        """Leaves a look at the person's own writing; one that is queued already is enough."""
        if not jobs.waiting(self._store.read(), (jobs.SCAN,)):
            self._queue(jobs.SCAN, {})

    def queue_mirror(self, folder: Path) -> int:
        """Leaves bringing a folder of notes up to date; `library.mirror.last` tells what was done."""
        return self._queue(jobs.MIRROR, {"folder": str(folder.expanduser().absolute())})

    def queue_map(self, rebuild: bool = False) -> int:
        """Leaves drawing the map."""
        return self._queue(jobs.MAP, {"rebuild": rebuild})

    def _queue(self, kind: str, payload: dict[str, object], step: int | None = None) -> int:
        number = queue.enqueue(self._store, kind, payload, step)
        self.ensure()
        return number

    def ensure(self) -> None:
        """Starts a process for each lane that has work and none, and brings this process's index up to
        date."""
        if self._store.read_only:
            return
        self._vectors.sync_aside()
        home = self._settings.home
        lacking = [lane for lane in Lane if self._wanted(lane) and not process.is_running(home, lane)]
        process.start(self._settings, lacking)

    def _wanted(self, lane: Lane) -> bool:
        if queue.has_work(self._store, lane):
            return True
        if lane is Lane.WEB:
            return self.wants_pages()
        if lane is not Lane.THINK:
            return False
        wanted = not queue.held(self._store) and self.wants_thinking()
        return wanted or daily.due(self._settings, self._store)

    def wants_pages(self) -> bool:
        """Whether pages that were asked for may be tried again now, and nobody stopped that."""
        db = self._store.read()
        return self._settings.network and not jobs.count_stopped(db) and bool(fetches.due(db, now()))

    def wants_thinking(self) -> bool:
        """Whether anything lacks a vector, or areas were measured, or retellings looked for in the person's
        own writing, before the last ones came."""
        return self._vectors.pending() > 0 or self._areas.behind() or self._retold.behind()

    # -- how far it is ----------------------------------------------------------------------------

    def jobs(self, active_only: bool = True) -> list[Job]:
        """Work that waits, runs or, without `active_only`, was done of late."""
        return queue.listed(self._store, active_only)

    def failed(self) -> list[Job]:
        """Work that failed and was not made good since, each with its reason."""
        return queue.failed(self._store)

    def count_stopped(self) -> int:
        """How many jobs wait to be resumed."""
        return jobs.count_stopped(self._store.read())

    def ended(self) -> int:
        """A number that grows with every job that is done or has failed."""
        return jobs.last_ended(self._store.read())

    def stop(self) -> None:
        """Asks for an end after the step that is being done; what is left waits for `resume`."""
        queue.stop(self._store)

    def resume(self) -> None:
        """Lets what was stopped go on, in processes of its own."""
        queue.resume(self._store)
        self.ensure()

    def stopped(self) -> bool:
        """Whether anything waits for `resume`."""
        return queue.stopped(self._store)

    # -- doing it here ----------------------------------------------------------------------------

    def embed(
        self,
        progress: Callable[[int, int], None] = lambda done, total: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Embeds what lacks a vector, brings areas up to date, and finds what the person's own writing
        retells; returns how many texts were embedded.

        :raises LibraryBusy: another process is at it.
        """
        with process.working(self._settings.home):
            return self.embed_here(progress, should_stop)

    def embed_here(self, progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> int:
        """As `embed`, for the process that holds the right to work already."""
        vectors = self._vectors
        done = embed_pending(self._store, vectors.encoder, vectors.space.fingerprint, progress, should_stop)
        if self._areas.behind():
            self._areas.refresh()
        if self._retold.behind() and not should_stop():
            done += self._retold.find(progress, should_stop)
        return done
