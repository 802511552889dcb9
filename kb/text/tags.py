"""Tags as people give them: one form each, added to and taken from an item's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kb.catalogue import _, n_, number
from kb.errors import JomoError
from kb.text.normal import normalized
from kb.text.words import fold

LONGEST = 60
"""Characters a tag given by hand may have."""

Tags = tuple[str, ...]


def tidy(tag: str) -> str:
    """A tag as it is kept: one line, without the leading # and signs that cannot be seen.

    :raises JomoError: nothing is left, or more than `LONGEST` characters are.
    """
    line = _line(tag)
    if not line:
        raise JomoError(_("A tag needs at least one character beside #; write it as: kv-cache"))
    if len(line) > LONGEST:
        raise JomoError(
            n_(
                "A tag has at most {count} character, this one has {found}; shorten it",
                "A tag has at most {count} characters, this one has {found}; shorten it",
                LONGEST,
                found=number(len(line)),
            )
        )
    return line


def _line(tag: str) -> str:
    return " ".join(normalized(tag).split()).lstrip("# ")


def same(tag: str) -> str:
    """What two ways of writing one tag have in common: `#KV-Cache` and `kv-cache`."""
    return fold(_line(tag))


def added(tags: Tags, tag: str) -> Tags:
    """The tags with one more, unless it is there in some way of writing."""
    return tags if same(tag) in map(same, tags) else (*tags, tag)


def without(tags: Tags, unwanted: Collection[str]) -> Tags:
    """The tags that are none of the unwanted, which are given as `same` tells them."""
    return tuple(tag for tag in tags if same(tag) not in unwanted)


def taken_back(current: Tags, before: Sequence[str], after: Sequence[str]) -> Tags:
    """The tags once the step from `before` to `after` is undone. What came by other ways since stays."""
    gained = set(after) - set(before)
    lost = set(before) - set(after)
    back = [tag for tag in before if tag in lost or tag in current]
    return tuple(dict.fromkeys((*back, *(tag for tag in current if tag not in gained))))


def removed_tags(steps: Iterable[tuple[Sequence[str], Sequence[str]]]) -> set[str]:
    """The tags, as `same` tells them, that steps (before, after), oldest first, took off for good."""
    gone: set[str] = set()
    for before, after in steps:
        gone = (gone | set(map(same, before))) - set(map(same, after))
    return gone
