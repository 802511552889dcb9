"""The charts of a report as SVG that takes its colours from the page around it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from kb.catalogue import _, n_, percent
from kb.types.reviews import LagPoint

_WIDTH, _HEIGHT = 600, 220
"""Of the curve, in units of its own: it is drawn as wide as its column."""
_LEFT, _BOTTOM = 58, 24
"""Room for the words beside and below it, as large as they are on a phone."""
_APART = 78
"""From the middle of one word below it to the next: `180 days` as large as on a phone."""
_TOPS = (0.1, 0.2, 0.5, 1.0)
"""What the scale may end at: the least that holds the whole band."""
_MARKS = (7, 30, 90, 180, 365, 730)
"""Days told below the curve: a week, a month, a quarter, half a year, a year, two."""


def bar(share: tuple[float, float, float], *, quiet: bool = False) -> str:
    """A share between 0 and 1 as a bar with its interval, on a line from nothing to all. The words beside it
    say the numbers."""
    value, low, high = (100 * one for one in share)
    kind = "bar quiet" if quiet else "bar"
    ticks = "".join(f'<line class="interval" x1="{x:.2f}" x2="{x:.2f}" y1="3" y2="9"/>' for x in (low, high))
    return (
        f'<svg class="{kind}" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<line class="whole" x1="0" x2="100" y1="6" y2="6"/>'
        f'<rect x="0" y="2" width="{value:.2f}" height="8"/>'
        f'<line class="interval" x1="{low:.2f}" x2="{high:.2f}" y1="6" y2="6"/>{ticks}</svg>'
    )


def curve(points: Sequence[LagPoint]) -> str:
    """The share used by each day as steps, within the band of its interval."""
    last = max(1, points[-1].days)
    highest = max(one.high for one in points)
    top = next(top for top in _TOPS if top >= min(highest, 1.0))
    value = _steps([(one.days, one.used / top) for one in points], last)
    upper = _steps([(one.days, one.high / top) for one in points], last)
    lower = _steps([(one.days, one.low / top) for one in points], last)
    band = " ".join(_said((*upper, *reversed(lower))))
    marks = [days for days in _MARKS if days <= last] or [last]
    placed = [(days, _x(days, last)) for days in marks]
    apart = [one for before, one in pairwise([(0, float("-inf")), *placed]) if one[1] - before[1] >= _APART]
    return "".join(
        [
            f'<svg class="curve" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
            ' aria-label="' + escape(_("Share used by the days since it was saved")) + '">',
            *(_level(part, top) for part in (0.0, 0.5, 1.0)),
            *(
                f'<text x="{x:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(label)}</text>'
                for label, x in ((n_("{count} day", "{count} days", days), x) for days, x in apart)
            ),
            f'<polygon points="{band}"/>',
            f'<polyline points="{" ".join(_said(value))}"/></svg>',
        ]
    )


def _level(part: float, top: float) -> str:
    y = _y(part)
    share = percent(part * top)
    return (
        f'<line class="whole" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share}</text>'
    )


def _steps(points: Sequence[tuple[int, float]], last: int) -> list[tuple[float, float]]:
    """The corners of a step function that begins at nothing; its values are parts of the scale."""
    corners, before = [(_x(0, last), _y(0.0))], 0.0
    for days, part in points:
        corners += [(_x(days, last), _y(before)), (_x(days, last), _y(part))]
        before = part
    return corners


def _said(corners: Iterable[tuple[float, float]]) -> list[str]:
    return [f"{x:.1f},{y:.1f}" for x, y in corners]


def _x(days: int, last: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - 8) * days / last


def _y(part: float) -> float:
    return 8 + (_HEIGHT - _BOTTOM - 16) * (1 - part)
