"""How much an inbox holds when six channels bring 5,058 posts over sixteen months, week by week.

Each week the channels are exported anew, with the posts of the last two weeks, and imported; then the
batches of the week are let in. Nothing but the clock is moved.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.measuring import Table
from kb import clock
from kb.library import Library
from kb.settings import Settings
from kb.types import READING_ZONES, Zone

Post = dict[str, Any]
MoveClock = Callable[[datetime], None]

_FORTNIGHT = 2
"""Weeks of posts an export holds: each is brought twice."""
_AWAY = slice(20, 29)
"""Weeks of a leave of two months in the middle."""


@contextmanager
def moved_clock(start: datetime) -> Iterator[MoveClock]:
    """Lets every clock of the program say a moment, until another is given."""
    moment = [start]

    class Moved(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return moment[0].astimezone(tz)

    with patch.object(clock, "datetime", Moved):
        clock.live_in("UTC")
        yield lambda at: moment.__setitem__(0, at)
    clock.live_in(None)


def weeks_of(posts: Path) -> list[list[Post]]:
    """Posts (gzipped lines of `channel`, `sender_id`, `message_id`, `date`, `text`) by the weeks they span,
    the oldest first; weeks without any are there too."""
    with gzip.open(posts, "rt", encoding="utf-8") as lines:
        every = sorted(map(json.loads, lines), key=lambda post: str(post["date"]))
    by_monday = {monday: list(group) for monday, group in groupby(every, _monday)}
    first, last = min(by_monday), max(by_monday)
    count = (last - first) // timedelta(weeks=1) + 1
    return [by_monday.get(first + timedelta(weeks=week), []) for week in range(count)]


def _monday(post: Post) -> datetime:
    day = datetime.fromisoformat(post["date"]).astimezone(UTC).replace(hour=0, minute=0, second=0)
    return day - timedelta(days=day.weekday())


@dataclass
class Desk:
    """A library that lives through weeks. `files` is how many things the person files on each working day."""

    library: Library
    move_clock: MoveClock
    brought: int = 0
    most_open: int = 0
    _known: list[Post] = field(default_factory=list)

    def live(self, posts: Sequence[Post], files: int = 0) -> None:
        """One week: at its end the export is imported, and each day's batch let in before and after."""
        if not posts:
            return
        sunday = _monday(posts[0]) + timedelta(days=6, hours=20)
        for weekday in range(5):
            self.move_clock(sunday - timedelta(days=6 - weekday))
            self.library.sources.let_in()
            self._look()
            waiting = [item.key for item in self.library.triage.queue()[:files]]
            self.library.triage.move(waiting, Zone.PUT_AND_FORGET)
        self.move_clock(sunday)
        since = (sunday - timedelta(weeks=_FORTNIGHT)).isoformat()
        self._known = [*(post for post in self._known if post["date"] >= since), *posts]
        with tempfile.TemporaryDirectory(prefix="jomo-export-") as folder:
            file = Path(folder) / "result.json"
            file.write_text(json.dumps(as_account(self._known), ensure_ascii=False), encoding="utf-8")
            self.brought += self.library.intake.add([str(file)]).added
        self._look()

    def _look(self) -> None:
        self.most_open = max(self.most_open, self.open)

    @property
    def open(self) -> int:
        """How many things lie in the inbox."""
        return len(self.library.triage.queue())

    @property
    def expired(self) -> int:
        """How many are listed as expired."""
        return len(self.library.sources.expired())

    @property
    def accounted(self) -> int:
        """How many things are in the inbox, filed, wait, or are listed as expired."""
        filed = self.library.upkeep.stats().by_zone
        waiting = len(self.library.sources.overflow())
        return self.open + waiting + self.expired + sum(filed.get(zone, 0) for zone in READING_ZONES)


def as_account(posts: Sequence[Post]) -> dict[str, Any]:
    """Posts as Telegram Desktop exports a whole account."""
    chats: dict[int, dict[str, Any]] = {}
    for post in posts:
        # The interface for bots writes -100 before a channel's number, exports do not.
        number = -int(post["sender_id"]) - 10**12
        chat = {"name": post["channel"], "type": "public_channel", "id": number, "messages": []}
        chats.setdefault(number, chat)["messages"].append(
            {
                "id": post["message_id"],
                "type": "message",
                "date": post["date"][:19],
                "date_unixtime": str(int(datetime.fromisoformat(post["date"]).timestamp())),
                "from": post["channel"],
                "from_id": f"channel{number}",
                "text": post["text"],
            }
        )
    return {"about": "", "chats": {"about": "", "list": list(chats.values())}}


def measure(corpus: Path, folder: Path) -> Table:
    """Three people beside the same sixteen months, with the budgets that hold by default."""
    posts = corpus.parent / "telegram_ru" / "posts.jsonl.gz"
    if not posts.exists():
        return Table("Intake", ("person",), (), f"{posts.parent.name} is not on this machine")
    weeks = weeks_of(posts)
    rows = tuple(
        _life(name, folder / str(number), weeks, files)
        for number, (name, files) in enumerate(
            {
                "never looks": [0] * len(weeks),
                "files ten things each working day": [10] * len(weeks),
                "the same, away for two months": [
                    0 if week in range(len(weeks))[_AWAY] else 10 for week in range(len(weeks))
                ],
            }.items()
        )
    )
    return Table(
        f"Six channels, {sum(map(len, weeks)):,} posts, {len(weeks)} weeks, default budgets",
        ("person", "brought", "most open", "open at the end", "filed", "waiting", "listed as expired"),
        rows,
    )


def _life(name: str, home: Path, weeks: Sequence[Sequence[Post]], files: Sequence[int]) -> tuple[str, ...]:
    with moved_clock(datetime.fromisoformat(weeks[0][0]["date"])) as move_clock:
        library = Library(Settings(home=home, network=False))
        desk = Desk(library, move_clock)
        for posts, number in zip(weeks, files, strict=True):
            desk.live(posts, number)
        waiting = len(library.sources.overflow())
        filed = desk.accounted - desk.open - desk.expired - waiting
        found = (desk.brought, desk.most_open, desk.open, filed, waiting, desk.expired)
        library.close()
    return (name, *(f"{number:,}" for number in found))
