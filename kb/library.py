"""`Library`: one home folder opened, and everything a page or a command may ask of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from kb import background, doctor, history, sample
from kb import search as searching
from kb.clock import now
from kb.embed import embed_pending
from kb.embedding import Encoder, make_encoder
from kb.errors import JomoError, LibraryBusy, NotFound
from kb.importers import ImportContext, documents
from kb.importers.arxiv import ArxivImporter
from kb.index import IndexUnavailable, VectorIndex
from kb.ingest import Options, ingest, reindex_words
from kb.meaning import Meaning, Space
from kb.reflection import reviews
from kb.reflection.figures import ReviewFigures
from kb.settings import Settings
from kb.store import Store, areas, chunks, events, facts, items, jobs, maps
from kb.text.chunking import CHUNKER
from kb.text.identity import canonical_key
from kb.topics import atlas, register
from kb.triage import desk
from kb.types import (
    Action,
    AddReport,
    Area,
    Check,
    Document,
    Event,
    Failure,
    Filters,
    Gate,
    Hit,
    ImportRecord,
    Item,
    ItemDetail,
    Job,
    Move,
    Origin,
    SearchMode,
    Stance,
    State,
    Stats,
    Suggestion,
    TopicMap,
    TriageCard,
    Verdict,
    Zone,
)


class Library:
    """One person's library.

    Safe to use from any thread. With `keep_index` this process asks to own the vector index; if another
    one does, meaning is searched exactly, which gives the same answers. An `encoder` given stands in
    for the one the settings name.
    """

    def __init__(
        self, settings: Settings, *, keep_index: bool = False, encoder: Encoder | None = None
    ) -> None:
        self.settings = settings
        self.home = settings.home
        self.store = Store(self.home / "jomo.sqlite")
        self.keeps_index = keep_index
        self._index_lock = FileLock(self.home / "index.lock", thread_local=False)
        self._opening = threading.Lock()
        self._encoder = encoder
        self._pending: tuple[int, int] | None = None

    # -- the encoder and the vector space ---------------------------------------------------------

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model; loads nothing heavy until it encodes."""
        return self._encoder or make_encoder(self.settings.model, self.settings.cache)

    @cached_property
    def space(self) -> Space:
        """Where this library's vectors live. A changed model or chunker is another space."""
        return Space(f"{self.encoder.fingerprint}-chunks{CHUNKER}", self.encoder.dimension)

    @property
    def meaning(self) -> Meaning:
        """Nearest-passage search, through the index where this process owns it."""
        with self._opening:
            return self._meaning

    @cached_property
    def _meaning(self) -> Meaning:
        index = None
        if self.keeps_index and self.own_index():
            try:
                index = VectorIndex(self.settings, self.space.collection)
            except IndexUnavailable as error:
                background.log(str(error))
        return Meaning(self.store, self.space, index)

    @property
    def meaning_opened(self) -> bool:
        return "_meaning" in self.__dict__

    def own_index(self) -> bool:
        """Whether this process may open the index: one process at a time does."""
        try:
            self._index_lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self.encoder.encode_query(text)

    # -- reading ----------------------------------------------------------------------------------

    def revision(self) -> int:
        """Grows with every change; belongs into cache keys."""
        return int(facts.get(self.store.read(), "revision", "0"))

    def items(
        self,
        filters: Filters = Filters(),
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "newest",
    ) -> list[Item]:
        return items.select(self.store.read(), filters, order=order, limit=limit, offset=offset)

    def count(self, filters: Filters = Filters()) -> int:
        return items.count(self.store.read(), filters)

    def items_by_id(self, ids: Sequence[int]) -> list[Item]:
        return items.by_ids(self.store.read(), ids)

    def item(self, key: str) -> ItemDetail:
        """One item with everything around it; `key` is its key or any address of it."""
        db = self.store.read()
        [item] = items.by_ids(db, [self._id(key)])
        document = items.document(db, item.id)
        return ItemDetail(
            item=item,
            text=document.text,
            turns=document.turns,
            aliases=document.aliases,
            references=document.references,
            mentioned_by=tuple(items.by_ids(db, items.mentioned_by(db, item.id))),
            events=tuple(events.of_item(db, item.id)),
            areas=tuple(name for name, _, _ in areas.of_item(db, item.id)),
            topic=maps.topic_of(db, item.id),
            meta=document.meta,
        )

    def known(self, keys: Sequence[str]) -> dict[str, Item]:
        """The items that canonical keys lead to, for those that lead to one."""
        db = self.store.read()
        found = {key: items.resolve(db, [key]) for key in keys}
        return {key: items.by_ids(db, ids)[0] for key, ids in found.items() if ids}

    def stats(self) -> Stats:
        db = self.store.read()
        return Stats(
            items=items.count(db, Filters()),
            by_kind=items.count_by(db, "kind"),
            by_zone=items.count_by(db, "zone"),
            by_state=items.count_by(db, "state"),
            by_language=items.count_by(db, "language"),
            sources=items.count_by(db, "source"),
            chunks=chunks.count(db),
            pending_vectors=self.pending(),
            stubs=len(items.stub_keys(db)),
            bytes=_size_of(self.home),
        )

    def _id(self, key: str) -> int:
        found = items.resolve(self.store.read(), [canonical_key(key)]) or items.resolve(
            self.store.read(), [key]
        )
        if not found:
            raise NotFound(f"No item answers to {key}; `search` finds keys, `add` saves new items")
        return found[0]

    def _ids(self, keys: Sequence[str]) -> list[int]:
        return [self._id(key) for key in keys]

    # -- importing and background work ------------------------------------------------------------

    def add(
        self,
        specs: Sequence[str],
        *,
        zone: Zone | None = None,
        source: str | None = None,
        saved_at: str | None = None,
        progress: Callable[[int], None] = lambda done: None,
    ) -> AddReport:
        """Saves ids, links, files and folders, searchable by words when this returns. Vectors come later."""
        options = Options(zone or Zone.INBOX, source, saved_at)
        return ingest(self.store, self._read(specs), options, progress)

    def _read(self, specs: Sequence[str]) -> Iterator[Document | Failure]:
        """Documents of all specs; papers of arXiv are asked for together."""
        context = ImportContext(self.settings.cache, self.settings.network)
        arxiv = ArxivImporter()
        papers = [spec for spec in specs if arxiv.match(spec)]
        others = [spec for spec in specs if not arxiv.match(spec)]
        return chain(
            arxiv.load_many(papers, context) if papers else (),
            chain.from_iterable(documents(spec, context) for spec in others),
        )

    def complete_stubs(self) -> AddReport:
        """Asks arXiv for the papers known by their identifier only."""
        return self.add(items.stub_keys(self.store.read()))

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
        folder = self.home / "uploads" / now().replace(":", "-")
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / Path(name).name
        target.write_bytes(data)
        return target

    def jobs(self, active_only: bool = True) -> list[Job]:
        return background.listed(self.store, active_only)

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
        if done:
            register.refresh(self.store, self.space, self.encode_query)
        return done

    def pending(self) -> int:
        """How many texts lack a vector. Every page asks, so it is counted once a revision."""
        revision = self.revision()
        if self._pending is None or self._pending[0] != revision:
            counted = chunks.count_without_vector(self.store.read(), self.space.fingerprint)
            self._pending = (revision, counted)
        return self._pending[1]

    def load_sample(self) -> AddReport:
        """Loads the sample library.

        :raises JomoError: the library holds items already.
        """
        if self.count():
            raise JomoError(
                "This library has items already; the sample is for an empty one (set KB_HOME to a new folder)"
            )
        return sample.load(self.store)

    # -- searching --------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        filters: Filters = Filters(),
        mode: SearchMode = SearchMode.HYBRID,
        limit: int = 20,
    ) -> list[Hit]:
        return searching.search(self.store, self.meaning, self.encode_query, query, filters, mode, limit)

    def similar(self, key: str, limit: int = 10, filters: Filters = Filters()) -> list[Hit]:
        """More like this item; empty while it has no vector yet."""
        item_id = self._id(key)
        own = chunks.head_vectors(self.store.read(), *self._key, [item_id])
        if not len(own.chunk_ids):
            return []
        return searching.similar(self.store, self.meaning, item_id, own.vectors[0], filters, limit)

    @property
    def _key(self) -> tuple[str, int]:
        return self.space.fingerprint, self.space.dimension

    # -- triage -----------------------------------------------------------------------------------

    def triage_queue(self) -> list[Item]:
        """The inbox, what was saved last first."""
        return self.items(Filters(zones=(Zone.INBOX,)), order="saved")

    def triage_card(self, key: str) -> TriageCard:
        detail = self.item(key)
        return desk.card(self.store, detail.item, detail.item.summary or detail.text, *self._key)

    def suggestions(self, zone: Zone = Zone.INBOX) -> dict[int, Suggestion]:
        """Suggested zones by item id; only items with a vector have one."""
        return desk.suggestions(self.store, self.items(Filters(zones=(zone,))), *self._key)

    def move(self, keys: Sequence[str], zone: Zone, origin: Origin = Origin.ME) -> list[Move]:
        return desk.move(self.store, self._ids(keys), zone, origin)

    def undo(self) -> list[Move]:
        """Takes the last step back; an empty list when there is none. An area that comes back finds its
        members anew."""
        step = self.last_undoable()
        moves = history.undo(self.store)
        if step is not None and step.action in (Action.AREA_SET, Action.AREA_REMOVED):
            register.refresh(self.store, self.space, self.encode_query, [step.subject])
        return moves

    def undo_move(self) -> list[Move]:
        return history.undo(self.store, (Action.MOVED,))

    def last_undoable(self) -> Event | None:
        found = events.last_undoable(self.store.read())
        return found[0] if found else None

    def set_state(self, keys: Sequence[str], state: State) -> list[Move]:
        return desk.set_state(self.store, self._ids(keys), state)

    def opened(self, key: str) -> None:
        desk.mark_opened(self.store, self._id(key))

    def gate(self) -> Gate:
        return desk.gate_status(self.store)

    def open_gate(self, zone: Zone, reason: str = "") -> None:
        desk.open_gate(self.store, zone, reason)

    def gate_open_today(self) -> set[Zone]:
        return desk.opened_today(self.store)

    # -- the map and the areas --------------------------------------------------------------------

    def map(self) -> TopicMap:
        return atlas.read(self.store)

    def update_map(self, rebuild: bool = False) -> TopicMap:
        """Places what has no place yet; with `rebuild`, draws the whole map anew."""
        atlas.update(self.store, self.space, rebuild)
        return self.map()

    def areas(self) -> list[Area]:
        return areas.every(self.store.read())

    def area(self, name: str) -> Area:
        found = areas.get(self.store.read(), name)
        if found is None:
            raise NotFound(f"No area is called {name}; `areas` lists them")
        return found

    def set_area(
        self,
        name: str,
        *,
        stance: Stance | None = None,
        criterion: str | None = None,
        reason: str | None = None,
        examples: Sequence[str] | None = None,
        review_on: str | None = None,
    ) -> Area:
        """Makes an area or changes what is given of it; its members are found anew."""
        example_ids = None if examples is None else self._ids(examples)
        register.set_area(self.store, name, stance, criterion, reason, example_ids, review_on)
        register.refresh(self.store, self.space, self.encode_query, [name])
        return self.area(name)

    def remove_area(self, name: str) -> None:
        register.remove(self.store, self.area(name))

    # -- reflection -------------------------------------------------------------------------------

    def judge(
        self, keys: Sequence[str], verdict: Verdict, note: str = "", at: str | None = None
    ) -> list[Item]:
        return reviews.judge(self.store, self._ids(keys), verdict, note, at)

    def to_judge(self, since: str, until: str) -> list[Item]:
        return reviews.to_judge(self.store, since, until)

    def review(self, since: str, until: str) -> ReviewFigures:
        return reviews.review(self.store, since, until)

    # -- upkeep -----------------------------------------------------------------------------------

    def doctor(self, fix: bool = False) -> list[Check]:
        return doctor.examine(self, fix)

    def sync_index(self) -> bool:
        """Brings the vector index up to date if this process may own it; returns whether it did."""
        if not self.meaning.uses_index:
            return False
        self.meaning.sync()
        return True

    def reindex(self) -> tuple[int, float]:
        """Makes passages, words index and vector index anew from what is stored; returns the number of
        chunks and the seconds it took.

        :raises LibraryBusy: another process owns the vector index.
        """
        started = time.perf_counter()
        if not self.own_index():
            raise LibraryBusy("The app has the vector index open; stop the app and run `reindex` again")
        with self.store.write() as db:
            reindex_words(db)
            chunks.drop_unused_vectors(db)
        self.meaning.rebuild()
        return chunks.count(self.store.read()), time.perf_counter() - started

    def close(self) -> None:
        """Lets go of the index and of this thread's connection."""
        if self.meaning_opened:
            self._meaning.close()
            del self.__dict__["_meaning"]
        self._index_lock.release(force=True)
        self.store.close()


def _size_of(folder: Path) -> int:
    """Bytes of all files below a folder, of those that stay while it is being counted."""
    total = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += file.lstat().st_size
    return total
