"""What the work asks for, and whether it is fed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.areas.role import PERIOD_DAYS
from kb.catalogue import _, number
from kb.cli.output import AsJson, opened, pasted, print_json, tell
from kb.types import Ask, Depth, Role

role_app = typer.Typer(help="What your work asks you to know, and the areas that serve it.")

Text = Annotated[str, typer.Argument(metavar="ASK", help="What is asked for, in a few words.")]
Days = Annotated[int, typer.Option(min=1, help="How far back to look.")]


def _record(ask: Ask) -> dict[str, Any]:
    return {
        "ask": ask.text,
        "depth": ask.depth,
        "areas": ask.areas,
        "likely": ask.likely,
        "came": len(ask.came),
        "read": len(ask.read),
        "deep": len(ask.deep),
        "gap": ask.gap,
    }


def _show(role: Role, as_json: bool) -> None:
    if as_json:
        print_json([_record(ask) for ask in role.asks])
        return
    for ask in role.asks:
        print(f"{ask.depth.label:<8} {ask.text}: {', '.join(ask.areas) or _('no area yet')}")
        fed = _(
            "{came} came, {read} read since {day}.",
            came=number(len(ask.came)),
            read=number(len(ask.read)),
            day=role.since,
        )
        print(f"         {fed} {ask.gap}".rstrip())
        if ask.likely and not ask.areas:
            print("         " + _("Perhaps: {areas}", areas=", ".join(ask.likely)))


@role_app.callback(invoke_without_command=True)
def role(context: typer.Context, as_json: AsJson = False) -> None:
    """List what the work asks for.

    Example: python -m kb role --json
    """
    if context.invoked_subcommand is None:
        list_asks(as_json=as_json)


def list_asks(days: Days = PERIOD_DAYS, as_json: AsJson = False) -> None:
    """List what the work asks for, with what came and was read. Example: python -m kb role list --days 30"""
    with opened() as library:
        _show(library.role.read(days), as_json)


def set_ask(
    text: Text,
    depth: Annotated[Depth | None, typer.Option(help="How well it is to be known.")] = None,
    area: Annotated[
        list[str] | None, typer.Option(help="An area that serves it (may be repeated); '' for none.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put what the work asks for, or change it.

    Example: python -m kb role set "Cheap serving of language models" --depth depth --area "KV cache"
    """
    with opened() as library:
        role = library.role.set_ask(text, depth, None if area is None else [name for name in area if name])
        _show(role, as_json)


def remove_ask(text: Text, as_json: AsJson = False) -> None:
    """Take something off the role; its areas stay. Example: python -m kb role remove "Cheap serving" """
    with opened() as library:
        library.role.remove_ask(text)
        _show(library.role.read(), as_json)


def import_role(
    file: Annotated[str, typer.Argument(help="A text file, such as a job description; - reads stdin.")],
    as_json: AsJson = False,
) -> None:
    """Put an ask of each point of a pasted text. Example: python -m kb role import job.txt"""
    text = pasted(file)
    with opened() as library:
        if not library.role.import_outline(text):
            tell(_("Every point of this text is on the role already."))
        _show(library.role.read(), as_json)


def gaps(days: Days = PERIOD_DAYS, as_json: AsJson = False) -> None:
    """Show what you get too little of for your work, and what you follow although it does not ask for it.

    Example: python -m kb role gaps
    """
    with opened() as library:
        role = library.role.read(days)
    if as_json:
        print_json(
            {
                "since": role.since,
                "unfed": [_record(ask) for ask in role.unfed],
                "unasked": [
                    {"area": one.area, "came": len(one.came), "read": len(one.read)} for one in role.unasked
                ],
            }
        )
        return
    for ask in role.unfed:
        told = f"{ask.text} ({ask.depth.label}): {ask.gap}"
        print(_("too little {ask}", ask=told))
    for one in role.unasked:
        print(
            _(
                "not asked  {area}: {came} came, {read} read since {day}",
                area=one.area,
                came=number(len(one.came)),
                read=number(len(one.read)),
                day=role.since,
            )
        )


def register(app: typer.Typer) -> None:
    role_app.command("list")(list_asks)
    role_app.command("set")(set_ask)
    role_app.command("remove")(remove_ask)
    role_app.command("import")(import_role)
    role_app.command("gaps")(gaps)
    app.add_typer(role_app, name="role")
