"""Commands that look after the library: doctor, reindex."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.cli.output import AsJson, opened, plain, print_json
from kb.doctor import examine_closed
from kb.errors import LibraryDamaged, LibraryUnavailable
from kb.settings import Settings


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Make anew what can be derived.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the library and say what is wrong.

    Example: python -m kb doctor --fix
    """
    try:
        with opened(keep_index=True) as library:
            checks = library.doctor(fix)
    except (LibraryDamaged, LibraryUnavailable) as error:
        checks = examine_closed(Settings(), error)
    fine = all(check.ok for check in checks)
    if as_json:
        print_json({"ok": fine, "checks": [plain(check) for check in checks]})
    else:
        for check in checks:
            print(f"{'ok   ' if check.ok else 'WRONG'}  {check.name}: {check.detail}")
    raise typer.Exit(0 if fine else 1)


def reindex(as_json: AsJson = False) -> None:
    """Make the words index and the vector index anew from what is stored; nothing is embedded again.

    Example: python -m kb reindex
    """
    with opened(keep_index=True) as library:
        count, seconds = library.reindex()
    if as_json:
        print_json({"chunks": count, "seconds": round(seconds, 3)})
    else:
        print(f"{count} passages indexed in {seconds:.1f} s")


def register(app: typer.Typer) -> None:
    app.command()(doctor)
    app.command()(reindex)
