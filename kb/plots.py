"""Data to Plotly figures in one template, light and dark. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.types import Stance, State, Topic, Verdict, Zone

CHART_CONFIG: Mapping[str, Any] = MappingProxyType(
    {
        "displaylogo": False,
        "showSendToCloud": False,
        "scrollZoom": True,
        "modeBarButtonsToRemove": ["toImage", "autoScale2d", "zoom2d"],
    }
)
"""For every chart: nothing is sent anywhere, and the mode bar holds what a map needs."""

FONT_SIZE = 13
NO_AREA = "in no area"
NOT_JUDGED = "not judged"
"""Categories of what was not decided yet: drawn in the quiet colour of a point."""
_MOST_TITLES = 3000
_MOST_CATEGORIES = 12
_LABEL_CHARACTERS = 40
_LABELLED_WIDTHS = (360, 1000)
"""Widths in pixels that labels are laid out for: a telephone, a window with a panel beside the map."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by role."""

    page: str
    raised: str
    line: str
    ink: str
    soft_ink: str
    accent: str
    point: str
    marks: Mapping[str, str]
    categories: tuple[str, ...]
    scale: tuple[str, str]


LIGHT = Palette(
    page="#FAF9F6",
    raised="#FFFFFF",
    line="#E4E1DA",
    ink="#1F2A33",
    soft_ink="#5B6670",
    accent="#1F6F6B",
    point="#8FA3A8",
    marks={
        Stance.TRACKED: "#1F6F6B",
        Stance.IGNORED: "#8A8578",
        Stance.UNDECIDED: "#C9C4B8",
        Zone.INBOX: "#5B6670",
        Zone.MUST_HAVE: "#B4532A",
        Zone.NICE_TO_HAVE: "#A8730F",
        Zone.NO_NEED: "#5A7FB5",
        Zone.PUT_AND_FORGET: "#8A8578",
        Verdict.DIRECT: "#1F6F6B",
        Verdict.INDIRECT: "#7FB3AE",
        Verdict.NONE: "#C9C4B8",
        State.UNREAD: "#A8730F",
        State.READING: "#B4532A",
        State.READ: "#1F6F6B",
        State.DROPPED: "#8A8578",
        NO_AREA: "#8FA3A8",
        NOT_JUDGED: "#8FA3A8",
    },
    categories=("#3B6EA8", "#B4532A", "#1F6F6B", "#A8730F", "#7A5A9E", "#5F7F2F", "#A6496F", "#4F8FA3",
                "#7D6B4F", "#5A6FB5", "#2F7F5F", "#8A8578"),
    scale=("#998D6F", "#0B4A46"),
)  # fmt: skip

DARK = Palette(
    page="#15181B",
    raised="#1D2125",
    line="#2E343A",
    ink="#E8E6E1",
    soft_ink="#9AA5AE",
    accent="#5CB8B2",
    point="#6F8288",
    marks={
        Stance.TRACKED: "#5CB8B2",
        Stance.IGNORED: "#8F8A7E",
        Stance.UNDECIDED: "#4A5057",
        Zone.INBOX: "#9AA5AE",
        Zone.MUST_HAVE: "#E08457",
        Zone.NICE_TO_HAVE: "#E3B341",
        Zone.NO_NEED: "#8FB0DE",
        Zone.PUT_AND_FORGET: "#8F8A7E",
        Verdict.DIRECT: "#5CB8B2",
        Verdict.INDIRECT: "#3F7F7B",
        Verdict.NONE: "#4A5057",
        State.UNREAD: "#E3B341",
        State.READING: "#E08457",
        State.READ: "#5CB8B2",
        State.DROPPED: "#8F8A7E",
        NO_AREA: "#6F8288",
        NOT_JUDGED: "#6F8288",
    },
    categories=("#7FA9DD", "#E08457", "#5CB8B2", "#E3B341", "#B79BDB", "#A3C26B", "#DE8FB2", "#86C3D6",
                "#C2AE8B", "#9AA9E6", "#74C3A0", "#8F8A7E"),
    scale=("#6B7078", "#8FE3DC"),
)  # fmt: skip

