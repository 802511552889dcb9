"""Commands that make something to keep of a period: report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kb.appearing import write_whole
from kb.catalogue import _, cause
from kb.cli.output import AsJson, opened, print_json, tell
from kb.cli.reviewing import Since, Until, period
from kb.errors import JomoError
from kb.exporting.report import Form

_FORMS = ", ".join(f".{form}" for form in Form)


def report(
    since: Since = None,
    until: Until = None,
    year: Annotated[
        int | None, typer.Option(min=1990, max=2100, help="A whole year, in place of the two days.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help=f"The file to write, ending in {_FORMS}; else it is printed."),
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="As the ending of the file says; md where there is none.")
    ] = None,
    share_safe: Annotated[
        bool,
        typer.Option(
            "--share-safe", help="To hand on: no notes, chats, sources, or places of your own writing."
        ),
    ] = False,
    diary: Annotated[bool, typer.Option("--diary", help="With your diary, which is left out else.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a report of a period: what helped, what to change, what you were right to leave alone, and why.

    Without dates: the twelve months up to today. Example: python -m kb report --year 2026 -o 2026.html
    """
    if year is not None and (since or until):
        raise typer.BadParameter(_("give --year or the two days, not both"))
    start, end = (str(year), str(year)) if year is not None else period(since, until)
    chosen = form or (_form(out) if out else Form.JSON if as_json else Form.MARKDOWN)
    with opened() as library:
        text = library.reports.written(start, end, chosen, share_safe=share_safe, with_diary=diary)
    if out is None:
        # As bytes: the text has line ends of its own, and is UTF-8 whatever the terminal's encoding is.
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    path = out.expanduser().resolve()
    try:
        write_whole(path, text)
    except OSError as error:
        raise JomoError(
            _("{file} cannot be written ({why}); name another file", file=path, why=cause(error))
        ) from error
    if as_json:
        print_json({"path": str(path)})
    else:
        tell(_("Written: {file}", file=path))


def _form(out: Path) -> Form:
    """The format that a file's ending names."""
    ending = out.suffix.lower().lstrip(".")
    ending = {"markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in list(Form):
        raise typer.BadParameter(
            _(
                "{file} does not say the format; end it in {endings}, or give --format",
                file=out.name,
                endings=_FORMS,
            )
        )
    return Form(ending)


def register(app: typer.Typer) -> None:
    app.command()(report)
