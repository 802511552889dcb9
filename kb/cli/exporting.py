"""Commands that take things out: cite, travel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kb.appearing import write_whole
from kb.cli.options import filtered
from kb.cli.output import AsJson, opened, print_json, tell
from kb.errors import JomoError
from kb.exporting import Format
from kb.exporting.travel import TO_TRAVEL, PackForm, fitting
from kb.types import Filters


def cite(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of items or any addresses.")],
    form: Annotated[Format, typer.Option("--format", help="What to print.")] = Format.BIBTEX,
    as_json: AsJson = False,
) -> None:
    """Print chosen items as a bibliography, a reading list, records or a table.

    Example: python -m kb cite 2510.26692 2507.20534 --format bibtex > papers.bib
    """
    with opened() as library:
        text = library.items.exported(keys, form)
    if as_json:
        print_json({"format": form, "text": text})
    else:
        # As bytes: the text has line ends of its own, and is UTF-8 whatever the terminal's encoding is.
        sys.stdout.buffer.write(text.encode("utf-8"))


@filtered
def travel(
    file: Annotated[Path, typer.Argument(help="The file to write, ending in .epub or .html.")],
    minutes: Annotated[int, typer.Option(min=1, help="What can be read in so many, the newest first.")] = 300,
    key: Annotated[
        list[str] | None, typer.Option(help="These items instead, by their keys or any addresses.")
    ] = None,
    filters: Filters = Filters(),
    as_json: AsJson = False,
) -> None:
    """Pack items with their texts and your notes into one file to read without network.

    Without filters: what is unread in no-need-but-interesting.
    Example: python -m kb travel train.epub --minutes 180
    """
    if file.suffix.lower().lstrip(".") not in list(PackForm):
        raise typer.BadParameter(f"{file.name} says no form; end it in .epub or .html")
    path, form = file.expanduser().resolve(), PackForm(file.suffix.lower().lstrip("."))
    with opened() as library:
        keys = key
        if not keys:
            there = library.items.select(TO_TRAVEL if filters.empty else filters)
            keys = [item.key for item in fitting(there, minutes)]
        packed = library.items.packed(keys, form)
    try:
        write_whole(path, packed)
    except OSError as error:
        raise JomoError(f"{path} cannot be written ({error.strerror}); name another file") from error
    if as_json:
        print_json({"path": str(path), "keys": keys})
    else:
        tell(f"Written: {path}, {len(keys)} items")


def register(app: typer.Typer) -> None:
    app.command()(cite)
    app.command()(travel)
