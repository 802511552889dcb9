"""The steps that were taken, and taking them back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.catalogue import _, n_
from kb.cli.output import AsJson, opened, print_json, print_moves, tell, told_change
from kb.library import Library
from kb.types import Move, Step
from kb.types.moves import together

_LISTED = 20
"""Steps listed: they fit a terminal of the usual 24 lines."""


def undo(
    step: Annotated[
        int | None, typer.Argument(metavar="STEP", help="This step, not the last one; --list numbers them.")
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the latest steps that can be taken back.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take the last step back, whatever it was: a filing, a tag, a verdict, an area, a topic of the map.

    Example: python -m kb undo
    """
    with opened() as library:
        if list_:
            _list(library, as_json)
            return
        moves = library.history.undo(step)
    if not moves:
        tell(_("There is nothing to take back."))
    print_moves(moves, as_json)


def _list(library: Library, as_json: bool) -> None:
    listed = [(step, library.history.changes(step)) for step in library.history.steps(_LISTED)]
    if as_json:
        print_json([_record(step, changes) for step, changes in listed])
        return
    for step, changes in listed:
        *others, last = together(changes)
        more = " " + n_("and {count} more", "and {count} more", len(others)) if others else ""
        print(f"{step.id}  {step.at}  {step.action.label}  {last.key}: {told_change(last)}{more}")


def _record(step: Step, changes: list[Move]) -> dict[str, Any]:
    return {
        "step": step.id,
        "at": step.at,
        "action": step.action,
        "changes": [{"key": move.key, "from": move.before, "to": move.after} for move in changes],
    }


def register(app: typer.Typer) -> None:
    app.command()(undo)
