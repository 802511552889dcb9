"""The map as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.plots.categories import colour_of, folded
from kb.plots.frame import escaped, layout, see_through
from kb.plots.outlines import MapData, Region, reach
from kb.plots.palette import Palette, palette
from kb.types import Stance

_HEIGHT = 720
"""Pixels: what a laptop's window shows below the page's head."""
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "pentagon", "hexagon",
            "triangle-down", "bowtie", "hourglass")  # fmt: skip
_ORDERED_SYMBOLS = ("circle", "square", "diamond", "triangle-up")


def map_figure(data: MapData, regions: Sequence[Region] = (), *, dark: bool = False) -> Any:
    """The map as a Plotly figure without names, which the page places as one zooms. `customdata` of each
    point is its item id.

    Each category makes a trace of its own with a shape, its name in `meta["value"]`. Of more than a dozen the
    commonest stay, or the latest where they have an order.
    """
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, _HEIGHT))
    for region in regions:
        for trace in _region_traces(region, colours):
            figure.add_trace(trace)
    for trace in _point_traces(data, colours):
        figure.add_trace(trace)
    # The axes are not tied to each other: the map has no unit, and so it fills a picture of any shape.
    lines = [np.column_stack([data.x, data.y]), *(line for region in regions for line in region.outlines)]
    drawn = np.vstack(lines)
    figure.update_xaxes(visible=False, range=reach(drawn[:, 0]))
    figure.update_yaxes(visible=False, range=reach(drawn[:, 1]))
    figure.update_layout(
        dragmode="pan",
        uirevision="map",
        hovermode="closest",
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    return figure


def _point_traces(data: MapData, colours: Palette) -> list[Any]:
    import plotly.graph_objects as go

    size = float(np.clip(11 - 1.6 * np.log10(max(len(data.ids), 1)), 4, 10))

    def trace(rows: NDArray[np.bool_] | slice, marker: dict[str, Any], **more: Any) -> Any:
        return go.Scattergl(
            x=np.asarray(data.x, dtype=np.float32)[rows],
            y=np.asarray(data.y, dtype=np.float32)[rows],
            customdata=data.ids[rows],
            mode="markers",
            marker={"size": size, "opacity": 0.85, "line": {"width": 0}, **marker},
            hoverinfo="none",
            **more,
        )

    if len(data.categories) != len(data.ids) or not len(data.ids):
        return [trace(slice(None), {"color": colours.point}, name="items")]
    categories, names = folded(data.categories, ordered=data.ordered)
    held = np.array(categories)
    return [
        trace(
            held == name,
            _look(position, names, data.ordered, colours),
            name=escaped(name),
            meta={"value": name},
        )
        for position, name in enumerate(names)
    ]


def _look(position: int, names: Sequence[str], ordered: bool, colours: Palette) -> dict[str, Any]:
    """Colour and shape of a category; a pale one has an edge, so that it can be seen on the page."""
    symbols = _ORDERED_SYMBOLS if ordered else _SYMBOLS
    look: dict[str, Any] = {
        "color": colour_of(names, position, ordered, colours),
        "symbol": symbols[position % len(symbols)],
    }
    if not ordered and names[position] in colours.pale:
        look["line"] = {"width": 1, "color": colours.soft_ink}
    return look


def _region_traces(region: Region, colours: Palette) -> list[Any]:
    import plotly.graph_objects as go

    colour = colours.marks[region.stance]
    ignored, tracked = region.stance is Stance.IGNORED, region.stance is Stance.TRACKED
    style: dict[str, Any] = {"fillcolor": see_through(colour, 0.16 if tracked else 0.0)}
    if ignored:
        style = {
            "fillcolor": see_through(colour, 0.5),
            "fillpattern": {
                "shape": "/", "size": 8, "solidity": 0.18, "fillmode": "replace",
                "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "fgopacity": 0.8,
            },
        }  # fmt: skip
    line = {
        "color": colour if tracked or ignored else colours.soft_ink,
        "width": 2.5 if tracked else 2.0 if ignored else 1.0,
        "dash": "dash" if ignored else "solid",
        "shape": "spline",
        "smoothing": 0.6,
    }
    return [
        go.Scatter(
            x=outline[:, 0], y=outline[:, 1], mode="lines", fill="toself", hoverinfo="skip",
            name=escaped(region.name), line=line, meta={"area": region.name, "note": region.note}, **style,
        )
        for outline in region.outlines
    ]  # fmt: skip
