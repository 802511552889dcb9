"""How sure forecasts were, against how often they held, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.catalogue import _, n_, percent
from kb.plots.frame import layout, shares_at
from kb.plots.palette import palette
from kb.types.forecast import Bin


def calibration_figure(curve: Sequence[Bin], *, dark: bool = False) -> Any:
    """The calibration curve: a dot for each bin, beside the line on which forecasts hold as often as they
    say."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, 284))
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
            text=[_held(one) for one in curve],
            mode="lines+markers",
            cliponaxis=False,
            line={"width": 2, "color": colours.accent},
            marker={"size": 9, "color": colours.accent},
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )
    )
    ticks = shares_at([0, 0.25, 0.5, 0.75, 1])
    figure.update_xaxes(title=_("what was said"), range=[0, 1], **ticks)
    figure.update_yaxes(title=_("what held"), range=[0, 1], automargin=True, **ticks)
    return figure


def _held(one: Bin) -> str:
    return n_(
        "said {said}, held {held}<br>{count} suggestion",
        "said {said}, held {held}<br>{count} suggestions",
        one.decisions,
        said=percent(one.said),
        held=percent(one.held),
    )
