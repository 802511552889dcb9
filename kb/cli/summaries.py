"""Summaries by a model of one's own choice."""

from __future__ import annotations

from typing import Annotated

import typer

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
            tell("Forgotten." if library.summaries.discard(key) else "No model wrote a summary of it.")
            return
        try:
            written = library.summaries.ask(key, seen=send)
        except ConsentNeeded as needed:
            tell(f"To {needed.to_be_sent.host} ({needed.to_be_sent.model}) would go:\n")
            tell(needed.to_be_sent.text)
            raise
    if as_json:
        print_json({"key": key, **plain(written)})
        return
    print(f"{written.text}\n  {written.model} at {written.host}, for triage only: it does not count as read")


def register(app: typer.Typer) -> None:
    app.command()(summary)
