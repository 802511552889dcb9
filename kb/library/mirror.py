"""`library.mirror`: items as notes in a folder of Markdown, a vault of Obsidian for example."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from kb.catalogue import _
from kb.errors import JomoError
from kb.exporting.folder import filling
from kb.exporting.mirror.note import Kept, Linked
from kb.exporting.mirror.running import mirror
from kb.exporting.names import cite_keys
from kb.search import titles
from kb.search.query import parse
from kb.settings import Settings
from kb.store import Store, aliases, areas, items, jobs, notes, references, retellings
from kb.types import Filters, Item
from kb.types.mirror import Mirrored, from_record


class Mirror:
    """Reads the library and writes into the person's folder; the library stays as it is."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store

    @property
    def folder(self) -> Path | None:
        """The folder that the settings name."""
        return self._settings.mirror

    def write(
        self,
        folder: Path | None = None,
        filters: Filters | None = None,
        *,
        dry_run: bool = False,
        again: bool = False,
    ) -> Mirrored:
        """Writes what changed of the items' notes into a folder, by default that of the settings with the
        choice that they name. With `again` also those that the person deleted; with `dry_run` nothing is
        written.

        :raises JomoError: no folder is named, or it cannot be used.
        """
        if (target := folder or self.folder) is None:
            raise JomoError(_("No folder to mirror into is named; give one, or set KB_MIRROR to it"))
        chosen = self._chosen() if filters is None else filters
        db = self._store.read()
        kept = gathered(db, items.select(db, chosen, order="saved"))
        return mirror(target, kept, lambda keys: _leads_to(db, keys), dry_run=dry_run, again=again)

    def last(self) -> Mirrored | None:
        """What the background did when it last brought a folder up to date."""
        report = jobs.last_report(self._store.read(), jobs.MIRROR)
        return None if report is None else from_record(report)

    def export(self, target: Path) -> int:
        """Writes the notes of all items into an empty folder, to be mirrored into from then on; returns the
        number of items.

        :raises JomoError: the folder holds something, or cannot be written.
        """
        with filling(target) as made:
            done = self.write(made, Filters())
            if done.failed:
                raise JomoError(_("{reason}; choose another folder", reason=done.failed[0].reason))
        return len(done.written)

    def _chosen(self) -> Filters:
        asked = parse(self._settings.mirror_only)
        if asked.text:
            raise JomoError(
                _(
                    "KB_MIRROR_ONLY says {text}, which is no filter; write zone:must-have has:note",
                    text=asked.text,
                )
            )
        return asked.filters


def gathered(db: sqlite3.Connection, chosen: Sequence[Item]) -> list[Kept]:
    """Items with everything that their notes tell. Items around them need not be among the chosen."""
    every = items.select(db, Filters())
    by_id = {item.id: item for item in every}
    ids = [item.id for item in chosen]
    keys, addresses, metas = cite_keys(every), aliases.shown(db, ids), items.metas(db, ids)
    marked, belonging = notes.of_items(db, ids), areas.by_item(db)
    words = (one.note for of in marked.values() for one in of)
    leads_to = titles.linked(db, words)
    points_to: dict[int, list[Linked]] = defaultdict(list)
    mentioned_by: dict[int, list[Linked]] = defaultdict(list)
    for source, target, said in references.links(db):
        points_to[source].append(Linked(by_id[target], said))
        mentioned_by[target].append(Linked(by_id[source], said))
    retells: dict[int, list[Linked]] = defaultdict(list)
    retold_by: dict[int, list[Linked]] = defaultdict(list)
    for (teller, paper), confirmed in retellings.decided(db).items():
        if confirmed and teller in by_id and paper in by_id:
            retells[teller].append(Linked(by_id[paper]))
            retold_by[paper].append(Linked(by_id[teller]))
    return [
        Kept(
            item,
            keys[item.id],
            tuple(addresses[item.id]),
            metas[item.id],
            tuple(marked.get(item.id, ())),
            tuple(belonging.get(item.id, ())),
            tuple(points_to[item.id]),
            tuple(mentioned_by[item.id]),
            tuple(retells[item.id]),
            tuple(retold_by[item.id]),
            leads_to,
        )
        for item in chosen
    ]


def _leads_to(db: sqlite3.Connection, keys: Collection[str]) -> dict[str, str]:
    owners = aliases.owners(db, list(keys))
    by_id = {item.id: item.key for item in items.by_ids(db, list(set(owners.values())))}
    return {key: by_id[item_id] for key, item_id in owners.items()}
