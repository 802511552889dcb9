"""What waits on purpose: handed to people, or parked until a survey comes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.catalogue import _, n_, number, percent
from kb.cli.output import AsJson, item_record, opened, print_json, print_moves, tell
from kb.clock import day
from kb.types import Filters
from kb.types.waiting import Coverage, Delegation, Parking, Person, Survey


def delegate(
    keys: Annotated[list[str], typer.Argument(metavar="KEY")],
    to: Annotated[str, typer.Option("--to", help="Who gets them.")],
    due: Annotated[str, typer.Option(help="Until when: 2026-12-05, 'next Friday', 'к 5 декабря'.")] = "",
    why: Annotated[str, typer.Option(help="Why, or what to find out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Hand items to somebody, with a message to copy. They wait out of the inbox until the gist came back.

    Example: python -m kb delegate 2510.26692 --to Anna --due "next Friday" --why "Would it fit our scanner?"
    """
    with opened() as library:
        unseen = library.delegations.unseen(keys)
        given = library.delegations.give(keys, to, due, why)
        message = library.delegations.message(keys, to, library.delegations.due(due), why)
    for item in unseen:
        tell(
            _(
                "You have not opened {key} ({title}); `show {key}` shows what it says",
                key=item.key,
                title=item.title,
            )
        )
    if as_json:
        print_json([_handed(one) for one in given])
        return
    print(message)
    if not given:
        tell(_("{person} has it already.", person=to))


def returned(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")],
    gist: Annotated[str, typer.Option(help="What they told, in a few sentences.")] = "",
    rating: Annotated[
        int | None, typer.Option(min=1, max=5, help="What it was worth: 1, nothing, to 5, a great deal.")
    ] = None,
    by: Annotated[str | None, typer.Option("--from", help="Who, where several people have it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write down what came back of an item that was handed over.

    Example: python -m kb returned 2510.26692 --gist "Tried it: half the memory, same quality" --rating 5
    """
    with opened() as library:
        one = library.delegations.returned(key, gist, rating, by)
    if as_json:
        print_json([_handed(one)])
    else:
        print(_("{key}: back from {person}", key=one.item.key, person=one.person))


def people(
    name: Annotated[str | None, typer.Argument(help="Only this person.")] = None, as_json: AsJson = False
) -> None:
    """Whom items were handed to, what they have, and what came of it.

    Example: python -m kb people Anna
    """
    with opened() as library:
        found = library.delegations.people() if name is None else [library.delegations.person(name)]
    if as_json:
        print_json([_person(person) for person in found])
        return
    for person in found:
        told = [
            n_("{count} open", "{count} open", len(person.open)),
            n_("{count} came back", "{count} came back", len(person.returned)),
        ]
        if person.rating is not None:
            told.append(_("worth {rating} of 5", rating=number(person.rating, 1)))
        print(f"{person.name}: {', '.join(told)}")
        for one in person.given if name is not None else person.open:
            print(f"    {one.item.title} ({one.item.key}), {_when(one)}")
            if one.gist:
                print(f"        {one.gist}")
    if not found:
        tell(_("Nothing was handed to anybody. `delegate KEY --to NAME` does so."))


def park(
    area: Annotated[str, typer.Argument(help="An area or a topic of the map; with --key in your own words.")],
    key: Annotated[list[str] | None, typer.Option("--key", help="Park only this item.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Let new items come to the inbox again.")] = False,
    let_out: Annotated[list[str] | None, typer.Option("--let-out", help="End the wait of this item.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let an area's new items, or single items, wait together until a survey covers them.

    Example: python -m kb park Quantisation
    """
    with opened() as library:
        if off:
            library.waiting.unwatch(area)
            moves = []
        elif let_out:
            moves = library.waiting.let_out(let_out)
        else:
            moves = library.waiting.park(key, area) if key else library.waiting.watch(area)
    print_moves(moves, as_json)
    if not as_json and not moves:
        if off:
            tell(_("{area}: new items come to the inbox", area=area))
        else:
            tell(_("{area}: nothing in the inbox yet", area=area))


def surveys(
    every: Annotated[bool, typer.Option("--all", help="All surveys, whatever they cover.")] = False,
    settle: Annotated[str | None, typer.Option(help="Settle what this survey covers with it.")] = None,
    as_json: AsJson = False,
) -> None:
    """What waits for surveys, and which surveys came that cover some of it.

    Example: python -m kb surveys --settle 2508.09834
    """
    with opened() as library:
        if settle is not None:
            covered = library.waiting.coverage(settle).covered
            print_moves(library.waiting.settle(settle, [one.item.key for one in covered]), as_json)
            if not covered:
                tell(_("{key} covers nothing of what waits; `surveys` lists what does", key=settle))
            return
        if every:
            found = library.waiting.every_survey(Filters())
            came: list[Coverage] = []
        else:
            found, came = [], library.waiting.surveys()
        waiting = library.waiting.parked()
    if as_json:
        shown = (
            [{**item_record(item), **_sign(sign)} for item, sign in found] if every else _watch(waiting, came)
        )
        print_json(shown)
        return
    for item, sign in found:
        print(f"{item.title}\n    {item.key}  {sign.kind.label} {number(sign.probability, 2)}: {sign.reason}")
    for place in waiting if not every else ():
        told = [n_("{count} waits", "{count} wait", len(place.items))]
        if place.watched_since:
            told.append(_("watched since {day}", day=day(place.watched_since)))
        print(f"{place.name}: {', '.join(told)}")
    for one in came:
        covers = n_("covers {count}", "covers {count}", len(one.covered))
        print(f"{one.survey.title} ({one.survey.key}) {covers}")
        for each in one.covered:
            by_meaning = _("{share} by meaning", share=percent(each.probability))
            how = _("refers to it") if each.referred else by_meaning
            print(f"    {each.item.title} ({each.item.key}): {how}")
    if not waiting and not every:
        tell(_("Nothing is parked. `park AREA` lets an area wait for a survey."))


def _handed(one: Delegation) -> dict[str, Any]:
    return {
        **item_record(one.item),
        "to": one.person,
        "given_at": one.given_at,
        "due": one.due,
        "why": one.why,
        "returned_at": one.returned_at,
        "gist": one.gist,
        "rating": one.rating,
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "open": len(person.open),
        "returned": len(person.returned),
        "rating": person.rating,
        "given": [_handed(one) for one in person.given],
    }


def _when(one: Delegation) -> str:
    if one.returned_at:
        told = [_("back {day}", day=day(one.returned_at))]
        if one.rating:
            told.append(_("{rating} of 5", rating=one.rating))
    else:
        told = [_("since {day}", day=day(one.given_at))]
        if one.due:
            told.append(_("due {day}", day=one.due))
    return ", ".join(told)


def _sign(sign: Survey) -> dict[str, Any]:
    return {"survey": sign.kind, "probability": round(sign.probability, 4), "reason": sign.reason}


def _watch(waiting: list[Parking], came: list[Coverage]) -> dict[str, Any]:
    return {
        "parked": [
            {
                "name": place.name,
                "area": place.area,
                "watched_since": place.watched_since,
                "items": [item.key for item in place.items],
            }
            for place in waiting
        ],
        "surveys": [
            {
                **item_record(one.survey),
                **_sign(one.sign),
                "covers": [
                    {
                        "key": each.item.key,
                        "parked": each.place,
                        "probability": round(each.probability, 4),
                        "referred": each.referred,
                    }
                    for each in one.covered
                ],
            }
            for one in came
        ],
    }


def register(app: typer.Typer) -> None:
    for command in (delegate, returned, people, park, surveys):
        app.command()(command)
