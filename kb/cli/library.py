"""Commands that fill the library: add, complete, embed, sample, and the background process."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated, NoReturn

import typer

from kb.catalogue import _, n_, number
from kb.cli import previewing
from kb.cli.options import a_date, filtered
from kb.cli.output import AsJson, Progress, opened, print_json, tell
from kb.errors import LibraryBusy
from kb.importers.listed import specs_in
from kb.library import Library
from kb.types import AddReport, Failure, Filters, Zone
from kb.types.imports import left_out, outcomes, told_of_skipped
from kb.work.queue import Lane

NoEmbed = Annotated[bool, typer.Option("--no-embed", help="Leave meaning-based search for later.")]
_NAMED = 20
"""Items of a report that are named; they fit a terminal of the usual 24 lines."""


def add(
    specs: Annotated[
        list[str] | None,
        typer.Argument(metavar="SPEC", help="Ids, links, files, folders, exports; - for lines of stdin."),
    ] = None,
    zone: Annotated[Zone | None, typer.Option(help="File new items here instead of the inbox.")] = None,
    source: Annotated[str | None, typer.Option(help="Where new items come from.")] = None,
    saved_at: Annotated[
        str | None, typer.Option(callback=a_date, help="When new items were saved: 2025-06-30.")
    ] = None,
    own_writing: Annotated[bool, typer.Option("--own-writing", help="You wrote these yourself.")] = False,
    watched: Annotated[
        bool, typer.Option("--watched", help="What was put into the folder KB_WATCHED since.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would come in, and save nothing.")
    ] = False,
    no_embed: NoEmbed = False,
    as_json: AsJson = False,
) -> None:
    """Save ids, links, files, folders and exports.

    Example: python -m kb add 2510.26692 ~/vault/ml notes.md --zone nice-to-have
    """
    if not specs and not watched:
        raise typer.BadParameter(_("give ids, links, files or folders; - for lines of stdin; or --watched"))
    given, too_long = _given(specs or ())
    with opened(keep_index=not dry_run) as library:
        fresh = library.watched.fresh() if watched else {}
        given += fresh
        if dry_run:
            seen = library.intake.preview(given, source=source)
            seen = replace(seen, lost=(*seen.lost, *too_long))
            previewing.show(seen, as_json)
            for warning in seen.warnings:
                tell(warning)
            raise typer.Exit(1 if seen.lost else 0)
        progress = Progress(_("Imported"))
        report = library.intake.add(
            given,
            zone=zone,
            source=source,
            saved_at=saved_at,
            own_writing=own_writing,
            watched=watched,
            progress=progress,
        )
        library.watched.mark(fresh)
        report = replace(report, failed=(*report.failed, *too_long))
        progress.close()
        fetching = Progress(_("Fetched"))
        report = library.pages.completed(report, given, fetching)
        fetching.close()
        if not no_embed and not as_json:
            _print_report(report)
        if not no_embed:
            embed_pending(library)
    if as_json:
        print_json(_report_record(report))
    elif no_embed:
        _print_report(report)
    end(report)


def _given(specs: Sequence[str]) -> tuple[list[str], list[Failure]]:
    """The specs, with the lines of standard input in place of `-`; and the lines that can be none."""
    read = [one for spec in specs for one in (specs_in(sys.stdin.buffer) if spec == "-" else (spec,))]
    failures = [one for one in read if isinstance(one, Failure)]
    return [one for one in read if not isinstance(one, Failure)], failures


def _report_record(report: AddReport) -> dict[str, object]:
    """A report in the shape that scripts rely on."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"spec": failure.spec, "reason": failure.reason} for failure in report.failed],
        "skipped": [asdict(one) for one in report.skipped],
        "items": [{"key": item.key, "title": item.title, "kind": item.kind} for item in report.touched],
    }