_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "pentagon", "hexagon",
            "triangle-down", "bowtie", "hourglass")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MapData:
    """What the map draws, one entry per item: integer ids and places, and optionally a category or a
    number to colour by, and titles for small libraries."""

    ids: NDArray[np.integer]
    x: NDArray[np.floating]
    y: NDArray[np.floating]
    categories: Sequence[str] = ()
    values: NDArray[np.floating] | None = None
    value_title: str = ""
    titles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """An area on the map: the places (m, 2) of its members."""

    name: str
    stance: Stance
    xy: NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share between 0 and 1 with its interval and the count behind it."""

    label: str
    share: float
    low: float
    high: float
    n: int


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


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
    figure = go.Figure(layout=_layout(colours, height))
    for region in regions:
        for trace in _region_traces(region, colours, dark):
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
    annotations, narrow = _labels(topics, regions, data, colours, height)
    # The axes are not tied to each other: the map has no unit, and so it fills a picture of any shape.
    figure.update_xaxes(visible=False, range=_reach(data.x))
    figure.update_yaxes(visible=False, range=_reach(data.y))
    figure.update_layout(
        dragmode="pan",
        uirevision="map",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=annotations,
        meta={"narrow_labels": narrow},
    )
    return figure


def usefulness_figure(rows: Sequence[ShareRow], *, title: str = "", dark: bool = False) -> Any:
    """Shares as dots with their intervals, one row each, the first on top; zero is always in sight."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=_layout(colours, 90 + 34 * max(len(rows), 1)))
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
    for row in rows:
        figure.add_annotation(
            x=row.high, y=row.label, text=f"{row.share:.0%} ({row.low:.0%} to {row.high:.0%}), n = {row.n}",
            xanchor="left", xshift=10, showarrow=False, font={"size": FONT_SIZE, "color": colours.ink},
        )  # fmt: skip
    reach = max([0.1, *(row.high for row in rows)])
    step = 0.2 if reach > 0.5 else 0.1 if reach > 0.2 else 0.05
    ticks = [step * n for n in range(int(1 / step) + 1) if step * n <= reach + step]
    figure.update_xaxes(range=[-0.01, reach * 1.45], tickformat=".0%", tickvals=ticks, zeroline=True)
    figure.update_yaxes(autorange="reversed", showgrid=False, automargin=True)
    return _titled(figure, title)


def monthly_figure(
    months: Sequence[str],
    counts: Mapping[str, Sequence[int]],
    *,
    title: str = "",
    dark: bool = False,
) -> Any:
    """Counts by month (`2025-11`), stacked: zones, stances, verdicts or sources by name."""
    import plotly.graph_objects as go

    colours = palette(dark)
    figure = go.Figure(layout=_layout(colours, 320))
    hatches = ("", "/", ".", "x", "-", "\\", "|", "+")
    for position, (name, values) in enumerate(counts.items()):
        figure.add_trace(
            go.Bar(
                x=list(months),
                y=list(values),
                name=name,
                marker={
                    "color": _category_colour(name, position, colours),
                    "pattern": {
                        "shape": hatches[position % len(hatches)],
                        "solidity": 0.2,
                        "fillmode": "overlay",
                        "fgcolor": colours.page,
                        "fgopacity": 0.75,
                    },
                    "line": {"color": colours.page, "width": 1},
                },
                hovertemplate="%{x}: %{y} " + name + "<extra></extra>",
            )
        )
    figure.update_layout(barmode="stack", bargap=0.25)
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(rangemode="tozero", automargin=True)
    return _titled(figure, title)


