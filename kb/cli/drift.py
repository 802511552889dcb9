"""Where intake goes beside the stances."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.cli.options import a_date, in_order
from kb.cli.output import AsJson, opened, print_json
from kb.search.query import to_query
from kb.types import Stance
from kb.types.drift import Drift, Number, Period, Trend, Underfed, Use

_NO_AREA = "no area"


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


def _number(number: Number) -> dict[str, Any]:
    return {"items": number.n, "query": to_query(number.where)}


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
        print(f"Nothing came in from {shown.since} to {shown.until}.")
        return
    print(f"{'month':<10}{'came':>7}{'tracked':>9}{'ignored':>9}{'undecided':>11}{'no area':>9}  filed")
    for month in (*shown.months, shown.whole):
        counts = [part.items.n for part in month.parts]
        filed = sum(flow.items.n for flow in month.flows)
        print(
            f"{month.name or 'in all':<10}{month.came.n:>7}{counts[0]:>9}{counts[1]:>9}{counts[2]:>11}"
            f"{counts[3]:>9}  {filed}"
        )
    for pace in shown.ignored:
        grows = ", grows" if pace.grows else ""
        print(f"Ignored: {pace.area}: {pace.recent.n} since {shown.quarter}, {pace.before.n} before{grows}")
    for one in shown.starving:
        lacks = ", ".join(one.why)
        print(f"Tracked and starving ({lacks}): {one.area}: {one.came.n} came, {one.read.n} read")


def register(app: typer.Typer) -> None:
    app.command()(drift)
