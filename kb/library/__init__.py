"""`Library`: one home folder opened. What pages and commands hold; its parts are named as a user would.

Parts live here, a module each; what they do is done in the rooms below. Only pages, commands and the worker
import this room.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kb import clock
from kb.backup import restoring
from kb.embedding import Encoder
from kb.errors import JomoError
from kb.ingest.addresses import renew_keys
from kb.ingest.derived import refresh_words
from kb.library.areas import Areas
from kb.library.background import Background
from kb.library.criteria import Criteria
from kb.library.delegations import Delegations
from kb.library.diary import Diary
from kb.library.duplicates import Duplicates
from kb.library.forecast import Forecasts
from kb.library.forks import FilingByItself
from kb.library.history import History
from kb.library.intake import Intake
from kb.library.items import Items
from kb.library.lists import Lists
from kb.library.map import Map
from kb.library.mirror import Mirror
from kb.library.notes import Notes
from kb.library.originals import Originals
from kb.library.ranking import Ranking
from kb.library.reading import Reading
from kb.library.reports import Reports
from kb.library.retellings import Retellings
from kb.library.reviews import Reviews
from kb.library.role import Role
from kb.library.search import Search
from kb.library.triage import Triage
from kb.library.upkeep import Upkeep
from kb.library.vectors import Vectors
from kb.library.visits import Visits
from kb.library.waiting import Waiting
from kb.library.watched import Watched
from kb.library.work import Work
from kb.settings import Settings
from kb.store import Store, key_values, words
from kb.work import worker
from kb.work.queue import Lane

if TYPE_CHECKING:
    # What reads pages and feeds is loaded when it is asked for: most commands and pages never do.
    from kb.library.evidence import Evidence
    from kb.library.feeds import Feeds
    from kb.library.pages import Pages
    from kb.library.sources import Sources
    from kb.library.summaries import Summaries

_ENDS_WITHIN_S = 10
"""So long a process that was just started may take to find that there is nothing to do; two seconds here."""
_FIRST = "warming up прогрев"
"""A question in both languages, so that what either needs is loaded."""


class Library:
    """One person's library. Safe to use from any thread.

    With `keep_index` this process asks to own the vector index; if another one does, meaning is searched
    exactly, which gives the same answers. `only_read` opens it to look, beside others that write; without
    `make` one that is not there is not made. An `encoder` given stands in for the one the settings name.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        keep_index: bool = False,
        only_read: bool = False,
        make: bool = True,
        encoder: Encoder | None = None,
    ) -> None:
        clock.live_in(settings.timezone)
        self.settings = settings
        self.home = settings.home
        self.store = Store(self.home / "jomo.sqlite", only_read=only_read, make=make)
        with self.store.telling():
            if not self.store.read_only:
                renew_keys(self.store)
                if words.stale(self.store.read()):
                    refresh_words(self.store)
        self.vectors = Vectors(settings, self.store, keep_index, encoder)
        self._warming = threading.Lock()
        self._warm = False

    # -- parts ------------------------------------------------------------------------------------

    @cached_property
    def items(self) -> Items:
        """What is saved, and what is done to it."""
        return Items(self.store, lambda: self.areas.refresh())

    @cached_property
    def duplicates(self) -> Duplicates:
        """Items that may be one work."""
        return Duplicates(self.store, self.vectors, lambda: self.areas.refresh())

    @cached_property
    def notes(self) -> Notes:
        """The person's own notes and highlights."""
        return Notes(self.store)

    @cached_property
    def reading(self) -> Reading:
        """Where the person is in what they read."""
        return Reading(self.store)

    @cached_property
    def originals(self) -> Originals:
        """The files that items were read from."""
        return Originals(self.home, self.store)

    @cached_property
    def _background(self) -> Background:
        return Background(self.store, self.vectors)

    @cached_property
    def search(self) -> Search:
        """Questions, more like this, and saved searches."""
        return Search(self.settings, self.store, self.vectors, self._background)

    @cached_property
    def retellings(self) -> Retellings:
        """Which text retells which paper."""
        return Retellings(self.store, self.search)

    @cached_property
    def map(self) -> Map:
        """The stored map and steps on it."""
        return Map(self.store, self.vectors)

    @cached_property
    def areas(self) -> Areas:
        """The register of areas and who belongs to them."""
        return Areas(self.store, self.vectors, self._background)

    @cached_property
    def role(self) -> Role:
        """What the work asks for."""
        return Role(self.store, self.areas)

    @cached_property
    def forecast(self) -> Forecasts:
        """What the person will probably decide."""
        return Forecasts(self.store, self.vectors)

    @cached_property
    def triage(self) -> Triage:
        """Cards, filing and the gate."""
        return Triage(self.settings, self.store, self.vectors, self.forecast, lambda: self.waiting.held())

    @cached_property
    def forks(self) -> FilingByItself:
        """Filing by itself what is sure enough: what it costs, what is promised, what was filed."""
        return FilingByItself(self.settings, self.store, self.lists, self.triage, self.forecast)

    @cached_property
    def ranking(self) -> Ranking:
        """What waits, best first, and how well that does."""
        return Ranking(self.store, self.vectors)

    @cached_property
    def lists(self) -> Lists:
        """The reading lists: thinned, expired, taken along."""
        return Lists(self.settings, self.store, lambda: self.waiting.held(), self.ranking)

    @cached_property
    def waiting(self) -> Waiting:
        """What is parked until a survey covers it."""
        return Waiting(self.store, self.areas, self.map)

    @cached_property
    def delegations(self) -> Delegations:
        """What was handed to whom, and what came back."""
        return Delegations(self.store)

    @cached_property
    def summaries(self) -> Summaries:
        """Summaries by a model of the person's choice."""
        from kb.library.summaries import Summaries

        return Summaries(self.settings, self.store)

    @cached_property
    def diary(self) -> Diary:
        """The person's diary, which no other part reads."""
        return Diary(self.store)

    @cached_property
    def visits(self) -> Visits:
        """When the person was here."""
        return Visits(self.store)

    @cached_property
    def reviews(self) -> Reviews:
        """Verdicts, figures and drift."""
        return Reviews(self.store)

    @cached_property
    def evidence(self) -> Evidence:
        """Traces of use in the person's own writing."""
        from kb.library.evidence import Evidence

        return Evidence(self.store, self.work)

    @cached_property
    def criteria(self) -> Criteria:
        """What the figures suggest to follow, to ignore, to let in."""
        return Criteria(self.store, self.areas, self.reviews)

    @cached_property
    def reports(self) -> Reports:
        """Periods in reports to keep."""
        return Reports(self.store, self.reviews, self.criteria, self.diary)

    @cached_property
    def history(self) -> History:
        """Steps taken back."""
        return History(self.store, self.areas, self.map)

    @cached_property
    def work(self) -> Work:
        """Long work: queued, stopped, resumed, or done here."""
        return Work(self.settings, self.store, self.vectors, self.areas)

    @cached_property
    def intake(self) -> Intake:
        """What comes in, and reports of it."""
        return Intake(self.settings, self.store, self.work)

    @cached_property
    def watched(self) -> Watched:
        """The folder whose files are imported when they are put there."""
        return Watched(self.settings, self.store, self.intake)

    @cached_property
    def feeds(self) -> Feeds:
        """Sources that bring new things by themselves."""
        from kb.library.feeds import Feeds

        return Feeds(self.settings, self.store, self.vectors)

    @cached_property
    def sources(self) -> Sources:
        """What comes by itself, within budgets, and what was left out."""
        from kb.library.sources import Sources

        return Sources(self.settings, self.store, self.reviews, self.work)

    @cached_property
    def pages(self) -> Pages:
        """Pages of what is known by its address only."""
        from kb.library.pages import Pages

        return Pages(self.settings, self.store, self.work)

    @cached_property
    def mirror(self) -> Mirror:
        """Items as notes in a folder of Markdown."""
        return Mirror(self.settings, self.store)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Counts, checks, backups and exports."""
        return Upkeep(self.settings, self.store, self.vectors, self.areas, self.items)

    # -- the whole of it --------------------------------------------------------------------------

    def revision(self) -> int:
        """Grows with every change; belongs into cache keys."""
        return int(key_values.get(self.store.read(), "revision", "0"))

    def do(self, lane: Lane) -> None:
        """Does everything that waits in a lane, then returns."""
        hands = worker.Hands(
            self.intake.save,
            self.items.stub_keys,
            lambda keys, step, told, stopped: self.pages.complete(keys, step, told, stopped),
            self.work.wants_pages,
            self.work.embed_here,
            self.work.wants_thinking,
            self.map.update,
            self.map.lacks_places,
            lambda everything, told, stopped: self.feeds.sync_here(everything, told, stopped),
            lambda told, stopped: self.evidence.scan(told, stopped),
            self.mirror.write,
        )
        worker.work(self.settings, self.store, hands, lane)

    def warm_up(self) -> None:
        """Loads what the first question would wait for: the query engine, the index, every vector, the
        dictionaries, what areas are measured on. May run in a thread beside questions, and again, which does
        nothing."""
        with self._warming:
            if not self._warm:
                self.vectors.passages.warm_up()
                self.search.find(_FIRST, limit=1)
                if self.areas.every():
                    self.areas.space()
                self._warm = True

    def warm_up_aside(self) -> threading.Thread:
        """`warm_up` in a thread of its own. Where it fails, whoever asks next is told."""

        def warm_up() -> None:
            with suppress(JomoError):
                self.warm_up()

        thread = threading.Thread(target=warm_up, name="warm-up", daemon=True)
        thread.start()
        return thread

    @property
    def warm(self) -> bool:
        """Whether `warm_up` has done its work."""
        return self._warm

    def restore(self, backup: Path) -> int:
        """Brings a backup back in place of all this; returns the number of items. What was there is kept as
        a copy. Whoever holds this library opens it anew, in any case.

        :raises BackupRefused: it is no sound backup.
        :raises LibraryBusy: another process works on the library.
        """
        self.vectors.keeps_index = False
        self.close()
        return restoring.restore(backup, self.home, force=True, patience_s=_ENDS_WITHIN_S).items

    def close(self) -> None:
        """Lets go of the index and of this thread's connection."""
        self._warm = False
        self.vectors.close()
        self.store.close()
