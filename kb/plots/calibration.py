"""How sure forecasts were, against how often they held, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.plots.frame import layout, titled
from kb.plots.palette import palette
from kb.types.forecast import Bin


def calibration_figure(curve: Sequence[Bin], *, title: str = "", dark: bool = False) -> Any:
    """The calibration curve: a dot for each bin, beside the line on which forecasts hold as often as they
    say."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, 320))
    figure.add_trace(
        go.Scatter(
            x=[0, 1],
            y=[0, 1],
            mode="lines",
            line={"width": 1, "dash": "dot", "color": colours.soft_ink},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[one.said for one in curve],
            y=[one.held for one in curve],
            customdata=[one.decisions for one in curve],
            mode="lines+markers",
            cliponaxis=False,
            line={"width": 2, "color": colours.accent},
            marker={"size": 9, "color": colours.accent},
            hovertemplate="said %{x:.0%}, held %{y:.0%}<br>%{customdata} suggestions<extra></extra>",
            showlegend=False,
        )
    )
    figure.update_xaxes(title="what was said", tickformat=".0%", range=[0, 1], dtick=0.25)
    figure.update_yaxes(title="what held", tickformat=".0%", range=[0, 1], dtick=0.25, automargin=True)
    return titled(figure, title)