def _print_report(report: AddReport) -> None:
    """Prints what came in, and what was refused with its reason."""
    failed = n_("{count} failed", "{count} failed", len(report.failed))
    did = [said for _many, said in outcomes(report.added, report.updated, report.unchanged)]
    print(", ".join([*did, failed, *([left_out(report.skipped)] if report.skipped else [])]))
    for item in report.touched[:_NAMED]:
        print(f"  {item.kind.label:<8} {item.title}")
    if (more := len(report.touched) - _NAMED) > 0:
        print("  " + n_("and {count} more", "and {count} more", more))
    for failure in report.failed:
        print("  " + _("not saved: {spec}: {reason}", spec=failure.spec, reason=failure.reason))
    for told in told_of_skipped(report.skipped):
        print("  " + _("left out: {told}", told=told))
    if report.step and report.added + report.updated:
        print("  " + _("`undo {step}` takes all of it back", step=report.step))


def show_report(report: AddReport, as_json: bool, **further: object) -> None:
    """Prints a report for a person, or as one JSON document with what else there is to tell."""
    if as_json:
        print_json({**_report_record(report), **further})
    else:
        _print_report(report)


def end(report: AddReport) -> NoReturn:
    """Ends a command with what there is to know beside its report, and with the status that this gives."""
    for warning in report.warnings:
        tell(warning)
    raise typer.Exit(1 if report.failed else 0)


def complete(as_json: AsJson = False) -> None:
    """Ask arXiv for the papers known by their identifier only, and again for pages that did not come.

    Example: python -m kb complete
    """
    with opened(keep_index=True) as library:
        progress = Progress(_("Fetched"))
        report = library.intake.complete() + library.pages.complete(progress=progress)
        progress.close()
        embed_pending(library)
    show_report(report, as_json)
    end(report)


@filtered
def fetch(
    keys: Annotated[list[str] | None, typer.Argument(metavar="KEY", help="Keys or addresses.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pages, those saved last first.")] = 50,
    filters: Filters = Filters(),
    no_embed: NoEmbed = False,
    as_json: AsJson = False,
) -> None:
    """Fetch the pages of what is known by its address only: of these items, or of what filters let through.

    Example: python -m kb fetch --zone must-have --limit 20
    """
    with opened(keep_index=True) as library:
        lacking = library.pages.lacking(filters)
        wanted = keys or lacking[:limit]
        progress = Progress(_("Fetched"))
        report = library.pages.fetch(wanted, progress=progress)
        progress.close()
        left = len(library.pages.lacking(filters))
        if not no_embed:
            embed_pending(library)
    show_report(report, as_json, left=left)
    if not as_json:
        print(
            n_("{count} still known by its address only", "{count} still known by their address only", left)
        )
    raise typer.Exit(1 if report.failed else 0)


def embed(as_json: AsJson = False) -> None:
    """Finish whatever still lacks vectors for meaning-based search.

    Example: python -m kb embed
    """
    with opened(keep_index=True) as library:
        embedded = embed_pending(library)
        pending = library.vectors.pending()
    if as_json:
        print_json({"embedded": embedded, "pending": pending})
    else:
        print(_("{embedded} embedded, {pending} pending", embedded=number(embedded), pending=number(pending)))


def embed_pending(library: Library) -> int:
    """Embeds what is pending, unless another process is at it already."""
    progress = Progress(_("Embedded"))
    try:
        done = library.work.embed(progress)
    except LibraryBusy as busy:
        tell(str(busy))
        return 0
    finally:
        progress.close()
    if not library.vectors.sync_index():
        tell(_("The running app keeps the vector index and will take the new vectors in."))
    return done


def sample(no_embed: NoEmbed = False, as_json: AsJson = False) -> None:
    """Load the sample library into an empty home.

    Example: KB_HOME=/tmp/jomo-sample python -m kb sample
    """
    with opened(keep_index=True) as library:
        report = library.intake.load_sample()
        library.evidence.scan()
        if not no_embed:
            embed_pending(library)
            library.map.update()
    if as_json:
        print_json(_report_record(report))
    else:
        print(
            n_(
                "{count} item. Start the app with the same KB_HOME to look around.",
                "{count} items. Start the app with the same KB_HOME to look around.",
                report.added,
            )
        )


def work(lane: Lane) -> None:
    """Do the queued work of the app; the app starts this by itself."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # Started for a library that is there: one that went away meanwhile must not come back empty.
    with opened(make=False) as library:
        library.do(lane)


def register(app: typer.Typer) -> None:
    app.command()(add)
    app.command()(complete)
    app.command()(fetch)
    app.command()(embed)
    app.command()(sample)
    app.command(hidden=True)(work)