def _layout(colours: Palette, height: int) -> dict[str, Any]:
    axis = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zerolinecolor": colours.soft_ink,
        "tickfont": {"size": FONT_SIZE, "color": colours.soft_ink},
    }
    return {
        "template": "none",
        "height": height,
        "paper_bgcolor": colours.page,
        "plot_bgcolor": colours.page,
        "font": {"family": "system-ui, sans-serif", "size": FONT_SIZE, "color": colours.ink},
        "margin": {"l": 10, "r": 10, "t": 44, "b": 36},
        "xaxis": axis,
        "yaxis": axis,
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 0.005,
            "x": 0.005,
            "bgcolor": colours.raised,
            "bordercolor": colours.line,
            "borderwidth": 1,
            "font": {"size": FONT_SIZE, "color": colours.ink},
            "itemsizing": "constant",
        },
        "hoverlabel": {
            "bgcolor": colours.raised,
            "bordercolor": colours.line,
            "font": {"size": FONT_SIZE, "color": colours.ink},
        },
    }


def _titled(figure: Any, title: str) -> Any:
    if not title:
        return figure.update_layout(margin_t=8, height=figure.layout.height - 36)
    figure.update_layout(
        title={"text": _escaped(title), "x": 0.0, "xanchor": "left", "xref": "container", "pad": {"l": 10}},
        legend={
            "y": 1.0,
            "yanchor": "bottom",
            "x": 1.0,
            "xanchor": "right",
            "borderwidth": 0,
            "bgcolor": "rgba(0,0,0,0)",
            "traceorder": "normal",
        },
    )
    return figure


def _point_traces(data: MapData, colours: Palette) -> list[Any]:
    import plotly.graph_objects as go

    size = float(np.clip(11 - 1.6 * np.log10(max(len(data.ids), 1)), 4, 10))
    titled = len(data.titles) == len(data.ids) and len(data.ids) <= _MOST_TITLES
    titles = np.array([_escaped(title) for title in data.titles], dtype=object) if titled else None

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
                "color": _category_colour(name, position, colours),
                "symbol": _SYMBOLS[position],
            },
            name=f"{_escaped(name)} ({int((codes == position).sum())})",
        )
        for name, position in code.items()
    ]


def _category_colour(name: str, position: int, colours: Palette) -> str:
    return colours.marks.get(name) or colours.categories[position % len(colours.categories)]


def _region_traces(region: Region, colours: Palette, dark: bool) -> list[Any]:
    import plotly.graph_objects as go

    colour = colours.marks[region.stance]
    ignored, tracked = region.stance is Stance.IGNORED, region.stance is Stance.TRACKED
    traces = []
    for outline in outlines(region.xy):
        style: dict[str, Any] = {"fillcolor": _see_through(colour, 0.16 if tracked else 0.12)}
        if ignored:
            style = {
                "fillcolor": _see_through(colour, 0.5),
                "fillpattern": {
                    "shape": "/", "size": 8, "solidity": 0.18, "fillmode": "replace",
                    "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "fgopacity": 0.6,
                },
            }  # fmt: skip
        width = 2.5 if tracked else 1.8 if ignored else 1.0
        traces.append(
            go.Scatter(
                x=outline[:, 0], y=outline[:, 1], mode="lines", fill="toself", hoverinfo="skip",
                name=_escaped(region.name), showlegend=False,
                line={"color": colour, "width": width, "dash": "dash" if ignored else "solid",
                      "shape": "spline", "smoothing": 0.6},
                **style,
            )
        )  # fmt: skip
    return traces


def outlines(xy: NDArray[np.floating]) -> list[NDArray[np.floating]]:
    """Closed outlines (k, 2) around the islands of `xy` (m, 2): widened hulls of their points.

    Islands are points linked by gaps below a tenth of the map's usual radius; those of a stray point or two
    are left out as long as a larger one remains.
    """
    if not len(xy):
        return []
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial import ConvexHull

    labels = fcluster(linkage(xy, "single"), 1.2, "distance") if len(xy) > 1 else np.ones(1, dtype=int)
    islands = [xy[labels == label] for label in np.unique(labels)]
    larger = [island for island in islands if len(island) >= 3]
    ring = np.column_stack([f(np.linspace(0, 2 * np.pi, 16, endpoint=False)) for f in (np.cos, np.sin)])
    closed = []
    for island in larger or islands:
        # A disc around every point, so that one point, or several on a line, have an outline too.
        discs = (island[:, None, :] + 0.35 * ring[None, :, :]).reshape(-1, 2)
        hull = discs[ConvexHull(discs).vertices]
        closed.append(np.vstack([hull, hull[:1]]))
    return closed


