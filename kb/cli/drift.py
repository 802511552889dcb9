"""Where intake goes beside the stances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from kb.catalogue import _, number, p_
from kb.cli.options import a_date, in_order
from kb.cli.output import AsJson, opened, print_json, stance_word
from kb.search.query import to_query
from kb.types import Stance
from kb.types.drift import Drift, Number, Period, Trend, Underfed, Use

_NO_AREA = "no area"
"""How JSON calls what is in no area."""
_WIDTHS = (7, 9, 9, 11, 9, 0)
"""Characters of a column, where its heading needs no more."""


def drift(
    since: Annotated[
        str | None, typer.Option("--since", callback=a_date, help="First month or day: 2025-06.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", callback=a_date, help="Last month or day: 2025-12-31.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What came in by month beside what is tracked and ignored, what the inbox took and where it was filed,
    ignored areas that grow, tracked areas that starve. Every number names the query that finds its items.

    Example: python -m kb drift --since 2026-01 --json
    """
    in_order(since, until)
    with opened() as library:
        shown = library.reviews.drift(since, until)
    if as_json:
        print_json(_record(shown))
    else:
        _print(shown)


def _record(shown: Drift) -> dict[str, Any]:
    return {
        "since": shown.since,
        "until": shown.until,
        "whole": _stretch(shown.whole),
        "months": [{"month": month.name, **_stretch(month)} for month in shown.months],
        "quarter": shown.quarter,
        "ignored": [_pace(pace) for pace in shown.ignored],
        "starving": [_hunger(one) for one in shown.starving],
        "usefulness": {_named(use.stance): _use(use) for use in shown.uses},
        "notes": shown.notes,
    }


def _number(of: Number) -> dict[str, Any]:
    return {"items": of.n, "query": to_query(of.where)}


def _stretch(stretch: Period) -> dict[str, Any]:
    return {
        "came": _number(stretch.came),
        "stances": {
            _named(part.stance): {
                **_number(part.items), "share": part.share, "low": part.low, "high": part.high,
            }
            for part in stretch.parts
        },
        "into_inbox": _number(stretch.into_inbox),
        "flows": [{"from": flow.before, "to": flow.after, **_number(flow.items)} for flow in stretch.flows],
    }  # fmt: skip


def _pace(pace: Trend) -> dict[str, Any]:
    return {
        "area": pace.area,
        "last_quarter": _number(pace.recent),
        "quarter_before": _number(pace.before),
        "share": pace.share,
        "low": pace.low,
        "high": pace.high,
        "grows": pace.grows,
    }


def _hunger(one: Underfed) -> dict[str, Any]:
    return {
        "area": one.area,
        "items": _number(one.members),
        "came": {**_number(one.came), "usually": one.usually_came},
        "read": {**_number(one.read), "usually": one.usually_read},
        "lacks": one.why,
    }


def _use(use: Use) -> dict[str, Any]:
    return {
        "judged": _number(use.judged),
        "direct": _number(use.direct),
        "indirect": _number(use.indirect),
        "none": _number(use.none),
        "share": use.share,
        "low": use.low,
        "high": use.high,
    }


def _named(stance: Stance | None) -> str:
    return stance or _NO_AREA


def _print(shown: Drift) -> None:
    for note in shown.notes:
        print(note)
    if not shown.months:
        print(_("Nothing came in from {first} to {last}.", first=shown.since, last=shown.until))
        return
    headings = (_("came"), *map(stance_word, Stance), _("no area"), _("filed"))
    widths = [max(least, len(word) + 2) for least, word in zip(_WIDTHS, headings, strict=True)]
    print(f"{_('month'):<10}" + _row(headings, widths))
    for month in (*shown.months, shown.whole):
        filed = sum(flow.items.n for flow in month.flows)
        counts = (month.came.n, *(part.items.n for part in month.parts), filed)
        print(f"{month.name or _('in all'):<10}" + _row(counts, widths))
    for pace in shown.ignored:
        told = _(
            "Ignored: {area}: {recent} since {quarter}, {before} before",
            area=pace.area,
            recent=number(pace.recent.n),
            quarter=shown.quarter,
            before=number(pace.before.n),
        )
        print(f"{told}, {p_('an area', 'grows')}" if pace.grows else told)
    for one in shown.starving:
        print(
            _(
                "Tracked and starving ({lacks}): {area}: {came} came, {read} read",
                lacks=", ".join(one.why),
                area=one.area,
                came=number(one.came.n),
                read=number(one.read.n),
            )
        )


def _row(cells: Iterable[object], widths: Iterable[int]) -> str:
    """A row of the table, right-aligned, but for the last cell."""
    *first, last = (f"{cell!s:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return "".join(first) + "  " + last.lstrip()


def register(app: typer.Typer) -> None:
    app.command()(drift)
