"""The arrows between rooms point one way, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Every room with the floor it stands on: it may use its own floor and those below.
FLOORS = {
    "kb.types": 0,
    "kb.errors": 0,
    "kb.clock": 0,
    "kb.settings": 0,
    "kb.logs": 0,
    "kb.appearing": 0,
    "kb.text": 1,
    "kb.embedding": 1,
    "kb.store": 2,
    "kb.importers": 2,
    "kb.telling": 3,
    "kb.history": 3,
    "kb.vectors": 3,
    "kb.ingest": 3,
    "kb.search": 4,
    "kb.topics": 4,
    "kb.areas": 4,
    "kb.triage": 4,
    "kb.exporting": 4,
    "kb.reflection": 4,
    "kb.backup": 5,
    "kb.work": 5,
    "kb.library": 5,
    "kb.plots": 5,
    "kb.picture": 5,
    "kb.ui": 6,
    "kb.cli": 6,
    "kb.__main__": 7,
    "app": 7,
    "pages": 7,
}
HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "chromadb",
    "sklearn",
    "openTSNE",
    "trafilatura",
    "plotly",
)


def modules() -> dict[str, Path]:
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "kb").rglob("*.py")]
    return {".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): f for f in files}


def room(name: str) -> str:
    parts = name.split(".")
    return parts[0] if parts[0] != "kb" else ".".join(parts[:2])


def imported(path: Path, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | (
                {f"kb.{alias.name}" for alias in node.names} if node.module == "kb" else set()
            )
    return found


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_room_uses_only_its_own_floor_and_those_below(name: str) -> None:
    if name == "kb":
        return
    assert room(name) in FLOORS, f"{name} stands on no floor: give it one in FLOORS"
    used = {room(other) for other in imported(modules()[name]) if other.startswith("kb.")}
    above = {other for other in used if FLOORS[other] > FLOORS[room(name)]}
    assert not above


def test_each_boundary_has_one_owner() -> None:
    # Others may name sqlite3.Connection in a signature; only the store opens one.
    streamlit = {room(name) for name, path in modules().items() if "streamlit" in imported(path)}
    assert streamlit <= {"app", "pages", "kb.ui"}
    chroma = {
        name for name, path in modules().items() if any(i.startswith("chromadb") for i in imported(path))
    }
    assert chroma == {"kb.vectors.chroma"}


def test_only_the_store_opens_sqlite() -> None:
    users = [
        name for name, path in modules().items() if "sqlite3.connect(" in path.read_text(encoding="utf-8")
    ]
    assert users == ["kb.store.connection"]


def test_the_library_opens_and_searches_words_without_anything_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; from kb.library import Library\n"
        "from kb.settings import Settings; from kb.types import SearchMode\n"
        f"library = Library(Settings(home={str(tmp_path / 'home')!r}))\n"
        "library.search.hits('attention', mode=SearchMode.WORDS); library.upkeep.stats()\n"
        "library.triage.gate(); library.map.read()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
