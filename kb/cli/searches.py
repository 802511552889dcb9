"""Saved searches: questions to come back to."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.catalogue import n_
from kb.cli.output import AsJson, opened, print_json
from kb.types import SavedSearch

searches_app = typer.Typer(help="Saved searches, each with how many items are new since you last looked.")


def _show(found: list[SavedSearch], as_json: bool) -> None:
    if as_json:
        print_json([{"name": one.name, "query": one.query, "new": one.new} for one in found])
        return
    for one in found:
        print(f"{one.name}: {one.query} ({n_('{count} new', '{count} new', one.new)})")


@searches_app.callback(invoke_without_command=True)
def searches(context: typer.Context, as_json: AsJson = False) -> None:
    """List the saved searches.

    Example: python -m kb searches --json
    """
    if context.invoked_subcommand is None:
        list_searches(as_json)


def list_searches(as_json: AsJson = False) -> None:
    """List the saved searches. Example: python -m kb searches list"""
    with opened() as library:
        _show(library.search.saved(), as_json)


def save_search(
    name: Annotated[str, typer.Argument(help="What to call it; a name in use asks this from now on.")],
    query: Annotated[str, typer.Argument(help="As typed into the search box.")],
    as_json: AsJson = False,
) -> None:
    """Keep a question. Example: python -m kb searches save "KV cache" "сжатие KV-кэша" """
    with opened() as library:
        kept = library.search.save(name, query)
    _show([kept], as_json)


def forget_search(
    name: Annotated[str, typer.Argument(help="The search's name.")], as_json: AsJson = False
) -> None:
    """Forget a question; what it finds stays. Example: python -m kb searches forget "KV cache" """
    with opened() as library:
        forgotten = library.search.forget(name)
    _show([forgotten], as_json)


def register(app: typer.Typer) -> None:
    searches_app.command("list")(list_searches)
    searches_app.command("save")(save_search)
    searches_app.command("forget")(forget_search)
    app.add_typer(searches_app, name="searches")
