"""Commands that decide: move, state, tag, split, suggest."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from kb.catalogue import _, n_, number
from kb.cli.output import AsJson, item_record, opened, print_items, print_json, print_moves, tell
from kb.clock import today
from kb.triage.putting_off import Later
from kb.types import State, Zone


def last_is(values: list[str], allowed: type[StrEnum], none: str, alone: str) -> list[str]:
    """Splits `KEY... VALUE`; wrong usage is said in one line: `none` where the last word is no such value,
    `alone` where nothing stands before it."""
    if values[-1] not in list(allowed):
        raise typer.BadParameter(none)
    if len(values) < 2:
        raise typer.BadParameter(alone)
    return values[:-1]


def move(
    arguments: Annotated[list[str] | None, typer.Argument(metavar="KEY... ZONE")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last move back.")] = False,
    as_json: AsJson = False,
) -> None:
    """File items into a zone, or take the last move back.

    Example: python -m kb move 2510.26692 2507.20534 must-have
    """
    with opened() as library:
        if undo:
            moves = library.history.undo_move()
            if not moves:
                tell(_("There is no move to take back."))
        else:
            keys = last_is(
                arguments or [""],
                Zone,
                _("the last word must be a zone: {words}", words=", ".join(Zone)),
                _("name at least one item before the zone"),
            )
            moves = library.triage.move(keys, Zone((arguments or [""])[-1]))
    print_moves(moves, as_json)


def state(
    arguments: Annotated[list[str], typer.Argument(metavar="KEY... STATE")], as_json: AsJson = False
) -> None:
    """Say how far you got: unread, reading, read or dropped.

    Example: python -m kb state 2510.26692 read
    """
    keys = last_is(
        arguments,
        State,
        _("the last word must be a state: {words}", words=", ".join(State)),
        _("name at least one item before the state"),
    )
    with opened() as library:
        moves = library.items.set_state(keys, State(arguments[-1]))
    print_moves(moves, as_json)


def snooze(
    arguments: Annotated[list[str], typer.Argument(metavar="KEY... [DATE]")], as_json: AsJson = False
) -> None:
    """Put items off until a day, tomorrow where none is given: Today and Triage leave them out until then.

    DATE is a day, or tomorrow, next-week (Monday), next-month. Zone and state stay, and the gate with them;
    today's date brings them back.
    Example: python -m kb snooze 2510.26692 next-week
    """
    last = arguments[-1]
    if last in list(Later):
        last = Later(last).day(date.fromisoformat(today())).isoformat()
    dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", last)
    keys = arguments[:-1] if dated else arguments
    if not keys:
        raise typer.BadParameter(_("name at least one item before the date"))
    with opened() as library:
        moves = library.triage.snooze(keys, last if dated else None)
    if as_json:
        print_json([{"key": move.key, "until": move.after} for move in moves])
        return
    for move in moves:
        print(_("{key}: put off until {day}", key=move.key, day=move.after))


def tag(
    arguments: Annotated[list[str], typer.Argument(metavar="KEY... TAG")],
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag off instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give items a tag, or take it off.

    Example: python -m kb tag 2510.26692 2507.20534 linear-attention
    """
    *keys, name = arguments
    if not keys:
        raise typer.BadParameter(_("name at least one item before the tag"))
    with opened() as library:
        moves = library.items.untag(keys, name) if remove else library.items.tag(keys, name)
        changed = library.items.known([move.key for move in moves])
    if as_json:
        print_json([{"key": key, "tags": item.tags} for key, item in changed.items()])
        return
    for key, item in changed.items():
        print(f"{key}: {', '.join(item.tags) or _('no tags')}")


def split(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")], as_json: AsJson = False
) -> None:
    """Part an item that was merged with another one which is not the same work.

    Example: python -m kb split 10.1145/3292500
    """
    with opened() as library:
        parted = library.items.split(key)
    if as_json:
        print_json([item_record(item) for item in parted])
    else:
        print_items(parted)


def suggest(
    zone: Annotated[Zone, typer.Option(help="Suggestions for the items of this zone.")] = Zone.INBOX,
    accept_above: Annotated[
        float | None, typer.Option(min=0.5, max=1.0, help="File at once what is at least this probable.")
    ] = None,
    not_because: Annotated[
        list[str] | None, typer.Option(metavar="FAMILY:VALUE", help="Never for this reason again.")
    ] = None,
    because: Annotated[
        list[str] | None, typer.Option(metavar="FAMILY:VALUE", help="This is a reason again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Suggested zones, each with its probability and reason; none where it could go anywhere.

    Example: python -m kb suggest --not-because "source:Example Weekly"
    """
    with opened() as library:
        library.forecast.set_reason(not_because or [])
        library.forecast.set_reason(because or [], counts=True)
        suggestions = library.triage.suggestions(zone)
        by_id = {item.id: item for item in library.items.by_ids(list(suggestions))}
        learnt = 0 if suggestions else len(library.forecast.past())
        if accept_above is not None:
            library.triage.accept(
                {i: one for i, one in suggestions.items() if one.probability >= accept_above}
            )
    if as_json:
        print_json(
            [
                {
                    "key": by_id[item_id].key,
                    "zone": suggestion.zone,
                    "probability": round(suggestion.probability, 4),
                    "fork": suggestion.fork,
                    "reason": suggestion.reason,
                    "because": [str(one.trait) for one in suggestion.because if one.trait],
                }
                for item_id, suggestion in suggestions.items()
            ]
        )
        return
    if not suggestions:
        tell(
            n_(
                "Nothing is suggested: of nothing there could be said more than how often you file into each"
                " list, learnt from {count} filing.",
                "Nothing is suggested: of nothing there could be said more than how often you file into each"
                " list, learnt from {count} filings.",
                learnt,
            )
        )
    for item_id, one in suggestions.items():
        fork = f" ({_('fork')})" if one.fork else ""
        probability = round(one.probability, 4)
        told = number(probability, len(str(probability).partition(".")[2]))
        print(f"{by_id[item_id].key}: {one.zone.label} {told}{fork}: {one.reason}")


def register(app: typer.Typer) -> None:
    for command in (move, state, snooze, tag, split, suggest):
        app.command()(command)
