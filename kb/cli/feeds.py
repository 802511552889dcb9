"""Feeds: sources that bring new things by themselves."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.catalogue import _, n_, number
from kb.cli.library import NoEmbed, embed_pending, end, show_report
from kb.cli.output import AsJson, Progress, opened, print_json, tell
from kb.clock import day
from kb.types import FeedState, Zone

feeds_app = typer.Typer(help="Sources that bring new things by themselves, within a weekly budget each.")
Named = Annotated[str, typer.Argument(metavar="URL", help="The feed's address, or its title.")]


@feeds_app.callback(invoke_without_command=True)
def feeds(context: typer.Context, as_json: AsJson = False) -> None:
    """List the feeds.

    Example: python -m kb feeds --json
    """
    if context.invoked_subcommand is None:
        list_feeds(as_json)


def list_feeds(as_json: AsJson = False) -> None:
    """List the feeds with what they have shown this week. Example: python -m kb feeds list"""
    with opened() as library:
        states = library.feeds.states()
    _show(states, as_json)
    if not states and not as_json:
        tell(_("No feeds. `feeds add URL` makes one of a page, @channel or arxiv:cs.LG."))


def add_feed(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A feed, a page that has one, @channel, arxiv:cs.LG.")
    ],
    zone: Annotated[Zone | None, typer.Option(help="Where new things go; the inbox by default.")] = None,
    budget: Annotated[
        int | None, typer.Option(min=0, help="New things shown a week, at most; 10 by default.")
    ] = None,
    hours: Annotated[
        int | None, typer.Option(min=1, max=24 * 28, help="Hours between two visits; 24 by default.")
    ] = None,
    criterion: Annotated[
        str | None, typer.Option(help="What you want of it, in a sentence: the nearest are shown.")
    ] = None,
    open_hours: Annotated[
        str | None, typer.Option(help="Hours of the day in which it may show anything: 8-10,18-20.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow a feed, or change how a followed one is read.

    Example: python -m kb feeds add arxiv:cs.CL --budget 7 --criterion "long context, KV cache compression"
    """
    with opened() as library:
        feed = library.feeds.add(
            url, zone=zone, budget=budget, hours=hours, criterion=criterion, open_hours=open_hours
        )
        states = [state for state in library.feeds.states() if state.feed.id == feed.id]
        wants_criterion = library.feeds.wants_criterion(feed)
    _show(states, as_json)
    if wants_criterion:
        tell(
            _(
                "arXiv announces up to hundreds of papers a day: say what you want of them, or the newest are"
                ' shown: feeds add {url} --criterion "..."',
                url=url,
            )
        )


def remove_feed(url: Named, as_json: AsJson = False) -> None:
    """Follow a feed no longer; what it brought stays. Example: python -m kb feeds remove t.me/s/example_ml"""
    with opened() as library:
        states = library.feeds.states()
        feed = library.feeds.remove(url)
    _show([state for state in states if state.feed.id == feed.id], as_json)


def bring(
    url: Named,
    number: Annotated[int, typer.Option("-n", min=1, help="How many.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Bring some out of a feed's overflow. Example: python -m kb feeds bring arxiv:cs.CL -n 3"""
    with opened() as library:
        report = library.feeds.bring(url, number)
    show_report(report, as_json)
    raise typer.Exit(1 if report.failed else 0)


def sync(
    everything: Annotated[bool, typer.Option("--all", help="Ask also those that are not due yet.")] = False,
    no_embed: NoEmbed = False,
    as_json: AsJson = False,
) -> None:
    """Ask the feeds that are due, and save what is new within their budgets. For cron, say.

    Example: python -m kb sync
    """
    with opened(keep_index=True) as library:
        progress = Progress(_("Asked"))
        report = library.feeds.sync(everything=everything, progress=progress)
        progress.close()
        states = library.feeds.states()
        if not no_embed:
            embed_pending(library)
    show_report(report, as_json)
    for state in states if not as_json else ():
        if state.overflow:
            print(f"  {state.feed.title or state.feed.url}: {_in_overflow(state)}")
    end(report)


def _show(states: list[FeedState], as_json: bool) -> None:
    if as_json:
        print_json([_record(state) for state in states])
        return
    for state in states:
        feed = state.feed
        told = [_("{shown} of {budget} this week", shown=number(state.shown), budget=number(feed.budget))]
        if state.overflow:
            told.append(_in_overflow(state))
        if state.news_at:
            told.append(_("last news {day}", day=day(state.news_at)))
        print(f"{feed.title or feed.url}: {', '.join(told)}")
        told = [feed.zone.label, n_("every {count} h", "every {count} h", feed.hours)]
        if feed.criterion:
            told.append(_("wanted: {criterion}", criterion=feed.criterion))
        print(f"    {feed.url}  {', '.join(told)}")
        if feed.error and feed.error_since:
            print("    " + _("failing since {day}: {why}", day=feed.error_since[:10], why=feed.error))
        elif feed.error:
            print("    " + _("failing: {why}", why=feed.error))


def _in_overflow(state: FeedState) -> str:
    return n_("{count} in the overflow", "{count} in the overflow", state.overflow)


def _record(state: FeedState) -> dict[str, object]:
    feed = state.feed
    return {
        "url": feed.url,
        "title": feed.title,
        "last": feed.succeeded_at,
        "news": state.news_at,
        "next": None if feed.gone else feed.due_at,
        "budget": feed.budget,
        "shown": state.shown,
        "overflow": state.overflow,
        "error": feed.error or None,
        "error_since": feed.error_since,
        "zone": feed.zone,
        "hours": feed.hours,
        "criterion": feed.criterion,
    }


def register(app: typer.Typer) -> None:
    feeds_app.command("list")(list_feeds)
    feeds_app.command("add")(add_feed)
    feeds_app.command("remove")(remove_feed)
    feeds_app.command("bring")(bring)
    app.add_typer(feeds_app, name="feeds")
    app.command()(sync)
