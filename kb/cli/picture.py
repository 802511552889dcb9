"""The map as a picture to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kb import picture as pictures
from kb.cli.output import AsJson, opened, print_json, tell
from kb.clock import today
from kb.errors import JomoError
from kb.plots.categories import COLOURS


def picture(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .svg, .png or .html to write.")],
    colour: Annotated[str, typer.Option(help=f"What points are coloured by: {', '.join(COLOURS)}.")] = "zone",
    dark: Annotated[bool, typer.Option("--dark", help="Light on dark.")] = False,
    width: Annotated[int, typer.Option(help="Width in pixels.")] = 1600,
    height: Annotated[int, typer.Option(help="Height in pixels.")] = 1000,
    title: Annotated[str, typer.Option(help="What stands over it.")] = "Map of the library",
    as_json: AsJson = False,
) -> None:
    """Write the map as a picture for notes and talks: SVG, PNG at double size, or a page that tells titles.

    Example: python -m kb picture map.svg --colour stance --title "What I follow, November 2026"
    """
    writer = pictures.WRITERS.get(file.suffix.lower())
    if writer is None:
        raise JomoError(f"{file.name} names no kind of picture; end it in {', '.join(pictures.WRITERS)}")
    with opened() as library:
        atlas = library.map.read()
        placed = {item.id: item for item in library.items.by_ids([point.item_id for point in atlas.points])}
        look = pictures.Look(colour, dark, width, height, title, today())
        scene = pictures.compose(atlas, placed, library.areas.every(), look)
    try:
        file.write_bytes(writer(scene))
    except OSError as error:
        raise JomoError(f"{file} cannot be written ({error.strerror}); choose another place") from error
    if atlas.unplaced:
        tell(f"{atlas.unplaced} items have no place yet; run `embed` and then `map`.")
    if as_json:
        print_json({"path": str(file), "items": len(scene.told)})
    else:
        print(f"{file}: {len(scene.told)} items")


def register(app: typer.Typer) -> None:
    app.command()(picture)
