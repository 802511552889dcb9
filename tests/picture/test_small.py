"""The small map: everything faint, what is new standing out."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageStat

from kb.picture import png, small
from kb.types import MapPoint

POINTS = [MapPoint(number, float(number % 5), float(number // 5), 0) for number in range(20)]


def test_the_lit_stand_out_within_the_picture() -> None:
    scene = small(POINTS, {3, 7}, dark=False, width=210, height=130)
    others, lit = scene.marks
    assert (len(others.xy), len(lit.xy)) == (18, 2)
    assert lit.size > others.size and lit.colour != others.colour
    assert (lit.xy > 0).all() and (lit.xy < (210, 130)).all()


def test_it_is_written_in_the_colours_of_its_theme() -> None:
    light, dark = (
        Image.open(BytesIO(png(small(POINTS, {3}, dark=dark, width=210, height=130))))
        for dark in (False, True)
    )
    assert (
        ImageStat.Stat(light.convert("L")).median[0] > 200 > 100 > ImageStat.Stat(dark.convert("L")).median[0]
    )
