"""The map as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.plots.frame import escaped, layout, see_through
from kb.plots.labels import labels
from kb.plots.palette import Palette, category_colour, palette
from kb.plots.places import MapData, Region, near_distance, outlines, reach
from kb.types import Stance, Topic

_MOST_TITLES = 3000
_MOST_CATEGORIES = 12
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "pentagon", "hexagon",
            "triangle-down", "bowtie", "hourglass")  # fmt: skip


def map_figure(
    data: MapData,
    topics: Sequence[Topic] = (),
    regions: Sequence[Region] = (),
    highlighted: Sequence[int] = (),
    *,
    dark: bool = False,
    height: int = 720,
) -> Any:
    """The map as a Plotly figure. `customdata` of each point is its item id; `topics` are labelled, the
    largest first, as far as labels do not run into each other; `highlighted` item ids get a ring.

    A dozen categories at most make traces of their own, each with a shape and a legend entry; more are
    drawn in one trace of cycling colours. Titles appear on hover in libraries up to 3,000 items.
    `layout.meta["narrow_labels"]` says how many labels, from the first, have room on a narrow screen too.
    """
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=layout(colours, height))
    near = near_distance(np.column_stack([data.x, data.y]))
    for region in regions:
        for trace in _region_traces(region, near, colours):
            figure.add_trace(trace)
    for trace in _point_traces(data, colours):
        figure.add_trace(trace)
    chosen = np.isin(data.ids, np.asarray(list(highlighted), dtype=data.ids.dtype))
    if chosen.any():
        figure.add_trace(
            go.Scattergl(
                x=data.x[chosen], y=data.y[chosen], customdata=data.ids[chosen], mode="markers",
                name="chosen", showlegend=False, hoverinfo="skip",
                marker={"size": 15, "symbol": "circle-open", "color": colours.ink, "line": {"width": 2.5}},
            )
        )  # fmt: skip
    annotations, narrow = labels(topics, regions, near, data, colours, height)
    # The axes are not tied to each other: the map has no unit, and so it fills a picture of any shape.
    figure.update_xaxes(visible=False, range=reach(data.x))
    figure.update_yaxes(visible=False, range=reach(data.y))
    figure.update_layout(
        dragmode="pan",
        uirevision="map",
        # The legend stands below the points, not on them.
        margin={"l": 0, "r": 0, "t": 12, "b": 48},
        legend={"yanchor": "top", "y": -0.01},
        annotations=annotations,
        meta={"narrow_labels": narrow},
    )
    return figure


def _point_traces(data: MapData, colours: Palette) -> list[Any]:
    import plotly.graph_objects as go

    size = float(np.clip(11 - 1.6 * np.log10(max(len(data.ids), 1)), 4, 10))
    titled = len(data.titles) == len(data.ids) and len(data.ids) <= _MOST_TITLES
    titles = np.array([escaped(title) for title in data.titles], dtype=object) if titled else None

    def trace(rows: NDArray[np.bool_] | slice, marker: dict[str, Any], **more: Any) -> Any:
        return go.Scattergl(
            x=np.asarray(data.x, dtype=np.float32)[rows],
            y=np.asarray(data.y, dtype=np.float32)[rows],
            customdata=data.ids[rows],
            mode="markers",
            marker={"size": size, "opacity": 0.85, "line": {"width": 0}, **marker},
            text=titles[rows] if titles is not None else None,
            hovertemplate="%{text}<extra></extra>" if titles is not None else None,
            hoverinfo=None if titles is not None else "none",
            **more,
        )

    everything = slice(None)
    if data.values is not None:
        bar = {
            "title": {"text": data.value_title}, "thickness": 12, "len": 0.3, "y": 0.2, "x": 0.99,
            "xanchor": "right",
        }  # fmt: skip
        scale = [[0, colours.scale[0]], [1, colours.scale[1]]]
        marker = {"color": np.asarray(data.values, dtype=np.float32), "colorscale": scale, "colorbar": bar}
        return [trace(everything, marker, name="items", showlegend=False)]
    if len(data.categories) != len(data.ids) or not len(data.ids):
        return [trace(everything, {"color": colours.point}, name="items", showlegend=False)]
    names = list(dict.fromkeys(data.categories))
    known = {name: position for position, name in enumerate(colours.marks)}
    names.sort(key=lambda name: known.get(name, len(known)))
    code = {name: position for position, name in enumerate(names)}
    codes = np.array([code[name] for name in data.categories])
    if len(names) > _MOST_CATEGORIES:
        cycle = np.array(colours.categories, dtype=object)[codes % len(colours.categories)]
        return [trace(everything, {"color": cycle}, name="items", showlegend=False)]
    return [
        trace(
            codes == position,
            {
                "color": category_colour(name, position, colours),
                "symbol": _SYMBOLS[position],
            },
            name=f"{escaped(name)} ({int((codes == position).sum())})",
        )
        for name, position in code.items()
    ]


def _region_traces(region: Region, near: float, colours: Palette) -> list[Any]:
    import plotly.graph_objects as go

    colour = colours.marks[region.stance]
    ignored, tracked = region.stance is Stance.IGNORED, region.stance is Stance.TRACKED
    traces = []
    for outline in outlines(region.xy, near):
        style: dict[str, Any] = {"fillcolor": see_through(colour, 0.16 if tracked else 0.12)}
        if ignored:
            style = {
                "fillcolor": see_through(colour, 0.5),
                "fillpattern": {
                    "shape": "/", "size": 8, "solidity": 0.18, "fillmode": "replace",
                    "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "fgopacity": 0.6,
                },
            }  # fmt: skip
        width = 2.5 if tracked else 1.8 if ignored else 1.0
        traces.append(
            go.Scatter(
                x=outline[:, 0], y=outline[:, 1], mode="lines", fill="toself", hoverinfo="skip",
                name=escaped(region.name), showlegend=False,
                line={"color": colour, "width": width, "dash": "dash" if ignored else "solid",
                      "shape": "spline", "smoothing": 0.6},
                **style,
            )
        )  # fmt: skip
    return traces
