"""The person's own notes and highlights."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.cli.options import a_date
from kb.cli.output import AsJson, opened, print_json, tell
from kb.types import Annotation, Filters, Item


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
                raise typer.BadParameter("name the note by its number, as `notes` shows it")
            removed = library.notes.take_off(int(key))
            tell(f"Taken off: {removed.note or removed.quote}")
            rows = []
        else:
            number = library.notes.add(key, text, quote=quote, place=place)
            item = library.items.get(key).item
            rows = [(made, item, one) for made, one in library.notes.of_item(key) if made == number]
    _print(rows, as_json)


def notes(
    key: Annotated[str | None, typer.Argument(help="Only of this item.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", callback=a_date, help="Made on or after: 2025-06.")
    ] = None,
    area: Annotated[list[str] | None, typer.Option("--area", help="Only of items in this area.")] = None,
    as_json: AsJson = False,
) -> None:
    """Your notes and highlights, the last made first.

    Example: python -m kb notes --since 2026-01
    """
    with opened() as library:
        rows = library.notes.select(Filters(areas=tuple(area or ())), since or "")
        if key is not None:
            item = library.items.get(key).item
            rows = [row for row in rows if row[1].id == item.id]
    _print(rows, as_json)
    if not rows and not as_json:
        tell('No notes. `note KEY "words"` writes one.')


def _print(rows: list[tuple[int, Item, Annotation]], as_json: bool) -> None:
    if as_json:
        print_json([_record(*row) for row in rows])
        return
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
