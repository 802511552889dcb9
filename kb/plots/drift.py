"""Drift as figures: what came in by stance, and what went through the inbox, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from kb.catalogue import _, n_, number, percent
from kb.plots.frame import FONT_SIZE, layout, month_ticks, see_through, shares_at
from kb.plots.palette import NO_AREA, Palette, palette
from kb.types import READING_ZONES, Stance, Zone
from kb.types.drift import Part, Period

STANCES = (Stance.TRACKED, Stance.IGNORED, Stance.UNDECIDED, None)
"""The rows of `intake_figure` below the first, None for what is in no area."""
_HATCH = {Stance.IGNORED: "/", Stance.UNDECIDED: ".", None: "x"}
_ZONE_HATCH = {Zone.NICE_TO_HAVE: "\\", Zone.NO_NEED: ".", Zone.PUT_AND_FORGET: "/"}
_ROW_HEIGHT = 92
"""Pixels of an area's small chart with its title, by eye."""


def intake_figure(months: Sequence[Period], *, dark: bool = False) -> Any:
    """What came, month by month: all of it in the first row, then the share of each of `STANCES` with its
    interval. `customdata` of a bar is the month's place and the row's (0 for all)."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    colours = palette(dark)
    rows = 1 + len(STANCES)
    # The same scale in every row, no higher than it must be.
    highest = max((part.high for month in months if month.came.n for part in month.parts), default=1.0)
    top = next(mark for mark in (0.25, 0.5, 0.75, 1.0) if highest <= mark)
    ticks = [0, top / 2, top] if top in (0.5, 1.0) else [0, top]
    figure = make_subplots(rows=rows, cols=1, shared_xaxes=True, vertical_spacing=0.07)
    figure.update_layout(layout(colours, rows * _ROW_HEIGHT + 44))
    names = [month.name for month in months]
    figure.add_trace(
        go.Bar(
            x=names,
            y=[month.came.n for month in months],
            customdata=[[place, 0] for place in range(len(months))],
            marker=_bar(colours.soft_ink, "", colours),
            text=[
                n_("{month}: {count} item", "{month}: {count} items", month.came.n, month=month.name)
                for month in months
            ],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        ),
        row=1,
        col=1,
    )
    for row, stance in enumerate(STANCES, start=1):
        parts = [month.part(stance) for month in months]
        figure.add_trace(_shares(names, parts, row, colours), row=row + 1, col=1)
        figure.update_yaxes(range=[0, top], zeroline=True, row=row + 1, col=1, **shares_at(ticks))
    figure.update_yaxes(rangemode="tozero", nticks=3, row=1, col=1)
    figure.update_yaxes(automargin=True, gridcolor=colours.line, zerolinecolor=colours.soft_ink,
                        tickfont={"size": FONT_SIZE, "color": colours.soft_ink})  # fmt: skip
    figure.update_xaxes(type="category", showgrid=False, linecolor=colours.line, **month_ticks(names),
                        tickfont={"size": FONT_SIZE, "color": colours.soft_ink})  # fmt: skip
    labels = [_("<b>all that came</b>, items a month")]
    labels += [_("<b>{stance}</b>, share of it", stance=_named(stance)) for stance in STANCES]
    for row, text in enumerate(labels, start=1):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", yanchor="bottom", showarrow=False, text=text,
            y=figure.layout[f"yaxis{row if row > 1 else ''}"].domain[1], yref="paper",
            font={"size": FONT_SIZE, "color": colours.ink},
        )  # fmt: skip
    figure.update_layout(showlegend=False, bargap=0.3, clickmode="event+select")
    return figure.update_layout(margin_t=30)


def _shares(names: Sequence[str], parts: Sequence[Part], row: int, colours: Palette) -> Any:
    import plotly.graph_objects as go

    # A month in which nothing came has no share.
    known = [(place, part) for place, part in enumerate(parts) if part.share or part.high < 1]
    stance = parts[0].stance if parts else None
    return go.Bar(
        x=[names[place] for place, _part in known],
        y=[part.share for _place, part in known],
        customdata=[[place, row] for place, _part in known],
        marker=_bar(_colour(stance, colours), _HATCH.get(stance, ""), colours),
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [part.high - part.share for _place, part in known],
            "arrayminus": [part.share - part.low for _place, part in known],
            "color": colours.ink,
            "thickness": 1.4,
            "width": 3,
        },
        text=[_share(part) for _place, part in known],
        textposition="none",
        hovertemplate="%{x}: %{text}<extra></extra>",
    )


def inbox_figure(months: Sequence[Period], *, dark: bool = False) -> Any:
    """What went into the inbox, above zero, and where it was filed from there, below it. `customdata` of a
    bar is the month's place and the zone."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, 340))
    names = [month.name for month in months]

    def bar(zone: Zone, counts: Sequence[int], below: bool, said: str) -> None:
        figure.add_trace(
            go.Bar(
                x=names,
                y=[-n if below else n for n in counts],
                name=said,
                customdata=[[place, str(zone)] for place in range(len(names))],
                text=[
                    _("{month}: {count} {what}", month=name, count=number(n), what=said)
                    for name, n in zip(names, counts, strict=True)
                ],
                textposition="none",
                marker=_bar(colours.marks[zone], _ZONE_HATCH.get(zone, ""), colours),
                hovertemplate="%{text}<extra></extra>",
            )
        )

    bar(Zone.INBOX, [month.into_inbox.n for month in months], False, _("into the inbox"))
    for zone in READING_ZONES:
        counts = [filed_from_inbox(month, zone) for month in months]
        if any(counts):
            bar(zone, counts, True, zone.label)
    figure.update_layout(
        barmode="relative", bargap=0.3, clickmode="event+select", showlegend=True,
        legend={"y": -0.2, "yanchor": "top", "x": 0, "borderwidth": 0, "bgcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    highest = max([1, *(month.into_inbox.n for month in months)])
    lowest = max([0, *(sum(filed_from_inbox(month, zone) for zone in READING_ZONES) for month in months)])
    values = _steps(highest, lowest)
    figure.update_yaxes(tickvals=values, ticktext=[number(abs(value)) for value in values], automargin=True,
                        zeroline=True, zerolinewidth=2)  # fmt: skip
    figure.update_xaxes(type="category", showgrid=False, **month_ticks(names))
    return figure.update_layout(margin={"t": 12, "b": 70})


def filed_from_inbox(stretch: Period, zone: Zone) -> int:
    """How many items went from the inbox into a zone."""
    return sum(flow.items.n for flow in stretch.flows if (flow.before, flow.after) == (Zone.INBOX, zone))


def _named(stance: Stance | None) -> str:
    return stance.label if stance else _(NO_AREA)


def _share(part: Part) -> str:
    return n_(
        "{share} ({low} to {high}), {count} item",
        "{share} ({low} to {high}), {count} items",
        part.items.n,
        share=percent(part.share),
        low=round(part.low * 100),
        high=round(part.high * 100),
    )


def _colour(stance: Stance | None, colours: Palette) -> str:
    return colours.marks[stance or NO_AREA]


def _bar(colour: str, hatch: str, colours: Palette) -> dict[str, Any]:
    return {
        "color": colour,
        "pattern": {"shape": hatch, "solidity": 0.25, "fillmode": "overlay", "fgcolor": colours.page,
                    "fgopacity": 0.8},
        "line": {"color": see_through(colours.ink, 0.55) if hatch else colour, "width": 1},
    }  # fmt: skip


def _steps(highest: int, lowest: int) -> list[int]:
    """Round values from below zero to above it, some four of them."""
    reach = highest + lowest
    step = 1
    while reach / step > 5:
        step = step * 2 if str(step)[0] == "1" else step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(-ceil(lowest / step) * step, highest + step, step))
