"""What is known of a work after another reading of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kb.text.highlights import each_once
from kb.text.pagination import PAGE_STARTS
from kb.text.people import OTHERS
from kb.types import FEED, OWN_WRITING, Document, Kind, Original, Reference

# Keys that say where a file lies or what its bytes are, not which work it is.
WEAK = ("file:", "path:")
_SAID = ("post:", "note:")
"""Keys of messages."""
_FILE = "file"
_PROGRAM = "program"
"""What an exporting program is called, in `meta`."""
_OF_THE_PERSON = (_PROGRAM, "folder", "favourite", "rating", "citation_key", _FILE, OWN_WRITING)
"""What `meta` says of the person's keeping a work, not of the work."""
_LISTED = (_PROGRAM, "folder", "favourite", "citation_key")
"""What two programs may each say otherwise, and both are right."""
_STRENGTH = ("arxiv:", "doi:", "url:")
"""Keys that name a work, the surest first."""


def merged(old: Document, new: Document) -> Document:
    """What is known of a work after another reading of it. Metadata guessed from layout only fills
    gaps; nothing is replaced by nothing."""
    if (_PROGRAM in old.meta and _PROGRAM in new.meta) or _are_two_sources(old, new):
        return _of_two_sources(old, new)
    if new.stub and not old.stub:
        kept = {name: value for name, value in new.meta.items() if name in _OF_THE_PERSON}
        return replace(_with_own_words(old, new), meta={**kept, **old.meta})
    if _is_known(old, new):
        return _with_own_words(old, new)
    completed = old.stub and not new.stub
    better = completed or old.guessed or not new.guessed
    # A much shorter text of a paper is another form of it (an abstract page), not a newer one.
    shorter_form = old.kind is Kind.PAPER and len(new.text) * 2 < len(old.text)
    text_from_new = bool(new.text) and not shorter_form
    references = new.references if text_from_new else old.references
    if old.kind is Kind.PAPER or not text_from_new:
        references = tuple({ref.key: ref for ref in (*new.references, *old.references)}.values())
        if {ref.key for ref in references} == {ref.key for ref in old.references}:
            references = old.references
    meta = {**old.meta, **new.meta} if better else {**new.meta, **old.meta}
    if _FILE in old.meta and _FILE in new.meta:
        # A page saved in two files goes by one of them, whichever is read last.
        meta[_FILE] = min(old.meta[_FILE], new.meta[_FILE])
    meta = _with_pages(meta, new if text_from_new else old)
    if completed:
        meta.pop("waiting_for", None)
    weaker = (*WEAK, "url:") if completed else WEAK
    renamed = old.key.startswith(weaker) and not new.key.startswith(WEAK)
    authors = new.authors if new.authors and (better or not old.authors) else old.authors
    if authors != old.authors and OTHERS not in new.meta:
        meta.pop(OTHERS, None)
    return replace(
        _with_own_words(old, new),
        key=new.key if renamed else old.key,
        kind=new.kind if old.stub else old.kind,
        title=new.title if better and new.title else old.title,
        text=new.text if text_from_new else old.text,
        turns=new.turns if text_from_new else old.turns,
        summary=new.summary if new.summary and (better or not old.summary) else old.summary,
        url=old.url or new.url,
        authors=authors,
        source=old.source or new.source,
        published=new.published if new.published and (better or not old.published) else old.published,
        references=references,
        meta=meta,
        guessed=(old.guessed or completed) and new.guessed,
        stub=old.stub and new.stub,
    )


def joined_by_hand(kept: Document, other: Document) -> Document:
    """What is known of two items that the person says are one work: the kept one's key, the fuller title and
    text, all tags; of an item known by name only no more than that it is the same."""
    if kept.stub != other.stub:
        named, known = (kept, other) if kept.stub else (other, kept)
        whole = merged(known, named)
    else:
        whole = _of_two_sources(kept, other)
    return replace(whole, key=kept.key)


def _are_two_sources(old: Document, new: Document) -> bool:
    """Whether a work was read from another place than now: a file beside a program's export, or two files.
    What was read from one place again is newer, and replaces what it was."""
    known, own = _beginning_with("path:", old), _beginning_with("path:", new)
    if known & own:
        return False
    if _beginning_with("message:", old) & _beginning_with("message:", new):
        # Two forms of a chat's export; once both came, either of them again is no news.
        return bool(_beginning_with(_SAID, old) - _beginning_with(_SAID, new))
    unsure = old.stub or new.stub or old.guessed or new.guessed
    if _PROGRAM in old.meta or _PROGRAM in new.meta:
        return not unsure or _is_of_a_file(old) or _is_of_a_file(new)
    return bool(known and own) and not unsure


def _is_of_a_file(document: Document) -> bool:
    """Whether the work itself was read: programs know of it only what they were told."""
    return _FILE in document.meta or bool(_beginning_with("file:", document))


def _is_known(old: Document, new: Document) -> bool:
    """Whether a file of several that hold a work is read again as it was."""
    known, own = _beginning_with("path:", old), _beginning_with("path:", new)
    several = _PROGRAM in old.meta or bool(known - own)
    same_bytes = bool(_beginning_with("file:", old) & _beginning_with("file:", new))
    return several and bool(known & own) and same_bytes


