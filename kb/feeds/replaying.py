"""What a feed would have shown under another weekly budget, from what it told of. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from kb.clock import as_stored, day
from kb.feeds.choosing import allowance, week_start
from kb.types import Feed, Told


def shown_under(feed: Feed, told: Sequence[Told], budget: int, since: str) -> set[int]:
    """Numbers of the entries that would have been shown, had the budget been this one from the person's day
    `since` on, chosen as `kb.feeds.syncing` chooses. What the person brought out of the overflow by hand is
    shown all the same. Of visits that brought no news nothing is known: a feed that is asked daily is taken
    to have been asked every day."""
    shown = {one.entry_id for one in told if one.chosen_at and day(one.told_at) < since}
    used = Counter(_week(one.chosen_at) for one in told if one.entry_id in shown and one.chosen_at)
    by_hand = _by_hand(feed, told)
    news, brought = defaultdict[str, list[Told]](list), defaultdict[str, list[int]](list)
    waiting = defaultdict[str, list[Told]](list)
    for one in told:
        if day(one.told_at) >= since:
            news[one.told_at].append(one)
        if one.entry_id in by_hand and one.chosen_at:
            brought[one.chosen_at].append(one.entry_id)
    asked = {*news, *(_ends_of_days(news) if timedelta(hours=feed.hours) <= timedelta(days=1) else ())}
    for moment in sorted({*asked, *brought}):
        week = _week(moment)
        if moment in asked:
            room = max(0, allowance(budget, _present(moment)) - used[week])
            new = sorted(news.get(moment, ()), key=lambda one: one.entry_id)
            earlier = sorted(waiting[week], key=lambda one: one.entry_id)
            earlier.sort(key=lambda one: (one.score, one.told_at), reverse=True)
            chosen = [one.entry_id for one in (*new[:room], *earlier[: max(0, room - len(new))])]
            shown.update(chosen)
            used[week] += len(chosen)
            waiting[week] = [one for one in (*waiting[week], *new) if one.entry_id not in shown]
        for entry_id in brought.get(moment, ()):
            used[week] += entry_id not in shown
            shown.add(entry_id)
            waiting[week] = [one for one in waiting[week] if one.entry_id != entry_id]
    return shown


def _by_hand(feed: Feed, told: Sequence[Told]) -> set[int]:
    """What the person brought: chosen after its own visit, and from an earlier week or beyond what the
    budget allowed by then."""
    used: Counter[str] = Counter()
    found = set()
    for one in sorted((one for one in told if one.chosen_at), key=lambda one: (one.chosen_at, one.entry_id)):
        assert one.chosen_at is not None
        week = _week(one.chosen_at)
        used[week] += 1
        late = one.chosen_at != one.told_at
        if late and (
            week != _week(one.told_at) or used[week] > allowance(feed.budget, _present(one.chosen_at))
        ):
            found.add(one.entry_id)
    return found


def _ends_of_days(moments: Iterable[str]) -> Iterator[str]:
    """The last second of each day from that of the first moment to the Sunday after the last one."""
    days = [date.fromisoformat(day(moment)) for moment in moments]
    if not days:
        return
    one, last = min(days), max(days)
    last += timedelta(days=6 - last.weekday())
    while one <= last:
        yield as_stored(f"{one.isoformat()}T23:59:59")
        one += timedelta(days=1)


def _present(moment: str) -> datetime:
    return datetime.fromisoformat(day(moment))


def _week(moment: str) -> str:
    return week_start(_present(moment))
