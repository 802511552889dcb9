"""How fast documents become items that can be found by words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bench.measuring import Table, seconds
from kb.importers import ImportContext, documents
from kb.library import Library
from kb.settings import Settings


def measure(corpus: Path, folder: Path) -> Table:
    """Reading the file alone, importing it, and importing it again unchanged; compared by what the processor
    works, which other work on the machine does not change."""
    context = ImportContext(folder, network=False)
    count = 0

    def read() -> None:
        nonlocal count
        count = sum(1 for _ in documents(str(corpus), context))

    reading = _measured(read)
    library = Library(Settings(home=folder / "home", network=False))
    first = _measured(lambda: library.intake.add([str(corpus)]))
    again = _measured(lambda: library.intake.add([str(corpus)]))
    library.close()
    rows = [
        ("reading the file", reading),
        ("import, words index included", first),
        ("the same import again", again),
    ]
    return Table(
        f"Importing {count:,} papers",
        ("step", "seconds", "of a processor", "papers a second of it", "against reading"),
        tuple(
            (name, f"{clock:.2f}", f"{used:.2f}", f"{count / used:,.0f}", f"{used / reading[1]:.1f} times")
            for name, (clock, used) in rows
        ),
    )


def _measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    began = time.process_time()
    clock = seconds(work)
    return clock, time.process_time() - began
