"""Commands that take things out: cite."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kb.cli.output import AsJson, opened, print_json
from kb.exporting import Format


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


def register(app: typer.Typer) -> None:
    app.command()(cite)
