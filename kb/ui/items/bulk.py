"""What is done with several items at once, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kb.library import Library
from kb.types import Move, Zone
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain


def file(library: Library, keys: Sequence[str], zone: Zone) -> None:
    """Files items into a zone and says so in a notice with Undo."""
    where = theme.ZONES[zone].mark
    _act(
        library,
        lambda: library.triage.move(keys, zone),
        f"Filed in {where}: {{}}",
        f"All were in {where} before.",
    )


def give_tag(library: Library, keys: Sequence[str], tag: str) -> None:
    """Tags items and says so in a notice with Undo."""
    shown = plain(tag)
    _act(library, lambda: library.items.tag(keys, tag), f"Tagged #{shown}: {{}}", f"All had #{shown} before.")


def take_tag(library: Library, keys: Sequence[str], tag: str) -> None:
    """Takes a tag off items and says so in a notice with Undo."""
    shown = plain(tag)
    _act(
        library,
        lambda: library.items.untag(keys, tag),
        f"Took #{shown} off {{}}",
        f"None of them has #{shown}.",
    )


def _act(library: Library, step: Callable[[], list[Move]], done: str, nothing: str) -> None:
    """Takes a step and says how many items it was about, or that it changed none."""

    def said(moves: list[Move]) -> str:
        # Not `format`: a tag may hold braces.
        return done.replace("{}", humanize.count(len(moves), "item")) if moves else nothing

    notices.act(library, step, said)
