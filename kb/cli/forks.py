"""Filing by itself what is sure enough, with the person at the forks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from kb.catalogue import _, number, percent
from kb.cli.output import AsJson, opened, print_json, print_moves, tell
from kb.forecast.promise import THRESHOLDS
from kb.library import Library
from kb.types import Zone
from kb.types.forks import Audit, Forks, Trade

forks_app = typer.Typer(
    help="Filing by itself what is sure enough: what it costs, what is promised, on and off."
)
Threshold = Annotated[float, typer.Argument(help=f"One of {', '.join(f'{one:g}' for one in THRESHOLDS)}.")]


@forks_app.callback(invoke_without_command=True)
def forks(
    context: typer.Context,
    threshold: Annotated[float | None, typer.Option(help="Show what this threshold costs.")] = None,
    as_json: AsJson = False,
) -> None:
    """What filing by itself above a threshold costs in a week, and what may be promised of it.

    Example: python -m kb forks --threshold 0.9
    """
    if context.invoked_subcommand is None:
        with opened() as library:
            standing = library.forks.standing()
            trade = library.forks.trade(threshold or standing.first_shown)
            if as_json:
                print_json(_record(library, standing, trade))
            else:
                _show(standing, trade)


def on(threshold: Threshold, as_json: AsJson = False) -> None:
    """File by itself from a threshold on, once what it costs was shown. Example: python -m kb forks on 0.9"""
    with opened() as library:
        library.forks.switch_on(threshold)
        _show_standing(library.forks.standing(), as_json)


def off(as_json: AsJson = False) -> None:
    """File nothing more by itself; what was filed stays. Example: python -m kb forks off"""
    with opened() as library:
        library.forks.switch_off()
        _show_standing(library.forks.standing(), as_json)


def file(as_json: AsJson = False) -> None:
    """File what is sure enough of the inbox now. `undo` takes it back. Example: python -m kb forks file"""
    with opened() as library:
        moves = library.forks.file_now()
        why = library.forks.standing().why_idle
    print_moves(moves, as_json)
    if not moves:
        tell(why or _("Nothing in the inbox is sure enough."))


def audit(
    key: Annotated[str | None, typer.Argument(help="An item that waits to be checked.")] = None,
    zone: Annotated[Zone | None, typer.Argument(help="Where it belongs.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what comes back to be checked, or say where such an item belongs.

    Example: python -m kb forks audit 2510.26692 nice-to-have
    """
    if (key is None) != (zone is None):
        raise typer.BadParameter(_("name an item and the zone it belongs to, or neither"))
    with opened() as library:
        if key is not None and zone is not None:
            library.forks.answer(key, zone)
        rows = _audits(library, library.forks.audits())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        share = percent(row["probability"])
        told = _("filed in {zone} ({share} probable)", zone=row["zone"].label, share=share)
        print(f"{row['key']}: {told}")
    if not rows:
        tell(_("Nothing waits to be checked."))


def _record(library: Library, standing: Forks, trade: Trade) -> dict[str, Any]:
    return {
        "threshold": standing.chosen,
        "in_force": standing.in_force,
        "idle": standing.why_idle,
        "promise": {
            "errors": standing.promise.allowed,
            "thresholds": standing.promise.thresholds,
            "tested": [asdict(one) for one in standing.promise.tested],
            "why_none": standing.promise.why_none,
        },
        "trade": asdict(trade),
        "filed": standing.filed,
        "audits": _audits(library, standing.audits),
    }


def _audits(library: Library, waiting: Sequence[Audit]) -> list[dict[str, Any]]:
    return [
        {
            "key": item.key,
            "title": item.title,
            "zone": one.zone,
            "probability": round(one.probability, 4),
            "at": one.at,
        }
        for item, one in library.forks.audited(waiting)
    ]


def _show(standing: Forks, trade: Trade) -> None:
    print(
        _(
            "A week of {items} items, filed by itself from {threshold} on ({share} of them), told from"
            " {decisions} decisions:",
            items=trade.items.told(),
            threshold=percent(trade.threshold),
            share=percent(trade.sure.value),
            decisions=number(trade.decisions),
        )
    )
    for way in trade.ways:
        errors = way.errors.told()
        if way.minutes:
            told = _("{minutes} minutes, {errors} errors", minutes=way.minutes.told(), errors=errors)
        else:
            told = _("minutes not measured yet, {errors} errors", errors=errors)
        print(f"    {_(way.name):<20} {told}")
    print(standing.promise.says)
    print(standing.says)


def _show_standing(standing: Forks, as_json: bool) -> None:
    if as_json:
        print_json({"threshold": standing.chosen, "in_force": standing.in_force, "idle": standing.why_idle})
    else:
        print(standing.says)


def register(app: typer.Typer) -> None:
    for command in (on, off, file, audit):
        forks_app.command()(command)
    app.add_typer(forks_app, name="forks")
