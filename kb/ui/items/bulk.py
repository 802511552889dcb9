"""What is done with several items at once, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kb.catalogue import _, n_
from kb.library import Library
from kb.types import Move, Zone
from kb.ui.shell import notices, theme
from kb.ui.shell.escape import plain


def file(library: Library, keys: Sequence[str], zone: Zone) -> None:
    """Files items into a zone and says so in a notice with Undo."""
    where = theme.ZONES[zone].mark
    _act(
        library,
        lambda: library.triage.move(keys, zone),
        lambda filed: n_(
            "Filed in {zone}: {count} item", "Filed in {zone}: {count} items", filed, zone=where
        ),
        _("All were in {zone} before.", zone=where),
    )


def give_tag(library: Library, keys: Sequence[str], tag: str) -> None:
    """Tags items and says so in a notice with Undo."""
    shown = plain(tag)
    _act(
        library,
        lambda: library.items.tag(keys, tag),
        lambda given: n_("Tagged #{tag}: {count} item", "Tagged #{tag}: {count} items", given, tag=shown),
        _("All had #{tag} before.", tag=shown),
    )


def take_tag(library: Library, keys: Sequence[str], tag: str) -> None:
    """Takes a tag off items and says so in a notice with Undo."""
    shown = plain(tag)
    _act(
        library,
        lambda: library.items.untag(keys, tag),
        lambda taken: n_("Took #{tag} off {count} item", "Took #{tag} off {count} items", taken, tag=shown),
        _("None of them has #{tag}.", tag=shown),
    )


def _act(library: Library, step: Callable[[], list[Move]], done: Callable[[int], str], nothing: str) -> None:
    """Takes a step and says how many items it was about, or that it changed none."""
    notices.act(library, step, lambda moves: done(len(moves)) if moves else nothing)
