"""The files that items were read from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kb.catalogue import _
from kb.cli.output import AsJson, opened, print_json, tell
from kb.errors import NotFound
from kb.library.originals import gone
from kb.types import Original


def original(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")],
    open_it: Annotated[bool, typer.Option("--open", help="Open it with the system's own program.")] = False,
    as_json: AsJson = False,
) -> None:
    """Where the PDF or saved page lies that an item was read from.

    Example: python -m kb original 2510.26692 --open
    """
    with opened() as library:
        title, found = library.items.get(key).item.title, library.originals.of_item(key)
    if as_json:
        print_json([_record(one, path) for one, path in found])
    elif not found:
        raise NotFound(
            _("{title} has no original; add its PDF or saved page, and it joins the item", title=title)
        )
    there = [path for _file, path in found if path is not None]
    if not as_json:
        for place in there:
            print(place)
    for one, path in found:
        if path is None:
            tell(gone(one))
    if found and not there:
        raise typer.Exit(1)
    if open_it and there:
        typer.launch(str(there[0]))


def _record(one: Original, path: Path | None) -> dict[str, object]:
    return {**asdict(one), "path": None if path is None else str(path)}


def register(app: typer.Typer) -> None:
    app.command()(original)
