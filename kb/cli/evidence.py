"""Evidence: what the person's own writing says of saved items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import typer

from kb.catalogue import _, n_, p_
from kb.cli.options import a_date, in_order
from kb.cli.output import AsJson, Progress, opened, print_json, print_trace, tell, trace_record
from kb.clock import within
from kb.library import Library
from kb.types import Failure, Item
from kb.types.evidence import Trace, WrittenSource


def evidence(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Folders, files and exports that you wrote; without any: those marked."
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Mark the places as yours: looked at from now on.")
    ] = False,
    sources: Annotated[bool, typer.Option("--sources", help="List the marked places.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Forget the marked places that are named.")
    ] = False,
    called: Annotated[str, typer.Option(metavar="NAME", help="Your name in groups of Telegram.")] = "",
    since: Annotated[
        str | None, typer.Option(callback=a_date, help="Only what was written on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(callback=a_date, help="Only what was written on this day or before.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find what your own notes, posts, papers, talks, messages and comments in code say of saved items.

    Nothing is kept of a place that is named, unless you mark it.

    Example: python -m kb evidence ~/vault --keep
    """
    in_order(since, until)
    given = paths or []
    if forget and not given:
        raise typer.BadParameter(_("name the places to forget; `evidence --sources` lists them"))
    with opened() as library:
        if forget:
            told = [library.evidence.remove(path) for path in given]
            _show_sources(told, as_json)
            return
        for path in given if keep else ():
            library.evidence.add(path, called)
        if sources:
            _show_sources([one for one in library.evidence.sources() if one.path], as_json)
            return
        found, failures = _looked(library, [] if keep else given, called)
        traces = {
            item_id: [one for one in of_item if _within(one.made_at, since, until)]
            for item_id, of_item in found.items()
        }
        items = library.items.by_ids([item_id for item_id, kept in traces.items() if kept])
        marked = any(one.path for one in library.evidence.sources())
    _show(items, traces, as_json)
    for failure in failures:
        tell(failure.reason)
    if not given and not marked:
        tell(_("No writing is marked as yours; `evidence FOLDER` looks into one, `--keep` marks it."))
    elif not items:
        tell(_("Nothing there names a saved item."))
    raise typer.Exit(1 if failures else 0)


def _looked(
    library: Library, paths: Sequence[str], called: str
) -> tuple[Mapping[int, Sequence[Trace]], Iterable[Failure]]:
    """What the named places say, or all that are marked."""
    progress = Progress(p_("before a number", "Read"))
    if paths:
        found, failures = library.evidence.look(paths, called, progress)
    else:
        library.evidence.scan(progress)
        found = dict(library.evidence.every())
        failures = [failure for source in library.evidence.sources() for failure in source.failures]
    progress.close()
    return found, failures


def _within(moment: str | None, since: str | None, until: str | None) -> bool:
    """Whether something was written in a period; what nobody knows the day of is in none."""
    if since is None and until is None:
        return True
    return moment is not None and within(moment, since, until)


def _show(items: Sequence[Item], traces: Mapping[int, Sequence[Trace]], as_json: bool) -> None:
    if as_json:
        found = [(item, one) for item in items for one in traces[item.id]]
        print_json([{"key": item.key, **trace_record(one), "title": item.title} for item, one in found])
        return
    for item in items:
        print(f"{item.title}  {item.key}")
        for one in traces[item.id]:
            print_trace(one)


def _show_sources(sources: Sequence[WrittenSource], as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "path": one.path,
                    "called": one.called,
                    "added_at": one.added_at,
                    "scanned_at": one.scanned_at,
                    "files": one.files,
                    "pages": one.pages,
                    "items": one.items,
                    "failures": [
                        {"spec": failure.spec, "reason": failure.reason} for failure in one.failures
                    ],
                }
                for one in sources
            ]
        )
        return
    for one in sources:
        pages = n_("{count} page", "{count} pages", one.pages)
        items = n_("{count} item referred to", "{count} items referred to", one.items)
        print(f"{one.path}: {pages}, {items}")


def register(app: typer.Typer) -> None:
    app.command()(evidence)
