"""`library.diary`: the person's own, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kb.catalogue import _
from kb.clock import as_stored, by, day, now, today
from kb.errors import JomoError, NotFound
from kb.store import Store, arrivals, diary, events
from kb.text.storable import storable
from kb.triage.inbox_size import inbox_sizes
from kb.types import Action, Origin
from kb.types.diary import STRENGTHS, DiaryEntry


class Diary:
    """Entries of situation, thought, emotion and reaction. Search does not find them, exports and reports
    leave them out, and history tells only that one was written. Backups hold them: they are the library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        situation: str = "",
        thought: str = "",
        emotion: str = "",
        strength: int = 0,
        reaction: str = "",
        at: str | None = None,
    ) -> DiaryEntry:
        """Writes an entry, as a step that can be taken back; `at` is the time it is about, now by default.

        :raises JomoError: nothing is said, the strength is none of 0 to 100, or `at` is no time or to come.
        """
        said = [" ".join(text.split()) for text in (situation, thought, emotion, reaction)]
        if not any(said):
            raise JomoError(_("An entry says something: a situation, a thought, an emotion or a reaction"))
        if strength not in STRENGTHS:
            raise JomoError(_("A strength of {strength} is none; write 0 to 100", strength=strength))
        moment = as_stored(at) if at else now()
        if not by(moment, today()):
            raise JomoError(_("{day} is to come; a diary is of what was", day=at))
        situation, thought, emotion, reaction = said
        entry = storable(DiaryEntry(0, moment, situation, thought, emotion, strength, reaction))
        with self._store.write() as db:
            number = diary.add(db, entry)
            self._record(Action.DIARY_WRITTEN, number)
            [written] = [one for one in diary.select(db) if one.id == number]
        return written

    def remove(self, number: int) -> DiaryEntry:
        """Takes an entry out, as a step that can be taken back.

        :raises NotFound: there is none of this number.
        """
        entry = diary.find(self._store.read(), number)
        if entry is None:
            raise NotFound(
                _("The diary has no entry {number}; `diary list` shows the numbers", number=number)
            )
        with self._store.write() as db:
            diary.show(db, number, shown=False)
            self._record(Action.DIARY_REMOVED, number)
        return entry

    def entries(self, since: str | None = None, until: str | None = None) -> list[DiaryEntry]:
        """Entries between two of the person's days (both inclusive), the last first."""
        return diary.select(self._store.read(), since or "", until or "9999")

    def emotions(self) -> list[str]:
        """What was felt so far, by the person's own words, the commonest first."""
        found = [one.emotion for one in self.entries() if one.emotion]
        return sorted(dict.fromkeys(found), key=lambda one: -found.count(one))

    def inbox(self, days: Sequence[str]) -> list[int]:
        """How many things lay in the inbox at the end of each of these days."""
        db = self._store.read()
        return inbox_sizes(events.zone_history(db), arrivals.shown_at(db), days)

    def span(self) -> list[str]:
        """The days from the first entry's on up to today, or the last month where that is longer."""
        on = date.fromisoformat(today())
        first = on - timedelta(days=30)  # A month, so that a first entry does not stand alone.
        if entries := self.entries():
            first = min(first, date.fromisoformat(day(entries[-1].at)[:10]))
        return [(first + timedelta(days=step)).isoformat() for step in range((on - first).days + 1)]

    def _record(self, action: Action, number: int) -> None:
        with self._store.write() as db:
            written = events.NewEvent(now(), Origin.ME, action, subject=f"{diary.SUBJECT}{number}")
            events.record(db, [written])
