"""Items that may be one work or tell of one: listed, merged or linked by hand, held apart."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.catalogue import _, percent
from kb.cli.output import AsJson, item_record, opened, print_items, print_json, tell


def duplicates(
    keys: Annotated[list[str] | None, typer.Argument(metavar="KEY", help="Only those of these.")] = None,
    apart: Annotated[
        bool, typer.Option("--apart", help="The two named are two works: never propose them again.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Items that may be the same work, by title; `merge` makes one of two, `--apart` holds two apart.

    Example: python -m kb duplicates --apart 10.1145/3292500 https://site.example/paper
    """
    named = keys or []
    if apart and len(named) != 2:
        raise typer.BadParameter(_("name the two items to hold apart"))
    with opened() as library:
        if apart:
            library.duplicates.hold_apart(*named)
            found = []
        elif named:
            several = (pair for key in named for pair in library.duplicates.of(key))
            found = list(dict.fromkeys(several))
        else:
            found = library.duplicates.pairs()
    if as_json:
        print_json(
            [
                {
                    "first": item_record(pair.first),
                    "second": item_record(pair.second),
                    "likeness": round(pair.likeness, 3),
                    "reason": pair.reason,
                }
                for pair in found
            ]
        )
        return
    for pair in found:
        print(f"{percent(pair.likeness):>4}  {pair.reason}")
        print_items((pair.first, pair.second))
    if apart:
        tell(_("Held apart; `undo` takes that back."))
    elif not found:
        tell(_("Nothing looks as if it were here twice."))


def merge(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="That of the same work.")],
    as_json: AsJson = False,
) -> None:
    """Make one item of two that are the same work; `undo` or `split` makes two of it again.

    Example: python -m kb merge 10.1145/3292500 https://site.example/paper
    """
    with opened() as library:
        item = library.duplicates.merge(key, other)
    if as_json:
        print_json(item_record(item))
    else:
        print_items([item])


def retellings(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="With a word on it: the other one.")
    ] = None,
    word: Annotated[
        bool | None, typer.Option("--confirm/--reject", help="The one retells the other, or does not.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What a text may retell, or what may retell a paper; `--confirm` makes a link of it, `--reject` never
    proposes it again.

    Example: python -m kb retellings 2510.26692 https://t.me/varim_ml/168 --confirm
    """
    if (other is None) != (word is None):
        raise typer.BadParameter(
            _("name two items and say --confirm or --reject, or name one to see proposals")
        )
    with opened() as library:
        if other is not None:
            decide = library.retellings.confirm if word else library.retellings.reject
            decide(key, other)
            if word:
                tell(_("Linked; `undo` takes that back."))
            else:
                tell(_("Not proposed again; `undo` takes that back."))
        found = [] if other is not None else library.retellings.of(key)
    if as_json:
        print_json([{**item_record(one.item), "probability": round(one.probability, 3)} for one in found])
        return
    for one in found:
        print(f"{percent(one.probability):>4}")
        print_items([one.item])
    if not found and other is None:
        tell(_("Nothing that may be a retelling."))


def register(app: typer.Typer) -> None:
    app.command()(retellings)
    app.command()(duplicates)
    app.command()(merge)
