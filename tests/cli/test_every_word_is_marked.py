"""Whatever a command prints is in the catalogue, or is what the library holds.

The commands speak a made-up language for this: every message of the catalogue stands between two marks. What
is printed outside the marks and is neither of the library nor a name is a word that a Russian reader would
get in English.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from docs import words
from kb import cli
from kb.catalogue import RUSSIAN, saying
from kb.text.formulas import lettered
from tests.conftest import Command, Once
from tests.test_without_a_model import ANSWERS, HOME, KEY, NEEDS, NOTE, OUTLINE, REFUSED

BEGINS, ENDS = "⟦", "⟧"
FURTHER = (
    ("evidence", NOTE), ("doctor",), ("undo", "--list"), ("map", "--versions"), ("add", NOTE, "--dry-run"),
    ("areas",), ("topics",), ("role",), ("forks",), ("searches",), ("feeds",), ("intake",),
    ("review", "--sizes"),
    ("people", "Anna"), ("surveys", "--all"), ("expire", "--put-away"), ("gate",), ("serach",), ("search",),
    ("list", "--zone", "attic"), ("list", "--since", "soon"), ("show", "nothing"), ("add", "none.md"),
    ("list", "--colour"), ("picture", "map.bmp"), ("undo", "7"), ("move", KEY), ("restore", NOTE),
)  # fmt: skip
CALLED = [words for words in (*ANSWERS, *NEEDS, *REFUSED, *FURTHER) if words[0] != "cite"]
"""All but what prints a bibliography."""
_HELD = (
    "SELECT title FROM items", "SELECT source FROM items", "SELECT person FROM delegations",
    "SELECT place FROM writing_pages",
    "SELECT value FROM items, json_each(items.authors)", "SELECT value FROM items, json_each(items.tags)",
    "SELECT address FROM aliases", "SELECT label FROM refs", "SELECT name FROM areas",
    "SELECT criterion FROM areas", "SELECT reason FROM areas", "SELECT name FROM topics",
    "SELECT value FROM topics, json_each(topics.keywords)", "SELECT query FROM saved_searches",
    "SELECT name FROM saved_searches", "SELECT text FROM role_asks", "SELECT name FROM parkings",
    "SELECT note FROM annotations", "SELECT quote FROM annotations", "SELECT emotion FROM diary",
    "SELECT situation FROM diary",
)  # fmt: skip
"""What the library holds in pieces that are printed whole."""
_TEXTS = (
    "SELECT text FROM items", "SELECT text FROM chunks", "SELECT summary FROM items",
    "SELECT words FROM contexts",
    "SELECT snippet FROM traces", "SELECT value ->> 'text' FROM items, json_each(items.turns)",
)  # fmt: skip
"""What is printed in parts."""
_WRITTEN = {"A note", "On the memory of models, after arxiv.org/abs/2503.19950."}
_NO_WORDS = re.compile(
    r"https?://\S+|(?:arxiv|post|url|file|doi|note|book|chat|repo|entry|bib)(?::|-)\S+|(?:\.{0,2}/)[\w./-]*"
    r"|\bKB_\w+(?:=\S*)?|\b[\w-]+\.(?:md|sqlite|zip|epub|svg|bmp|json|pdf)\b|\d[\w.:+-]*|`[^`]*`"
    r"|\b(?:arXiv|Zotero|Telegram|Obsidian|Jomo|Markdown|PDF|HTML|Brier|AUC|MB|en|ru)\b"
)
_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def marked(once: Once) -> Path:
    """A catalogue that puts every message between marks."""
    return once("marked", _write_marked)


def _write_marked(folder: Path) -> None:
    made = words.renewed(RUSSIAN, words.template())
    for message in made:
        if message.id:
            several = message.id if isinstance(message.id, tuple) else (message.id,)
            said = [f"{BEGINS}{one}{ENDS}" for one in several]
            message.string = (said[0], said[-1], said[-1]) if isinstance(message.id, tuple) else said[0]
    target = folder / RUSSIAN / "LC_MESSAGES" / f"{saying.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(words.as_mo(made))


@pytest.fixture(scope="module")
def spoken(marked: Path) -> Iterator[None]:
    """This process knows the made-up language for Russian."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(saying, "FOLDER", marked)
        _forget()
        yield
    _forget()


@pytest.fixture
def kb(
    spoken: None,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kb_on: Callable[[Path], Command],
) -> Command:
    """Runs a command on a sample library, in the made-up language, without a model."""
    home = tmp_path / HOME
    home.mkdir()
    shutil.copy(sample, home)
    (tmp_path / NOTE).write_text("# {}\n\n{}\n".format(*sorted(_WRITTEN)))
    (tmp_path / OUTLINE).write_text("# Areas\n\n- Sparse attention\n- Small models\n")
    monkeypatch.setenv("KB_LANGUAGE", RUSSIAN)
    monkeypatch.setenv("KB_BACKUPS", "0")
    monkeypatch.setenv("KB_MODEL", str(tmp_path / "no-such-folder"))
    monkeypatch.chdir(tmp_path)
    return kb_on(home)


def _forget() -> None:
    """What the process keeps of the language, and of the help of commands in it."""
    saying._messages.cache_clear()
    cli._commands.cache_clear()


def outside(printed: str) -> Iterator[str]:
    """The parts of lines that stand outside all marks."""
    depth, part = 0, ""
    for sign in printed:
        if sign in (BEGINS, ENDS, "\n"):
            if depth == 0:
                yield part
            part = ""
            depth += {BEGINS: 1, ENDS: -1}.get(sign, 0)
        else:
            part += sign
    yield part if depth == 0 else ""


def unmarked(printed: str, home: Path) -> list[str]:
    """Parts of what was printed that hold words that neither the catalogue nor the library has."""
    with sqlite3.connect(home / "jomo.sqlite") as db:
        held = _WRITTEN | {" ".join(str(row[0]).split()) for row in _rows(db, _HELD)} - {""}
        held |= {lettered(one) for one in held}
        texts = " ".join(" ".join(str(row[0]).split()) for row in _rows(db, _TEXTS)).replace("**", "")
    names = re.compile(
        "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in sorted(held, key=len, reverse=True))
    )
    parts = [one for part in outside(printed) for one in " ".join(part.split()).split("…")]
    left = [_NO_WORDS.sub("", names.sub("", one)) for one in parts if one.strip(" >.()") not in texts]
    return [one for one in left if _WORD.search(one)]


def _rows(db: sqlite3.Connection, queries: Iterable[str]) -> Iterator[tuple[object, ...]]:
    for query in queries:
        yield from db.execute(query)


@pytest.mark.parametrize("called", CALLED, ids=" ".join)
def test_nothing_is_printed_that_the_catalogue_does_not_know(
    kb: Command, called: tuple[str, ...], tmp_path: Path
) -> None:
    done = kb(*called)
    assert unmarked(done.out + "\n" + done.err, tmp_path / HOME) == []
