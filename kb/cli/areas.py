"""The map and the register of areas."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.cli.options import a_date
from kb.cli.output import AsJson, opened, print_json, tell
from kb.types import Area, Stance

register_app = typer.Typer(help="The register of what is followed and what is ignored on purpose.")


def map_command(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Draw the whole map anew.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the map up to date; places that exist do not move unless it is rebuilt.

    Example: python -m kb map --json > map.json
    """
    with opened() as library:
        drawn = library.update_map(rebuild)
        keys = {item.id: item.key for item in library.items_by_id([point.item_id for point in drawn.points])}
    if as_json:
        print_json(
            {
                "items": [
                    {"key": keys[p.item_id], "x": p.x, "y": p.y, "topic": p.topic} for p in drawn.points
                ],
                "topics": [
                    {
                        "id": topic.id,
                        "parent": topic.parent,
                        "name": topic.name,
                        "keywords": topic.keywords,
                        "size": topic.size,
                        "stance": topic.stance,
                    }
                    for topic in drawn.topics
                ],
            }
        )
        return
    if drawn.unplaced:
        tell(f"{drawn.unplaced} items have no place yet; run `embed` and then `map`.")
    for topic in (topic for topic in drawn.topics if topic.parent is None):
        print(f"{topic.name} ({topic.size})")
        for lower in (lower for lower in drawn.topics if lower.parent == topic.id):
            print(f"  {lower.name} ({lower.size})")


def _record(area: Area) -> dict[str, Any]:
    return {
        "name": area.name,
        "stance": area.stance,
        "criterion": area.criterion,
        "reason": area.reason,
        "items": len(area.members),
        "since": area.since,
        "review_on": area.review_on,
    }


def _show(found: list[Area], as_json: bool) -> None:
    if as_json:
        print_json([_record(area) for area in found])
        return
    for area in found:
        print(f"{area.stance:<10} {area.name} ({len(area.members)} items, since {area.since})")
        for line in (area.criterion, area.reason):
            if line:
                print(f"           {line}")


@register_app.callback(invoke_without_command=True)
def areas(context: typer.Context, as_json: AsJson = False) -> None:
    """List the areas.

    Example: python -m kb areas --json
    """
    if context.invoked_subcommand is None:
        list_areas(as_json)


def list_areas(as_json: AsJson = False) -> None:
    """List the areas. Example: python -m kb areas list"""
    with opened() as library:
        _show(library.areas(), as_json)


def set_area(
    name: Annotated[str, typer.Argument(help="The area's name.")],
    stance: Annotated[Stance | None, typer.Option(help="What you decided.")] = None,
    criterion: Annotated[str | None, typer.Option(help="What belongs here, in plain words.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why you decided so.")] = None,
    example: Annotated[
        list[str] | None, typer.Option(help="KEY of an example item (may be repeated).")
    ] = None,
    review_on: Annotated[str | None, typer.Option(callback=a_date, help="When to look again.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make an area or change it.

    Example: python -m kb areas set "RAG frameworks" --stance ignored --reason "a new one every week"
    """
    with opened() as library:
        area = library.set_area(
            name, stance=stance, criterion=criterion, reason=reason, examples=example, review_on=review_on
        )
        _show([area], as_json)


def remove_area(
    name: Annotated[str, typer.Argument(help="The area's name.")], as_json: AsJson = False
) -> None:
    """Take an area off the register; its items stay. Example: python -m kb areas remove "RAG frameworks" """
    with opened() as library:
        area = library.area(name)
        library.remove_area(name)
    _show([area], as_json)


def register(app: typer.Typer) -> None:
    app.command("map")(map_command)
    register_app.command("list")(list_areas)
    register_app.command("set")(set_area)
    register_app.command("remove")(remove_area)
    app.add_typer(register_app, name="areas")
