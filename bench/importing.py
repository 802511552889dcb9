"""How fast documents become items that can be found by words."""

from __future__ import annotations

from pathlib import Path

from bench.measuring import Table, seconds
from kb.importers import ImportContext, documents
from kb.library import Library
from kb.settings import Settings


def measure(corpus: Path, folder: Path) -> Table:
    """Reading the file alone, importing it, and importing it again unchanged."""
    context = ImportContext(folder, network=False)
    count = 0

    def read() -> None:
        nonlocal count
        count = sum(1 for _ in documents(str(corpus), context))

    reading = seconds(read)
    library = Library(Settings(home=folder / "home", network=False))
    first = seconds(lambda: library.intake.add([str(corpus)]))
    again = seconds(lambda: library.intake.add([str(corpus)]))
    library.close()
    rows = [
        ("reading the file", reading),
        ("import, words index included", first),
        ("the same import again", again),
    ]
    return Table(
        f"Importing {count:,} papers",
        ("step", "seconds", "papers a second", "against reading"),
        tuple((name, f"{t:.2f}", f"{count / t:,.0f}", f"{t / reading:.1f} times") for name, t in rows),
    )
