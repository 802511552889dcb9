"""The picture of the map: the same scene in every form, true to the library, and nothing private in it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError
from kb.picture import WRITERS, Look, Scene, compose, page, png, svg
from kb.picture.fonts import font, width
from kb.plots import COLOURS, DARK, LIGHT
from kb.types import Area, Item, Kind, MapPoint, Stance, State, Topic, TopicMap, Verdict, Zone

HOSTILE = '</script><script>alert(1)</script> & "<b>" ]]> \x0b'
SVG = "{http://www.w3.org/2000/svg}"


def an_item(number: int, **more: object) -> Item:
    given = {
        "id": number, "key": f"k{number}", "kind": Kind.PAPER, "title": f"Работа {number}",
        "summary": "SECRET", "url": "https://example.org/SECRET", "source": f"source {number % 20}",
        "authors": (), "tags": (), "language": ("en", "ru", "")[number % 3],
        "published": None, "saved_at": f"20{10 + number % 15}-01-01",
        "zone": list(Zone)[number % 5], "state": State.UNREAD, "verdict": (Verdict.DIRECT, None)[number % 2],
        "minutes": 1, "stub": False, **more,
    }  # fmt: skip
    return Item(**given)  # type: ignore[arg-type]


def a_library(count: int) -> tuple[TopicMap, dict[int, Item], list[Area]]:
    rng = np.random.default_rng(0)
    items = {n: an_item(n, title=HOSTILE if n == 1 else f"Работа {n}") for n in range(1, count + 1)}
    middles = rng.uniform(-20, 20, size=(6, 2))
    places = {n: middles[n % 6] + rng.normal(size=2) for n in items}
    points = tuple(MapPoint(n, float(x), float(y), 10 + n % 6) for n, (x, y) in places.items())
    topics = [Topic(1, None, "Большие модели", (), count, 0.0, 0.0)]
    topics += [
        Topic(10 + n, 1, f"KV cache {n}", (), 5, float(x), float(y)) for n, (x, y) in enumerate(middles)
    ]
    members = {stance: tuple(n for n in items if n % 6 == at) for at, stance in enumerate(Stance)}
    areas = [
        Area(at, f"Область {stance}", stance, "SECRET", "SECRET", "2026-01-01", None, (), members[stance])
        for at, stance in enumerate(Stance)
    ]
    return TopicMap(points, tuple(topics), 0), items, areas


def a_scene(count: int = 60, **look: object) -> Scene:
    return compose(*a_library(count), Look(on="2026-11-22", **look))  # type: ignore[arg-type]


@pytest.mark.parametrize("colour", COLOURS)
def test_every_item_is_drawn_once_and_the_legend_counts_it(colour: str) -> None:
    scene = a_scene(colour=colour)
    assert sum(len(marks.xy) for marks in scene.marks if marks.name) == 60
    entries = [re.fullmatch(r"(.*) \(([\d,]+)\)", label.text) for label in scene.labels]
    counts = {found[1]: int(found[2]) for found in entries if found}
    assert sum(counts.values()) == 60
    assert len(counts) <= 12


def test_areas_are_told_apart_without_colour() -> None:
    scene = a_scene()
    tracked, ignored = (
        next(field for field in scene.fields if field.name == f"Область {stance}")
        for stance in (Stance.TRACKED, Stance.IGNORED)
    )
    assert ignored.hatched and ignored.dashed and not (tracked.hatched or tracked.dashed)
    assert "Область undecided" not in [field.name for field in scene.fields]
    texts = [label.text for label in scene.labels]
    assert "ignored on purpose" in texts and "area ignored on purpose" in texts
    shapes = {marks.name: marks.shape for marks in scene.marks if marks.name}
    assert len(set(shapes.values())) == len(shapes) == 5


def test_names_keep_clear_of_each_other_and_within_the_picture() -> None:
    scene = a_scene(200, width=700, height=500)
    names = [label for label in scene.labels if label.anchor == "middle"]
    assert names
    boxes = []
    for label in names:
        half = width(label.text, label.size, label.bold) / 2
        assert label.x - half >= 0 and label.x + half <= scene.width
        boxes.append((label.x - half, label.y - 0.6 * label.size, label.x + half, label.y))
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_svg_is_wellformed_and_needs_nothing_from_elsewhere() -> None:
    text = svg(a_scene())
    root = ElementTree.fromstring(text)
    assert root.attrib["viewBox"] == "0 0 1600 1000"
    assert root.find(f"{SVG}title") is not None
    assert "Большие модели" in text
    assert set(re.findall(r"(?:https?|file|data):[^\"' ]*", text)) == {"http://www.w3.org/2000/svg"}
    assert "<script" not in text and "<image" not in text


def test_png_has_the_picture_at_double_size_in_the_colours_of_the_theme() -> None:
    for dark, colours in ((False, LIGHT), (True, DARK)):
        image = Image.open(BytesIO(png(a_scene(width=500, height=400, dark=dark)))).convert("RGB")
        assert image.size == (1000, 800)
        wanted = tuple(int(colours.page[i : i + 2], 16) for i in (1, 3, 5))
        assert image.getpixel((0, 0)) == wanted
        assert len(np.unique(np.asarray(image).reshape(-1, 3), axis=0)) > 50


def test_russian_letters_have_shapes_of_their_own() -> None:
    drawn = {bytes(font(20.0, bold).getmask(sign)) for sign in "ЖяыёQ" for bold in (False, True)}
    assert len(drawn) == 10
    assert bytes(font(20.0).getmask("\uffff")) not in drawn


def test_a_page_holds_every_title_as_text_and_lets_nothing_out() -> None:
    text = page(a_scene())
    # The only scripts are the data and ours: a title cannot end one.
    assert text.count("<script") == 2 and text.count("</script>") == 2
    assert "alert(1)" in text and "\\u003c/script>" in text
    assert "default-src 'none'" in text
    assert text.count("Работа ") == 59
    assert not re.search(r"(src|href)=", text)


def test_nothing_private_is_in_a_picture() -> None:
    scene = a_scene()
    assert "SECRET" not in page(scene) and "SECRET" not in svg(scene)


def test_twenty_thousand_points_stay_small() -> None:
    scene = a_scene(20_000)
    assert len(svg(scene)) < 1_500_000
    assert len(page(scene).encode()) < 5_000_000


def test_areas_and_points_of_items_that_are_gone_are_left_out() -> None:
    atlas, items, areas = a_library(30)
    del items[3]
    gone = [replace(area, members=(3, 999)) for area in areas]
    scene = compose(atlas, items, gone, Look())
    assert len(scene.told) == 29 and not [field for field in scene.fields if field.name]


def test_one_item_makes_a_picture() -> None:
    scene = a_scene(1)
    for writer in WRITERS.values():
        assert writer(scene)


@pytest.mark.parametrize(
    ("look", "says"), [({"width": 10}, "320"), ({"height": 99_999}, "6000"), ({"colour": "mood"}, "zone")]
)
def test_what_cannot_be_drawn_is_said(look: dict[str, object], says: str) -> None:
    with pytest.raises(JomoError, match=says):
        a_scene(**look)  # type: ignore[arg-type]


def test_an_empty_map_says_what_to_do() -> None:
    with pytest.raises(JomoError, match="embed"):
        compose(TopicMap((), (), 0), {}, [], Look())


def test_a_picture_speaks_the_language_it_is_made_in() -> None:
    with speaking(RUSSIAN):
        scene = a_scene(colour="stance")
        text = page(scene)
    texts = [label.text for label in scene.labels]
    assert scene.title == "Карта библиотеки"
    assert scene.summary == "60 материалов, 22 ноября 2026, цвет по отношению"
    assert {"слежу (10)", "осознанно не слежу (10)", "область «слежу»"} <= set(texts)
    assert '<html lang="ru">' in text and "вне областей · KV cache" in text
