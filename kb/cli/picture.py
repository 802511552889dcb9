"""The map as a picture to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kb import picture as pictures
from kb.catalogue import _, cause, n_
from kb.cli.map import tell_unplaced
from kb.cli.output import AsJson, opened, print_json
from kb.clock import today
from kb.errors import JomoError
from kb.plots.categories import COLOURS


def picture(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .svg, .png or .html to write.")],
    colour: Annotated[str, typer.Option(help=f"What points are coloured by: {', '.join(COLOURS)}.")] = "zone",
    dark: Annotated[bool, typer.Option("--dark", help="Light on dark.")] = False,
    width: Annotated[int, typer.Option(help="Width in pixels.")] = 1600,
    height: Annotated[int, typer.Option(help="Height in pixels.")] = 1000,
    title: Annotated[
        str | None, typer.Option(help="What stands over it; Map of the library by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the map as a picture for notes and talks: SVG, PNG at double size, or a page that tells titles.

    Example: python -m kb picture map.svg --colour stance --title "What I follow, November 2026"
    """
    writer = pictures.WRITERS.get(file.suffix.lower())
    if writer is None:
        raise JomoError(
            _(
                "{file} names no kind of picture; end it in {endings}",
                file=file.name,
                endings=", ".join(pictures.WRITERS),
            )
        )
    with opened() as library:
        atlas = library.map.read()
        placed = {item.id: item for item in library.items.by_ids([point.item_id for point in atlas.points])}
        over = _("Map of the library") if title is None else title
        look = pictures.Look(colour, dark, width, height, over, today())
        scene = pictures.compose(atlas, placed, library.areas.every(), look)
    try:
        file.write_bytes(writer(scene))
    except OSError as error:
        raise JomoError(
            _("{file} cannot be written ({why}); choose another place", file=file, why=cause(error))
        ) from error
    tell_unplaced(atlas)
    if as_json:
        print_json({"path": str(file), "items": len(scene.told)})
    else:
        print(f"{file}: {n_('{count} item', '{count} items', len(scene.told))}")


def register(app: typer.Typer) -> None:
    app.command()(picture)
