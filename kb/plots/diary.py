"""What was felt, beside the size of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.catalogue import _
from kb.plots.frame import escaped, layout
from kb.plots.palette import palette

_FELT = (0.46, 1.0)
_INBOX = (0.0, 0.36)
"""Shares of the height: what was felt is read point by point, the inbox as a line."""


def diary_figure(
    felt: Sequence[tuple[str, int, str]],
    days: Sequence[str],
    inbox: Sequence[int],
    *,
    dark: bool = False,
) -> Any:
    """Entries (day, strength from 0 to 100, emotion) over the size of the inbox at the end of each day."""
    import plotly.graph_objects as go

    colours = palette(dark)
    middle = days[len(days) // 2] if days else ""
    figure = go.Figure(layout=layout(colours, 324))
    figure.add_trace(
        go.Scatter(
            x=[day for day, *_ in felt],
            y=[strength for _, strength, _ in felt],
            text=[escaped(emotion) for *_, emotion in felt],
            mode="markers+text",
            # Words lean inwards: the newest entry lies at the very edge, where they would be cut off.
            textposition=["top left" if day >= middle else "top right" for day, *_ in felt],
            cliponaxis=False,
            marker={"size": 9, "color": colours.accent},
            hovertemplate="%{text}, %{y}<br>%{x}<extra></extra>",
            yaxis="y2",
            showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(days),
            y=list(inbox),
            mode="lines",
            line={"shape": "hv", "width": 2, "color": colours.soft_ink},
            hovertemplate=_("%{x}: %{y} in the inbox<extra></extra>"),
            showlegend=False,
        )
    )
    axis = figure.layout.yaxis.to_plotly_json()
    figure.update_layout(
        yaxis={**axis, "domain": _INBOX, "rangemode": "tozero", "title": _("inbox"), "automargin": True},
        yaxis2={
            **axis, "domain": _FELT, "range": [0, 108], "tickvals": [0, 50, 100], "title": _("strength"),
            "automargin": True, "anchor": "x",
        },
        xaxis={"type": "date", "range": [days[0], days[-1]] if len(days) > 1 else None},
    )  # fmt: skip
    return figure
