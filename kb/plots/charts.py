"""Shares and counts as figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.catalogue import _, number
from kb.plots.frame import FONT_SIZE, escaped, layout, month_ticks, shares_at
from kb.plots.palette import category_colour, palette
from kb.types.terms import said


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share between 0 and 1 with its interval, and both with the counts behind them as the page says it."""

    label: str
    share: float
    low: float
    high: float
    said: str


def usefulness_figure(rows: Sequence[ShareRow], *, dark: bool = False) -> Any:
    """Shares as dots with their intervals, one row each, the first on top; zero is always in sight."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, 54 + 46 * max(len(rows), 1)))
    names = [row.label for row in rows]
    shares = [row.share for row in rows]
    figure.add_trace(
        go.Scatter(
            x=shares,
            y=names,
            mode="markers",
            marker={"size": 11, "color": colours.accent},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [row.high - row.share for row in rows],
                "arrayminus": [row.share - row.low for row in rows],
                "color": colours.soft_ink,
                "thickness": 2,
                "width": 5,
            },
            hoverinfo="skip",
            showlegend=False,
        )
    )
    reach = max([0.1, *(row.high for row in rows)])
    for row in rows:
        # Above the line, where there is room on a narrow screen too.
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=row.label, yshift=16, showarrow=False,
            text=f"<b>{escaped(row.label)}</b> {escaped(row.said)}",
            font={"size": FONT_SIZE, "color": colours.ink},
        )  # fmt: skip
    step = 0.2 if reach > 0.5 else 0.1 if reach > 0.2 else 0.05
    ticks = [step * n for n in range(int(1 / step) + 1) if step * n <= reach + step]
    figure.update_xaxes(range=[-0.01, reach * 1.05], zeroline=True, **shares_at(ticks))
    figure.update_yaxes(range=[len(rows) - 0.5, -0.8], showgrid=False, showticklabels=False,
                        type="category")  # fmt: skip
    return figure


def monthly_figure(
    months: Sequence[str],
    counts: Mapping[str, Sequence[int]],
    *,
    dark: bool = False,
) -> Any:
    """Counts by month (`2025-11`; what is named otherwise keeps its name), stacked: zones, stances or
    verdicts by their values, sources by name."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, 320))
    hatches = ("", "/", ".", "x", "-", "\\", "|", "+")
    for position, (name, values) in enumerate(counts.items()):
        figure.add_trace(
            go.Bar(
                x=list(months),
                y=list(values),
                name=escaped(said(name)),
                marker={
                    "color": category_colour(name, position, colours),
                    "pattern": {
                        "shape": hatches[position % len(hatches)],
                        "solidity": 0.2,
                        "fillmode": "overlay",
                        "fgcolor": colours.page,
                        "fgopacity": 0.75,
                    },
                    "line": {"color": colours.page, "width": 1},
                },
                text=[
                    _counted(month, count, said(name)) for month, count in zip(months, values, strict=True)
                ],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
            )
        )
    figure.update_layout(barmode="stack", bargap=0.25)
    figure.update_xaxes(type="category", showgrid=False, automargin=True, **month_ticks(months))
    figure.update_yaxes(rangemode="tozero", automargin=True)
    return figure


def _counted(month: str, count: int, what: str) -> str:
    return escaped(_("{month}: {count} {what}", month=month, count=number(count), what=what))
