"""Summaries by a model of one's own choice."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.catalogue import _
from kb.cli.output import AsJson, opened, plain, print_json, tell
from kb.library.summaries import ConsentNeeded


def summary(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")],
    send: Annotated[
        bool, typer.Option("--send", help="Send it, also where nothing was sent to this endpoint before.")
    ] = False,
    discard: Annotated[bool, typer.Option("--discard", help="Forget the summary of this item.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask the model of KB_SUMMARY_URL for three sentences, for triage only. The first time it shows what
    would be sent, and sends nothing.

    Example: python -m kb summary 2510.26692 --send
    """
    with opened() as library:
        if discard:
            forgotten = library.summaries.discard(key)
            tell(_("Forgotten.") if forgotten else _("No model wrote a summary of it."))
            return
        try:
            written = library.summaries.ask(key, seen=send)
        except ConsentNeeded as needed:
            sent = needed.to_be_sent
            tell(_("To {host} ({model}) would go:", host=sent.host, model=sent.model) + "\n")
            tell(sent.text)
            raise
    if as_json:
        print_json({"key": key, **plain(written)})
        return
    of = _(
        "{model} at {host}, for triage only: it does not count as read",
        model=written.model,
        host=written.host,
    )
    print(f"{written.text}\n  {of}")


def register(app: typer.Typer) -> None:
    app.command()(summary)
