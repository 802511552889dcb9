"""The placing of names in the browser's own script, run by node: the rules of the page, without a page."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from kb.settings import PROJECT_ROOT

_PARTS = ("points.js", "labels.js")
_ASK = """
const {names, regions, zoom} = JSON.parse(process.argv[1])
const seen = names.map((name) => ({
  ...name,
  node: {offsetWidth: 8 * name.text.length, offsetHeight: 20, style: {}, classList: {toggle() {}}},
}))
const at = (x, y) => [x, 400 - y], from = (x, y) => [x, 400 - y]
placeNames({classList: {toggle() {}}}, seen, {at, from, width: 600, height: 400, zoom, kept: [], regions})
console.log(JSON.stringify(seen.map(({text, box}) => [text, box])))
"""


def square(area: str, left: float, low: float, side: float) -> dict[str, Any]:
    right, high = left + side, low + side
    return {"meta": {"area": area}, "x": [left, right, right, left], "y": [low, low, high, high]}


def answered(ask: str, given: object) -> Any:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    script = "\n".join(
        (PROJECT_ROOT / "kb" / "ui" / "map" / part).read_text(encoding="utf-8") for part in _PARTS
    )
    told = subprocess.run(
        [node, "-e", script + ask, json.dumps(given)], capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


def placed(
    names: list[dict[str, Any]], regions: list[dict[str, Any]], zoom: float = 1
) -> dict[str, dict[str, float] | None]:
    return dict(answered(_ASK, {"names": names, "regions": regions, "zoom": zoom}))


def test_a_topic_keeps_off_the_shapes_of_areas_until_one_is_near() -> None:
    names = [
        {"text": "Own", "kind": "area", "area": "Own", "size": 5, "places": [[150, 150]]},
        {"text": "Topic", "kind": "upper", "topic": 1, "size": 9, "places": [[380, 150]]},
        {"text": "Inner", "kind": "upper", "topic": 2, "size": 3, "places": [[150, 150]]},
    ]
    shape = square("Own", 0, 0, 390)
    far = placed(names, [shape])
    assert far["Own"] and far["Inner"] is None
    assert far["Topic"] and far["Topic"]["left"] >= 390
    near = placed([names[1]], [shape], zoom=4)
    assert near["Topic"] and near["Topic"]["left"] == 360


def test_an_area_takes_the_first_place_where_its_name_lies_on_no_other_shape() -> None:
    name = {"text": "Own", "kind": "area", "area": "Own", "size": 5, "places": [[100, 100], [100, 190]]}
    found = placed([name], [square("Own", 50, 50, 150), square("Other", 105, 80, 40)])
    assert found["Own"] and found["Own"]["top"] == 200
    nowhere = {**name, "places": [[100, 100]]}
    assert placed([nowhere], [square("Own", 50, 50, 150), square("Other", 105, 80, 40)])["Own"] is None


def test_an_area_inside_another_is_named_all_the_same() -> None:
    inner = {"text": "In", "kind": "area", "area": "In", "size": 5, "places": [[100, 100]]}
    assert placed([inner], [square("Out", 0, 0, 300), square("In", 80, 80, 40)])["In"]


@pytest.mark.parametrize(
    ("place", "stage", "expected"),
    [
        ((100, 200), (900, 500), [114, 188]),
        ((800, 200), (900, 500), [586, 188]),
        ((800, 495), (900, 500), [586, 416]),
        ((190, 100), (366, 450), [4, 114]),
        ((150, 300), (366, 450), [162, 206]),
    ],
)
def test_a_hint_stays_on_the_map_and_off_its_own_place(
    place: tuple[int, int], stage: tuple[int, int], expected: list[int]
) -> None:
    ask = """
    const {place, stage} = JSON.parse(process.argv[1])
    const hint = {width: 200, height: 80}
    console.log(JSON.stringify(besideOf(...place, hint, {width: stage[0], height: stage[1]})))
    """
    assert answered(ask, {"place": place, "stage": stage}) == expected
