"""A share that grows with time, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.catalogue import _, number, percent
from kb.plots.frame import layout, see_through
from kb.plots.palette import palette

_BAND = 0.22
"""Opacity of the interval: the curve and the grid stay in sight through it."""


def curve_figure(points: Sequence[tuple[int, float, float, float]], *, dark: bool = False) -> Any:
    """A share over days as steps, each point (days, share, low, high), with its interval as a band."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, 244))
    days = [0, *(day for day, *_ in points)]
    used, low, high = ([0.0, *column] for column in list(zip(*points, strict=True))[1:])
    lowest, expected, highest = ([100 * part for part in column] for column in (low, used, high))
    edge = {"mode": "lines", "line": {"shape": "hv", "width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure.add_trace(go.Scatter(x=days, y=lowest, **edge))
    figure.add_trace(
        go.Scatter(
            x=days,
            y=highest,
            fill="tonexty",
            fillcolor=see_through(colours.accent, _BAND),
            **edge,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=days,
            y=expected,
            mode="lines",
            line={"shape": "hv", "width": 2, "color": colours.accent},
            text=[
                _("by day {day}: {share}", day=number(day), share=percent(part))
                for day, part in zip(days, used, strict=True)
            ],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )
    )
    figure.update_xaxes(title=_("days since it was saved"), rangemode="tozero")
    figure.update_yaxes(
        automargin=True, ticksuffix="\N{NO-BREAK SPACE}%", range=[0, min(100.0, 1.15 * max(highest))]
    )
    return figure
