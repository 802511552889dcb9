"""Commands that take things out: cite, travel, mirror."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kb.appearing import write_whole
from kb.catalogue import _, cause, n_, number
from kb.cli.options import filtered
from kb.cli.output import AsJson, opened, plain, print_json, tell
from kb.errors import JomoError
from kb.exporting import Format
from kb.exporting.travel import TO_TRAVEL, PackForm, fitting
from kb.types import Filters, Zone
from kb.types.mirror import told


def cite(
    keys: Annotated[list[str], typer.Argument(metavar="KEY", help="Keys of items or any addresses.")],
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
        raise typer.BadParameter(_("{file} says no form; end it in .epub or .html", file=file.name))
    path, form = file.expanduser().resolve(), PackForm(file.suffix.lower().lstrip("."))
    with opened() as library:
        keys = key
        if not keys:
            there = library.items.select(TO_TRAVEL if filters.empty else filters)
            keys = [item.key for item in fitting(there, minutes)]
        if not keys:
            raise JomoError(
                _(
                    "There is nothing to pack; without filters it is what is unread in {zone}. Other filters,"
                    " or --key, choose other items",
                    zone=Zone.NO_NEED.label,
                )
            )
        packed = library.items.packed(keys, form)
    try:
        write_whole(path, packed)
    except OSError as error:
        raise JomoError(
            _("{file} cannot be written ({why}); name another file", file=path, why=cause(error))
        ) from error
    if as_json:
        print_json({"path": str(path), "keys": keys})
    else:
        tell(n_("Written: {file}, {count} item", "Written: {file}, {count} items", len(keys), file=path))


_NAMED = 5
"""So many files of a kind are named; the rest is counted."""


@filtered
def mirror(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder; KB_MIRROR by default.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be written.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Write notes once more that you deleted there.")
    ] = False,
    filters: Filters = Filters(),
    as_json: AsJson = False,
) -> None:
    """Mirror items with your notes, highlights and citations as Markdown into a folder, such as an Obsidian
    vault.

    Only what changed is written; what you write below the marker of a note stays.
    Example: python -m kb mirror ~/vault/Jomo --zone must-have
    """
    with opened() as library:
        done = library.mirror.write(folder, None if filters.empty else filters, dry_run=dry_run, again=again)
    if as_json:
        print_json({**plain(done), "written": len(done.written), "files": done.written})
        raise typer.Exit(1 if done.failed else 0)
    counts = {"written": number(len(done.written)), "unchanged": number(done.unchanged)}
    if dry_run:
        print(_("{written} would be written, {unchanged} unchanged, {folder}", **counts, folder=done.folder))
    else:
        print(_("{written} written, {unchanged} unchanged, {folder}", **counts, folder=done.folder))
    for what, names in told(done):
        named = ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            named = _("{names} and {number} more", names=named, number=number(len(names) - _NAMED))
        print(f"  {what}: {named}")
    for failure in done.failed:
        tell(f"  {failure.spec}: {failure.reason}")
    raise typer.Exit(1 if done.failed else 0)


def register(app: typer.Typer) -> None:
    app.command()(cite)
    app.command()(travel)
    app.command()(mirror)