def _beginning_with(kind: str | tuple[str, ...], document: Document) -> set[str]:
    return {name for name in (document.key, *document.aliases) if name.startswith(kind)}


def _of_two_sources(old: Document, new: Document) -> Document:
    """A work that two sources kept, in whichever order they come: the fuller title and text, all tags."""
    stub, meta = old.stub and new.stub, _joint(old.meta, new.meta)
    surer, other = sorted((old, new), key=_sureness)
    if not stub:
        meta.pop("waiting_for", None)
    text = _fuller(old.text, new.text)
    return replace(
        _with_own_words(old, new),
        key=surer.key,
        kind=_kind_of_both(old.kind, new.kind),
        title=_surer_title(old, new),
        text=text,
        summary=_fuller(old.summary, new.summary),
        url=surer.url or other.url,
        source=_source(surer, other),
        authors=_surer_authors(old, new),
        published=min(filter(None, (old.published, new.published)), key=_earliest, default=None),
        references=_references_of_both(old, new),
        meta=_with_pages(meta, old if text == old.text else new),
        guessed=old.guessed and new.guessed,
        stub=stub,
    )


def _source(surer: Document, other: Document) -> str:
    """Where a page comes from: a feed has a name, of others only the host is known."""
    feeds = [one.source for one in (surer, other) if FEED in one.meta.get(_PROGRAM, "").split(", ")]
    return min(filter(None, feeds), default=surer.source or other.source)


def _surer_title(old: Document, new: Document) -> str:
    """A given title beats an address, the work's own what a program calls it. Titles cut at some length are
    beginnings of the real one."""
    if old.guessed != new.guessed:
        return new.title if old.guessed else old.title
    if _is_of_a_file(old) != _is_of_a_file(new):
        return old.title if _is_of_a_file(old) else new.title
    return _fuller(old.title, new.title)


def _surer_authors(old: Document, new: Document) -> tuple[str, ...]:
    if old.guessed != new.guessed:
        surer, other = (new, old) if old.guessed else (old, new)
        return surer.authors or other.authors
    return max(old.authors, new.authors, key=lambda names: (len(names), names))


def _references_of_both(old: Document, new: Document) -> tuple[Reference, ...]:
    """Those of the fuller text, then those that only the other gives."""
    known = {ref.key for ref in old.references}
    if all(ref.key in known for ref in new.references):
        return old.references
    first, second = sorted((old, new), key=lambda one: (len(one.text), one.text), reverse=True)
    return tuple({ref.key: ref for ref in (*first.references, *second.references)}.values())


def _fuller(one: str, other: str) -> str:
    return max(one, other, key=lambda text: (len(text), text))


def _with_pages(meta: Mapping[str, str], of: Document) -> dict[str, str]:
    """`meta` with the pages of the document whose text it is."""
    without = {name: value for name, value in meta.items() if name != PAGE_STARTS}
    return without | {name: of.meta[name] for name in (PAGE_STARTS,) if name in of.meta}


def _joint(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    joint = {**one, **other}
    for name in one.keys() & other.keys():
        if name in _LISTED:
            values = {part for given in (one[name], other[name]) for part in given.split(", ")}
            joint[name] = ", ".join(sorted(values))
        else:
            joint[name] = _fuller(one[name], other[name])
    return joint


def _sureness(one: Document) -> tuple[int, str, int, str]:
    """By key; of two with one key the shorter address first, which has no tracker."""
    url = one.url or ""
    return _weakness(one.key), one.key, len(url), url


def _weakness(key: str) -> int:
    return next((rank for rank, name in enumerate(_STRENGTH) if key.startswith(name)), len(_STRENGTH))


def _kind_of_both(one: Kind, other: Kind) -> Kind:
    """A page is all that most programs know of what they keep; another kind was told."""
    return min({one, other} - {Kind.ARTICLE}, default=Kind.ARTICLE)


def _earliest(published: str) -> tuple[str, int, str]:
    """What dates are compared by: a year alone ends with its last day, so that its month and day are kept; of
    one day what tells more comes first."""
    return published[:10].ljust(10, "~"), -len(published), published


def _with_own_words(old: Document, new: Document) -> Document:
    """The tags, annotations and originals of both: what a person said of a work, or keeps of it, is never
    replaced."""
    return replace(
        old,
        tags=tuple(dict.fromkeys((*old.tags, *new.tags))),
        annotations=each_once((*old.annotations, *new.annotations)),
        originals=_of_both(old.originals, new.originals),
    )


def _of_both(old: tuple[Original, ...], new: tuple[Original, ...]) -> tuple[Original, ...]:
    """Each file once, as it was met first; what is in the library is not linked any more."""
    known = {one.sha256: one for one in old}
    for one in new:
        before = known.setdefault(one.sha256, one)
        if before.linked and not one.linked:
            known[one.sha256] = replace(before, linked=False)
    return tuple(known.values())
