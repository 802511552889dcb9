"""The command line as a contract: shapes of JSON, exit statuses, one-line errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import __version__
from tests.conftest import Command


@pytest.fixture
def kb(kb_on: Callable[[Path], Command], tmp_path: Path) -> Command:
    """Runs a command on a library of its own."""
    return kb_on(tmp_path / "home")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with three notes, one of them broken."""
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "attention.md").write_text("---\ntitle: Linear attention\n---\n\nNotes on linear attention.\n")
    (folder / "кванты.md").write_text("# Квантизация\n\nЗаметки о квантизации моделей до четырёх бит.\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    return folder


def added(kb: Command, notes: Path) -> dict[str, str]:
    """Adds the notes and gives their keys by title."""
    report = kb("add", str(notes), "--no-embed", "--json").json
    return {item["title"]: item["key"] for item in report["items"]}


def test_add_names_what_failed_and_saves_the_rest(kb: Command, notes: Path) -> None:
    run = kb("add", str(notes), "--no-embed", "--json")
    assert run.status == 1
    assert run.json.keys() == {"added", "updated", "unchanged", "failed", "skipped", "items"}
    assert (run.json["added"], run.json["updated"], run.json["unchanged"]) == (2, 0, 0)
    [failure] = run.json["failed"]
    assert failure["spec"].endswith("broken.pdf") and "\n" not in failure["reason"]
    assert {item["kind"] for item in run.json["items"]} == {"note"}
    again = kb("add", str(notes / "attention.md"), "--no-embed", "--json")
    assert (again.status, again.json["unchanged"]) == (0, 1)


def test_a_paper_without_network_is_kept_by_its_id(kb: Command) -> None:
    run = kb("add", "https://arxiv.org/abs/2510.26692v2", "--zone", "must-have", "--no-embed", "--json")
    assert (run.status, run.json["added"]) == (0, 1)
    assert run.json["items"] == [{"key": "arxiv:2510.26692", "title": "arXiv:2510.26692", "kind": "paper"}]
    assert "arXiv" in run.err
    assert kb("stats", "--json").json["stubs"] == 1
    assert kb("show", "2510.26692", "--json").json["zone"] == "must-have"


def test_embed_search_similar_and_reindex(kb: Command, notes: Path) -> None:
    keys = added(kb, notes)
    assert kb("embed", "--json").json["pending"] == 0
    hits = kb("search", "attention", "--json").json
    assert hits[0]["key"] == keys["Linear attention"]
    assert kb("search", "attention lang:ru", "--lang", "en", "--zone", "must-have", "--json").json == []
    assert len(kb("search", "lang:ru", "--lang", "en", "--json").json) == 2
    # Filters alone are their own reason.
    assert "()" not in kb("search", "lang:ru").out
    assert {"key", "title", "kind", "zone", "url", "published", "score", "passage"} <= hits[0].keys()
    meaning = kb("search", "сжатие моделей до 4 бит", "--mode", "meaning", "-n", "1", "--json").json
    assert [hit["title"] for hit in meaning] == ["Квантизация"]
    assert [hit["title"] for hit in kb("similar", keys["Квантизация"], "--json").json] == ["Linear attention"]
    assert "fewer filters" in kb("similar", keys["Квантизация"], "--lang", "ru").out
    assert kb("reindex", "--json").json["chunks"] >= 2
    checked = kb("doctor", "--json")
    assert checked.status == 0 and checked.json["ok"]
    assert {"name", "ok", "detail"} == checked.json["checks"][0].keys()


def test_what_is_snoozed_says_so_and_stays_where_it_is(kb: Command, notes: Path) -> None:
    key = added(kb, notes)["Linear attention"]
    assert kb("snooze", key, "2999-01-02", "--json").json == [{"key": key, "until": "2999-01-02"}]
    shown = kb("show", key, "--json").json
    assert shown["snoozed_until"] == "2999-01-02" and set(shown["novelty"]) >= {"nearest", "sentence"}
    listed = {item["key"]: item for item in kb("list", "--json").json}
    assert (listed[key]["snoozed_until"], listed[key]["zone"]) == ("2999-01-02", "inbox")
    assert "(put off until 2999-01-02)" in kb("list").out
    [later] = kb("snooze", key, "--json").json
    assert later["until"] < "2999-01-02"
    refused = kb("snooze", key, "2020-01-01")
    assert refused.status == 2 and "a day to come" in refused.err
    assert kb("snooze", "2999-01-02").status == 2


def test_move_state_judge_and_their_undo(kb: Command, notes: Path) -> None:
    key = added(kb, notes)["Linear attention"]
    assert kb("move", key, "nice-to-have", "--json").json == [
        {"key": key, "from": "inbox", "to": "nice-to-have"}
    ]
    assert kb("state", key, "read", "--json").json == [{"key": key, "from": "unread", "to": "read"}]
    assert kb("move", "--undo", "--json").json == [{"key": key, "from": "nice-to-have", "to": "inbox"}]
    assert kb("judge", key, "direct", "--note", "used", "--json").json == [{"key": key, "verdict": "direct"}]
    shown = kb("show", key, "--json").json
    assert (shown["zone"], shown["state"], shown["verdict"]) == ("inbox", "read", "direct")
    assert [event["action"] for event in shown["history"]] == ["added", "moved", "state", "undone", "judged"]
    listed = kb("list", "--state", "read", "--json").json
    assert [item["key"] for item in listed] == [key]


def test_show_tells_what_links_to_an_item(kb: Command, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Reading plan\n\nNext: [Kimi Linear](https://arxiv.org/abs/2510.26692).\n")
    kb("add", "2510.26692", str(note), "--no-embed")
    shown = kb("show", "2510.26692", "--json").json
    [mention] = shown["mentioned_by"]
    assert (mention["title"], mention["context"]) == ("Reading plan", "Next: Kimi Linear.")
    [reference] = kb("show", mention["key"], "--json").json["references"]
    assert (reference["key"], reference["context"]) == (shown["key"], "Next: Kimi Linear.")
    kb("note", mention["key"], "First of all [[kimi linear]]")
    assert kb("show", "2510.26692", "--json").json["linked_from_notes"] == []
    kb("note", mention["key"], f"First of all [[{shown['title']}]]")
    [linking] = kb("show", "2510.26692", "--json").json["linked_from_notes"]
    assert (linking["key"], linking["text"]) == (mention["key"], f"First of all [[{shown['title']}]]")
    # A link from an item is a mention; a trace of use is told where the person has used it.
    assert shown["evidence"] == []


def test_areas_are_kept_changed_and_removed(kb: Command, notes: Path) -> None:
    key = added(kb, notes)["Linear attention"]
    given = ("--stance", "tracked", "--criterion", "about attention", "--reason", "our models")
    dated = ("--review-on", "2027-01-01", "--json")
    made = kb("areas", "set", "Attention", *given, "--example", key, *dated).json
    [area] = made
    named = {"name", "stance", "criterion", "reason", "items", "since", "review_on", "parent", "borderline"}
    assert area.keys() == named | {"examples", "counter_examples"}
    assert (area["stance"], area["items"]) == ("tracked", 1)
    kb("areas", "set", "Attention", "--stance", "ignored", "--reason", "done with it")
    [area] = kb("areas", "--json").json
    assert (area["stance"], area["reason"], area["criterion"]) == (
        "ignored",
        "done with it",
        "about attention",
    )
    assert [hit["key"] for hit in kb("list", "--stance", "ignored", "--json").json] == [key]
    assert kb("areas", "list", "--json").json == [area]
    kb("areas", "remove", "Attention")
    assert kb("areas", "--json").json == []


def test_areas_nest_learn_and_say_why(kb: Command, notes: Path, tmp_path: Path) -> None:
    key, other = (added(kb, notes)[title] for title in ("Linear attention", "Квантизация"))
    plan = tmp_path / "plan.md"
    plan.write_text(
        "1. Attention\n   - Linear attention\n   - Sparse attention\n2. Квантизация\n", encoding="utf-8"
    )
    made = kb("areas", "import", str(plan), "--json").json
    assert [(area["name"], area["parent"]) for area in made] == [
        ("Attention", None),
        ("Linear attention", "Attention"),
        ("Sparse attention", "Attention"),
        ("Квантизация", None),
    ]
    [area] = kb("areas", "settle", "Linear attention", key, "--yes", "--json").json
    assert (area["examples"], area["items"]) == ([key], 1)
    [area] = kb("areas", "settle", "Attention", other, "--no", "--json").json
    assert (area["counter_examples"], area["items"]) == ([other], 1)
    [inner, outer] = sorted(kb("areas", "why", key, "--json").json, key=lambda one: -len(one["area"]))
    assert (inner["why"], inner["belongs"]) == ("You said that it belongs.", True)
    assert outer["why"] == "It belongs to “Linear attention” inside."
    [area] = kb("areas", "set", "Attention", "--rename", "Внимание", "--json").json
    assert area["name"] == "Внимание"
    assert kb("areas", "borderline", "Внимание", "--json").json == []
    run = kb("areas", "settle", "Внимание", key)
    assert run.status == 2 and "--yes or --no" in run.err


def test_the_role_asks_and_shows_its_gaps(kb: Command, notes: Path) -> None:
    key = added(kb, notes)["Linear attention"]
    kb("areas", "set", "Attention", "--stance", "tracked", "--example", key)
    [unasked] = kb("role", "gaps", "--json").json["unasked"]
    assert unasked == {"area": "Attention", "came": 1, "read": 0}
    [ask] = kb("role", "set", "Know attention", "--depth", "gist", "--area", "Attention", "--json").json
    assert (ask["ask"], ask["areas"], ask["came"], ask["read"]) == ("Know attention", ["Attention"], 1, 0)
    assert "none was read" in kb("role", "gaps").out
    kb("state", key, "read")
    assert kb("role", "gaps", "--json").json["unfed"] == []
    assert kb("role", "list", "--json").json[0]["gap"] == ""
    kb("role", "remove", "Know attention")
    assert kb("role", "--json").json == []


def test_tags_are_given_and_taken_off(kb: Command, notes: Path) -> None:
    keys = added(kb, notes)
    key, other = keys["Linear attention"], keys["Квантизация"]
    assert kb("tag", key, other, "#to  read", "--json").json == [
        {"key": key, "tags": ["to read"]},
        {"key": other, "tags": ["to read"]},
    ]
    assert kb("tag", key, "to read", "--json").json == []
    assert [hit["key"] for hit in kb("search", "to read", "--mode", "words", "--json").json]
    assert kb("tag", "--remove", key, "TO READ", "--json").json == [{"key": key, "tags": []}]
    assert kb("tag", "--remove", other, "to read").out == f"{other}: no tags\n"


def test_searches_are_saved_counted_and_forgotten(kb: Command, notes: Path) -> None:
    saved = {"name": "News", "query": "attention", "new": 0}
    assert kb("searches", "save", "News", "attention", "--json").json == [saved]
    kb("add", str(notes / "attention.md"), "--no-embed", "--saved-at", "2199-01-01")
    assert kb("searches", "--json").json == [{**saved, "new": 1}]
    assert kb("searches", "list").out == "News: attention (1 new)\n"
    assert kb("searches", "forget", "News", "--json").json == [saved]
    assert kb("searches", "--json").json == []


def test_chosen_items_are_printed_in_each_format(kb: Command, notes: Path) -> None:
    key = added(kb, notes)["Квантизация"]
    assert "title = {{Квантизация}}" in kb("cite", key).out
    assert kb("cite", key, "--format", "markdown").out.startswith("- Квантизация")
    assert json.loads(kb("cite", key, "--format", "jsonl").out)["key"] == key
    assert kb("cite", key, "--format", "csv").out.startswith("key,title,authors,")
    assert kb("cite", key, "--json").json.keys() == {"format", "text"}


def test_map_gives_every_item_a_place_and_a_topic(kb: Command, notes: Path) -> None:
    added(kb, notes)
    kb("embed")
    drawn = kb("map", "--json").json
    assert {item["key"] for item in drawn["items"]} == {item["key"] for item in kb("list", "--json").json}
    topics = {topic["id"] for topic in drawn["topics"]}
    assert {item["topic"] for item in drawn["items"]} <= topics
    assert {"id", "parent", "name", "keywords", "size", "stance"} == drawn["topics"][0].keys()


def test_drift_counts_months_and_names_the_queries_behind(kb: Command, notes: Path) -> None:
    key = added(kb, notes)["Linear attention"]
    kb("areas", "set", "Attention", "--stance", "ignored", "--example", key)
    kb("move", key, "must-have")
    found = kb("drift", "--json").json
    assert {"since", "until", "whole", "months", "ignored", "starving", "usefulness"} <= found.keys()
    [month] = found["months"]
    assert month["came"]["items"] == 2
    [flow] = month["flows"]
    assert (flow["from"], flow["to"], flow["items"]) == ("inbox", "must-have", 1)
    assert [hit["key"] for hit in kb("search", flow["query"], "--json").json] == [key]
    saved = month["month"]
    assert len(kb("list", "--saved-since", saved, "--saved-until", saved, "--json").json) == 2
    assert kb("list", "--saved-until", "2000", "--json").json == []
    assert "Ignored: Attention" in kb("drift").out
    assert "Nothing came" in kb("drift", "--until", "2000").out


def test_a_picture_of_the_map_is_written(kb: Command, notes: Path, tmp_path: Path) -> None:
    added(kb, notes)
    kb("embed")
    kb("map")
    file = tmp_path / "map.svg"
    assert kb("picture", str(file), "--colour", "language", "--json").json == {"path": str(file), "items": 2}
    assert file.read_text(encoding="utf-8").startswith("<svg")
    for name, says in (("map.gif", ".svg"), ("none/map.png", "another place")):
        run = kb("picture", str(tmp_path / name))
        assert run.status == 2 and says in run.err


def test_the_sample_goes_only_into_an_empty_library(kb: Command, notes: Path) -> None:
    added(kb, notes)
    run = kb("sample", "--json")
    assert run.status == 2 and "empty" in run.err and run.out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "2401.00001"), "2401.00001"),
        (("similar", "nonsense"), "nonsense"),
        (("move", "2401.00001", "must-have"), "2401.00001"),
        (("move", "2401.00001", "somewhere"), "must-have"),
        (("move",), "zone"),
        (("state", "x"), "unread"),
        (("judge", "x", "great"), "indirect"),
        (("areas", "remove", "Nothing"), "Nothing"),
        (("areas", "import", "/no/such/file"), "/no/such/file"),
        (("areas", "borderline", "Nothing"), "Nothing"),
        (("role", "remove", "Nothing"), "Nothing"),
        (("tag", "survey"), "before the tag"),
        (("tag", "2401.00001", "survey"), "2401.00001"),
        (("tag", "--remove", "2401.00001", "survey"), "2401.00001"),
        (("searches", "forget", "Nothing"), "Nothing"),
        (("searches", "save", "Name", " "), "NAME QUERY"),
        (("picture", "map.svg"), "embed"),
        (("drift", "--since", "soon"), "2025-06"),
        (("cite", "2401.00001"), "2401.00001"),
        (("cite", "x", "--format", "word"), "bibtex"),
        (("search", "x", "--since", "yesterday"), "2025-06"),
        (("search", "x", "--zone", "attic"), "attic"),
        (("list", "--read-since", "2025-13"), "2025-06"),
        (("list", "--without", "zone:attic"), "put-and-forget"),
        (("list", "--without", "shelf:attic"), "FILTER:VALUE"),
        (("list", "--without", "tag:"), "missing"),
        (("list", "--without", "since:soon"), "2025-06"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_wrong_usage_is_one_clear_complaint(kb: Command, arguments: tuple[str, ...], says: str) -> None:
    run = kb(*arguments)
    assert run.status == 2
    assert says in run.err and "Traceback" not in run.err
    assert run.out == ""


def test_a_damaged_library_is_said_so(kb: Command, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "jomo.sqlite").write_bytes(b"no database at all" * 100)
    run = kb("stats")
    assert run.status == 2 and "backup" in run.err and run.err.count("\n") == 1


def test_a_folder_that_cannot_be_used_is_said_so(kb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_HOME", "/proc/no/such/place")
    run = kb("stats")
    assert run.status == 2 and "KB_HOME" in run.err and run.err.count("\n") == 1


def test_an_empty_library_answers_every_reading_command(kb: Command) -> None:
    for command in (("search", "x"), ("list",), ("areas",), ("searches",), ("suggest",)):
        run = kb(*command, "--json")
        assert (run.status, run.json) == (0, [])
    assert kb("map", "--json").json == {"items": [], "topics": []}
    assert kb("topics", "--json").json == [] and "`map` draws" in kb("topics").err
    run = kb("suggest")
    assert run.out == "" and "Nothing is suggested" in run.err and "0 filings" in run.err
    assert kb("review", "--json").json["total"] == 0
    assert kb("doctor", "--json").json["ok"]


def commands() -> list[str]:
    from typer.main import get_command

    from kb.cli import app

    group = get_command(app)
    return sorted(name for name, command in group.commands.items() if not command.hidden)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", commands())
def test_every_command_has_an_example_and_stands_in_the_guide(kb: Command, name: str) -> None:
    assert "Example" in kb(name, "--help").out
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    assert f"python -m kb {name}" in guide


def test_the_app_takes_options_of_streamlit_and_no_folder(kb: Command) -> None:
    refused = kb("app", "library")
    assert refused.status == 2 and "KB_HOME" in refused.err
    assert kb("app", "--port", "70000").status == 2


def test_the_sample_comes_with_its_vectors(kb: Command) -> None:
    assert kb("sample", "--no-embed", "--json").json["added"] == 167
    assert kb("stats", "--json").json["pending_vectors"] == 0


def test_the_version_is_told(kb: Command) -> None:
    assert kb("--version").out == f"Jomo {__version__}\n"
