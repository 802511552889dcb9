"""`library.evidence`: traces of use in the person's own writing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from kb.catalogue import _
from kb.clock import now, within
from kb.errors import ImportRefused, NotFound
from kb.evidence import Compared, Reading, Works, by_authors, may_link, note_name
from kb.importers.files import local_path
from kb.library.keys import item_ids
from kb.library.retold import in_draft
from kb.library.work import Work
from kb.store import Store, aliases, items, works, writing
from kb.text.digest import text_hash
from kb.text.words import fold
from kb.types import Failure, Kind
from kb.types.evidence import Form, Trace, WorkFacts, WrittenPage, WrittenPassage, WrittenSource
from kb.writing.extracts import Extracts
from kb.writing.reading import Place
from kb.writing.repositories import Repositories
from kb.writing.scanning import Scan, Source, any_of, look
from kb.writing.walking import reads

_FORMS = {Kind.PAPER: Form.PAPER, Kind.POST: Form.POST, Kind.ARTICLE: Form.POST, Kind.REPO: Form.CODE}
_RULES = 19
"""By which pages are read and weighed; raised with them, so that what refers to items is read again."""
_LOOKS_AGAIN_AFTER = timedelta(hours=1)
"""Notes are written by the day; a look at files that did not change takes seconds."""
_MANY = 200
"""Items that changed, beyond which all writing is compared again: looking for each takes as long. By
judgement."""


class Evidence:
    """Places that the person marked as their own writing, and what is found there."""

    def __init__(self, store: Store, work: Work) -> None:
        self._store = store
        self._work = work
        self._compared: tuple[str, _Comparison] | None = None

    # -- places -----------------------------------------------------------------------------------

    def sources(self) -> list[WrittenSource]:
        """The marked places with what was found there at the last look; behind them, once there are any, the
        library's own items that the person wrote, as a source without a path."""
        return writing.sources(self._store.read())

    def add(self, path: str, called: str = "") -> WrittenSource:
        """Marks a folder, a file or an export as the person's own writing; `called` is their name in groups
        of messengers. It takes the place of marked ones that are read with it. Nothing is read yet.

        :raises ImportRefused: there is none, or it is read with a marked folder already.
        """
        place = _found(path)
        marked = [one for one in self.sources() if one.path and Path(one.path) != place]
        for source in marked:
            if reads(Path(source.path), place):
                raise ImportRefused(
                    _("{file} lies in {folder}, which is read already", file=place.name, folder=source.path)
                )
        within = [one for one in marked if one.called in ("", called) and reads(place, Path(one.path))]
        with self._store.write() as db:
            for source in within:
                writing.remove(db, source.id)
            number = writing.add(db, str(place), called, now())
        return next(source for source in self.sources() if source.id == number)

    def remove(self, path: str) -> WrittenSource:
        """Forgets a place with the traces found there; the files stay as they are.

        :raises NotFound: it was not marked.
        """
        wanted = {path, str(Path(path).expanduser().absolute()), str(Path(path).expanduser().resolve())}
        source = next((one for one in self.sources() if one.path and one.path in wanted), None)
        if source is None:
            raise NotFound(
                _("{path} is not marked as your writing; `evidence --sources` lists what is", path=path)
            )
        with self._store.write() as db:
            writing.remove(db, source.id)
        return source

    # -- reading ----------------------------------------------------------------------------------

    def keep_up(self) -> None:
        """Leaves a look at the marked places to the background, unless there was one of late."""
        late = (datetime.now(UTC) - _LOOKS_AGAIN_AFTER).isoformat()
        if any(source.path and (source.scanned_at or "") < late for source in self.sources()):
            self._work.queue_scan()

    def scan(
        self,
        told: Callable[[int, int], None] = lambda done, total: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> int:
        """Brings what is known of the marked places up to date; returns how many files were read. What did
        not change, and says nothing of items that changed, is not read. `told` hears how many of how many
        steps of the present place are done."""
        db = self._store.read()
        if not self.sources() and not writing.own_items(db):
            return 0
        with self._store.write(silent=True) as db:
            own = writing.add(db, writing.LIBRARY, "", now())
        compared = self._comparison()
        changed = self._changed(compared)
        concerned = compared.concern(changed) if changed else None
        repositories = Repositories(self._store)
        sources: list[tuple[int, Source]] = [
            (source.id, Place(Path(source.path), source.called, repositories, Extracts(self._store)))
            for source in self._there()
        ]
        read = 0
        for number, source in (*sources, (own, _OwnItems(self._store))):
            if stopped():
                break
            read += Scan(self._store, number, source, compared, concerned, told, stopped).run()
        if changed and not stopped():
            with self._store.write(silent=True) as db:
                writing.set_compared(db, compared.digests)
        return read

    def _there(self) -> Iterator[WrittenSource]:
        """The places that are there; of one that is gone what was found stays."""
        for source in self.sources():
            path = Path(source.path)
            if source.path and path.exists():
                yield source
            elif source.path:
                told = _("{file} is gone; what was found there before is kept", file=path.name)
                gone = Failure(source.path, told)
                with self._store.write(silent=True) as db:
                    writing.note_scan(db, source.id, now(), [gone], "")

    def _comparison(self) -> _Comparison:
        facts = works.facts(self._store.read())
        digest = text_hash(repr(facts))
        if self._compared is None or self._compared[0] != digest:
            self._compared = digest, _Comparison(facts)
        return self._compared[1]

    def _changed(self, compared: _Comparison) -> list[int]:
        """Items that came, or are called otherwise than when pages were compared last."""
        before = writing.compared(self._store.read())
        return [item_id for item_id, digest in compared.digests.items() if before.get(item_id) != digest]

    def look(
        self,
        paths: Sequence[str],
        called: str = "",
        told: Callable[[int, int], None] = lambda done, total: None,
    ) -> tuple[dict[int, tuple[Trace, ...]], list[Failure]]:
        """What places say of items, by item, and what could not be read there, without marking or keeping
        anything.

        :raises ImportRefused: there is no such place.
        """
        found: dict[int, list[Trace]] = {}
        failures: list[Failure] = []
        compared = self._comparison()
        for path in map(_found, paths):
            said, failed = look(Place(path, called), compared, told)
            failures += failed
            for trace in said:
                found.setdefault(trace.item_id, []).append(trace)
        return _sorted(found), failures

    # -- traces -----------------------------------------------------------------------------------

    def of(self, keys: Sequence[str]) -> Mapping[int, tuple[Trace, ...]]:
        """The traces of items, by item id, the strongest first; items without one are left out.

        :raises NotFound: no item answers to one of the keys.
        """
        return _sorted(writing.traces(self._store.read(), item_ids(self._store, keys)))

    def every(self) -> Mapping[int, tuple[Trace, ...]]:
        """All traces, by item id."""
        db = self._store.read()
        return _sorted(writing.traces(db, writing.traced(db)))

    def between(self, since: str, until: str) -> Mapping[int, tuple[Trace, ...]]:
        """The traces of items that were saved in a period, by item id; `since` and `until` (a day, a month or
        a year) are inclusive."""
        db = self._store.read()
        wanted = [
            item.id for item in items.by_ids(db, writing.traced(db)) if within(item.saved_at, since, until)
        ]
        return _sorted(writing.traces(db, wanted))


class _Comparison:
    """The library's items as pages are compared with them."""

    def __init__(self, facts: Sequence[WorkFacts]) -> None:
        self._works = Works.of(facts)
        self.digests = {one.item_id: text_hash(repr((_RULES, one))) for one in facts}
        self._compared: Compared | None = None

    def names(self, page: WrittenPage) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(note_name, page.names)))

    def about(self, page: WrittenPage) -> int | None:
        return self._of(page).subject if page.names else None

    def links(self, page: WrittenPage) -> bool:
        return may_link(page.text)

    def traces(self, page: WrittenPage, notes: Mapping[str, int | None]) -> Sequence[Trace]:
        found = self._of(page).traces(notes)
        return [in_draft(one) for one in found] if page.draft else found

    def passages(self, page: WrittenPage) -> Sequence[WrittenPassage]:
        return list(self._of(page).passages())

    def _of(self, page: WrittenPage) -> Compared:
        """A page is asked about several things in turn, and read once."""
        if self._compared is None or self._compared.reading.page is not page:
            self._compared = Compared(page, self._works)
        return self._compared

    def concern(self, item_ids: Collection[int]) -> Callable[[str], bool]:
        """A test of texts: whether one may refer to one of some items, or to what retells it."""
        wanted = set(item_ids)
        if len(wanted) > _MANY:
            return lambda text: True
        facts = self._works.facts
        keys = {key for item_id in wanted for key in facts[item_id].keys}
        wanted |= {one.item_id for one in facts.values() if not keys.isdisjoint(one.leads_to)}
        addresses = any_of(
            {
                part
                for item_id in wanted
                for part in (*chain(*map(_written, facts[item_id].keys)), *map(fold, facts[item_id].cited_as))
            }
        )
        some = Works.of(facts[item_id] for item_id in wanted)

        def concerned(text: str) -> bool:
            if addresses.search(fold(text)):
                return True
            reading = Reading(WrittenPage("", text))
            return bool(some.sieve.sifted(reading).names) or any(
                by_authors(reading, some.authored, some.rarity)
            )

        return concerned


