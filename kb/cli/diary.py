"""The diary: private, so no other command shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kb.catalogue import _, p_
from kb.cli.options import a_date
from kb.cli.output import AsJson, opened, plain, print_json, tell
from kb.clock import day
from kb.types.diary import DiaryEntry

diary_app = typer.Typer(
    help="Situation, thought, emotion, reaction. Private: in no search, export or report.",
    no_args_is_help=True,
)


def add(
    situation: Annotated[str, typer.Option(help="What happened.")] = "",
    thought: Annotated[str, typer.Option(help="The thought that came by itself.")] = "",
    emotion: Annotated[str, typer.Option(help="What you felt.")] = "",
    strength: Annotated[int, typer.Option(min=0, max=100, help="How strongly, 0 to 100.")] = 0,
    reaction: Annotated[str, typer.Option(help="What you did, or your body.")] = "",
    at: Annotated[str | None, typer.Option(callback=a_date, help="When it was; now by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write an entry. `undo` takes it back.

    Example: python -m kb diary add --situation "Forty new papers" --emotion dread --strength 60
    """
    with opened() as library:
        entry = library.diary.add(situation, thought, emotion, strength, reaction, at)
    _print([entry], as_json)


def show(
    since: Annotated[str | None, typer.Option("--since", callback=a_date, help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", callback=a_date, help="Up to this day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Your entries, the last first. Example: python -m kb diary list --since 2026-11"""
    with opened() as library:
        entries = library.diary.entries(since, until)
    _print(entries, as_json)
    if not entries and not as_json:
        tell(_("No entries."))


def remove(number: Annotated[int, typer.Argument(help="As `diary list` shows it.")]) -> None:
    """Take an entry out. `undo` puts it back. Example: python -m kb diary remove 3"""
    with opened() as library:
        library.diary.remove(number)
    tell(_("Taken out: entry {number}.", number=number))


def _print(entries: Sequence[DiaryEntry], as_json: bool) -> None:
    if as_json:
        print_json([plain(entry) for entry in entries])
        return
    for one in entries:
        print(f"{one.id}  {day(one.at)}  {one.emotion or _('no word for it')} {one.strength}")
        for name, text in (
            (_("situation"), one.situation),
            (_("thought"), one.thought),
            (p_("a part of an entry", "did"), one.reaction),
        ):
            if text:
                print(f"    {name}: {text}")


def register(app: typer.Typer) -> None:
    diary_app.command("add")(add)
    diary_app.command("list")(show)
    diary_app.command("remove")(remove)
    app.add_typer(diary_app, name="diary")
