"""Commands that look after the library: doctor, reindex, backup, restore, export, salvage, settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kb.backup import restoring, salvaging
from kb.catalogue import _, n_, number, p_
from kb.cli.output import AsJson, opened, plain, print_json
from kb.clock import day
from kb.errors import LibraryDamaged, LibraryUnavailable
from kb.exporting import Format
from kb.exporting.folder import FolderFormat
from kb.library.doctor import examine_closed
from kb.settings import FILE, Settings
from kb.types.origins import ORIGINS


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Make anew what can be derived.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the library and say what is wrong.

    Example: python -m kb doctor --fix
    """
    try:
        with opened(keep_index=True, mend=False) as library:
            checks = library.upkeep.doctor(fix)
    except (LibraryDamaged, LibraryUnavailable) as error:
        checks = examine_closed(Settings(), error)
    fine = all(check.ok for check in checks)
    if as_json:
        told = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks]
        print_json({"ok": fine, "checks": told})
    else:
        for check in checks:
            mark = p_("a check", "ok") if check.ok else p_("a check", "WRONG")
            print(f"{mark:<5}  {_(check.name)}: {check.detail}")
    raise typer.Exit(0 if fine else 1)


def reindex(as_json: AsJson = False) -> None:
    """Make the words index and the vector index anew from what is stored; nothing is embedded again.

    Example: python -m kb reindex
    """
    with opened(keep_index=True) as library:
        count, seconds = library.upkeep.reindex()
    if as_json:
        print_json({"chunks": count, "seconds": round(seconds, 3)})
    else:
        print(
            n_(
                "{count} passage indexed in {seconds} s",
                "{count} passages indexed in {seconds} s",
                count,
                seconds=number(seconds, 1),
            )
        )


Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write everything into one file, also while the app runs; it is verified after writing.

    Example: python -m kb backup ~/jomo-2026-11.zip
    """
    with opened() as library:
        _print_written(file, library.upkeep.backup(file, force), as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a library that is there; a copy of it is kept.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only read the file through and say what it holds.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a backup back into the folder of KB_HOME.

    Example: KB_HOME=~/jomo python -m kb restore ~/jomo-2026-11.zip
    """
    home = Settings().home
    if dry_run:
        held = restoring.look(file, home)
        if as_json:
            print_json({"path": held.home, "items": held.items, "made_at": held.made_at})
        else:
            print(
                n_(
                    "{count} item, of {folder}, made on {day}; nothing was changed",
                    "{count} items, of {folder}, made on {day}; nothing was changed",
                    held.items,
                    folder=held.home,
                    day=day(held.made_at),
                )
            )
        return
    _print_written(home, restoring.restore(file, home, force=force).items, as_json)


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    form: Annotated[
        FolderFormat, typer.Option("--format", help="What to write; obsidian as `mirror` does.")
    ] = FolderFormat.MARKDOWN,
    as_json: AsJson = False,
) -> None:
    """Leave with all data: every item with its history, areas, the role and saved searches.

    Example: python -m kb export ~/jomo-notes --format markdown
    """
    with opened() as library:
        if form is FolderFormat.OBSIDIAN:
            items = library.mirror.export(folder)
        else:
            items = library.upkeep.export(folder, Format(form.value))
        _print_written(folder, items, as_json)


def salvage(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The damaged jomo.sqlite.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the library.")],
    as_json: AsJson = False,
) -> None:
    """Read what can be read of a damaged library into a new one, and tell what could not be.

    Example: python -m kb salvage ~/jomo/jomo.sqlite ~/jomo-salvaged
    """
    account = salvaging.salvage(file, folder)
    if as_json:
        print_json({"items": account.items, "lost": plain(account)})
        return
    _print_written(folder, account.items, False)
    for what, items in ((_("mended, may lack something"), account.mended), (_("lost"), account.lost)):
        for one in items:
            print(f"  {what}: {one.title or _('title unknown')} ({one.key})")
    if account.unknown:
        left = n_(
            "up to {count} more item of which nothing is left, or that had been merged",
            "up to {count} more items of which nothing is left, or that had been merged",
            account.unknown,
        )
        print(f"  {left}")
    if account.incomplete:
        print("  " + _("not read whole: {tables}", tables=", ".join(account.incomplete)))
    for table, rows in account.rows.items():
        senseless = n_(
            "{count} row of {table} made no sense or belonged to nothing",
            "{count} rows of {table} made no sense or belonged to nothing",
            rows,
            table=table,
        )
        print(f"  {senseless}")


def settings(as_json: AsJson = False) -> None:
    """Which settings hold, and who said so; of keys only that there is one.

    Example: python -m kb settings
    """
    told = Settings().told()
    if as_json:
        print_json({"file": str(FILE), "settings": [plain(one) for one in told]})
        return
    print(_("written down in {file}", file=FILE))
    for one in told:
        print(f"{one.name}={one.value}  ({_(ORIGINS[one.origin])})")


def _print_written(path: Path, items: int, as_json: bool) -> None:
    whole = path.expanduser().absolute()
    if as_json:
        print_json({"path": str(whole), "items": items})
    else:
        print(f"{n_('{count} item', '{count} items', items)}, {whole}")


def register(app: typer.Typer) -> None:
    app.command()(doctor)
    app.command()(reindex)
    app.command()(backup)
    app.command()(restore)
    app.command()(export)
    app.command()(salvage)
    app.command()(settings)
