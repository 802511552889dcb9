"""The commands of the map and its topics: shapes of JSON, steps by hand and back, one-line refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.ingest.sample import FOLDER
from tests.conftest import Command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mapped") / "home"


@pytest.fixture
def kb(kb_on: Callable[[Path], Command], home: Path) -> Command:
    """Runs a command on the one library of this module."""
    return kb_on(home)


@pytest.fixture
def drawn(kb: Command, tmp_path: Path, home: Path) -> Any:
    """A map of thirty of the sample's papers, real texts with the model's own vectors."""
    if not home.exists():
        papers = [
            json.loads(line) for line in (FOLDER / "papers.jsonl").read_text(encoding="utf-8").splitlines()
        ][:30]
        folder = tmp_path / "papers"
        folder.mkdir()
        for number, paper in enumerate(papers):
            (folder / f"{number}.md").write_text(f"# {paper['title']}\n\n{paper['summary']}\n")
        assert kb("add", str(folder)).status == 0
        assert kb("embed").status == 0
    return kb("map", "--json").json


def lower(drawn: Any) -> list[dict[str, Any]]:
    return [topic for topic in drawn["topics"] if topic["parent"] is not None]


def test_the_map_tells_places_and_topics(kb: Command, drawn: Any) -> None:
    assert len(drawn["items"]) == 30
    assert set(drawn["items"][0]) == {"key", "x", "y", "topic"}
    contract = {"id", "parent", "name", "keywords", "size", "stance"}
    assert all(contract <= set(topic) for topic in drawn["topics"])
    assert sum(topic["size"] for topic in lower(drawn)) == 30


def test_topics_are_listed_with_what_they_hold(kb: Command, drawn: Any) -> None:
    listed = kb("topics", "--json").json
    assert {topic["id"] for topic in listed} == {topic["id"] for topic in drawn["topics"]}
    keys = {item["key"]: item["topic"] for item in drawn["items"]}
    for topic in lower({"topics": listed}):
        assert topic["typical"] and topic["newest"]
        assert {keys[item["key"]] for item in topic["typical"]} == {topic["id"]}
    shown = kb("topics").out
    assert lower(drawn)[0]["name"] in shown and "typical:" in shown and "newest:" in shown
    assert kb("topics", "list").out == shown


def test_steps_by_hand_are_kept_and_taken_back(kb: Command, drawn: Any) -> None:
    first, second = (str(topic["id"]) for topic in lower(drawn)[:2])
    assert kb("topics", "rename", first, "Что везём", "--json").json[0]["name"] == "Что везём"
    assert kb("topics", "pin", second).status == 0
    assert len(kb("topics", "split", first, "--json").json) == 2
    merged = kb("topics", "merge", second, first, "--json").json[0]
    assert merged["pinned"] and merged["named_by_hand"]
    assert kb("map", "--rebuild").status == 0
    assert "Что везём" in kb("map").out
    versions = kb("map", "--versions", "--json").json
    assert [version["what"].split()[0] for version in versions] == [
        "Redrawn", "Merged", "Split", "Pinned", "Renamed",
    ]  # fmt: skip
    assert set(versions[0]) == {"id", "made_at", "what", "items", "topics"}
    for version in versions:
        assert version["what"] in kb("map", "--undo").err
    assert kb("map", "--json").json == drawn
    last = kb("map", "--undo")
    assert (last.status, len(last.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("topics", "rename", "9999", "Nothing"), "topics"),
        (("topics", "merge", "1", "1"), "itself"),
        (("topics", "split", "1"), "upper"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    kb: Command, drawn: Any, arguments: tuple[str, ...], says: str
) -> None:
    refused = kb(*arguments)
    assert (refused.status, len(refused.err.splitlines())) == (2, 1)
    assert says in refused.err
