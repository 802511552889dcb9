"""What opening an item to read costs: its page's script, for texts of very different lengths."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from bench.measuring import Table, seconds
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Document, Kind
from kb.ui.reader.text.source import of_text

_WORDS = (600, 60_000)
"""Of a post, and of a short book."""
_RUNS = 9
"""Odd, so that the median is one that was measured."""
_SENTENCE = "The gauges below the old weir were read by hand for sixty years, rain or shine. "
_PATIENCE_S = 60
"""Seconds for a visit: the first loads the app. By judgement."""


def measure(_corpus: Path, folder: Path) -> Table:
    """The table: a line for each length, opened by turns in one process."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"KB_HOME": str(folder), "KB_NETWORK": "false", "KB_BACKUPS": "0"}
    library = Library(Settings())
    library.work.stop()
    texts = {words: _text(words) for words in _WORDS}
    documents = [
        Document(key=f"file:{words}", kind=Kind.ARTICLE, title=f"{words} words", text=text)
        for words, text in texts.items()
    ]
    ingest(library.store, documents)
    opened: dict[int, list[float]] = {words: [] for words in _WORDS}
    first: dict[int, list[float]] = {words: [] for words in _WORDS}
    for number in range(_RUNS + 1):
        for words in _WORDS:
            taken = 1000 * seconds(lambda words=words: _open(words))  # type: ignore[misc]
            shown = 1000 * seconds(lambda words=words: _first_part(library, words))  # type: ignore[misc]
            if number:  # The first visit opens the library, too.
                opened[words].append(taken)
                first[words].append(shown)
    rows = tuple(
        (
            f"{words:,}",
            f"{len(texts[words]):,}",
            f"{median(first[words]):.1f}",
            f"{median(opened[words]):.0f}",
            f"{median(opened[words]) / median(opened[_WORDS[0]]):.2f}",
            f"{_memory(library, words) / len(texts[words].encode()):.2f}",
        )
        for words in _WORDS
    )
    library.close()
    columns = (
        "words",
        "characters",
        "first text, ms",
        "whole script, ms",
        "against the short one",
        "memory against the text",
    )
    return Table("Opening an item to read", columns, rows)


def _text(words: int) -> str:
    sentences = words // len(_SENTENCE.split())
    paragraphs = [(_SENTENCE * 5).strip()] * (sentences // 5)
    sections = [[f"## Section {n}", *paragraphs[n : n + 12]] for n in range(0, len(paragraphs), 12)]
    return "\n\n".join(part for section in sections for part in section)


def _open(words: int) -> None:
    app = AppTest.from_file(str(PROJECT_ROOT / "app.py"), default_timeout=_PATIENCE_S)
    app.query_params["key"] = f"file:{words}"
    app.switch_page("pages/item.py")
    app.run()
    assert not app.exception, app.exception


def _first_part(library: Library, words: int) -> None:
    of_text(library.items.get(f"file:{words}")).part(0)


def _memory(library: Library, words: int) -> int:
    """Bytes that stay while a text is shown whole, but for the page itself."""
    tracemalloc.start()
    source = of_text(library.items.get(f"file:{words}"))
    for number in range(source.parts):
        source.part(number)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept
