"""The register of areas: what is followed, what is ignored on purpose, and who belongs where."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.catalogue import _, n_, number
from kb.cli.options import a_date
from kb.cli.output import AsJson, opened, pasted, print_json, stance_word, tell
from kb.library import Library
from kb.types import Area, Membership, Stance

register_app = typer.Typer(help="The register of what is followed and what is ignored on purpose.")

Name = Annotated[str, typer.Argument(help="The area's name.")]


def _record(area: Area) -> dict[str, Any]:
    return {
        "name": area.name,
        "stance": area.stance,
        "criterion": area.criterion,
        "reason": area.reason,
        "items": len(area.members),
        "since": area.since,
        "review_on": area.review_on,
        "examples": area.examples,
        "counter_examples": area.counter_examples,
        "parent": area.parent,
        "borderline": area.borderline,
    }


def _show(listed: list[Area], as_json: bool) -> None:
    if as_json:
        print_json([_record(area) for area in listed])
        return
    for area in listed:
        told = [n_("{count} item", "{count} items", len(area.members)), _("since {day}", day=area.since)]
        if area.parent:
            told.append(_("inside {area}", area=area.parent))
        if area.borderline:
            told.append(_("in doubt: {number}", number=number(area.borderline)))
        print(f"{stance_word(area.stance):<10} {area.name} ({', '.join(told)})")
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
        _show(library.areas.every(), as_json)


def set_area(
    name: Name,
    stance: Annotated[Stance | None, typer.Option(help="What you decided.")] = None,
    criterion: Annotated[str | None, typer.Option(help="What belongs here, in plain words.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why you decided so.")] = None,
    example: Annotated[
        list[str] | None, typer.Option(help="KEY of an example item (may be repeated).")
    ] = None,
    counter_example: Annotated[
        list[str] | None, typer.Option(help="KEY of an item that does not belong (may be repeated).")
    ] = None,
    review_on: Annotated[str | None, typer.Option(callback=a_date, help="When to look again.")] = None,
    parent: Annotated[str | None, typer.Option(help="The area around it; empty for none.")] = None,
    rename: Annotated[str | None, typer.Option(help="A new name; everything else is kept.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make an area or change it.

    Example: python -m kb areas set "RAG frameworks" --stance ignored --reason "a new one every week"
    """
    with opened() as library:
        area = library.areas.set(
            name,
            stance=stance,
            criterion=criterion,
            reason=reason,
            examples=example,
            counter_examples=counter_example,
            review_on=review_on,
            parent=parent,
            rename=rename,
        )
        _show([area], as_json)


def remove_area(name: Name, as_json: AsJson = False) -> None:
    """Take an area off the register; its items stay. Example: python -m kb areas remove "RAG frameworks" """
    with opened() as library:
        area = library.areas.get(name)
        library.areas.remove(name)
    _show([area], as_json)


def import_areas(
    file: Annotated[str, typer.Argument(help="A text file with an outline; - reads standard input.")],
    as_json: AsJson = False,
) -> None:
    """Make an undecided area of each entry of an outline: numbered, bulleted, with headings or told in prose.

    Example: python -m kb areas import plan.md
    """
    text = pasted(file)
    with opened() as library:
        made = library.areas.import_outline(text)
        if not made:
            tell(_("Every entry of this outline is an area already."))
        _show(made, as_json)


def borderline(
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help="How many to ask about.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Show the items an area is least sure of; answer with `areas settle`.

    Example: python -m kb areas borderline "Diffusion LMs"
    """
    with opened() as library:
        _tell_memberships(library, library.areas.borderline(name, limit), as_json, of_items=True)


def settle(
    name: Name,
    keys: Annotated[list[str], typer.Argument(metavar="KEY", help="Items to say it of.")],
    yes: Annotated[
        bool | None, typer.Option("--yes/--no", help="Whether they belong; the area learns from it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say of items that they belong to an area, or do not.

    Example: python -m kb areas settle "Diffusion LMs" 2502.09992 --yes
    """
    if yes is None:
        raise typer.BadParameter(_("say --yes or --no"))
    with opened() as library:
        _show([library.areas.settle(name, keys, yes)], as_json)


def why(
    key: Annotated[str, typer.Argument(help="An item's key or address.")], as_json: AsJson = False
) -> None:
    """Say to which areas an item belongs or may belong, and why.

    Example: python -m kb areas why 2502.09992
    """
    with opened() as library:
        _tell_memberships(library, library.areas.memberships(key), as_json, of_items=False)


def _tell_memberships(
    library: Library, memberships: list[Membership], as_json: bool, *, of_items: bool
) -> None:
    by_id = {item.id: item for item in library.items.by_ids([one.item_id for one in memberships])}
    if as_json:
        print_json(
            [
                {
                    "area": one.area,
                    "key": by_id[one.item_id].key,
                    "title": by_id[one.item_id].title,
                    "probability": round(one.probability, 3),
                    "belongs": one.belongs,
                    "why": one.why,
                }
                for one in memberships
            ]
        )
        return
    for one in memberships:
        item = by_id[one.item_id]
        print(f"{number(one.probability, 2)}  {item.title if of_items else one.area}")
        print(f"      {item.key + '  ' if of_items else ''}{one.why}")


def register(app: typer.Typer) -> None:
    register_app.command("list")(list_areas)
    register_app.command("set")(set_area)
    register_app.command("remove")(remove_area)
    register_app.command("import")(import_areas)
    register_app.command("borderline")(borderline)
    register_app.command("settle")(settle)
    register_app.command("why")(why)
    app.add_typer(register_app, name="areas")
