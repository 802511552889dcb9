"""What an import would bring, as `add --dry-run` prints it."""

from __future__ import annotations

from collections.abc import Mapping

from kb.cli.output import plain, print_json
from kb.types.imports import Preview

_NAMED = 20
"""Near duplicates and losses that are named; --json names all."""


def show(preview: Preview, as_json: bool) -> None:
    """Prints a preview for a person, or as one JSON document with all there is to it."""
    if as_json:
        print_json({"found": preview.found, **plain(preview)})
        return
    whole = "" if preview.whole else " (not all of it was looked at)"
    print(f"{preview.new} new, {preview.updated} to update, {preview.unchanged} here already{whole}")
    if preview.repeated:
        print(f"  {preview.repeated} more are further readings of the same works")
    _line("read as", preview.formats)
    _line("kinds", {str(kind): number for kind, number in preview.kinds.items()})
    if preview.first:
        print(f"  from {preview.first} to {preview.last}")
    if preview.annotations:
        print(f"  {preview.annotations} notes and highlights of your own")
    if preview.by_name_only:
        print(f"  {preview.by_name_only} by address or identifier only, until they can be looked up")
    if preview.feeds:
        print(f"  {preview.feeds} feeds to become sources")
    for sample in preview.samples:
        print(f"  {sample.date or 'no date':<10}  {sample.kind:<8} {sample.title}  {sample.source}")
    for near in preview.near_duplicates[:_NAMED]:
        print(f"  same title as {near.key}: {near.title}")
    _line("left out by their names", preview.left_out)
    for failure in preview.lost[:_NAMED]:
        print(f"  cannot be saved: {failure.spec}: {failure.reason}")
    for what, named in (("same titles", preview.near_duplicates), ("losses", preview.lost)):
        if len(named) > _NAMED:
            print(f"  and {len(named) - _NAMED} more {what}; --json names all")


def _line(what: str, counts: Mapping[str, int]) -> None:
    if counts:
        print(f"  {what}: {', '.join(f'{number} {name}' for name, number in counts.items())}")
