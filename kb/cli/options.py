"""Options several commands share."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

import typer

from kb.types import Filters, Kind, Stance, State, Verdict, Zone

Zones = Annotated[list[Zone] | None, typer.Option("--zone", help="Only this zone (may be repeated).")]
States = Annotated[list[State] | None, typer.Option("--state", help="Only this state.")]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only this kind.")]
Areas = Annotated[list[str] | None, typer.Option("--area", help="Only members of this area.")]
Stances = Annotated[list[Stance] | None, typer.Option("--stance", help="Only areas with this stance.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only from this source.")]
Languages = Annotated[list[str] | None, typer.Option("--lang", help="Only this language: ru, en, ...")]
Verdicts = Annotated[list[Verdict] | None, typer.Option("--verdict", help="Only with this verdict.")]


def a_date(value: str | None) -> str | None:
    """A year, a month, a day or a full time; `2025-06` as it is."""
    if value is not None and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2}([T ].+)?)?)?", value):
        raise typer.BadParameter("write dates as 2025, 2025-06 or 2025-06-30")
    return value


Since = Annotated[str | None, typer.Option("--since", callback=a_date, help="Dated on or after: 2025-06.")]
Until = Annotated[
    str | None, typer.Option("--until", callback=a_date, help="Dated on or before: 2025-06-30.")
]
SavedSince = Annotated[
    str | None, typer.Option("--saved-since", callback=a_date, help="Saved on or after: 2025-06.")
]
SavedUntil = Annotated[
    str | None, typer.Option("--saved-until", callback=a_date, help="Saved on or before: 2025-06-30.")
]

Value = TypeVar("Value")


def _tuple(values: list[Value] | None) -> tuple[Value, ...]:
    return tuple(values or ())


def filters(
    zones: list[Zone] | None,
    states: list[State] | None,
    kinds: list[Kind] | None,
    areas: list[str] | None,
    stances: list[Stance] | None,
    sources: list[str] | None,
    languages: list[str] | None,
    verdicts: list[Verdict] | None,
    since: str | None,
    until: str | None,
    saved_since: str | None,
    saved_until: str | None,
) -> Filters:
    """The filters as the library takes them."""
    return Filters(
        zones=_tuple(zones),
        states=_tuple(states),
        kinds=_tuple(kinds),
        areas=_tuple(areas),
        stances=_tuple(stances),
        sources=_tuple(sources),
        languages=_tuple(languages),
        verdicts=_tuple(verdicts),
        since=since,
        until=until,
        saved_since=saved_since,
        saved_until=saved_until,
    )
