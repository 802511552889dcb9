"""What comes by itself: within which budgets, what was left out, and a proof that nothing was missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kb.catalogue import _, n_, number
from kb.cli.library import show_report
from kb.cli.output import AsJson, opened, print_json, print_moves, tell
from kb.clock import day
from kb.types import Batch, LeftOut, Missed, SourceState, SourceWeek

intake_app = typer.Typer(
    help="What sources bring by themselves, within weekly budgets, and what was left out."
)
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=520, help="Over so many weeks.")]
Source = Annotated[str | None, typer.Argument(help="Only of this source.")]
_LISTED = 20
"""Lines of a list that is told in the terminal; `--json` has all."""


@intake_app.callback(invoke_without_command=True)
def intake(context: typer.Context, as_json: AsJson = False) -> None:
    """List the sources.

    Example: python -m kb intake --json
    """
    if context.invoked_subcommand is None:
        list_sources(as_json=as_json)


def list_sources(weeks: Weeks = 12, as_json: AsJson = False) -> None:
    """List the sources, and what came, was kept, read and useful. Example: python -m kb intake list"""
    with opened() as library:
        states, lines = library.sources.states(), library.sources.weeks(weeks)
    by_source: dict[str, list[SourceWeek]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    if as_json:
        print_json([_record(state, by_source.get(state.name, [])) for state in states])
        return
    for state in states:
        told = [_("{shown} of {budget} this week", shown=number(state.shown), budget=number(state.budget))]
        if state.open_hours:
            told.append(_("{hours} h only", hours=state.open_hours))
        told.append(n_("{count} in the overflow", "{count} in the overflow", state.overflow))
        told.append(n_("{count} expired", "{count} expired", state.expired))
        print(f"{state.name}: {', '.join(told)}")
        if brought := by_source.get(state.name):
            whole = SourceWeek.total(brought)
            told_of = _(
                "since {week}: {came} came, {shown} shown, {kept} kept, {read} read, {useful} useful",
                week=whole.week,
                came=number(whole.came),
                shown=number(whole.shown),
                kept=number(whole.kept),
                read=number(whole.read),
                useful=number(whole.useful),
            )
            print(f"    {told_of}")
    if not states:
        tell(_("Nothing came by itself yet. `feeds add URL` follows something."))


def set_budget(
    source: Annotated[str, typer.Argument(help="The source, as `intake` names it.")],
    budget: Annotated[int | None, typer.Option(min=0, help="New things shown a week, at most.")] = None,
    hours: Annotated[
        str | None, typer.Option(help="Hours of the day in which it may show any: 8-10,18-20; '' for all.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how much of a source is shown in a week, and when.

    Example: python -m kb intake set "ML channel" --budget 5 --hours 8-10
    """
    with opened() as library:
        state = library.sources.set_budget(source, budget=budget, open_hours=hours)
    if as_json:
        print_json([_record(state, [])])
    else:
        a_week = n_("{count} a week", "{count} a week", state.budget)
        print(f"{state.name}: {a_week}, {state.open_hours or _('any hour')}")


def overflow(
    source: Source = None,
    best: Annotated[bool, typer.Option("--best", help="Best first, by what you picked so far.")] = False,
    as_json: AsJson = False,
) -> None:
    """What waits beyond the budgets, the last come first. Example: python -m kb intake overflow"""
    with opened() as library:
        found = library.sources.overflow(source)
        if best:
            found = library.ranking.of_left_out(found)
    _print_left_out(found, as_json)


def expired(source: Source = None, as_json: AsJson = False) -> None:
    """What waited too long to be shown; nothing of it is lost. Example: python -m kb intake expired"""
    with opened() as library:
        found = library.sources.expired(source)
    _print_left_out(found, as_json)