def _written(key: str) -> Iterator[str]:
    """What of a key stands in every address that leads to it."""
    kind, _, name = key.partition(":")
    if kind in ("arxiv", "doi"):
        yield fold(name)
    elif kind in ("url", "post"):
        # The host may be written otherwise (youtu.be), or not at all.
        host, _, path = name.rpartition("://")[2].partition("/")
        yield fold(max(re.split(r"[/?&=]", path), key=len) or host)


class _OwnItems:
    """Items of the library that the person wrote, as a place whose files they are."""

    failures: Sequence[Failure] = ()
    touched: frozenset[str] = frozenset()
    bibliographies = ""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages: dict[str, WrittenPage] = {}

    def look(self, stopped: Callable[[], bool]) -> Mapping[str, tuple[int, int]]:
        db = self._store.read()
        for item_id in writing.own_items(db):
            document = items.document(db, item_id)
            keys = aliases.keys_of(db, item_id)
            form = _FORMS.get(document.kind, Form.NOTE)
            text = "\n".join(filter(None, (document.summary, document.text)))
            page = WrittenPage(
                document.title, text, form, document.title, document.published, keys=tuple(keys)
            )
            self._pages[document.key] = page
        return {key: (1, int(text_hash(repr(page))[:12], 16)) for key, page in self._pages.items()}

    def digest(self, name: str) -> str:
        return text_hash(repr(self._pages[name]))

    def mentions(self, name: str, concerned: Callable[[str], bool]) -> bool:
        return concerned(self._pages[name].text)

    def pages(self, name: str) -> Iterator[WrittenPage | Failure]:
        yield self._pages[name]

    def keep(self, db: sqlite3.Connection) -> None:
        """They have no history."""


def _found(path: str) -> Path:
    found = local_path(path)
    if found is None:
        raise ImportRefused(_("{path} is not there; name a folder or file of your writing", path=path))
    return found.resolve()


def _sorted(found: Mapping[int, Sequence[Trace]]) -> dict[int, tuple[Trace, ...]]:
    return {
        item_id: tuple(sorted(traces, key=lambda one: (one.strength.rank, one.made_at or "")))
        for item_id, traces in found.items()
    }
