"""Commands about criteria: criteria list, propose, accept, dismiss."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.catalogue import _
from kb.cli.output import AsJson, opened, print_json
from kb.cli.reviewing import Since, Until, period
from kb.types.criteria import Proposal

criteria_app = typer.Typer(
    help="What the verdicts suggest to follow, to ignore, to let in.", no_args_is_help=True
)
_Id = Annotated[str, typer.Argument(metavar="ID", help="As `criteria propose` names it: ignore-3fa91c20.")]
_Reason = Annotated[str, typer.Option(help="Why, in your own words; without it what speaks for it is kept.")]


def propose(since: Since = None, until: Until = None, as_json: AsJson = False) -> None:
    """Show what the verdicts of a period support, each replayed over your own past. Example:
    python -m kb criteria propose --from 2026-01

    Without dates: the twelve months up to today.
    """
    with opened() as library:
        found = library.criteria.propose(*period(since, until))
    if as_json:
        print_json([one.record for one in found])
        return
    for one in found:
        _print(one)
    if not found:
        print(
            _("Nothing that the verdicts of this period support; nothing is proposed from fewer than five.")
        )


def accept(
    proposal: _Id, since: Since = None, until: Until = None, reason: _Reason = "", as_json: AsJson = False
) -> None:
    """Write a proposed criterion on the register, or into a source's budget, with its reason and the date.

    `undo` takes it back. Example: python -m kb criteria accept ignore-3fa91c20
    """
    with opened() as library:
        accepted = library.criteria.accept(proposal, *period(since, until), reason)
    if as_json:
        print_json([accepted.record])
    else:
        print(_("Written: {what}. {reason}", what=accepted.what, reason=accepted.reason))


def dismiss(
    proposal: _Id, since: Since = None, until: Until = None, reason: _Reason = "", as_json: AsJson = False
) -> None:
    """Leave things as they are, and have it proposed no more.

    Example: python -m kb criteria dismiss ignore-3fa91c20 --reason "I like it"
    """
    with opened() as library:
        dismissed = library.criteria.dismiss(proposal, *period(since, until), reason)
    if as_json:
        print_json([dismissed.record])
    else:
        print(_("Not proposed again: {what}", what=dismissed.what))


def decided(as_json: AsJson = False) -> None:
    """List what was accepted and dismissed, with date and reason, the latest first.

    Example: python -m kb criteria list
    """
    with opened() as library:
        found = library.criteria.decided()
    if as_json:
        print_json(
            [
                {**one.record, "accepted": one.accepted, "on": one.on, "reason": one.reason, "step": one.step}
                for one in found
            ]
        )
        return
    for one in found:
        word = _("accepted") if one.accepted else _("dismissed")
        print(f"{one.on}  {word}  {one.record['text']}")
        if one.reason and one.reason not in one.record["text"]:
            print(f"            {one.reason}")
    if not found:
        print(_("Nothing was decided yet; `criteria propose` shows what the verdicts support."))


def _print(proposal: Proposal) -> None:
    print(f"{proposal.criterion.id}  {proposal.what}\n    {proposal.reason}\n    {proposal.replayed}")


def register(app: typer.Typer) -> None:
    criteria_app.command("list")(decided)
    for command in (propose, accept, dismiss):
        criteria_app.command()(command)
    app.add_typer(criteria_app, name="criteria")
