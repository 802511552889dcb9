"""The person's own notes and highlights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kb.catalogue import _
from kb.cli.options import a_date
from kb.cli.output import AsJson, opened, print_json, tell
from kb.types import Annotation, Filters, Item
from kb.types.notes import NoteGroup, NotesBy


def note(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it; with --remove a number.")],
    text: Annotated[str, typer.Argument(help="Your words, Markdown.")] = "",
    quote: Annotated[str, typer.Option(help="Words of the item that you mark.")] = "",
    place: Annotated[str, typer.Option(help="Where they stand: a page, a section.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the note of this number off.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a note to an item, mark words of it, or take either off.

    Example: python -m kb note 2510.26692 "Try this for our long contexts" --quote "linear attention"
    """
    with opened() as library:
        if remove:
            if not key.isdecimal():
                raise typer.BadParameter(_("name the note by its number, as `notes` shows it"))
            removed = library.notes.take_off(int(key))
            tell(_("Taken off: {words}", words=removed.note or removed.quote))
            rows = []
        else:
            number = library.notes.add(key, text, quote=quote, place=place)
            item = library.items.get(key).item
            rows = [(made, item, one) for made, one in library.notes.of_item(key) if made == number]
    if as_json:
        print_json([_record(*row) for row in rows])
    else:
        _print(rows)


def notes(
    key: Annotated[str | None, typer.Argument(help="Only of this item.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", callback=a_date, help="Made on or after: 2025-06.")
    ] = None,
    area: Annotated[list[str] | None, typer.Option("--area", help="Only of items in this area.")] = None,
    words: Annotated[str, typer.Option(help="Only with these words, in any of their forms.")] = "",
    by: Annotated[NotesBy | None, typer.Option(help="Put together by day or by area.")] = None,
    as_json: AsJson = False,
) -> None:
    """Your notes and highlights, the last made first.

    Example: python -m kb notes --since 2026-01
    """
    with opened() as library:
        rows = library.notes.select(Filters(areas=tuple(area or ())), since or "", words)
        if key is not None:
            item = library.items.get(key).item
            rows = [row for row in rows if row[1].id == item.id]
        groups = library.notes.grouped(rows, by) if by else [NoteGroup("", tuple(rows))]
    if as_json:
        told = [({by: group.name} if by else {}, row) for group in groups for row in group.rows]
        print_json([{**_record(*row), **named} for named, row in told])
        return
    for group in groups:
        if by:
            print(group.name or by.otherwise)
        _print(group.rows)
    if not rows:
        tell(_('No notes. `note KEY "words"` writes one.'))


def _print(rows: Sequence[tuple[int, Item, Annotation]]) -> None:
    for number, item, one in rows:
        place = f", {one.place}" if one.place else ""
        print(f"{number}  {item.title} ({item.key}{place})")
        if one.quote:
            print("\n".join(f"   > {line}" for line in one.quote.splitlines()))
        if one.note:
            print("\n".join(f"   {line}" for line in one.note.splitlines()))


def _record(number: int, item: Item, one: Annotation) -> dict[str, object]:
    return {
        "id": number,
        "key": item.key,
        "kind": one.kind,
        "quote": one.quote,
        "text": one.note,
        "at": one.made_at,
        "place": one.place,
        "source": one.source,
    }


def register(app: typer.Typer) -> None:
    app.command()(note)
    app.command()(notes)
