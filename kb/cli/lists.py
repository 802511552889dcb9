"""Commands about what waits in the inbox and the reading lists: triage, gate, expire."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.catalogue import _, n_, number
from kb.cli.options import filtered
from kb.cli.output import AsJson, item_record, listed_record, opened, plain, print_items, print_json, tell
from kb.triage.choosing import Order
from kb.types import TO_READ, Filters, Zone

_MUST_READ = Filters(zones=(Zone.MUST_HAVE,), states=TO_READ)


@filtered
def triage(
    order: Annotated[Order, typer.Option(help="Which comes up first.")] = Order.MIXED,
    thin: Annotated[
        Zone | None, typer.Option(help="What of this list asks for a second look, instead of the inbox.")
    ] = None,
    filters: Filters = Filters(),
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many.")] = None,
    as_json: AsJson = False,
) -> None:
    """What waits to be filed, in the order of a session: kinds and sources by turns, so that a few posts
    never hide behind many papers. What was put off, parked or handed over is left out.

    Example: python -m kb triage --kind post --order oldest
    """
    if thin is Zone.INBOX:
        raise typer.BadParameter(_("the inbox is filed, not thinned; leave --thin out"))
    with opened() as library:
        second = {} if thin is None else {one.item_id: one for one in library.lists.to_thin(thin, filters)}
        ids = list(second) if thin else library.lists.to_triage(filters, order)
        found = library.items.by_ids(ids[:limit])
        held = library.ranking.held()
    if not as_json:
        print_items(found)
        if not found:
            if thin is None:
                tell(_("Nothing of that waits to be filed."))
            else:
                tell(_("Nothing of {zone} asks for it.", zone=thin.label))
        if held and order is Order.BEST:
            tell(held.says(len(ids)))
        return
    records = [listed_record(item) for item in found]
    if thin:
        filed = [second[item.id] for item in found]
        records = [
            {**record, "filed_at": one.at, "in_haste": one.in_haste}
            for record, one in zip(records, filed, strict=True)
        ]
    print_json(records)


def gate(as_json: AsJson = False) -> None:
    """Whether the gate is closed and what it waits for, how the week stands, what may go.

    Example: python -m kb gate --json
    """
    with opened() as library:
        standing, aim = library.triage.gate(), library.lists.weekly_aim()
        often, expiring = library.lists.often_put_off(), library.lists.expiring()
        back = library.triage.snoozed()
        put_off = {item.key: back[item.id] for item in library.items.select(_MUST_READ) if item.id in back}
        down = [item.key for item in library.items.by_ids(standing.moved_down)]
        elsewhere = [item.key for item in library.items.by_ids(standing.elsewhere)]
    if as_json:
        print_json(
            {
                "closed": standing.closed,
                "must_have_unread": standing.must_have_unread,
                "limit": standing.limit,
                "over": standing.over,
                "unread": dict(standing.counts),
                "put_off": [{"key": key, "until": until} for key, until in put_off.items()],
                "elsewhere": elsewhere,
                "moved_down": down,
                "weekly_aim": plain(aim) if aim else None,
                "often_put_off": [{"key": item.key, "times": times} for item, times in often],
                "expiring": [item.key for item in expiring],
            }
        )
        return
    unread = standing.must_have_unread
    if standing.closed:
        told = n_("closed: {count} unread in must-have", "closed: {count} unread in must-have", unread)
    else:
        told = n_("open: {count} unread in must-have", "open: {count} unread in must-have", unread)
    if standing.over:
        told += ", " + n_("{count} more than meant", "{count} more than meant", standing.over)
    print(told)
    for key, until in put_off.items():
        print(_("{key}: put off until {day}, and still counts", key=key, day=until))
    for key in elsewhere:
        print(_("{key}: parked or with somebody, and still counts", key=key))
    for key in down:
        print(_("{key}: moved down today, unread", key=key))
    for item, times in often:
        print(
            n_(
                "{key}: put off {count} time; still a must?",
                "{key}: put off {count} times; still a must?",
                times,
                key=item.key,
            )
        )
    if aim:
        print(
            _(
                "nice-to-have this week: {read} read; {low} to {high} is the aim",
                read=number(aim.read),
                low=number(aim.low),
                high=number(aim.high),
            )
        )
    if expiring:
        print(
            n_(
                "{count} of nice-to-have lies untouched too long; `expire` shows it",
                "{count} of nice-to-have lie untouched too long; `expire` shows them",
                len(expiring),
            )
        )


def expire(
    put_away: Annotated[
        bool, typer.Option("--put-away", help="File them into put-and-forget, as one step.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What lies in nice-to-have untouched for longer than KB_EXPIRE_MONTHS, the oldest first.

    Example: python -m kb expire --put-away
    """
    with opened() as library:
        found = library.lists.expiring()
        if put_away and found:
            library.lists.expire([item.key for item in found])
            found = library.items.by_ids([item.id for item in found])
    if as_json:
        print_json([item_record(item) for item in found])
    elif found:
        print_items(found)
    else:
        print(_("Nothing lies untouched too long."))


def register(app: typer.Typer) -> None:
    for command in (triage, gate, expire):
        app.command()(command)
