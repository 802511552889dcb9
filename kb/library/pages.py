"""`library.pages`: pages of items that are known by their address only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError
from kb.importers import ImportContext, addresses_in
from kb.importers.link import link_key
from kb.importers.pasted import labelled
from kb.ingest.fetching import fetch_pages
from kb.ingest.save import said_of_pages
from kb.library.keys import item_id
from kb.library.work import Work
from kb.settings import Settings
from kb.store import Store, aliases, fetches, items
from kb.text.identity import canonical_key
from kb.types import AddReport, Filters
from kb.web.limits import limits_of


class Pages:
    """A page is fetched when somebody asks: by adding its address, or for what was kept long ago."""

    def __init__(self, settings: Settings, store: Store, work: Work) -> None:
        self._settings = settings
        self._store = store
        self._work = work

    def lacking(self, filters: Filters = Filters(), limit: int | None = None) -> list[str]:
        """Keys of items known by their address only that the filters let through, those saved last first."""
        db = self._store.read()
        return [item.key for item in items.by_ids(db, fetches.lacking(db, filters, limit))]

    def ask(self, key: str) -> None:
        """Leaves fetching the page of an item to the background.

        :raises NotFound: no item answers to `key`.
        :raises JomoError: the network is off.
        """
        self._need_network()
        item_id(self._store, key)
        self._work.queue_fetch([canonical_key(key)])

    def fetch(
        self,
        keys: Sequence[str],
        step: int | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Fetches the pages of items here and now, as a part of the import whose event is `step`. `failed`
        names those that did not come, and why; these stay as they were.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: the network is off.
        """
        self._need_network()
        return self._fetch([item_id(self._store, key) for key in keys], step, progress, should_stop)

    def _fetch(
        self,
        item_ids: Sequence[int],
        step: int | None,
        progress: Callable[[int, int], None],
        should_stop: Callable[[], bool],
    ) -> AddReport:
        context = ImportContext(self._settings.cache, limits=limits_of(self._settings))
        return fetch_pages(self._store, item_ids, context, step, progress, should_stop)

    def complete(
        self,
        keys: Sequence[str] | None = None,
        step: int | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Fetches pages of what was just saved, or without keys all that were asked for and are due. One that
        does not come is kept by its address, of which `warnings` tell; items that are gone are left out.
        Without the network nothing is done."""
        if not self._settings.network:
            return AddReport(0, 0, 0, (), ())
        db = self._store.read()
        wanted = fetches.due(db, now()) if keys is None else aliases.resolve(db, keys)
        got = self._fetch(wanted, step, progress, should_stop)
        told = (
            _("{source} is kept by its address: {reason}", source=failure.spec, reason=failure.reason)
            for failure in got.failed
        )
        return replace(got, failed=(), warnings=(*got.warnings, *told))

    def completed(
        self, report: AddReport, specs: Sequence[str], progress: Callable[[int, int], None]
    ) -> AddReport:
        """What became of specs that were saved, with the pages of the addresses among them fetched. Addresses
        within files are not: exports hold them by the thousand."""
        named = {link_key(labelled(one)[0]) for spec in specs for one in addresses_in(spec)}
        lacking = set(fetches.lacking(self._store.read()))
        wanted = [item for item in report.touched if item.id in lacking and item.key in named]
        if not wanted:
            return report
        with self._store.write(silent=True) as db:
            fetches.ask(db, [item.id for item in wanted], now())
        if not self._settings.network:
            return report
        got = self.complete([item.key for item in wanted], report.step, progress)
        touched = items.by_ids(self._store.read(), [item.id for item in report.touched])
        fetched = said_of_pages()
        kept = [warning for warning in report.warnings if warning not in fetched]
        return replace(report, touched=tuple(touched), warnings=(*kept, *got.warnings))

    def _need_network(self) -> None:
        if not self._settings.network:
            raise JomoError(_("The network is off (KB_NETWORK=false); allow it to fetch pages"))
