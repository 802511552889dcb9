"""Options several commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any

import typer

from kb.catalogue import _, noted
from kb.clock import first_day, last_day
from kb.types import Filters
from kb.types.filters import BY_WORD, FILTERS, Filter, Open, is_day

_PANEL = "Filters"
_NO_DATE = noted("write dates as 2025, 2025-06 or 2025-06-30")


def a_date(value: str | None) -> str | None:
    """A year, a month, a day or a full time; `2025-06` as it is."""
    if value is not None and not is_day(value):
        raise typer.BadParameter(_(_NO_DATE))
    return value


def in_order(since: str | None, until: str | None) -> None:
    """Refuses a period whose last day, month or year is before its first."""
    if since and until and first_day(since) > last_day(until):
        raise typer.BadParameter(
            _(
                "the period ends ({until}) before it begins ({since}); change one of them",
                until=until,
                since=since,
            )
        )


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """A command with all filters as options in place of its parameter `filters`."""
    signature = inspect.signature(command, eval_str=True)
    parameters: list[inspect.Parameter] = []
    for each in signature.parameters.values():
        parameters += _OPTIONS if each.name == "filters" else [each]

    @wraps(command)
    def run(**given: Any) -> None:
        filters, refused = Filters(), Filters()
        for one, value in given.pop(_WITHOUT) or ():
            refused = one.put(refused, (*one.of(refused), value))
        for one in FILTERS:
            chosen = given.pop(_name(one)) or ()
            filters = one.put(filters, [chosen] if one.is_bound and chosen else chosen)
        command(**given, filters=filters if refused.empty else replace(filters, without=refused))

    # What typer reads instead of the parameters of the function.
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return run


def _option(name: str, takes: Any, declared: Any) -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(name, kind, default=None, annotation=Annotated[takes | None, declared])


def _of_filter(one: Filter) -> inspect.Parameter:
    several = list[str] if isinstance(one.takes, Open) else list[one.takes]  # type: ignore[name-defined]
    checked = a_date if one.is_bound else None
    declared = typer.Option(f"--{one.word}", help=one.help, callback=checked, rich_help_panel=_PANEL)
    return _option(_name(one), str if one.is_bound else several, declared)


def _name(one: Filter) -> str:
    return one.word.replace("-", "_")


def _refusal(text: str) -> tuple[Filter, str]:
    word, _colon, value = text.partition(":")
    one = BY_WORD.get(word)
    if one is None:
        raise typer.BadParameter(
            _("write {text} as FILTER:VALUE, with one of {words}", text=text, words=", ".join(BY_WORD))
        )
    if one.accepts(value):
        return one, value
    if one.is_bound:
        raise typer.BadParameter(_(_NO_DATE))
    if one.options:
        raise typer.BadParameter(
            _("{value} is none of {options}", value=value, options=", ".join(one.options))
        )
    raise typer.BadParameter(_("the value is missing"))


_WITHOUT = "without"
_OPTIONS = [
    *map(_of_filter, FILTERS),
    _option(
        _WITHOUT,
        list[Any],
        typer.Option(
            "--without",
            metavar="FILTER:VALUE",
            parser=_refusal,
            help="Leave out what a filter lets through: zone:inbox.",
            rich_help_panel=_PANEL,
        ),
    ),
]