def bring(
    refs: Annotated[list[str], typer.Argument(metavar="KEY", help="As `overflow` and `expired` tell.")],
    as_json: AsJson = False,
) -> None:
    """Bring what was left out into the inbox. Example: python -m kb intake bring entry:12"""
    with opened() as library:
        brought = library.sources.bring(refs)
    if as_json:
        print_json([{"key": item.key, "title": item.title} for item in brought])
        return
    for item in brought:
        print(f"{item.title}\n    {item.key}")


def batch(as_json: AsJson = False) -> None:
    """Let in what budgets and hours have room for; asks no feed. Example: python -m kb intake batch"""
    with opened() as library:
        report = library.sources.let_in()
    show_report(report, as_json)


def proof(
    missed: Annotated[list[int] | None, typer.Option(help="You would have missed this one.")] = None,
    fine: Annotated[list[int] | None, typer.Option(help="This one was rightly left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """What the last batch left out, by a random sample of it; say of each whether you would have missed it.

    Example: python -m kb intake proof --fine 7 --fine 8
    """
    with opened() as library:
        for number in missed or ():
            library.sources.judge(number, missed=True)
        for number in fine or ():
            library.sources.judge(number, missed=False)
        last, known = library.sources.last_batch(), library.sources.missed()
    if as_json:
        print_json(_proof_record(last, known))
        return
    if last is None:
        tell(_("No batch yet."))
        return
    print(last.told)
    for drawn in last.drawn:
        said = {
            None: _("not said yet"),
            True: _("would have been missed"),
            False: _("rightly left out"),
        }
        of = drawn.left_out
        print(f"  {drawn.id}  {of.title} ({of.source}; {said[drawn.missed]})")
    print(known.told)


def let_go(as_json: AsJson = False) -> None:
    """Put and forget what came by itself and has lain in the inbox too long. `undo` takes it back.

    Example: python -m kb intake let-go
    """
    with opened() as library:
        moves = library.sources.let_go()
    print_moves(moves, as_json)


def _print_left_out(found: Sequence[LeftOut], as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "key": one.ref,
                    "source": one.source,
                    "title": one.title,
                    "url": one.url,
                    "came": one.came_at,
                }
                for one in found
            ]
        )
        return
    for one in found[:_LISTED]:
        print(f"{day(one.came_at)}  {one.title} ({one.source})\n            {one.ref}")
    if len(found) > _LISTED:
        more = len(found) - _LISTED
        print(n_("and {count} more; --json lists all", "and {count} more; --json lists all", more))
    if not found:
        tell(_("Nothing."))


def _record(state: SourceState, weeks: Sequence[SourceWeek]) -> dict[str, object]:
    whole = SourceWeek.total(weeks) if weeks else SourceWeek(state.name, "", 0, 0, 0, 0, 0)
    return {
        "source": state.name,
        "url": state.feed.url if state.feed else None,
        "budget": state.budget,
        "hours": state.open_hours,
        "shown": state.shown,
        "overflow": state.overflow,
        "expired": state.expired,
        **_counts(whole),
        "weeks": [{"week": one.week, **_counts(one)} for one in weeks],
    }


def _counts(one: SourceWeek) -> dict[str, int]:
    return {"came": one.came, "kept": one.kept, "read": one.read, "useful": one.useful}


def _proof_record(last: Batch | None, known: Missed) -> dict[str, object]:
    batch = last and {
        "at": last.at,
        "came": last.came,
        "shown": last.shown,
        "earlier": last.earlier,
        "sample": [
            {
                "id": one.id,
                "key": one.left_out.ref,
                "source": one.left_out.source,
                "title": one.left_out.title,
                "missed": one.missed,
            }
            for one in last.drawn
        ],
    }
    return {
        "batch": batch,
        "judged": known.judged,
        "missed": known.missed,
        "missed_at_most": round(known.bound, 4),
    }


def register(app: typer.Typer) -> None:
    intake_app.command("list")(list_sources)
    intake_app.command("set")(set_budget)
    for command in (overflow, expired, bring, batch, proof):
        intake_app.command()(command)
    intake_app.command("let-go")(let_go)
    app.add_typer(intake_app, name="intake")