def _labels(
    topics: Sequence[Topic], regions: Sequence[Region], data: MapData, colours: Palette, height: int
) -> tuple[list[dict[str, Any]], int]:
    """Annotations that keep clear of each other, and how many of them, from the first, do so on a narrow
    screen: topics of the upper level, then areas, then the other topics by size."""
    if not len(data.ids):
        return [], 0
    wanted = [_Label(t.x, t.y, _cut(t.name), colours.ink, True) for t in _largest(topics, upper=True)]
    for region in regions:
        for outline in outlines(region.xy)[:1]:
            x, y = outline[outline[:, 1].argmax()]
            tracked = region.stance is Stance.TRACKED
            said = "<br>ignored on purpose" if region.stance is Stance.IGNORED else ""
            colour = colours.accent if tracked else colours.soft_ink
            wanted.append(_Label(float(x), float(y), _cut(region.name) + said, colour, False))
    wanted += [_Label(t.x, t.y, _cut(t.name), colours.ink, False) for t in _largest(topics, upper=False)]
    narrow_width, wide_width = _LABELLED_WIDTHS
    frame = (*_reach(data.x), *_reach(data.y))
    wanted = [label.within(frame, wide_width) for label in wanted]
    drawn: list[_Label] = []
    for width in (narrow_width, wide_width):
        boxes = [label.box(frame, width, height) for label in drawn]
        for label in wanted:
            box = label.box(frame, width, height)
            cut_off = width == narrow_width and (box[0] < frame[0] or box[1] > frame[1])
            if label not in drawn and not cut_off and not any(_overlap(box, other) for other in boxes):
                drawn.append(label)
                boxes.append(box)
        if width == narrow_width:
            narrow = len(drawn)
    return [label.annotation(colours) for label in drawn], narrow


def _reach(values: NDArray[np.floating]) -> tuple[float, float]:
    """An axis' range: everything with a margin, whatever the labels' widths."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    margin = max(0.04 * (high - low), 0.5)
    return low - margin, high + margin


def _largest(topics: Sequence[Topic], *, upper: bool) -> list[Topic]:
    return sorted((t for t in topics if (t.parent is None) is upper), key=lambda topic: -topic.size)


def _cut(text: str) -> str:
    return _escaped(text if len(text) <= _LABEL_CHARACTERS else text[: _LABEL_CHARACTERS - 1].rstrip() + "…")


_Box = tuple[float, float, float, float]


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


@dataclass(frozen=True, slots=True)
class _Label:
    """A name at a place of the map; `text` is escaped and may have two lines."""

    x: float
    y: float
    text: str
    colour: str
    strong: bool

    def box(self, frame: _Box, width: int, height: int) -> _Box:
        """What it covers (left, right, low, high) where `frame` is a picture of so many pixels."""
        across, up = (frame[1] - frame[0]) / width, (frame[3] - frame[2]) / height
        lines = self.text.split("<br>")
        half_width = (max(map(len, lines)) * (4.4 if self.strong else 3.8) + 6) * across
        half_height = (9 * len(lines) + 4) * up
        return self.x - half_width, self.x + half_width, self.y - half_height, self.y + half_height

    def within(self, frame: _Box, width: int) -> _Label:
        """The label moved sideways so far that a picture of this width does not cut it off."""
        left, right, *_ = self.box(frame, width, 1)
        half = (right - left) / 2
        return replace(self, x=max(min(self.x, frame[1] - half), frame[0] + half))

    def annotation(self, colours: Palette) -> dict[str, Any]:
        return {
            "x": self.x, "y": self.y, "showarrow": False,
            "text": f"<b>{self.text}</b>" if self.strong else self.text,
            "font": {"size": FONT_SIZE + 1 if self.strong else FONT_SIZE, "color": self.colour},
            "bgcolor": _see_through(colours.page, 0.75), "borderpad": 2,
        }  # fmt: skip


def _see_through(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _escaped(text: str) -> str:
    """Foreign text as text: Plotly renders a subset of HTML in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
