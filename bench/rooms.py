"""How much of each room the tests run: `python -m bench.rooms REPORT`, a JSON report of coverage.py."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePath

_DEPTH = 2
"""Rooms are `kb/search`; those of the pages, `kb/ui/map`, lie one deeper."""


def by_room(files: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Statements run and statements there are, by room, from those by file."""
    rooms: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for file, (run, every) in files.items():
        folders = PurePath(file).parent.parts
        room = "/".join(folders[: _DEPTH + ("ui" in folders[:_DEPTH])])
        rooms[room] = (rooms[room][0] + run, rooms[room][1] + every)
    return dict(sorted(rooms.items()))


def main() -> None:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    files = {
        file: (told["summary"]["covered_lines"], told["summary"]["num_statements"])
        for file, told in report["files"].items()
    }
    for room, (run, every) in by_room(files).items():
        print(f"{room:20} {run / every if every else 1:4.0%} of {every}")


if __name__ == "__main__":
    main()
