"""Pages of items that are known by their address only: fetched one after another, politely, and saved as each
comes. What does not come stays as it is, with the reason and when it is tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from kb.catalogue import _, noted
from kb.errors import JomoError
from kb.importers import ImportContext
from kb.importers.boundary import unread
from kb.importers.fetched import fetched_document
from kb.importers.link import address_to_fetch, whole_address
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.store import Store, fetches, items
from kb.types import AddReport, Document, Failure, Item
from kb.web import Unreachable
from kb.web.pace import Pace, spread
from kb.web.waiting import growing

SHELL = noted("The page shows its text to browsers only; save it in one as HTML and add the file")
"""Why a page that came is still not known by more than its title."""
ANOTHER = noted("The address leads to another work, which was kept by itself")
"""Why an item is still a stub although its page came: that goes by another name of the same kind."""
NO_PAGE = noted(
    "There is no page to fetch: `complete` asks arXiv for such papers, other programs keep what is theirs"
)
"""Why nothing is fetched for some items."""
_FIRST_RETRY = timedelta(minutes=15)
"""A server that restarts is back by then. By judgement, as is what follows."""
_GROWTH, _LONGEST = 4, timedelta(days=7)
"""A further wait is so many times as long, up to this: who is away for a day is seldom back in an hour."""
_FOR_GOOD = frozenset((401, 402, 403, 404, 405, 410, 451))
"""Statuses of RFC 9110 after which trying again by itself changes nothing."""
_BUSY = frozenset((429, 503))
"""Statuses by which a server asks to be left alone."""


@dataclass(frozen=True, slots=True)
class _Page:
    item: Item
    address: str

    @property
    def host(self) -> str:
        """Host and port, as they stand in the address."""
        return urlsplit(self.address).netloc.lower()


def fetch_pages(
    store: Store,
    item_ids: Sequence[int],
    context: ImportContext,
    step: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> AddReport:
    """Fetches the pages of items and saves them, as a part of the import whose event is `step`.

    `failed` names those that did not come, by address. A host that wants to be left alone, or does not
    answer, is not asked again in this run. `progress` is told how many are done of how many, `should_stop`
    asked before each page and while a host is left alone.
    """
    found = items.by_ids(store.read(), list(item_ids))
    addresses = {item: _address(item) for item in found}
    pages = [_Page(item, address) for item, address in addresses.items() if address]
    without = [Failure(item.key, _(NO_PAGE)) for item, address in addresses.items() if not address]
    run = _Run(store, context, Pace(context.limits.trusted), should_stop)
    saving = run.documents(pages, progress)
    report = ingest(store, saving, Options(), should_stop=should_stop, at_once=1, step=step)
    return replace(report, failed=(*without, *report.failed, *run.failed))


def _address(item: Item) -> str | None:
    """Where an item's page is, or the whole of a paper of which arXiv has told the abstract."""
    return address_to_fetch(item.key, item.url or "") or (None if item.stub else whole_address(item.key))


class _Run:
    """One run through pages: what failed so far, and which hosts are left alone."""

    def __init__(
        self, store: Store, context: ImportContext, pace: Pace, should_stop: Callable[[], bool]
    ) -> None:
        self._store, self._context, self._pace, self._should_stop = store, context, pace, should_stop
        self._closed: dict[str, JomoError] = {}
        self.failed: list[Failure] = []

    def documents(self, pages: Sequence[_Page], progress: Callable[[int, int], None]) -> Iterator[Document]:
        """The pages that come, one by one; the reasons of the others are noted."""
        for done, page in enumerate(spread(pages, lambda one: one.host)):
            if self._should_stop():
                return
            progress(done, len(pages))
            document = self._fetched(page)
            if document is None:
                continue
            yield document
            # It is saved by now.
            left = items.by_ids(self._store.read(), [page.item.id])
            if left and left[0].stub:
                self._note(page, _(SHELL) if document.stub else _(ANOTHER), None)
            else:
                with self._store.write(silent=True) as db:
                    fetches.came(db, [page.item.id])

    def _fetched(self, page: _Page) -> Document | None:
        if closed := self._closed.get(page.host):
            self._failed(page, closed)
        elif self._pace.wait(page.host, self._should_stop):
            try:
                return fetched_document(page.item.key, page.address, self._context)
            except JomoError as error:
                if isinstance(error, Unreachable) and (error.status is None or error.status in _BUSY):
                    self._closed[page.host] = error
                self._failed(page, error)
            except Exception as error:  # noqa: BLE001 - the pages after it are to be fetched
                self._note(page, unread(page.address, error).reason, None)
        return None

    def _failed(self, page: _Page, error: JomoError) -> None:
        pending = fetches.of_item(self._store.read(), page.item.id)
        self._note(page, str(error), due_again(error, pending.attempts if pending else 0))

    def _note(self, page: _Page, reason: str, due: timedelta | None) -> None:
        moment = datetime.now(UTC)
        due_at = None if due is None else (moment + due).isoformat(timespec="seconds")
        with self._store.write(silent=True) as db:
            fetches.failed(db, page.item.id, reason, moment.isoformat(timespec="seconds"), due_at)
        self.failed.append(Failure(page.item.url or page.item.key, reason))


def due_again(error: JomoError, attempts: int) -> timedelta | None:
    """After how long a page is tried again by itself, when it failed `attempts` times before; None: never."""
    if not isinstance(error, Unreachable) or error.status in _FOR_GOOD:
        return None
    return growing(_FIRST_RETRY, _GROWTH, attempts, _LONGEST, error.retry_after_s)
