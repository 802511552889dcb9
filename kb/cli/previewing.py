"""What an import would bring, as `add --dry-run` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalogue import _, n_, number
from kb.cli.output import plain, print_json
from kb.text.counts import counted
from kb.types.imports import Preview, told_of_skipped

_NAMED = 20
"""Near duplicates and losses that are named; --json names all."""


def show(preview: Preview, as_json: bool) -> None:
    """Prints a preview for a person, or as one JSON document with all there is to it."""
    if as_json:
        print_json({"found": preview.found, **plain(preview)})
        return
    whole = "" if preview.whole else " " + _("(not all of it was looked at)")
    counts = _(
        "{new} new, {updated} to update, {unchanged} here already",
        new=number(preview.new),
        updated=number(preview.updated),
        unchanged=number(preview.unchanged),
    )
    print(counts + whole)
    for line in _lines(preview):
        print(f"  {line}")


def _lines(preview: Preview) -> Iterator[str]:
    if preview.repeated:
        yield n_(
            "{count} more is a further reading of the same works",
            "{count} more are further readings of the same works",
            preview.repeated,
        )
    if preview.formats:
        yield _(
            "read as: {formats}", formats=counted({_(name): files for name, files in preview.formats.items()})
        )
    if preview.kinds:
        kinds = {kind.label: of_kind for kind, of_kind in preview.kinds.items()}
        yield _("kinds: {kinds}", kinds=counted(kinds))
    if preview.first:
        yield _("from {first} to {last}", first=preview.first, last=preview.last)
    if preview.annotations:
        yield n_(
            "{count} note or highlight of your own",
            "{count} notes and highlights of your own",
            preview.annotations,
        )
    if preview.by_name_only:
        yield n_(
            "{count} by address or identifier only, until it can be looked up",
            "{count} by address or identifier only, until they can be looked up",
            preview.by_name_only,
        )
    if preview.feeds:
        yield n_("{count} feed to become a source", "{count} feeds to become sources", preview.feeds)
    for sample in preview.samples:
        yield f"{sample.date or _('no date'):<10}  {sample.kind.label:<8} {sample.title}  {sample.source}"
    for near in preview.near_duplicates[:_NAMED]:
        yield _("same title as {key}: {title}", key=near.key, title=near.title)
    if preview.left_out:
        yield _("left out by their names: {endings}", endings=counted(preview.left_out))
    for told in told_of_skipped(preview.skipped):
        yield _("left out: {told}", told=told)
    for failure in preview.lost[:_NAMED]:
        yield _("cannot be saved: {spec}: {reason}", spec=failure.spec, reason=failure.reason)
    if (more := len(preview.near_duplicates) - _NAMED) > 0:
        yield n_(
            "and {count} more same title; --json names all",
            "and {count} more same titles; --json names all",
            more,
        )
    if (more := len(preview.lost) - _NAMED) > 0:
        yield n_("and {count} more loss; --json names all", "and {count} more losses; --json names all", more)
